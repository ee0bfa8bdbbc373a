"""Several posts or people in one cell: 普工20人、保安5人 is two postings, 张某（138…）、李某（139…） two people."""

from __future__ import annotations

import re
from dataclasses import replace

from jobmatch.forms.education import read_education
from jobmatch.forms.identity import read_id, read_phones
from jobmatch.forms.layouts.counted import bare, counted
from jobmatch.forms.layouts.keyless import LIKE
from jobmatch.forms.layouts.letterhead import without_number
from jobmatch.forms.layouts.rows import Row
from jobmatch.forms.sheets import Cell
from jobmatch.forms.text import is_blank, normal

_APART = re.compile(r"[、,，;；/|。]+|(?<=.)(?=[①-⑳])|\s+(?!\d|若干|[数多]名|[(（])")
_MARKS = (r"[;；\n]+", r"[、,，]+", r"/+")
"""What stands between posts, the surest first."""
_ASKS_NUMBER = re.compile(r"人数|数量|\([^()]*人\)")
"""A name that asks for posts with their numbers: 职位及人数; a number behind a post needs no 人 then."""
_STROKE = re.compile(r"(?<=[一-鿿)）])\s*[/／]\s*(?=\d{1,4}(?:[人名个]|$|[、,，;；\n]))")
"""Between a post and its number: 打磨工/8."""
_SERIAL = re.compile(r"[(（]?(\d{1,2})[)）、.．]|([①-⑳])")
_CIRCLE = re.compile(r"^\s*[①-⑳]")
_FOR_SOME = re.compile(r"(?P<numbers>[①-⑳](?:[、,，和及]?[①-⑳])*)(?P<said>[^①-⑳]+)")
"""What is told of some of the posts of a cell by their numbers: ①②须有3年以上经验 ③可学徒."""
_OF_ONE = ("title", "openings", "pay", "age", "education", "experience", "requirements", "certificates", "description")
"""What each of several posts may have of its own."""
_NO_LIMIT = re.compile("(?<![男女])不限$")
_AMOUNT = re.compile(r"\d{3,6}(?:[-~—至]\d{3,6})?元?(?:/[月天日])?")
_FEWEST = 2
_NUMBER = re.compile(r"(?:\d{1,4}|若干)[人名个]?")
_MORE_THAN_A_NAME = re.compile(r"[\s\d、,，;；/(（:：]")
_BETWEEN = re.compile(r"[、,，;；/\n\s]+(?![^(（]*[)）])")
"""What stands between people, outside brackets."""
_PERSON = re.compile(r"(?P<name>[一-鿿][一-鿿·]{1,3})[:：]?(?:[(（](?P<inside>[^()（）]*)[)）])?[:：]?(?P<number>[\d-]{7,}[Xx]?)?")
_PIECES = re.compile(r"[,，、;；/\s]+")


def people_in(row: Row) -> list[Row]:
    """Return a row for every person that the name cell lists; the row itself where it lists one with nothing beside.

    What stands behind a name is told of this person; a column of as many numbers gives each theirs.

    >>> row = Row("表", 2, {"name": ["张某（13800000001，女）、李某某 13800000002"]}, {"name": "求职人员"})
    >>> [(one.text("name"), one.text("phone"), one.text("remark")) for one in people_in(row)]
    [('张某', '13800000001', '女'), ('李某某', '13800000002', '')]
    """
    if not _MORE_THAN_A_NAME.search(row.text("name")):
        return [row]
    people = _people(row.text("name"))
    if len(people) > 1 and len(_numbers(row, "id_number")) not in (0, len(people)):
        return [row]
    if len(people) == 1 and not _has_phone(people[0]):
        return [row]
    return [_one_of(row, person, at, len(people)) for at, person in enumerate(people)] or [row]


def lists_people(text: str) -> bool:
    """Tell whether a text holds nothing but people, with the telephone of one at least.

    >>> lists_people("张某 13800000001"), lists_people("张某（13800000001）、李某"), lists_people("张某"), lists_people("搬运工 150元")
    (True, True, False, False)
    """
    return any(map(_has_phone, _people(text)))


