"""招聘人数: how many people a posting asks for."""

from __future__ import annotations

import re

from jobmatch.forms.rows import Note, Row
from jobmatch.forms.text import is_unknown, normal, small_number

MOST_OPENINGS = 5_000
"""More places than this in one posting are not believed."""
_UNCOUNTED = re.compile(r"若干|不限|长期|多名|数名|多人|大量|少量|一批|招满|面议|不等|按需|另议")


def openings_of(row: Row, note: Note) -> int | None:
    """Return the number of places a row states, None where it states none; a number that cannot be read is reported."""
    openings, counted = read_openings(row.text("openings"))
    if row.has("openings") and openings is None and not counted:
        blank = is_unknown(row.text("openings"))
        note(row, "openings", "没有填招聘人数；请补填" if blank else "看不出招聘人数，没有采用；请写成数字")
    return openings


def read_openings(text: str) -> tuple[int | None, bool]:
    """Return the number of places, and whether the text says that there is no fixed number.

    Nought is a number: the post is full. A negative one is none.

    >>> read_openings("12人"), read_openings("若干"), read_openings("男3名女2名"), read_openings("")
    ((12, False), (None, True), (5, False), (None, False))
    >>> read_openings("0"), read_openings("-3")
    ((0, False), (None, False))
    """
    said = small_number(normal(text))
    if said.startswith("-"):
        return None, False
    numbers = [int(float(number)) for number in re.findall(r"\d+(?:\.\d+)?", said)]
    if not numbers:
        return None, bool(_UNCOUNTED.search(said))
    if re.search(r"\d[-~—至到]\d", said):
        total = max(numbers)
    else:
        total = sum(numbers) if re.search(r"[男女].*\d.*[男女].*\d", said) else numbers[0]
    return (total, False) if total <= MOST_OPENINGS else (None, False)
