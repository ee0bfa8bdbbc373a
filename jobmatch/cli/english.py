"""What the library says in Chinese, for staff, in English for ``--lang en``: errors, why a pair fits or not, what
became of a workbook read back, how two rosters compare.

An error is known by its words; a line that is not known stays as it is, after what kind of thing could not be used.
What stands in the two tables stays as it stands there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jobmatch import errors

if TYPE_CHECKING:
    from jobmatch.explanation.refusal import Refusal
    from jobmatch.forms.reconcile import Reconciliation
    from jobmatch.ledger import ImportReport

_SAVE_ANEW = "open it in Excel or WPS, save it as .xlsx and try again"
_FIELD = r"(?P<field>[\w.]+)"

PATTERNS: tuple[tuple[str, str], ...] = (
    # files
    (r"找不到文件 (.+)；请检查文件名和所在的文件夹", "there is no file {0}; check its name and folder"),
    (r"(.+) 是文件夹，不是表格；.*", "{0} is a folder, no table; name an Excel or CSV file in it"),
    (r"(.+) 打不开（(.+)）；如果正在.*", "{0} cannot be opened ({1}); if it is open in Excel or WPS, close it first"),
    (r"(.+) 是空文件，没有任何内容", "{0} is empty"),
    (r"没有给出表格文件（给的是 (.+)）；.*", "no file was named (got {0}); name an Excel or CSV file"),
    (r"(.+) 设了打开密码，读不出；.*", "{0} is protected by a password; take the password off in Excel or WPS and try again"),
    (r"(.+) 已损坏或不是 Excel 工作簿，打不开；.*?(?:（(.*)）)?", f"{{0}} is damaged or no workbook ({{1}}); {_SAVE_ANEW}"),
    (r"(.+) 不完整或已损坏（可能没有下载完）；.*", "{0} is incomplete or damaged, perhaps not wholly downloaded; get it again"),
    (r"(.+) 其实是网页格式的表格；.*", f"{{0}} is a web page in truth; {_SAVE_ANEW}"),
    (r"(.+) 不是完好的 CSV 文件（(.+)）；.*", f"{{0}} is no sound CSV file ({{1}}); {_SAVE_ANEW}"),
    (r"(.+) 是?(.*)，?不是表格；请给出 .*", "{0} is no table; name a file of .xlsx, .xls, .ods or .csv"),
    (r"(.+) (?:展开后)?有(\d+)MB.*", "{0} has {1} MB, too much; take out pictures and blank rows, or cut it into several files"),
    (
        r"(.+) 有一张工作表的内容一直到第(\d+)行、(\w+)列.*",
        "{0}: a sheet goes on to row {1}, column {2}; delete what stands beyond the data",
    ),
    (r"(.+) 只有表头，没有一行(.+)数据", "{0} has a header and no row below it"),
    (r"(.+) 里没有内容（共(\d+)个工作表）", "{0} has nothing in its {1} sheets"),
    (r"(.+) 里没有认出(.+)表的表头：.*", "{0}: no header of such a table was recognised in it; it must have columns as name or title"),
    (r"(.+) 像是(.+)表（.*）.*", "{0} looks like the other table; are the two files the wrong way round?"),
    (r"(.+) 里的(.+)都在隐藏的工作表（(.+)）里；.*", "{0}: all of it stands on hidden sheets ({2}); show them and try again"),
    (
        r"(.+) 里没有认出要用的表：表头应有 (.+) 这样的栏名.*",
        "{0}: no table to use in it; its header must have columns as {1}, with a row below",
    ),
    (r"(.+) 缺少身份证号或人员编号一栏", "{0} lacks a column of ID numbers or of worker ids"),
    (r"培训班文件缺少列 (.+)；现有列 (.+)", "the file of courses lacks the columns {0}; it has {1}"),
    (r"(.+) 只能写成 (.+)；请改文件名的后缀", "{0} can only be written as {1}; change the ending of its name"),
    # words of the command line
    (r"(.+) 不是日期，应写成 2026-03-01", "{0} is no date; write 2026-03-01"),
    (r"(.+) 不是月份，应写成 2026-03", "{0} is no month; write 2026-03"),
    (r"填报单位的区划代码 (.+) 不存在；.*", "there is no division with the code {0}; write six digits, as 500236"),
    (r"基准日 (.+) 不是日期；.*", "{0} is no date; write 2026-03-01"),
    (r"没有编号 (.+)；共 (\d+) 行，例如 (.*)", "there is no id {0} among the {1} rows; for example {2}"),
    (r"没有场次编号为 (.+) 的岗位；(?:表中的场次有 (.+)|.*)", "no posting is of the event {0}; events in the table: {1}"),
    # policies
    (r"找不到策略文件 (.+)；.*", "there is no policy file {0}; check its name and folder"),
    (r"(.+)：不是 UTF-8 编码的文本，读不出策略；.*", "{0} is no text in UTF-8; save it as UTF-8"),
    (r"(.+)：读不出策略，写法应像 min_fit = 0\.3（(.*)）", "{0}: no policy can be read, write as min_fit = 0.3 ({1})"),
    (r"策略(?:文件)?不能使用：", "the policy cannot be used:"),
    (rf"{_FIELD}：没有这一项；可用的有 (.+)", "{0}: there is no such entry; there are {1}"),
    (rf"{_FIELD}：应当是一节 (.+)，写成了 (.+)", "{0}: must be a section {1}, is {2}"),
    (rf"{_FIELD}：(.+) 应当是数", "{0}: {1} must be a number"),
    (rf"{_FIELD}：(.+) (?:应当是|不是)整数", "{0}: {1} must be a whole number"),
    (rf"{_FIELD}：(.+) 应当是文字", "{0}: {1} must be text"),
    (rf"{_FIELD}：(.+) (?:应当是日期|不是日期.*)", "{0}: {1} must be a date, as 2026-03-01"),
    (rf"{_FIELD}：(.+) 不是有限的数", "{0}: {1} is no finite number"),
    (rf"{_FIELD}：(.+) 不在 (.+) 到 (.+) 之间", "{0}: {1} is not from {2} to {3}"),
    (rf"{_FIELD}：(.+) 应当大于 0", "{0}: {1} must be above 0"),
    (rf"{_FIELD}：(.+) 是负数", "{0}: {1} is negative"),
    (rf"{_FIELD}：各项之和是 (.+)，应当是 1", "{0}: the shares add up to {1}, not to 1"),
    (rf"{_FIELD}：(.+) 太大，一个岗位的满分是 1；不超过 (.+)", "{0}: {1} is too large, where a whole score is 1; at most {2}"),
    (rf"{_FIELD}：(.+) 应当在 1（不优先）到 (.+) 之间", "{0}: {1} must lie from 1 (no priority) to {2}"),
    (rf"{_FIELD}：应当 (.+)", "{0}: must keep {1}"),
    (rf"{_FIELD}：near_km (.+) 大于 max_km (.+)；.*", "{0}: near_km {1} is above max_km {2}"),
    (r"没有托底规则 (.+)；可用的有 (.+)", "there are no rules {0} for after the market; there are {1}"),
    (r"没有交通补贴规则 (.+)；现有 (.+)", "there is no transport-subsidy rule {0}; there are {1}"),
    # the ledger
    (r"(.+) 不是这本台账的密钥文件；.*", "{0} is not the key file of this ledger; put the right one back"),
    (r"找不到台账密钥文件 (.+)；.*", "there is no key file {0}; restore it, without it nobody in the ledger can be recognised"),
    (r"(.+) 不是台账密钥文件（.*）", "{0} is no key file"),
    (r"(.+) 不完整：密钥应为 (\d+) 字节，实为 (\d+) 字节；.*", "{0} is incomplete: {2} bytes of {1}; restore it"),
    (r"(.+) 打不开：这个文件不是台账；.*", "{0} is no ledger; check the path"),
    (
        r"(.+) 打不开：(.+)；请检查路径或数据库是否可用",
        "{0} cannot be opened: {1}; check the path, and whether the database can be reached",
    ),
    (
        r"(.+) 打不开，已损坏、加了密或不是 Excel 工作簿；.*（(.+)）",
        "{0} is damaged, encrypted or no workbook; give the .xlsx filled in ({1})",
    ),
    (r"(.+) 是第 (.+) 版台账，本程序只认第 (.+) 版；.*", "{0} is a ledger of version {1}; this program knows version {2} alone"),
    (r"(.+) 另一个程序正在写这本台账.*", "{0} is held by another program; nothing was recorded, do it again"),
    (r"(.+) 打不开或中途断开（(.+)）；.*", "{0} cannot be reached ({1}); nothing was recorded, do it again"),
    (r"台账地址无法识别；.*", "no such place of a ledger; write a file name, or postgresql://user@host/name"),
    (r"台账只支持 SQLite 和 PostgreSQL，不支持 (.+)", "a ledger lies in SQLite or PostgreSQL, not in {0}"),
    (r"没有数据库驱动：(.+)", "there is no driver of the database: {0}"),
    (r"PostgreSQL 台账须指明密钥文件.*", "a ledger in PostgreSQL needs its key file: --key-file"),
    (
        r"(.+)：没有一张工作表同时有“推荐编号”和“推荐结果”两列；.*",
        "{0}: no sheet has both columns 推荐编号 and 推荐结果; fill in the one-to-one workbook",
    ),
    # rows of a filled-in workbook
    (r"(.+) 晚于今天（(.+)）；请核对", "{0} is after today, {1}"),
    (r"台账中没有这个推荐编号；.*", "no such referral in this ledger; was the number changed, or is the list another office's?"),
    (r"与推荐编号 (.+) 登记的人员不符；.*", "not the person of referral {0}"),
    (r"与推荐编号 (.+) 登记的岗位 (.+) 不符；.*", "not the job of referral {0}, which is {1}"),
    (r"早于推荐日期 (.+)；请核对", "before the day of the referral, {0}"),
    (r"早于上一结果“(.+)”的日期 (.+)；请核对", "before the last outcome, 「{0}」 of {1}"),
    (
        r"(.+) 已记为“(.+)”，不能再记为“(.+)”；.*",
        "「{1}」 since {0}, which 「{2}」 cannot follow; if that was a mistake, withdraw it first",
    ),
    (r"无法识别；请填：(.+)", "no outcome that is known; fill in one of {0}"),
    (r"为空；请照推荐表原样填写", "is empty; leave it as the list had it"),
    (r"为空或不是完整的日期；.*", "is empty or no whole date; write 2026-03-05, or give one for all with --date"),
    (r"不是数字；.*", "is no number; write yuan a month, as 4200"),
    (r"不合常理；.*", "cannot be; write yuan a month, as 4200"),
    # the cluster and the service
    (r"(.+)：里面没有 \.parquet 或 \.csv 文件", "{0}: there is no .parquet or .csv file in it"),
    (r"这些文件不存在，或不是 \.parquet、\.csv：(.+)", "these files are not there, or are no .parquet or .csv: {0}"),
    (r"(.+)：里面已有分片文件；.*", "{0} holds partitions already; name an empty folder"),
    (r"端口 (\d+) 已被占用；.*", "port {0} is taken; name another with --port"),
    (r"不能在 (.+) 上监听（(.+)）；.*", "cannot listen on {0} ({1}); name another --host or --port"),
    (r"令牌要存在数据文件夹里；.*", "tokens are kept in the data folder; name it with --data"),
    (r"令牌要有名称和权限；权限有 (.+)，得到 (.+)", "a token needs a name and scopes; there are {0}, got {1}"),
)
"""Chinese and English of what the command line may say, the first that fits; ``{0}`` is the first part in brackets."""

_KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (errors.TableError, "a table cannot be used"),
    (errors.PolicyError, "the policy cannot be used"),
    (errors.LedgerError, "the ledger cannot be used"),
    (errors.PlaceError, "a place is not known"),
    (errors.StoreError, "a saved folder cannot be used"),
)


def in_english(error: BaseException) -> str:
    """Return what an error says, in English as far as its words are known.

    >>> in_english(errors.TableError("找不到文件 a.xlsx；请检查文件名和所在的文件夹"))
    'there is no file a.xlsx; check its name and folder'
    >>> in_english(errors.TableError("月亮太远"))
    'a table cannot be used: 月亮太远'
    """
    lines = str(error).splitlines()
    found = [_translated(line) for line in lines]
    told = "\n".join(old if new is None else new for new, old in zip(found, lines, strict=True))
    kind = next((words for kind, words in _KINDS if isinstance(error, kind)), "")
    return f"{kind}: {told}" if kind and None in found else told


_LABELS = {
    "工种": "trade", "待遇": "pay", "岗位状态": "posting open", "工作地点": "work place", "劳动年龄": "working age", "年龄": "age",
    "学历": "schooling", "证书": "certificates", "户籍": "hukou", "订单班": "reserved places", "法定禁忌": "barred by law",
    "意向": "asked for", "本人意愿": "not refused", "原岗位": "not the last post",
    "就近": "nearness", "工资": "pay", "条件": "conditions", "优先": "priority",
}  # fmt: skip
_OUTCOMES = {"匹配": "met", "待核实": "to verify", "不匹配": "not met", "低于期望": "below the wish"}


def why_in_english(refusal: Refusal) -> str:
    """Return why a pair fits or not, line by line as in Chinese.

    >>> from jobmatch.explanation.refusal import Refusal
    >>> print(why_in_english(Refusal("W1", "J1", (), (), 0.4, (("工种", 0.4, 1.0),))))
    W1 and J1 can be matched, score 0.400; if the pair is not in the shortlist, others suit better or the openings are used up.
    term          weight   value   points
    trade          0.400 × 1.000 =  0.400
    total                           0.400
    """
    from jobmatch.explanation.arithmetic import printed_points
    from jobmatch.explanation.comparison import OUTCOME_WORDS

    pair = f"{refusal.worker_id} and {refusal.job_id}"
    if refusal.refused:
        against = [_LABELS[line.label] for line in refusal.comparison if OUTCOME_WORDS[line.outcome] == "不匹配"]
        against += ["the person looks for no job now" for name, _ in refusal.rules if name == "segment"]
        head = f"{pair} cannot be matched: {', '.join(against)}."
    else:
        head = f"{pair} can be matched, score {refusal.score:.3f}; if the pair is not in the shortlist, others suit better or the openings are used up."
    fields = [
        f"{_LABELS[line.label]:18}{_OUTCOMES[OUTCOME_WORDS[line.outcome]]:16}asked: {line.asked or '-'}; has: {line.own or '-'}"
        for line in refusal.comparison
    ]
    points = printed_points(refusal.terms)
    rows = [
        f"{_LABELS[label]:14}{weight:6.3f} × {value:.3f} = {part:6.3f}"
        for (label, weight, value), part in zip(refusal.terms, points, strict=True)
    ]
    return "\n".join([head, *fields, "term          weight   value   points", *rows, f"total{points.sum():32.3f}"])


def import_in_english(found: ImportReport) -> str:
    """Return what became of the rows of a filled-in workbook, line by line as in Chinese.

    >>> import pandas as pd
    >>> from jobmatch.ledger import ImportReport
    >>> line = ("一对一推荐表", 4, "推荐编号", "", "为空；请照推荐表原样填写", False)
    >>> wrong = pd.DataFrame([line], columns=["sheet", "row", "column", "value", "message", "kept"])
    >>> print(import_in_english(ImportReport(3, 1, 1, 0, wrong)))
    3 rows: 1 recorded, 1 recorded before, 0 not filled in, 1 set aside
        一对一推荐表 row 4  推荐编号  ''  is empty; leave it as the list had it
    """
    from jobmatch.ledger.workbook import SHOWN

    aside = len(found.problems)
    head = f"{found.rows} rows: {found.recorded} recorded, {found.repeated} recorded before, {found.blank} not filled in, {aside} set aside"
    lines = [
        f"    {row['sheet']} row {row['row']}  {row['column']}  {row['value']!r}  {_translated(row['message']) or row['message']}"
        for row in found.problems.head(SHOWN).to_dict("records")
    ]
    return "\n".join([head, *lines, *([f"    … and {aside - SHOWN} more"] if aside > SHOWN else [])])


def reconciliation_in_english(found: Reconciliation) -> str:
    """Return the counts of a comparison of two rosters.

    >>> import pandas as pd
    >>> from jobmatch.forms.reconcile import reconcile
    >>> from jobmatch.schema import Workers
    >>> one = Workers(pd.DataFrame({"worker_id": ["W1"], "id_number": ["50023619790315012X"]}))
    >>> reconciliation_in_english(reconcile(one, one))
    '1 people in both (0 of them with 0 conflicts), 0 in the first alone, 0 in the second alone, 0 rows repeated, 0 without an ID number, 0 likely slips'
    """
    n = found.counts()
    return (
        f"{n['matched']} people in both ({(found.matched['conflicts'] > 0).sum()} of them with {n['conflicts']} conflicts), "
        f"{n['only_a']} in the first alone, {n['only_b']} in the second alone, "
        f"{n['repeated']} rows repeated, {n['without_id']} without an ID number, {n['likely_slips']} likely slips"
    )


def _translated(line: str) -> str | None:
    """Return a line in English; None where its words are not known."""
    said = line.strip()
    if said.isascii():
        return line
    for pattern, english in PATTERNS:
        found = re.fullmatch(pattern, said)
        if found:
            return line[: len(line) - len(line.lstrip())] + english.format(*(part or "" for part in found.groups()))
    return None