def _people(text: str) -> list[re.Match[str]]:
    """Return the people that a text is a list of; none where it is something else."""
    parts: list[str] = []
    for part in filter(None, _BETWEEN.split(text.strip())):
        if parts and part.replace("-", "").isdigit():
            parts[-1] += part
        else:
            parts.append(part)
    found = [_PERSON.fullmatch(part) for part in parts]
    return (
        []
        if any(read_education(part) is not None or LIKE["jobs"].fullmatch(part) for part in parts) or not all(found)
        else [person for person in found if person]
    )


def _has_phone(person: re.Match[str]) -> bool:
    return bool(read_phones(f"{person['inside'] or ''} {person['number'] or ''}")[0])


def _is_id(text: str) -> bool:
    return read_id(text).number is not None


def _is_phone(text: str) -> bool:
    return bool(read_phones(text)[0])


def _numbers(row: Row, name: str) -> list[str]:
    return [part for text in row.all_texts(name) for part in _PIECES.split(text) if part]


def _one_of(row: Row, person: re.Match[str], at: int, count: int) -> Row:
    """Return the row of one of several people."""
    cells = dict(row.cells)
    for name in ("phone", "id_number"):
        numbers = _numbers(row, name)
        if 1 < len(numbers) == count:
            cells[name] = [numbers[at]]
    told = [part for part in (*_PIECES.split(person["inside"] or ""), person["number"] or "") if part]
    own = {
        name: found for name, is_one in (("id_number", _is_id), ("phone", _is_phone)) if (found := [part for part in told if is_one(part)])
    }
    rest = "，".join(part for part in told if not _is_id(part) and not _is_phone(part))
    cells |= {"name": [person["name"]], **own}
    if rest:
        cells["remark"] = [*cells.get("remark", []), rest]
    return replace(row, cells=cells, texts={})


def posts_in(row: Row) -> list[Row]:
    """Return a row for every post that the title cell counts; the row itself where it counts none.

    >>> row = Row("岗位", 2, {"title": ["普工20人、保安（5名）"]}, {"title": "岗位及人数"})
    >>> [(post.text("title"), post.text("openings")) for post in posts_in(row)]
    [('普工', '20'), ('保安', '5')]
    """
    if beside := _beside(row):
        return beside
    asked = _ASKS_NUMBER.search(normal(row.name_of("title")))
    titles = _STROKE.sub("", row.text("title")) if asked else row.text("title")
    parts = [bare(_CIRCLE.sub("", part)) for part in _APART.split(titles) if part.strip()]
    if asked:
        parts = [f"{part}人" if part[-1:].isdigit() else _NO_LIMIT.sub("若干", part) for part in parts]
    found = [counted(part) for part in parts]
    if not all(found) or not found or (len(found) == 1 and not asked and not is_blank(row.text("openings"))):
        return [row]
    return [_post(row, *post) for post in found if post]


def shared_out(row: Row, posts: list[Row]) -> list[Row]:
    """Return the posts of a row, each with its own part of the cells that tell as many parts, line by line.

    >>> row = Row("表", 2, {"title": ["1.车工5人\\n2.大烫2人"], "pay": ["1.5000-9000\\n2.5500"]}, {})
    >>> [post.text("pay") for post in shared_out(row, [row, row])]
    ['5000-9000', '5500']
    """
    if len(posts) < _FEWEST:
        return posts
    told = {name: parts for name in _OF_ONE[2:] if (parts := _parts_of(row.text(name), row, posts))}
    if "pay" not in told and len(amounts := _amounts_of(row.text("pay"))) == len(posts):
        told["pay"] = amounts
    own: list[dict[str, list[Cell]]] = [
        {name: [parts[at]] for name, parts in told.items() if post.text(name) == row.text(name)} for at, post in enumerate(posts)
    ]
    return [replace(post, cells={**post.cells, **cells}, texts={}) if cells else post for post, cells in zip(posts, own, strict=True)]


def _parts_of(text: str, row: Row, posts: list[Row]) -> list[str]:
    """Return what a cell tells of each of the posts of a row; nothing where it tells all of them the same."""
    if _FOR_SOME.search(row.text("title")) and (parts := _by_number(text, len(posts))):
        return parts
    if parts := _by_title(text, [post.text("title") for post in posts]):
        return parts
    parts = _lines_of(text)
    return parts if len(parts) == len(posts) and _stand_alike(text, row.text("title")) else []


