"""The wishes that a job seeker writes, one by one.

A wish is often for several trades (缝纫工或保洁): each is compared by itself, and the best counts.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from jobmatch.language.bare_wish import LICENCE, bare_wish, full_name
from jobmatch.language.characters import simplified
from jobmatch.language.clauses import clauses
from jobmatch.language.doings import done
from jobmatch.language.lexicon import NO_CRAFT, Mention, find, is_known, mentions, said_alone, trade
from jobmatch.language.manual_work import names_work
from jobmatch.language.posts import names_in_a_row
from jobmatch.language.reader import meant
from jobmatch.language.stations import made
from jobmatch.language.titles import CONJUNCTION, unnumbered
from jobmatch.language.trades import rows

_HOUSEWORK, _ODD_JOBS = "家政服务员", "杂工"
_IN_A_HOUSEHOLD = {_HOUSEWORK, "育婴员", "接送员", "养老护理员", "炊事员", "厨师", "保洁员", "洗衣工", "洗碗工"}
_CARE = {_HOUSEWORK, "育婴员", "接送员", "养老护理员"}
_LEARNER = re.compile("学徒工?|徒工|带班的?|带队")
_ONE_BREATH = 14
"""Characters of a wish in which two deeds are looked for."""
_VERB = re.compile("[修养喂卖种开采摘做装送杀缝]")
_NOW = re.compile("现在(?=[想要就打找只])")
_OR = re.compile(rf"[/、|&+\s]|{CONJUNCTION}|要么|都可以|都行|也可以|也行|均可|皆可")
_CHOICE = re.compile("第?[一二三123](?:志愿|意向|选择)[:是]*")
_NOT_NOW = re.compile("无(?:就业|求职|务工|工作)?(?:意向|意愿|打算)$|暂(?:时)?不(?:考虑|想|打算)?(?:就业|求职|务工|工作)")
"""Who looks for no work says beside it what keeps him (照顾小孩，暂无意向)."""


def split_wishes(text: str) -> list[str]:
    """Return the trades a job seeker names, each as a phrase to compare; none where every job will do.

    Blank, 随便, 不限, 服从安排 and mere going out to work (打工, 外出务工) are open: an empty list. Going
    to a factory (进厂) is a wish, and means 普工 there. What is refused (不做保洁, 除了保安) is no wish.

    >>> split_wishes("想找个煮饭或者打扫卫生的活路")
    ['煮饭', '打扫卫生']
    >>> split_wishes("屋头有娃儿，找个轻松点的")
    []
    >>> split_wishes("保安、门卫都行，不做保洁"), split_wishes("随便"), split_wishes("想进厂")
    (['保安', '门卫'], [], ['普工'])
    >>> split_wishes("开过挖机，有驾照"), split_wishes("B2驾照")
    (['开挖机'], ['B2司机'])
    """
    return list(_split_wishes(text)) if text else []


@lru_cache(maxsize=32_768)
def _split_wishes(text: str) -> tuple[str, ...]:
    plain = _CHOICE.sub(",", simplified(unnumbered(text)))
    return () if _NOT_NOW.search(plain.strip()) else tuple(_wishes(_NOW.split(plain)[-1]) or _wishes(plain))


def _wishes(text: str) -> list[str]:
    wanted = [said.text for said in clauses(text) if said.wanted]
    parts = (bare_wish(part) for said in wanted for part in _wish_parts(said))
    wishes = list(dict.fromkeys(said for part in parts if part for piece in _with_household(_pieces(part)) for said in _meant(piece)))
    named = _unlicensed(_of_work(_beside_learning(_with_kin_of_odd_jobs(wishes, ",".join(wanted)))))
    return named if any(map(is_known, named)) else _of_work([meant(wish) or wish for wish in named])


def _wish_parts(clause: str) -> list[str]:
    """Return what a clause lists; a thing without a verb is done as the one before it (修摩托 电瓶车)."""
    parts = [clause] if trade(clause) else _OR.split(clause)
    for at, part in enumerate(parts[1:], start=1):
        verb = parts[at - 1][:1]
        bare = all(said.is_field for said in mentions(part))
        if part and bare and _VERB.match(verb) and mentions(parts[at - 1]) and trade(verb + part):
            parts[at] = verb + part
    return parts


def _pieces(part: str) -> list[str]:
    """Return what a wish names without separators (带娃煮饭, 切卤菜宰鸭子), or the wish."""
    names = names_in_a_row(part)
    return names if len(names) > 1 else _two_in_one(part)


def _two_in_one(wish: str) -> list[str]:
    """Return what somebody wants to do who names two deeds in one breath (切卤菜宰鸭子), each understood by itself, or the wish."""
    if trade(wish) or said_alone(wish) or done(wish):
        return [wish]
    found = mentions(wish)
    begins = [mention.start for mention in found]
    if len(found) > 1 and not begins[0] and all(_follow(*pair) for pair in pairwise(found)):
        return [wish[start:stop] for start, stop in pairwise([*begins, len(wish)])]
    places = range(2, len(wish) - 1 if len(wish) <= _ONE_BREATH else 0)
    cuts = ((wish[:at], wish[at:]) for at in places if not any(one.start < at < one.stop for one in found))  # 送桶|装水 is one name
    return next(([full_name(part, part) for part in pair] for pair in cuts if all(map(_is_a_deed, pair))), [wish])


def _follow(first: Mention, second: Mention) -> bool:
    """Return whether one name of another trade's work stands behind another's, or but for its last character (洗衣服|做饭)."""
    return not (first.is_field or second.is_field) and first.trade != second.trade and second.start - first.stop < 2


def _is_a_deed(part: str) -> bool:
    """Return whether a phrase is the name of a trade's work and nothing else, or verb and thing."""
    said = mentions(part)
    whole = len(said) == 1 and (said[0].start, said[0].stop, said[0].is_field) == (0, len(part), False)
    return whole or bool(done(part))


