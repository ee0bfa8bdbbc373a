"""What a firm's own form says beside its table: labels with the value next to them.

A 招聘登记表 names the firm, its address and its telephone once, above the rows of its posts, and several such
forms may stand below one another on a sheet. A line of it alternates label and value, or writes both in one
cell with a colon (``联系人：何经理``). The firm itself may stand on a line of its own, whatever it is called, where
each of several firms has a header over its posts. A household stands over its people in the same way (``户编号：0012``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jobmatch.forms.groups import GROUP_FIELDS
from jobmatch.forms.headings.columns import field_of
from jobmatch.forms.headings.job_aliases import JOB_VOCABULARY
from jobmatch.forms.headings.vocabulary import IGNORED
from jobmatch.forms.layouts.labelled import said_in
from jobmatch.forms.sheets import Cell
from jobmatch.forms.text import as_written, normal

FIELDS = frozenset(
    (
        "employer", "employer_type", "industry", "employer_address", "work_address", "contact", "phone", "board", "meals", "bed", "insurance",
        "hours", "hukou", "workplace", "workshop", "valid_from", "valid_until", "route", "pay_note", "source", "event", "booth", "apply",
    )
)  # fmt: skip
"""What holds for every post of the form; 学历, 年龄 and pay belong to the post itself."""
_OF_POSTS = frozenset(("age", "education", "experience", "certificates", "requirements"))
"""What a line outside the table says of all posts, with a colon, where the posts themselves do not."""
_OF_HOUSE = frozenset(("household_id", "head_name", "hukou_address", "home_address", "village", "caseworker", *GROUP_FIELDS)) - {"health"}
"""What a line over people says of all of them; a township and a county are told by ``located``."""
_OF_PEOPLE = re.compile("户|家|住|村|社区|帮扶|责任|包[联保]|低保|脱贫|安置")
"""Words of labels that speak of people and not of the office."""
_BOOTH = re.compile(r"(?:展位|展台|摊位)号?[:：]?(?P<booth>[A-Za-z]?\d{1,3})号?[:：、]?(?=[一-鿿])")
"""展位1：, before the firm."""
_NO_LABEL = frozenset(("单位", "企业", "公司", "地址", "要求", "数量"))
"""Too short to be told from a value."""
_PAIR = 2
_SHORTEST_FIRM = 4
"""单位：万元 names a unit."""
_NO_FIRM = re.compile(
    r"(?:表|信息|简章|启事|公告|通知|名单|清单|汇总|统计|岗位?|工种|类|招聘|招工|用工|专场|招聘会|如下|\d+[人个]|[期批月日])(?:[(（].*[)）])?$|[:：。]|岗位|招聘|招工|用工|一览|发布|汇总|送岗|20\d\d"
)
"""A line that heads a table and is no firm."""
_FIRM = re.compile(r"[一-鿿()（）]{1,24}?(?:公司(?:[一-鿿]{2,8}?分公司)?|集团(?!(?:股份|控股)?有限)|合作社|酒店|宾馆)(?!名)")
"""A firm that the title or the tab names."""


_OURSELVES = re.compile("^(?:我|本|该)(?:司|公司|厂|企业|单位)[(]?")
_HIRES = re.compile(
    r"(?P<firm>[一-鿿()（）]{4,24}?)(?:20\d\d年?)?(?:[春夏秋冬]季|年度|(?:后勤|编外|临聘|临时|合同制|服务|工作|专业|技术)+人员|急|诚|长期|常年|现|最新)*(?:招聘|招工|诚聘|用工)(?:简章|信息|启事|公告|岗位|需求|广告|海报)?(?:表)?"
)
"""A title that tells who hires: 某某乳业春季招聘."""
_OFFICE = re.compile(
    r"[省市县区镇乡村州盟旗]$|人力|人社|就业|劳务|协作|专场|行动|园区|产业园|开发区|企业|用工|岗位|公益|招聘|重点|乡村|社区|街道|活动|联合|线上|直播|大型|春风"
)
"""Words of a title that many firms stand below."""


_NUMBER = re.compile(r"^\s*(?:[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．](?!\d)|[①-⑳])\s*")
_ENDING = "公司|集团|厂|合作社|酒店|宾馆|饭店|超市|养老院|敬老院|医院|卫生院|学校|幼儿园|车间|中心|农场|基地|村委会|居委会|村民委员会|居民委员会|药房|药店|商行|商店|便利店|门市部?|维修部|经营部|服务部|诊所|驾校|汽修|美容院|养殖场|工程队"
_FACT = re.compile("(?:(?:单位|公司|企业)?地址|(?:招聘)?联系人|(?:联系)?电话|联系方式|工作地点|上班地点|福利|待遇|食宿|性质|行业)[:：]")
_WITH_FACTS = re.compile(
    rf"(?:[【\[(]?(?:[A-Za-z]-?\d{{1,3}}号?|\d{{1,3}}号)(?:展?[位台])?[】\])]?[:：、.]?)?(?P<firm>[一-鿿()（）]{{2,24}}?(?:{_ENDING}))[,，;；(]?{_FACT.pattern}.*"
)
"""A firm with its stand before it and facts behind: A01 某某公司 地址：某镇."""
_ALONE = re.compile(rf"[一-鿿()（）A-Za-z]{{2,}}(?:{_ENDING})")
_STANDS = re.compile(r"(?:公司|厂|企业|酒店|合作社|车间|本店|我店)[^;；。]*?(?:位于|坐落于|坐落在|地处)(?P<said>[一-鿿]{4,30})")
"""A sentence that tells where a firm is."""
_ANY_FIRM = re.compile(
    rf"(?:就业|帮扶|扶贫|乡村|社区|本地|外地|省[内外]|市[内外]|县[内外城]|各|其[他它]|重点|规上|用工|招聘|工业|民营|国有|民办|公办|私立|乡镇?)*(?:{_ENDING})"
)
"""Firms of one kind, and none by its name."""
_NEEDS = re.compile(
    rf"(?P<firm>[一-鿿()（）A-Za-z]{{2,}}?(?:{_ENDING}))[,，]?(?:因|为(?!主)|现(?!有)|拟|将|需|诚|急|面向|常年|长期|招|位于|坐落|成立|主要|主营)"
)
"""A sentence that begins with a firm and what it needs, or is."""


def without_number(text: str) -> str:
    """Return a line without the number that stands before it.

    >>> without_number("一、某某公司"), without_number("(2) 3名"), without_number("3.5元")
    ('某某公司', '3名', '3.5元')
    """
    return _NUMBER.sub("", text)


def firm_alone(line: Sequence[Cell]) -> str:
    """Return the firm that a line names and says nothing else, empty when it does not.

    >>> firm_alone(["一、奉节某某农业有限公司", None]), firm_alone(["奉节某某公司", "普工"])
    ('奉节某某农业有限公司', '')
    """
    filled = [text for cell in line if (text := normal(cell))]
    text = without_number(filled[0]) if len(filled) == 1 else ""
    return text if _ALONE.fullmatch(text) else ""


def firm_with_facts(line: Sequence[Cell]) -> dict[str, list[Cell]]:
    """Return the firm that a line of one cell names, and what it says of it; nothing when it begins with no firm.

    >>> firm_with_facts(["【A01】某某物业公司 地址：某镇 电话：02356500001", None])
    {'employer_address': ['某镇'], 'phone': ['02356500001'], 'employer': ['某某物业公司']}
    >>> firm_with_facts(["2号 某某物业公司（电话：02356500001）"])
    {'phone': ['02356500001'], 'employer': ['某某物业公司']}
    >>> firm_with_facts(["某某物业公司", "保安"])
    {}
    """
    filled = [cell for cell in line if normal(cell)]
    if len(filled) != 1:
        return {}
    text = without_number(normal(filled[0]))
    match = _WITH_FACTS.fullmatch(text)
    firm = match["firm"] if match else firm_alone(line)
    fact = _FACT.search(as_written(filled[0])) if match else None
    told = stated([re.sub("[)）]$", "", as_written(filled[0])[fact.start() :])]) if fact else {}
    return {**told, "employer": [firm]} if firm else {}


def firm_that_needs(text: str) -> str:
    """Return the firm a sentence begins with, empty when it begins with none.

    >>> firm_that_needs("某镇就业帮扶车间因订单增加，现招收以下人员："), firm_that_needs("某镇就业帮扶车间负责人")
    ('某镇就业帮扶车间', '')
    """
    match = _NEEDS.match(normal(text))
    return match["firm"] if match else ""


def firm_over(rows: Sequence[Sequence[Cell]], first: int, start: int = 0) -> tuple[int, str, bool]:
    """Return the row and the text of the line that stands alone over a header, and whether lines with labels stand between.

    >>> firm_over([["某镇招聘信息"], ["白马铝业"], ["电话：02356500001"], ["岗位", "人数"]], 3)
    (1, '白马铝业', True)
    >>> firm_over([["某镇招聘信息"], ["岗位", "人数"]], 1)
    (1, '', False)
    """
    labelled = False
    for row in range(first - 1, start - 1, -1):
        filled = [text for cell in rows[row] if (text := normal(cell))]
        if len(filled) == 1 and not _NO_FIRM.search(firm := _bare(filled[0])):
            return row, firm, labelled or firm != filled[0]
        if filled and not said_in(rows[row], label_of, before_colon=_before_colon):
            break
        labelled = labelled or bool(filled)
    return first, "", False


def _bare(text: str) -> str:
    """Return a line that names a firm without its number, its booth and what stands behind in brackets.

    >>> _bare("展位1:某某农牧有限公司(联系人:靳总)"), _bare("一、某某酒店")
    ('某某农牧有限公司', '某某酒店')
    >>> _bare("某某火锅店诚聘")
    '某某火锅店'
    """
    named = re.sub(r"[(（][^()（）]*[:：\d][^()（）]*[)）]$", "", _BOOTH.sub("", without_number(_facts_behind(text))))
    return re.sub("(?:高薪|长期|常年|急|诚)+(?:聘|招)$", "", named)


def _facts_behind(text: str) -> str:
    """Return a line without its stand and the labels behind its firm: A01 某某公司 地址：某镇."""
    match = _WITH_FACTS.match(text)
    return match["firm"] if match else text


def letterhead_of(lines: Sequence[Sequence[Cell]], tab: str = "") -> dict[str, list[Cell]]:
    """Return what the lines above a header, and the name on the tab, say of the firm and its posts.

    >>> letterhead_of([["单位名称：甲服装厂　联系电话：15400000001"]])
    {'employer': ['甲服装厂'], 'phone': ['15400000001']}
    """
    found = {name: cells for line in lines for name, cells in (_standing(line) | stated(line)).items()}
    if "employer" in found:
        return found
    above = (normal(cell) for line in reversed(lines) for cell in line)
    titles = [_OURSELVES.sub("", text) for text in (*above, normal(tab))]
    named = [match[0] for text in titles if (match := _FIRM.match(text))]
    hiring = [match["firm"] for text in titles if (match := _HIRES.fullmatch(text)) and not _OFFICE.search(match["firm"])]
    by_tab = [] if _ANY_FIRM.fullmatch(tab) else [firm_alone([tab])]
    firm = next(filter(None, named + hiring + by_tab), None)
    return {**found, "employer": [firm]} if firm else found


def _standing(line: Sequence[Cell]) -> dict[str, list[Cell]]:
    """Return where a line that tells of its firm in a sentence says that it stands.

    >>> _standing(["一、企业简介：我公司成立于2010年，位于某县某镇，生产服装。"]), _standing(["某公司"])
    ({'employer_address': ['某县某镇']}, {})
    """
    match = next((match for cell in line if isinstance(cell, str) and (match := _STANDS.search(cell))), None)
    return {"employer_address": [match["said"]]} if match else {}


def stated(line: Sequence[Cell]) -> dict[str, list[Cell]]:
    """Return what a line of labels and values says, by field; nothing when the line is no such line.

    >>> stated(["招聘单位全称", "某某服饰公司", None, "联系人", "何经理"])
    {'employer': ['某某服饰公司'], 'contact': ['何经理']}
    >>> stated(["联系电话：023-56500001  联系人：何经理"]), stated([1, "缝纫工", "联系人"])
    ({'phone': ['023-56500001'], 'contact': ['何经理']}, {})
    """
    booth = next((match for cell in line if (match := _BOOTH.match(normal(cell)))), None)
    found: dict[str, list[Cell]] = {"booth": [booth["booth"]]} if booth else {}
    for name, value in _short_label(line) or said_in(line, label_of, before_colon=_before_colon):
        field = label_of(name) or _before_colon(name)
        if field == "employer" and normal(name) in _NO_LABEL and len(normal(value)) < _SHORTEST_FIRM:
            continue
        field = "pay_note" if field == "pay" else field
        if field in FIELDS | _OF_POSTS and normal(value):
            found.setdefault(field, []).append(value)
    return found


def household_said(line: Sequence[Cell], *, above: bool = False) -> dict[str, list[Cell]]:
    """Return what a line with a colon says of all the people below it, by field; nothing when it says nothing of them.

    ``above`` tells that the line stands above the header: there no colon is needed (住址 | 白帝镇 | 脱贫属性 | 脱贫户).

    >>> household_said(["户主：甲某", None, "户编号：0012"]), household_said(["填表人：甲某"]), household_said(["甲某", "户主"])
    ({'head_name': ['甲某'], 'household_id': ['0012']}, {}, {})
    """
    first = next((cell for cell in line if cell is not None and cell != ""), None)
    if not isinstance(first, str) or not (above or re.search("[:：]", first)):
        return {}
    said = ((field_of(name, "workers"), name, value) for name, value in said_in(line, lambda text: field_of(text, "workers")))
    return {field: [value] for field, name, value in said if field in _OF_HOUSE and _OF_PEOPLE.search(name) and normal(value)}


def _short_label(line: Sequence[Cell]) -> list[tuple[str, Cell]]:
    """Return a label that is too short for other lines, and its value, of a line that holds nothing else.

    >>> _short_label(["地址", None, "某镇工业园"]), _short_label(["地址", "电话"]), _short_label(["地址", "某镇", "电话"])
    ([('地址', '某镇工业园')], [], [])
    """
    filled = [cell for cell in line if normal(cell)]
    alone = len(filled) == _PAIR and normal(filled[0]) in _NO_LABEL and not _before_colon(as_written(filled[1]))
    return [(normal(filled[0]), filled[1])] if alone else []


def _before_colon(said: str) -> str:
    """Return the field that words before a colon name."""
    return field_of(normal(said).rstrip(":"), "jobs")


def label_of(cell: Cell) -> str:
    """Return the field that a label names, empty when the cell is no label.

    >>> label_of("招聘单位全称："), label_of("试用期限"), label_of("缝纫工")
    ('employer', 'ignored', '')
    """
    said = re.sub(r"[:：*＊]", "", normal(cell))
    if (said in _NO_LABEL and not normal(cell).endswith(":")) or len(said) < 2:
        return ""
    return JOB_VOCABULARY.exact.get(said, "") or (IGNORED if said.startswith("是否") else "")