def _stand_alike(text: str, titles: str) -> bool:
    """Tell whether the parts of a text stand apart as the posts do: each with its number, or with the same mark between; else ； is but a stop.

    >>> _stand_alike("50岁以下；包住", "车工5人、烫工2人"), _stand_alike("1.50岁以下；2.包住", "1.车工 2.烫工")
    (False, True)
    """
    return all(map(_SERIAL.match, (text, titles))) or any(mark in text and mark in titles for mark in ("\n", "；", ";"))


def _by_number(text: str, count: int) -> list[str]:
    """Return what a text tells of each of so many posts that it calls by their numbers; what stands before the first number is told of all.

    >>> _by_number("包吃；①②须熟手 ③可学徒", 3)
    ['包吃；须熟手', '包吃；须熟手', '包吃；可学徒']
    """
    told = [({int(normal(number)) for number in re.findall("[①-⑳]", part["numbers"])}, part["said"]) for part in _FOR_SOME.finditer(text)]
    if not told or max(max(numbers) for numbers, _ in told) > count:
        return []
    of_all = text[: text.index(next(iter(re.findall("[①-⑳]", text))))]
    parts = [[of_all, *(said for numbers, said in told if at in numbers)] for at in range(1, count + 1)]
    return ["；".join(said for each in part if (said := each.strip(" \n；;、，,：:"))) for part in parts]


def _by_title(text: str, titles: list[str]) -> list[str]:
    """Return what a text tells of each post where clauses of it begin with one of them; nothing where none does.

    >>> _by_title("50岁以下，司机须有B2驾照；包住", ["司机", "搬运工"])
    ['50岁以下，司机须有B2驾照；包住', '50岁以下；包住']
    """
    own: list[list[str]] = [[] for _ in titles]
    found = False
    for sentence in filter(None, re.split(r"[;；。\n]+", text)):
        whose: set[int] = set(range(len(titles)))
        parts: list[list[str]] = [[] for _ in titles]
        for clause in filter(None, re.split("[,，]", sentence)):
            named = max((title for title in titles if clause.strip().startswith(title)), key=len, default="")
            if named:
                whose, found = {at for at, title in enumerate(titles) if title == named}, True
            for at in whose:
                parts[at].append(clause)
        for lines, part in zip(own, parts, strict=True):
            lines += ["，".join(part)] if part else []
    return ["；".join(lines) for lines in own] if found else []


def _amounts_of(text: str) -> list[str]:
    """Return the amounts that stand one beside the other: 3000、3500."""
    parts = [part.strip() for part in re.split("[、/]", text)]
    return parts if all(_AMOUNT.fullmatch(part) for part in parts) else []


def _lines_of(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"[;；\n]+", text) if part.strip()]
    numbers = [_SERIAL.match(part) for part in parts]
    if all(number and int(normal(number[1] or number[2])) == at for at, number in enumerate(numbers, 1)):
        return [part[number.end() :].strip() for part, number in zip(parts, numbers, strict=True) if number]
    return [without_number(part).strip() for part in parts]


def _beside(row: Row) -> list[Row]:
    """Return a row for every post of a title cell beside whose posts stand as many numbers: 架子工；钢筋工 | 10；6.

    What another cell tells in as many parts, with the same mark between, is told of one post each.
    """
    marks = [mark for mark in _MARKS if re.search(mark, row.text("title"))]
    if not marks:
        return []
    apart = {name: [part.strip() for part in re.split(marks[0], row.text(name)) if part.strip()] for name in _OF_ONE if row.text(name)}
    counts = [part for part in re.split(r"[、,，;；/\n]+", row.text("openings")) if part.strip()]
    if _FOR_SOME.match(row.text("title")):  # what else is told of them goes by their numbers
        apart, counts = {"title": list(map(without_number, apart["title"]))}, list(map(without_number, counts))
    posts = apart["title"]
    if len(posts) < _FEWEST or len(counts) != len(posts) or not all(_NUMBER.fullmatch(normal(count)) for count in counts):
        return []
    told = {**{name: parts for name, parts in apart.items() if len(parts) == len(posts)}, "openings": counts}
    return [replace(row, cells={**row.cells, **{name: [parts[at]] for name, parts in told.items()}}, texts={}) for at in range(len(posts))]


def _post(row: Row, title: str, number: str) -> Row:
    names = {**row.names, "openings": row.names.get("openings", row.name_of("title"))}
    return replace(row, cells={**row.cells, "title": [title], "openings": [number]}, names=names, texts={})