def _with_household(pieces: list[str]) -> list[str]:
    """Return the care and the housework that somebody names in one breath (煮饭带娃), where no kitchen or cleaning firm is meant."""
    named = [found.name if (found := trade(piece)) else "" for piece in pieces]
    if len(set(named)) < 2 or not set(named) <= _IN_A_HOUSEHOLD:
        return pieces
    care = [piece for piece, name in zip(pieces, named, strict=True) if name in _CARE]
    return [*(care or pieces), _HOUSEWORK]


def _meant(wish: str) -> list[str]:
    """Return a wish, or the trade it names when said alone; who asks for a factory will also be its 普工."""
    place = wish.removesuffix("普工")
    found = said_alone(place) or (trade(made(place)) if place.endswith("厂") else None)
    if found is None:
        return [wish]
    return [found.name, f"{place}普工"] if place.endswith("厂") else [found.name]


def _with_kin_of_odd_jobs(wishes: list[str], said: str) -> list[str]:
    """Return the wishes, and what most odd jobs are of the kind that is asked for (家门口干点零活, 力气活): ``odd_jobs.csv``."""
    asked = any(found.name == _ODD_JOBS for wish in wishes for found in find(wish))
    return [*wishes, *(also for pattern, trades in _odd_jobs() if pattern.search(said) for also in trades)] if asked else wishes


@cache
def _odd_jobs() -> list[tuple[re.Pattern[str], list[str]]]:
    return [(re.compile(row["said"]), row["also"].split()) for row in rows("odd_jobs.csv")]


def _beside_learning(wishes: list[str]) -> list[str]:
    """Return the wishes without a mere 学徒, 大工 or 带班 beside others: it says how somebody would begin there, or how well he knows it."""
    return [wish for wish in wishes if not _LEARNER.fullmatch(wish) and trade(wish) != trade(NO_CRAFT)] or wishes


def _of_work(wishes: list[str]) -> list[str]:
    """Return the wishes that name work, each once; all where none does."""
    return list(dict.fromkeys([wish for wish in wishes if names_work(wish)] or wishes))


def _unlicensed(wishes: list[str]) -> list[str]:
    """Return the wishes without mere driving licences; where only driving is said beside, to drive what they are for."""
    licences = {wish: found for wish in wishes if (found := LICENCE.fullmatch(wish))}
    others = [wish for wish in wishes if wish not in licences and not (licences and trade(wish) == trade("司机"))]
    return others or [f"{found[1] or found[2] or ''}司机" for found in licences.values()]
