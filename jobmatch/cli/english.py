"""What the library says in Chinese, for staff, in English for ``--lang en``: errors, why a pair fits or not, what
became of a workbook read back, how two rosters compare.

An error is known by its words (``data/english.csv``); a line that is not known stays as it is, after what kind of thing could
not be used. What stands in the two tables stays as it stands there.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jobmatch import errors

if TYPE_CHECKING:
    from jobmatch.explanation.refusal import Refusal
    from jobmatch.forms.reconcile import Reconciliation
    from jobmatch.ledger import ImportReport

_HELD = {"count": r"\d+", "field": r"[\w.]+"}
"""What a part of a sentence may hold, by its name; any other holds any words, as few as will do."""
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
        unmet = [_LABELS[line.label] for line in refusal.comparison if OUTCOME_WORDS[line.outcome] == "不匹配"]
        idle = any(name == "segment" for name, _ in refusal.rules)
        head = (
            f"{pair} cannot be matched." + (f" Not met: {', '.join(unmet)}." if unmet else "") + " The person looks for no job now." * idle
        )
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
    for pattern, english in _sentences():
        if found := pattern.fullmatch(said):
            parts = {name: _translated(part) or part for name, part in found.groupdict().items()}
            return line[: len(line) - len(line.lstrip())] + english.format_map(parts)
    return None


@cache
def _sentences() -> list[tuple[re.Pattern[str], str]]:
    """Return what may be said, in Chinese as a pattern and in English: ``data/english.csv``, of which the first that fits counts."""
    text = files("jobmatch").joinpath("data", "english.csv").read_text(encoding="utf-8")
    return [(_pattern(row["chinese"]), row["english"]) for row in csv.DictReader(text.splitlines())]


def _pattern(sentence: str) -> re.Pattern[str]:
    """Return the pattern of a sentence with parts that differ, ``{file}``, and with advice that English gives in its own way, ``…``.

    >>> _pattern("{file} 有{count}MB…").fullmatch("a.xlsx 有90MB，太大").groupdict()
    {'file': 'a.xlsx', 'count': '90'}
    """
    whole = re.escape(sentence).replace("…", ".*")
    return re.compile(re.sub(r"\\\{(\w+)\\\}", lambda part: f"(?P<{part[1]}>{_HELD.get(part[1], '.+?')})", whole))
