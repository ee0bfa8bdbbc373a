"""招聘人数: how many people a posting asks for."""

from __future__ import annotations

import re

from jobmatch.forms.layouts.rows import Note, Row
from jobmatch.forms.text import is_unknown, normal, small_number

MOST_OPENINGS = 5_000
"""More places than this in one posting are not believed."""
_UNCOUNTED = re.compile(r"若干|不限|长期|多名|数名|多人|大量|少量|一批|招满|面议|不等|按需|另议")
_KINDS = re.compile(r"(?:^|[、,;/和及+\s(]|(?<=\d)|(?<=[人名个]))([一-鿿]{1,8}?)[:：]?(\d{1,4})[人名个]?")
_WHOLE = re.compile(r"共|合计|总|其中|包括|含|约|大约|近|需|招|急|每")
"""Words before a number that is no kind of its own: 共30人，其中普工20人."""
_NO_COUNT = re.compile(r"\de\+?\d|\d[:%]|\d{4}[-/.年]\d{1,2}[-/.月]|元|岁")
"""A number too long, a time, a share, a date, an amount, an age."""
_SERIAL = re.compile(r"^\(?\d{1,2}[)、](?=\D{0,4}\d)")
"""The number of a line before what it says: 1、3人."""
_PAIRS = re.compile(r"(\d{1,4})对")
"""Couples are two people each."""
_PEOPLE = re.compile(r"(\d{1,4})[人名]")
_CIRCLES = re.compile("[①-⑳]")
"""Serials of kinds that are counted apart: ①普工3②保安5."""
_EACH = re.compile(r"(?:男女|[两二2]个?班次?|早晚班?|[白日]夜班?)各\D{0,2}(\d{1,4})")
_OF_RUNG = re.compile(r"[一-鿿](\d{1,4})人$")
"""本科3人, from a column of people below 学历要求."""
_SINGLE = {
    numeral: str(number)
    for number, pair in enumerate(("一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"), 1)
    for numeral in pair
}


def openings_of(row: Row, note: Note) -> int | None:
    """Return the number of places a row states, None where it states none; a number that cannot be read is reported.

    >>> from jobmatch.forms.layouts.rows import Row
    >>> openings_of(Row("岗位", 3, {"openings_part": ["男3人", "女5人"]}, {"openings_part": "招聘人数"}), note=print)
    8
    """
    openings, counted = read_openings(row.text("openings"))
    parts = [number for text in row.all_texts("openings_part") if (number := read_openings(text)[0]) is not None]
    if not row.has("openings"):
        parts += [int(found[1]) for text in row.all_texts("education") if (found := _OF_RUNG.search(text))]
    if openings is None and parts:  # a column each for men and women
        return sum(parts)
    if (row.has("openings") or row.has("openings_part")) and openings is None and not counted:
        blank = is_unknown(row.text("openings"))
        note(row, "openings", "没有填招聘人数；请补填" if blank else "看不出招聘人数，没有采用；请写成数字")
    if openings == 0:
        note(row, "openings", "招聘人数是0，按已招满处理；如仍在招，请写明人数")
    return openings


def read_openings(text: str) -> tuple[int | None, bool]:
    """Return the number of places, and whether the text says that there is no fixed number.

    Nought is a number: the post is full. A negative one is none, nor is half a person. Kinds that are counted apart add up.

    >>> read_openings("12人"), read_openings("若干"), read_openings("一线30人、二线10人"), read_openings("一男两女")
    ((12, False), (None, True), (40, False), (3, False))
    >>> read_openings("夫妻工5对"), read_openings("①3人")
    ((10, False), (3, False))
    >>> read_openings("0"), read_openings("-3"), read_openings("共30人，其中普工20人")
    ((0, False), (None, False), (30, False))
    """
    head, *kinds = _CIRCLES.split(text)
    if len(kinds) > 1 and not re.search(r"\d", head) and all(re.search(r"\d", kind) for kind in kinds):
        counts = [read_openings(kind.strip(" 、.．,，;；\n"))[0] for kind in kinds]
        known = [count for count in counts if count is not None]
        return (sum(known), False) if len(known) == len(counts) and sum(known) <= MOST_OPENINGS else (None, False)
    said = small_number(_SERIAL.sub("", normal(text)))
    said = re.sub(r"[一二两三四五六七八九](?=[男女])", lambda found: _SINGLE[found[0]], _SINGLE.get(said, said))
    if said.startswith("-") or _NO_COUNT.search(said.lower()):
        return None, False
    stated = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", said)]
    if any(number % 1 for number in stated):
        return None, False
    numbers = [int(number) for number in stated]
    if not numbers:
        return None, bool(_UNCOUNTED.search(said))
    total = _total(said, numbers)
    return (total, False) if total <= MOST_OPENINGS else (None, False)


def _total(said: str, numbers: list[int]) -> int:
    if re.search(r"\d[-~—至到]\d", said):
        return max(numbers)
    pairs, people = _PAIRS.search(said), _PEOPLE.search(said)
    if pairs and people:  # 20人（夫妻5对）
        return int(people[1])
    if each := _EACH.search(said) or pairs:
        return 2 * int(each[1])
    if re.fullmatch(r"(?:\d+[男女][性工]?[、,和]?){2}", said):
        return sum(numbers)
    kinds = _KINDS.findall(said)
    apart = len(kinds) > 1 and len(kinds) == len(numbers) and not any(_WHOLE.search(word) for word, _ in kinds)
    return sum(numbers) if apart else numbers[0]
