"""What a person asks for: the post, the places and the pay, from their columns or from one sentence that holds them all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jobmatch.forms.headings.columns import BRACKET
from jobmatch.forms.layouts.keyless import LIKE
from jobmatch.forms.layouts.rows import Note, Row
from jobmatch.forms.pay import Pay, joined_pay, read_pay
from jobmatch.forms.text import is_blank, is_unknown, normal
from jobmatch.forms.wish_sentence import is_plan, read_wanted
from jobmatch.forms.wishes import Wish, read_wish_for_work
from jobmatch.places.wishes import is_wish

_LOOKS_FOR_NONE = re.compile(
    r"(?:暂时?|目前)?(?:不|没|无)(?:想|打算|需要?|考虑)?(?:找|就业|求职|务工|工作|外出|意向|意愿|需求|[干做]了)+|[干做]不动了?"
)
_NAMES_WORK = re.compile(
    r"(?<!没)(?:[找做干当](?!工作|活[路儿]?$|事$|点事)|从事)(?:一?[个份点])?(?P<post>[一-鿿、/]{2,}?)(?:的?工作|的?活)?$|(?P<gig>打零工)"
)
"""A plan that names the work too: 回本县找汽修."""
_ASKS_TRADE = re.compile("工种|岗位|职业|职位|工作|行业")
WISHED = re.compile("(?:很?想|希望|打算|准备)(?:找|做|干|当|学|进|去|到|在)")
"""A cell below 就业单位或意向 that holds a wish and no firm: 想找保洁."""
_TRADE = re.compile(LIKE["jobs"].pattern + r"|[^\d,。;]{0,4}(?:家政|护理|餐饮|快递|外卖|电商)")
"""A clause behind a plan that is a trade: 本地就业，家政."""
_LEDGER_WORDS = {"1": "省外", "2": "省内县外", "3": "县内"}
"""务工地域 as resettlement ledgers code it (see :mod:`jobmatch.places.wishes`)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row asks for."""

    wishes: list[Wish]
    """What each cell says of work, a business or training."""
    post: str
    """The trades, as written; empty when none is named."""
    places: str
    """Where, as written; empty when no place is named."""
    pay: dict[str, float | None]
    """Columns of wanted pay; empty when none is stated."""


def asked_of(row: Row, near: str | None, note: Note) -> Asked:
    """Return what a person asks for; ``near`` is the division code for places named without their county.

    >>> row = Row("人员", 2, {"wanted_occupation": ["想在县城做保洁，2500以上"]}, {"wanted_occupation": "意向工种"})
    >>> asked = asked_of(row, "500236", print)
    >>> asked.post, asked.places, asked.pay
    ('保洁', '县城', {'pay_min_wanted': 2500.0, 'pay_max_wanted': None})
    """
    (plans, posts), pay = _plans(row), _pay(row, note)
    wishes = [read_wish_for_work(text) for text in (*row.all_texts("willing"), *plans, *_plans_for_places(row, near or ""))]
    post = "；".join(posts) or "；".join(wish.other for wish in wishes if wish.other)
    if not post and not row.has("wanted_occupation"):
        post = _named_in_answers(row)
    if _declines(post):
        post, wishes = "", [*wishes, Wish(willing=False)]
    told, planned = read_wanted(post, near or ""), [read_wanted(text, near or "") for text in row.all_texts("willing")]
    plan_places = [plan for plan in plans if is_wish(plan, near or "")] or [plan.places for plan in planned if plan.places]
    places = _places(row) or told.places or "；".join(plan_places)
    return Asked(wishes, told.post, places, pay or _bounds(read_pay(told.pay or next((plan.pay for plan in planned if plan.pay), ""))))


def _declines(post: str) -> bool:
    """Tell whether the text for the wanted post asks for none, or says so after the reason.

    >>> _declines("暂不找工作"), _declines("在家带孩子，暂不就业"), _declines("保洁，不外出")
    (True, True, False)
    """
    *reasons, last = re.split("[,，;；。]", normal(post).rstrip("。"))
    return bool(_LOOKS_FOR_NONE.fullmatch(last)) and not (reasons and re.search("外出|意向|需求", last))


def _named_in_answers(row: Row) -> str:
    """Return the work that is named beside an answer whether somebody is willing (愿意，做保洁), where no column asks for it.

    >>> _named_in_answers(Row("人员", 2, {"willing": ["本地就业，家政"]}, {})), _named_in_answers(Row("人员", 2, {"willing": ["外出，4月走"]}, {}))
    ('家政', '')
    """
    posts = []
    for text in row.all_texts("willing"):
        _, *behind = clauses = re.split("[,，;；。]", text)
        named = {clause: match["post"] or match["gig"] for clause in clauses if (match := _NAMES_WORK.search(clause))}
        posts += list(named.values()) or [clause for clause in behind if _TRADE.fullmatch(clause) and read_wish_for_work(clause).other]
    return "；".join(posts)


def _plans(row: Row) -> tuple[list[str], list[str]]:
    """Return the cells below names such as 就业意向 that hold plans, and those that name a post.

    Such a name asks for a trade as well as for a plan; a name that asks for a trade is believed, unless another cell names one.
    """
    texts = list(dict.fromkeys(text for text in row.all_texts("wanted_occupation") if not is_blank(text)))
    plans = [text for text in texts if is_plan(text)]
    posts = [text for text in texts if text not in plans]
    name = row.name_of("wanted_occupation")
    asks_plan = "意向" in name and not _ASKS_TRADE.search(BRACKET.sub("", name))
    posts += [text for text in row.all_texts("employer") if WISHED.match(text)]
    known = [text for text in posts if not is_unknown(text)]
    return (plans, posts) if known or (plans and asks_plan) else ([], texts)


def _plans_for_places(row: Row, near: str) -> list[str]:
    """Return the cells below names such as 去向 that hold a plan and no place: 返岗."""
    return [text for text in row.all_texts("wanted_places") if is_plan(text) and not is_wish(text, near)]


def _places(row: Row) -> str:
    """Return the wished places as written; the codes of resettlement ledgers as what they stand for."""
    said = row.joined("wanted_places")
    return _LEDGER_WORDS.get(normal(said).removesuffix(".0"), said)


def _pay(row: Row, note: Note) -> dict[str, float | None]:
    """Return the wanted pay; an empty mapping when none is stated."""
    if row.text("pay_min_wanted") or row.text("pay_max_wanted"):
        names = ("pay_min_wanted", "pay_max_wanted")
        pay = joined_pay(*(read_pay(row.text(name), row.unit(name)) for name in names))
        field = next(name for name in names if row.text(name))
    else:
        pay, field = (
            _lowest([read_pay(text, row.unit("pay_wanted", at)) for at, text in enumerate(row.all_texts("pay_wanted"))]),
            "pay_wanted",
        )
    if pay.warning:
        note(row, field, pay.warning)
    return _bounds(pay)


def _lowest(pays: list[Pay]) -> Pay:
    """Return the pay of several wishes, of which each would do: the lowest."""
    stated = [pay for pay in pays if pay.min is not None]
    return min(stated, key=lambda pay: pay.min or 0.0) if stated else pays[0] if pays else Pay()


def _bounds(pay: Pay) -> dict[str, float | None]:
    """Return the columns of wanted pay; an empty mapping where no amount is stated."""
    stated = pay.min is not None or pay.max is not None
    return {"pay_min_wanted": pay.min, "pay_max_wanted": pay.max} if stated else {}
