"""What a person wants and can do, put together from all columns that speak of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from jobmatch.forms.answers import is_bare_answer, read_answer
from jobmatch.forms.layouts.rows import Note, Row
from jobmatch.forms.text import is_nothing, normal, small_number
from jobmatch.forms.wishes import Wish, read_employed, read_startup, read_wish_for_work, stays_near
from jobmatch.forms.workers.wanted import WISHED, asked_of
from jobmatch.places import read_wish
from jobmatch.schema import MOBILITIES
from jobmatch.schema.segment import Facts, segment_of

T = TypeVar("T")

_LABOUR = (("lost", "丧失"), ("none", "^无|没有"), ("weak", "弱|半"), ("skilled", "技能"), ("ordinary", "普通|一般|全|^有|整|正常|是"))
_PUPIL = re.compile(r"入学|在校|在读|升学|就读")
_STUDIES = re.compile(r"(?<!曾)[在就]读|在校")
"""大学本科在读, in a column of schooling."""
_NO_PUPIL = re.compile(r"[非不]在校|毕业|辍学|失学")
_OUT_OF_WORKFORCE = re.compile(r"丧失劳动|退出劳动力|无劳动|^(?:已|正在)?(?:去世|死亡|病故|服刑|羁押)(?:人员|中)?$")
_TRAINED = re.compile("已(?:参加|接受|经)?过?培训")
_LEARNS = re.compile(r"(?:很?想|愿意?|希望|要|需要)学(?!习?$).{2,}")
"""想学育婴师 says yes, and what."""
_TO_WORK = re.compile("务工|就业|打工")
"""是否愿意外出务工 asks whether work is wanted, 是否愿意外出 only where."""
_IN_WORK = re.compile(r"(?<!未)已就业.*_|^已就业的?(?:地|单位|岗位|工种)|在外务工.*_|现(?:务工|就业|工作)|目前(?:务工|就业|工作)")
_BORDERS = (("[镇乡村]", "town"), ("[县区]", "county"), ("市", "city"), ("省", "province"))
"""Who will not go beyond the border that the column asks about stays within it: 愿不愿意出省."""
_KILOMETRES = re.compile(r"(\d+(?:\.\d+)?)(公里|千米|km|华?里)?")


def wishes_of(row: Row, worker: dict[str, Any], *, context: str | None, note: Note, at_work: bool = False) -> dict[str, Any]:
    """Return the wish columns of a worker and the segment that follows from them.

    Parameters
    ----------
    row
        The row.
    worker
        Age, labour ability and school of the person, already read.
    context
        Division code of the office, for places named without their county.
    note
        Called with row, field and message when a cell cannot be read.
    at_work
        Whether the form lists people in work, for rows that say nothing of it.

    Examples
    --------
    >>> row = Row("人员", 2, {"wanted_occupation": ["缝纫工"], "wanted_places": ["本县"]}, {"wanted_occupation": "意向工种"})
    >>> worker = {"age": 43, "labour_ability": None, "in_school": False}
    >>> wishes = wishes_of(row, worker, context="500236", note=print)
    >>> wishes["segment"], wishes["wanted_occupation"], wishes["mobility"]
    ('job', '缝纫工', 'county')
    """
    asked = asked_of(row, context, note)
    wishes, wanted, places, pay = asked.wishes, asked.post, asked.places, asked.pay
    form_wishes = [read_wish_for_work(text) for text in row.all_texts("wanted_form")]
    training = _training(row, wishes)
    willing, out = _willing(row, wishes), _first_known([*map(read_answer, row.all_texts("goes_out"))])
    if willing is None and (out or (out is False and is_nothing(wanted) and _TO_WORK.search(row.name_of("goes_out")))):
        willing = out  # 不愿外出 beside a wanted job: work near home is wanted
    startup = _first_known([*map(read_startup, row.all_texts("startup")), *(wish.startup for wish in (*wishes, *form_wishes))])
    named = not all(map(is_nothing, (wanted, places))) or bool(pay) or any(wish.willing for wish in form_wishes)
    names_wish = named and not at_work  # of people in work the form tells where and what that is
    facts = Facts(
        age=worker["age"],
        in_school=worker["in_school"],
        able=_able(row, worker["labour_ability"]),
        willing=willing,
        startup=startup,
        training=bool(training["training_wanted"] or training["training_need"]),
        only_training=any(wish.training for wish in wishes) and not names_wish,
        names_wish=names_wish,
        employed=_employed(row, at_work=at_work),
    )
    segment, reason = segment_of(facts)
    wish = {"willing": willing, "wanted_occupation": said(wanted), "wanted_places": said(places), "segment": segment}
    reach = {
        "mobility": _mobility(row, wishes, places, context) or _by_leaving(row, out),
        "max_km": _kilometres(row.text("max_km")) or _kilometres(_far(places)),
    }
    return {**wish, **reach, **training, **pay, "segment_reason": reason}


def _first_known(values: Sequence[T | None]) -> T | None:
    """Return the first value that is known; yes wins over no.

    >>> _first_known([None, False, True]), _first_known([None, "county", "town"])
    (True, 'county')
    """
    known = [value for value in values if value is not None]
    return next((value for value in known if value is True), known[0] if known else None)


def said(text: str) -> str | None:
    """Return the text, or None when it says nothing (无, 不详, blank).

    >>> said("无"), said("缝纫")
    (None, '缝纫')
    """
    return None if is_nothing(text) else text


def labour_ability(row: Row) -> str | None:
    """Return the code of ``schema.LABOUR_ABILITIES`` a row states, None when it states none.

    >>> labour_ability(Row("人员", 2, {"labour_ability": ["弱劳动力或半劳动力"]}, {}))
    'weak'
    """
    text = normal(row.text("labour_ability"))
    if not text and not is_bare_answer(row.text("is_labour")):  # 是否有劳动能力: 丧失
        text = normal(row.text("is_labour"))
    return _ability_in(text)


def skills_for_ability(row: Row) -> str | None:
    """Return the trades that stand where the form asks for the ability to work, None where there are none.

    >>> [skills_for_ability(Row("人员", 2, {"labour_ability": [text]}, {})) for text in ("泥瓦工", "普通劳动力", "有")]
    ['泥瓦工', None, None]
    """
    texts = (text for text in row.all_texts("labour_ability") if not is_nothing(text) and not is_bare_answer(text))
    return "；".join(text for text in texts if not _ability_in(normal(text))) or None


def _ability_in(text: str) -> str | None:
    return next((code for code, pattern in _LABOUR if text and re.search(pattern, text)), None)


def in_school(row: Row) -> bool | None:
    """Return whether the person is a pupil or student; False where the form asks and the cell is blank.

    >>> [in_school(Row("人员", 2, {"in_school": [text]}, {"in_school": "在校生状况"})) for text in ("高中二年级", "非在校生", "")]
    [True, False, False]
    """
    if not row.has("in_school"):
        studies = [text for text in row.all_texts("education") if _STUDIES.search(text)]
        studies += [text for text in row.all_texts("willing") if _STUDIES.match(text)]  # 小孩在读 is of somebody else
        said = (*row.all_texts("status"), *studies)
        return True if any(_PUPIL.search(text) for text in said) else None
    text = row.text("in_school")
    return not (is_nothing(text) or read_answer(text) is False or _NO_PUPIL.search(text))


def months_worked(row: Row) -> float:
    """Return the months worked away this year, 0 when none or unknown.

    >>> [months_worked(Row("人员", 2, {"work_months": [text]}, {})) for text in ("8个月", "十", "20")]
    [8.0, 10.0, 0.0]
    """
    match = re.match(r"(\d+(?:\.\d+)?)(?:个?月)?$", small_number(normal(row.text("work_months"))))
    return float(match[1]) if match and float(match[1]) <= 12 else 0.0


def _willing(row: Row, wishes: list[Wish]) -> bool | None:
    """Return whether the person wants to work; 无就业意向 given as the reason for being idle counts too."""
    reasons = [read_wish_for_work(text) for text in row.all_texts("idle_reason") if "意" in text]
    states = [read_wish_for_work(text.split("-")[-1]) for text in row.all_texts("status") if "意愿" in text]
    return _first_known([wish.willing for wish in (*wishes, *reasons, *states)])


def _training(row: Row, wishes: list[Wish]) -> dict[str, Any]:
    """Return whether training is wanted, and its kind where the cell names one instead of saying yes."""
    texts = [text for text in row.all_texts("training_wanted") if not _TRAINED.match(normal(text))]
    wanted = _first_known([*map(read_answer, texts), *(wish.training for wish in wishes)])
    kinds = [text for text in texts if not is_nothing(text) and (read_answer(text) is None or _LEARNS.match(text))]
    return {"training_wanted": wanted, "training_need": "；".join(kinds) or None}


def _mobility(row: Row, wishes: list[Wish], places: str, context: str | None) -> str | None:
    """Return how far the person will move: named places first, then the plan, then what keeps them at home."""
    named = read_wish(places, near=context).mobility if not is_nothing(places) else None
    planned = max((wish.mobility for wish in wishes if wish.mobility), key=MOBILITIES.index, default=None)
    state = _first_known([read_wish_for_work(text).mobility for text in row.all_texts("status") if "意愿" in text])
    stays = any(map(stays_near, row.all_texts("cannot_leave")))
    return named or planned or state or ("county" if stays else None)


def _by_leaving(row: Row, out: bool | None) -> str | None:
    """Return how far a person will move who answers whether to go out, beyond a border the column names or the county."""
    told = _first_known([read_wish_for_work(text).mobility for text in row.all_texts("goes_out")])
    if told or out is None:
        return told
    border = re.search(r"[出跨]([省市县区镇乡村])", normal(row.name_of("goes_out")))
    within = next(code for letters, code in _BORDERS if re.fullmatch(letters, border[1] if border else "县"))
    return "anywhere" if out else within


def _able(row: Row, labour: str | None) -> bool | None:
    if labour in ("lost", "none") or read_answer(row.text("is_labour")) is False:
        return False
    reasons = (*row.all_texts("idle_reason"), *row.all_texts("status"), *row.all_texts("channel"), *row.all_texts("wanted_places"))
    reasons = (*reasons, *(clause for text in row.all_texts("remark") for clause in re.split("[,，;；。、]", text)))
    return False if any(map(_OUT_OF_WORKFORCE.search, reasons)) else True if labour else None


def _employed(row: Row, *, at_work: bool) -> bool | None:
    """Return whether the person is in work: what the state column says, else an employer, a public post or months of work."""
    known = [read_employed(text) for text in (*row.all_texts("status"), *row.all_texts("channel"))]
    stated = next((state for state in known if state is not None), None)
    if stated is None and (at_work or months_worked(row) > 0 or _has_employer(row) or _has_work(row) or _on_public_post(row)):
        return True
    return stated


def _has_employer(row: Row) -> bool:
    return not is_nothing(row.text("employer")) and not WISHED.match(row.text("employer"))


def _on_public_post(row: Row) -> bool:
    text = row.text("public_post")
    return not is_nothing(text) and read_answer(text) is not False


def _has_work(row: Row) -> bool:
    """Tell whether a place or an income stands below a heading for people in work (已就业_就业地点)."""
    return any(_IN_WORK.search(row.name_of(name)) and not is_nothing(row.text(name)) for name in ("work_place", "income"))


def _far(places: str) -> str:
    """Return the distance that stands among wished places: 5公里内."""
    match = re.search(r"\d+(?:\.\d+)?(?:公里|千米|km)", normal(places).lower())
    return match[0] if match else ""


def _kilometres(text: str) -> float | None:
    match = _KILOMETRES.search(small_number(normal(text).lower()))
    return float(match[1]) / (2 if (match[2] or "").endswith("里") and match[2] != "公里" else 1) if match else None
