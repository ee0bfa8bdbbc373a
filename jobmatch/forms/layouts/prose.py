"""Sheets and cells that tell people or posts in words instead of in a table.

::

    一、某某鞋业有限公司                                    1、张某，男，45岁，初中，想找保安，电话138…
    招聘岗位：针车工20名，月薪4000-6000元，18-50岁
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from jobmatch.forms.groups import read_groups_in
from jobmatch.forms.headers import Header
from jobmatch.forms.headings.columns import Kind, field_of
from jobmatch.forms.identity import read_phones
from jobmatch.forms.layouts.enumerations import posts_in, shared_out
from jobmatch.forms.layouts.joint_columns import by_likeness
from jobmatch.forms.layouts.keyless import LIKE
from jobmatch.forms.layouts.letterhead import without_number
from jobmatch.forms.layouts.notices import LINES, call_in, posts_in_words
from jobmatch.forms.layouts.rows import USUAL, Form, Row
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import as_written, is_blank, normal

_BEFORE_COUNT = re.compile(r"[/|-](?=(?:\d{1,4}|若干)[人名个])")
_SLASH = re.compile(r"-(?=[一-鿿])|(?<=[人名个])-|[/|](?!(?:月|天|日|年|小?时|件|班|[人名个]))")
"""普工/20人/18-55岁 tells of a post piece by piece; 元/月 is one piece."""
_COUNT_BEFORE_PAY = re.compile(r"(?<=\d[人名个])(?=\d{3})")
"""装配工10人4000-5500元."""
_WIDEST = 3
"""A line of words has at most so many filled cells."""
_NAMED = re.compile(
    r"(?:(?:编号|序号|求职者)?[:：]?[(（]?\d{1,4}[)）、.．号]?\s*)?(?:姓名[:：])?(?P<name>[一-鿿·]{2,4})(?:[,，:：;；、\s]+|(?=[(（]))(?P<rest>.*\S)\s*"
)
_BEHIND_NAME = re.compile(r"^[(（]([^()（）]+)[)）][,，:：;；、\s]*")
"""What stands in brackets right behind a name."""
_CLAUSES, _PIECES = re.compile(r"[,，;；。\s]+"), re.compile(r"[,，;；。、\s]+")
_FEW_CLAUSES = 3
"""Of so few clauses 、 stands between facts, else between the trades of one."""
_LABELLED = re.compile(r"(?P<name>[一-鿿]{2,6})[:：](?P<said>.+)")
_IN_WORDS = frozenset(("service_need", "willing", "status", "remark", "hukou_address", "pay_wanted", "phone", "age", "sex"))
"""Fields whose label says less than the words behind it: 需求：想进刺绣车间."""
_ANYTHING = re.compile("都可以?|都行")
_ABOUT = re.compile(r"^(?:联系)?(?:电话|手机|学历|文化程度|年龄|身份证号?码?)[:：]?")
_TELLS = (
    ("birth", re.compile(r"(?P<said>(?:19|20)\d{2}[年.-].*?)(?:出生|生)(?:人)?")),
    ("wanted_occupation", re.compile(
        r"(?:本人)?(?:想|希望|要|求职?|意向|愿意|找|做|干|应聘)(?!过)(?:在.{1,6}?(?=[找做干当进]|从事))?(?:找|做|干|当|进|从事)?[:：]?(?:一?[个份])?(?P<said>.{2,}?)(?:类|等)?(?:的?工作|的?岗位|的活儿?)?(?:都?可以?|都?行)?"
    )),
    ("disability", re.compile(r"(?P<said>.*残疾.*)")),
    ("limits", re.compile(r"(?:本人)?(?P<said>.*(?:照顾|照看|照料|带小?孩|带孙|身体不好|患病|有病).*)")),
    ("skills", re.compile(r"(?P<said>(?:会|擅长|掌握|熟悉|有.*(?:技术|手艺)).+)")),
    ("certificates", re.compile(r"(?P<said>[有持].*证)")),
    ("hukou_address", re.compile(r"(?:家?住|现住)?[:：]?(?P<said>(?!.*(?:超市|门市|菜市|夜市))[一-鿿]{2,}(?:省|市|县|区|镇|乡|街道|村|社区|组)[一-鿿\d]*?)人?")),
    ("former_posts", re.compile(r"(?:本人)?(?P<said>(?:曾|以前|原来?|之前).+|.*[做干当]过.+|.*从事过?.+)")),
    ("remark", re.compile(r"(?P<said>(?:丈夫|妻子|老公|老婆|配偶|父|母|儿|女儿|子女|家里|全家).+)")),
    ("wanted_occupation", re.compile(rf"(?P<said>{LIKE['jobs'].pattern})(?<!务工)(?<!打工)(?:都?可以?|都?行)?")),
)  # fmt: skip
"""What a clause about a person may tell, the surest first; a trade alone is what the person looks for."""
_PERSON = ("sex", "age", "education", "phone", "id_number", "pay")
_NUMBER = re.compile(r"\d{1,3}[、.]?")
_MOST = 0.7
_SPEAKER = re.compile("[一-鿿A-Za-z_]{1,8}(?<![镇乡村道区县市厂店司])")
_WHEN = re.compile(r"(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:[T ]?\d{1,2}:\d{2}(?::\d{2})?)?")
_VILLAGE = re.compile("[一-鿿]{1,8}(?:村|社区)")
_FEWEST = 2
"""So many facts must be told of a person behind the name."""


def told_in(sheet: Sheet, kind: Kind) -> list[Form]:
    """Return the people or posts of a sheet that tells them in words; none where it tells none.

    Several posts of one line stand in a form each.

    >>> lines = [["张三，男，43岁，初中，想做保安"], ["李四，女，38岁，电话15400000002，想找保洁"]]
    >>> [[(row.text("name"), row.text("sex")) for row in form.rows()] for form in told_in(Sheet("表", lines), "workers")]
    [[('张三', '男'), ('李四', '女')]]
    """
    beside = _beside_words(sheet) if kind == "jobs" else frozenset()
    spoken = (_unnumbered([cell for column, cell in enumerate(line) if normal(cell) and column not in beside]) for line in sheet.rows)
    lines = [(at, filled) for at, filled in enumerate(spoken) if filled and len(filled) <= _WIDEST]
    if kind == "workers":
        wide = [(at, filled) for at, line in enumerate(sheet.rows) if (filled := [cell for cell in line if normal(cell)])]
        people = [(at, facts) for at, cells in wide if (facts := _person_among(cells))]
        span = [at for at, _ in wide if people and people[0][0] <= at <= people[-1][0]]
        most = 2 * len(people) >= (len(span) if len(people) > 1 else len(wide))
        return _forms(sheet, people if most else [], "name")
    return _forms(sheet, posts_in_words(lines), "title")


def _unnumbered(cells: list[Cell]) -> list[Cell]:
    """Return the cells of a line without the number it begins with: 1 | 某厂 | 普工20人."""
    return cells[1:] if len(cells) > 1 and _NUMBER.fullmatch(as_written(cells[0])) else cells


def _beside_words(sheet: Sheet) -> frozenset[int]:
    """Return the columns that say but when something was said, and by whom, where another holds the words.

    >>> sorted(_beside_words(Sheet("群", [["时间", "发言人", "消息"], ["2026-02-27 09:01", "小张", "某厂招普工20名，4000元"]])))
    [0, 1]
    """
    columns = {
        at: [text for line in sheet.rows if at < len(line) and (text := normal(line[at]))]
        for at in range(max(map(len, sheet.rows), default=0))
    }
    fit = {at: sum(bool(_SPEAKER.fullmatch(text) or _WHEN.fullmatch(text)) for text in texts) for at, texts in columns.items()}
    beside = {at for at, texts in columns.items() if texts and fit[at] >= _MOST * len(texts)}
    beside -= {at for at in beside if any(LIKE["jobs"].fullmatch(text) for text in columns[at])}
    return frozenset(beside) if sum(bool(texts) for texts in columns.values()) == len(beside) + 1 and len(beside) > 1 else frozenset()


def posts_of(row: Row) -> list[Row]:
    """Return a row for every post that the title cell of a row tells, in numbers or in words; the row itself where it tells one.

    >>> row = Row("岗位", 2, {"title": ["招普工20人，3000元/月；保安2人"]}, {"title": "招聘信息"})
    >>> [(post.text("title"), post.text("openings"), post.text("pay")) for post in posts_of(row)]
    [('普工', '20', '3000元/月'), ('保安', '2', '')]
    >>> [post.text("age") for post in posts_of(Row("岗位", 2, {"title": ["普工/20人/18-55岁；厨师/2人/50岁以下"]}, {}))]
    ['18-55岁', '50岁以下']
    """
    row = _without_call(row)
    told = posts_in(row)
    if len(told) > 1 or told[0] is not row:
        return shared_out(row, told)
    said = row.text("title")
    if _BEFORE_COUNT.search(said):
        said = _SLASH.sub("，", _BEFORE_COUNT.sub("", said))
    said = _COUNT_BEFORE_PAY.sub("，", said)
    posts = posts_in_words(enumerate([line] for line in LINES.split(said) if line.strip()), labelled=True)
    return shared_out(row, [each for _, post in posts for each in posts_in(_with(row, post))]) or [row]


def _without_call(row: Row) -> Row:
    """Return a row whose title names but the posts: 某厂招车工10名 names the firm too."""
    firm, posts = call_in(row.text("title"))
    if posts == row.text("title"):
        return row
    employer: dict[str, list[Cell]] = {"employer": [firm]} if firm and is_blank(row.text("employer")) else {}
    return replace(row, cells={**row.cells, **employer, "title": [posts]}, texts={})


def _with(row: Row, facts: Mapping[str, str]) -> Row:
    """Return a row with facts told in words where its own columns say nothing of them."""
    own = {name for name in row.cells if name != "title" and not is_blank(row.text(name))}
    cells: dict[str, list[Cell]] = {name: [said] for name, said in facts.items() if name not in own}
    return replace(row, cells={**row.cells, **cells}, texts={})


def _person_among(cells: Sequence[Cell]) -> dict[str, str]:
    """Return what a line tells of a person: one of its cells in words, telephones and divisions in others."""
    told = [(cell, facts) for cell in cells if isinstance(cell, str) and (facts := _person(as_written(cell)))]
    if len(told) != 1:
        return {}
    others = [as_written(cell) for cell in cells if cell is not told[0][0]]
    looks = (("phone", lambda text: read_phones(text)[0]), ("village", _VILLAGE.fullmatch))
    beside = {name: text for name, is_one in looks for text in others if is_one(text)}
    return {**beside, **told[0][1]}


def _person(text: str) -> dict[str, str]:
    """Return what a line says of the person it begins with, empty where it tells too little.

    >>> _person("2. 甲乙，女，38岁，白帝镇人，想找保洁，电话15400000001")
    {'name': '甲乙', 'sex': '女', 'age': '38岁', 'phone': '15400000001', 'hukou_address': '白帝镇', 'wanted_occupation': '保洁'}
    """
    match = _NAMED.fullmatch(without_number(text))
    if not match:
        return {}
    behind = _BEHIND_NAME.sub(r"\1，", match["rest"])
    clauses = _CLAUSES.split(behind)
    pieces = [_ABOUT.sub("", piece) for piece in (clauses if len(clauses) >= _FEW_CLAUSES else _PIECES.split(behind)) if piece]
    labels = {piece: found for piece in pieces if (found := _LABELLED.fullmatch(piece)) and field_of(found["name"], "workers")}
    labelled = {field: found["said"] for found in labels.values() if (field := field_of(found["name"], "workers")) not in _IN_WORDS}
    pieces = [
        labels[piece]["said"] if piece in labels else piece
        for piece in pieces
        if piece not in labels or field_of(labels[piece]["name"], "workers") in _IN_WORDS
    ]
    told = [piece for piece in pieces if not _ANYTHING.search(piece) and not _TELLS[0][1].fullmatch(piece)]
    facts, rest = by_likeness(told, list(_PERSON))
    rest = [piece for piece in pieces if piece in rest or piece not in told]
    if len(facts) < _FEWEST:
        return {}
    if pay := facts.pop("pay", ""):
        facts["pay_wanted"] = pay
    for piece in rest:
        name, said = _told(piece, facts)
        facts[name] = f"{facts[name]}，{said}" if name in facts else said
    return {"name": match["name"], **facts, **labelled}


def _told(piece: str, known: Mapping[str, str]) -> tuple[str, str]:
    """Return the field and the words of what a clause tells of a person; a remark where it tells nothing that is asked for."""
    if read_groups_in(piece):
        return "group", piece
    tells = ((name, match["said"]) for name, pattern in _TELLS if name not in known and (match := pattern.fullmatch(piece)))
    return next(tells, ("remark", piece))


def _forms(sheet: Sheet, told: list[tuple[int, dict[str, str]]], main: str) -> list[Form]:
    names = tuple(dict.fromkeys((*(("employer",) if main == "title" else ()), main, *(name for _, facts in told for name in facts))))
    layers: list[dict[int, dict[str, str]]] = []
    for at, facts in told:
        layer = next((layer for layer in layers if at not in layer), None)
        if layer is None:
            layers.append(layer := {})
        layer[at] = facts
    header = Header(0, 0, tuple(USUAL.get(name, name) for name in names), dict(enumerate(names)))
    titles = tuple(sheet.rows[: told[0][0]]) if told else ()
    lines = [[_line(layer.get(at, {}), names) for at in range(len(sheet.rows))] for layer in layers]
    return [Form(Sheet(sheet.name, rows, around=titles), header) for rows in lines]


def _line(facts: Mapping[str, str], names: tuple[str, ...]) -> list[Cell]:
    return [facts.get(name) for name in names]
