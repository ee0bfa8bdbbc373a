"""The column of names, or of posts, in a table that calls it by no known name; and posts that are columns themselves.

Such a table is not refused: among the columns without a meaning, the first whose cells look like people's names (two to
four characters) or like posts (普工, 收银员, 保安) is taken for it, and the office is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from jobmatch.forms.headings.columns import KEYS, Kind, field_of
from jobmatch.forms.headings.meanings import match_headers
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import normal

_FEWEST = 4
"""So many other columns must be known."""
_SURE: Mapping[Kind, frozenset[str]] = {
    "workers": frozenset(("phone", "sex", "age", "birth", "education", "id_number", "hukou_address", "home_address")),
    "jobs": frozenset(("employer", "openings", "pay", "pay_min", "work_address", "employer_address", "board", "meals", "bed")),
}
"""Of which so many must be among these."""
_SURELY = 2
TELLS_POST = frozenset(("requirements", "description"))
"""Fields of which each cell may begin with the post where no column names it."""
_LOOKED_AT = 50
_SHARE = 0.7
"""Share of the cells that must look like it."""
LIKE: Mapping[Kind, re.Pattern[str]] = {
    "workers": re.compile(r"[一-鿿·]{2,4}"),
    "jobs": re.compile(
        r"[^\d,。;]{0,8}(?:工|员|师|手|教练|司机|保安|保洁|服务|厨|护|导购|会计|出纳|文员|店长|经理|主管|岗|助理|技术|操作|销售|客服|保姆|月嫂|搬运|分拣|缝纫|采摘|种植|养殖|除草|学徒|传菜|收银|打包|包装|配送|切配|洗碗|理货|装卸)"
        r"[^\d,。;]{0,6}"
    ),
}

BY_TITLE = "岗位名称（按标题）"
"""Name of the column of a post that stands but in the title."""
_POST_OF_TITLE = re.compile(
    r"(?P<post>[一-鿿]{0,2}(?:(?<![用招零职民务打返复开施缺员])工|(?<![人成学会团])员|师|司机|保安|保洁|客服|会计|月嫂|保姆|教练))(?:岗位?|招聘|招工|用工|需求|招募)"
)
"""司机岗位一览表."""
_PARTS = re.compile(r"(?:其中|工种|岗位|职位)[^_]*_")
"""A heading over the posts that a number of people is made of."""
_NO_POST = re.compile(r"[男女]|学历|初中|高中|中专|大专|本科|脱贫|本地|本县|岁|计|总|[月日]")
"""People of one kind and not of one post."""
_COUNT = re.compile(r"\d{1,4}[人名个]?|[/—-]|无|若干")
_SIGNS = re.compile("[一-鿿]{1,6}:")
_TELLS_POSTS = re.compile(r"[^\d,，;；。]{0,8}[一-鿿]{2,}[:：]?(?:\d{1,4}|若干)[人名个].*", re.DOTALL)
"""普工30人，18-50岁."""
_FEWEST_POSTS = 2
"""So many columns must be called after posts, or firms."""
_FIRM = re.compile(
    r".*[一-鿿]{2}(?:公司|集团|厂|合作社|酒店|宾馆|饭店|超市|商场|物业|养老院|敬老院|医院|学校|幼儿园|车间|农场|基地|农业|科技|实业|食品|服饰|服装|电子|家政)(?:[(（].*[)）])?$"
)
"""What firms are called."""


def key_of(names: Sequence[str], fields: Mapping[int, str], rows: Sequence[Sequence[Cell]], kind: Kind) -> int | None:
    """Return the column that holds the names or the posts although it is not called so, None where none does.

    >>> names, fields = ["序号", "称谓", "性别", "联系电话", "文化程度", "年龄"], {2: "sex", 3: "phone", 4: "education", 5: "age"}
    >>> key_of(names, fields, [[1, "张三", "男", "", "", 43], [2, "李小四", "女", "", "", 41]], "workers")
    1
    """
    known = set(fields.values())
    if known & KEYS[kind] or len(known) < _FEWEST or len(known & _SURE[kind]) < _SURELY:
        return None
    unknown = (column for column, name in enumerate(names) if name and column not in fields and not field_of(name, kind))
    asked = (column for column, field in fields.items() if field in TELLS_POST and kind == "jobs")
    first = re.compile(rf"{LIKE[kind].pattern}(?:[,，;；、].*|$)")  # 服务员，女，45岁以下
    named = next((column for column in unknown if _looks(column, rows[:_LOOKED_AT], LIKE[kind])), None)
    return next((column for column in asked if _looks(column, rows[:_LOOKED_AT], first)), None) if named is None else named


def told_posts(fields: Mapping[int, str], rows: Sequence[Sequence[Cell]]) -> dict[int, str]:
    """Return the meanings with 招聘需求 as the posts, in a table without another column of them, where its cells tell posts with their numbers.

    >>> told_posts({0: "employer", 1: "openings"}, [["甲厂", "普工30人，18-50岁"], ["乙厂", "保安2人"]])[1]
    'title'
    """
    counts = [column for column, field in fields.items() if field == "openings"]
    if "title" in fields.values() or len(counts) != 1 or not _looks(counts[0], rows[:_LOOKED_AT], _TELLS_POSTS):
        return dict(fields)
    return {**fields, counts[0]: "title"}


def with_post_of_title(sheet: Sheet) -> Sheet | None:
    """Return a sheet of places or firms whose title names the one post that all its rows need, with a column of it; None where none does.

    >>> rows = [["司机岗位一览"], ["车队", "月收入", "人数", "电话"], ["甲车队", 7000, 2, ""], ["乙车队", 8000, 1, ""]]
    >>> with_post_of_title(Sheet("表", rows)).rows[2]
    ['甲车队', 7000, 2, '', '司机']
    """
    for first, line in enumerate(sheet.rows[:_LOOKED_AT]):
        known = set(match_headers(line, "jobs").values())
        if known & KEYS["jobs"] or len(known) < _FEWEST or len(known & _SURE["jobs"]) < _SURELY:
            continue
        above = [normal(cell) for over in reversed(sheet.rows[:first]) for cell in over]
        post = next((match["post"] for text in (*above, normal(sheet.name)) if (match := _POST_OF_TITLE.search(text))), "")
        width = max(map(len, sheet.rows))
        filled = [[*row, *[None] * (width - len(row))] for row in sheet.rows]
        below = [[*row, post if any(map(normal, row)) else None] for row in filled[first + 1 :]]
        return replace(sheet, rows=[*filled[:first], [*filled[first], BY_TITLE], *below]) if post else None
    return None


def names_firm(name: str) -> bool:
    """Tell whether a name is called as firms are.

    >>> names_firm("某某服饰公司"), names_firm("月休天数")
    (True, False)
    """
    return _FIRM.fullmatch(normal(name)) is not None


def posts_across(names: Sequence[str], fields: Mapping[int, str], rows: Sequence[Sequence[Cell]]) -> frozenset[int]:
    """Return the columns that are called after a post and count people (其中: 普工 | 焊工); none where a column names the posts.

    >>> posts_across(["单位", "其中_普工", "其中_焊工"], {0: "employer"}, [["甲厂", 20, 5], ["乙厂", 8, ""]])
    frozenset({1, 2})
    """
    leaves = {column: normal(name.rsplit("_", 1)[-1]) for column, name in enumerate(names)}
    titles = {column for column, field in fields.items() if field == "title"}
    if titles and (len(titles) < _FEWEST_POSTS or not all("_" in names[column] for column in titles)):
        return frozenset()  # one column names the posts
    posts = [
        column
        for column, leaf in leaves.items()
        if (LIKE["jobs"].fullmatch(leaf) or (_PARTS.search(names[column]) and not _NO_POST.search(leaf)))
        and not field_of(leaf, "jobs")
        and (not titles or column in titles)
    ]
    counted = {column for column in posts if _looks(column, rows[:_LOOKED_AT], _COUNT)}
    for column in range(min(counted, default=0), len(names)) if not titles else ():  # 裁剪, 质检 beside 缝纫工
        beside = column - 1 in counted and column not in fields and names[column] and not field_of(names[column], "jobs")
        if beside and not _NO_POST.search(leaves[column]) and _looks(column, rows[:_LOOKED_AT], _COUNT):
            counted.add(column)
    headings = {names[column].rsplit("_", 1)[0] for column in counted if "_" in names[column]}
    for column, name in enumerate(names) if not titles else ():  # 管理 beside 普工 below one heading
        below = "_" in name and name.rsplit("_", 1)[0] in headings and not _NO_POST.search(leaves[column])
        if below and not field_of(leaves[column], "jobs") and _looks(column, rows[:_LOOKED_AT], _COUNT):
            counted.add(column)
    return frozenset(counted) if len(counted) >= _FEWEST_POSTS else frozenset()


def firms_across(names: Sequence[str], fields: Mapping[int, str], rows: Sequence[Sequence[Cell]]) -> frozenset[int]:
    """Return the columns that are called after a firm and count people, in a table of a row a post; none where another column names the firm.

    >>> rows = [["缝纫工", 30, ""], ["保安", 2, 3]]
    >>> firms_across(["岗位", "某某服饰公司", "某某酒店"], {0: "title"}, rows), firms_across(["岗位", "男", "女"], {0: "title"}, rows)
    (frozenset({1, 2}), frozenset())
    """
    if "title" not in fields.values():
        return frozenset()
    firms = [column for column, field in fields.items() if field == "employer"]
    called = [column for column, name in enumerate(names) if column not in fields and names_firm(name)] + firms
    counted = frozenset(column for column in called if _looks(column, rows[:_LOOKED_AT], _COUNT))
    if any(normal(row[column]) for column in firms if column not in counted for row in rows if column < len(row)):
        return frozenset()  # a column names the firms
    return counted if len(counted) >= _FEWEST_POSTS else frozenset()


def _signs(row: Sequence[Cell]) -> bool:
    """Tell whether a line holds but one cell, or begins with a label and a colon, as who signs below a table does: 填表人：甲某."""
    filled = [text for cell in row if (text := normal(cell))]
    return len(filled) == 1 or bool(filled and _SIGNS.match(filled[0]))


def _looks(column: int, rows: Sequence[Sequence[Cell]], like: re.Pattern[str]) -> bool:
    texts = [text for row in rows if column < len(row) and (text := normal(row[column])) and not _signs(row)]
    return bool(texts) and sum(like.fullmatch(text) is not None for text in texts) >= _SHARE * len(texts)
