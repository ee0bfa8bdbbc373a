"""What people say of the work they want, can do and have done, as texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from jobmatch.language import manual_work, refusals
from jobmatch.language.certificates import certificates_in
from jobmatch.language.clauses import as_doing
from jobmatch.language.lexicon import find, in_company, mentions, names_a_field
from jobmatch.language.wishes import split_wishes
from jobmatch.schema import Workers, known_or
from jobmatch.terms.term import Array

COLUMNS = ("wanted_occupation", "skills", "experience", "certificates", "major")
"""Where people say it; nothing else of them is read here, so that who says the same is read alike."""
FACTORY_HAND, APPRENTICE = "普工", "学徒工"
MOST_BEHIND = 4
"""Trades that a person can do or has done which are looked at, skills first."""
_LIGHT = re.compile(
    "轻松|轻巧|轻便|轻省|轻一?点|坐[着到起倒]|[干做下][不没](?:了|得|起|动)重|不(?:能|可以?|敢|要|想)?[干做]?.{0,2}重(?:活|体力)"
)
_STUDIED = re.compile(r"专业(?:毕业生?)?(?=$|[,，;；。、\s])")
_ORDINARY_LICENCE = ("驾照C1", "驾照C2")
"""Whoever has one drives to work with it as well."""


@dataclass(frozen=True)
class Said:
    """The wishes, skills and past of some people."""

    asked: list[str]
    """The wishes of all, one row each; one blank row where there is none."""
    skills: list[str]
    """One text a person; blank where it names no work."""
    past: list[str]
    """As ``skills``; who tells of neither has learned what he holds a certificate of or has studied."""
    start: Array
    """int64 ``[n + 1]``: the wishes of person i are ``start[i]:start[i + 1]``."""
    wished: Array
    """bool ``[n]``: the person named a wish."""
    behind: list[list[str]]
    """The trades behind each person, as phrases: what he can do and has done, holds a certificate of, and has studied."""
    factory: Array
    """bool ``[n]``: the person asks for a factory, whichever or by what it makes (进厂, 食品厂)."""
    refused: list[str]
    """The trades that each person refuses, as `refusals.refused_trades` writes them."""
    light: Array
    """bool ``[n]``: the person names no wish but that the work be light (轻巧活, 坐着的活, 干不了重活)."""

    @cached_property
    def owner(self) -> Array:
        """The person each wish belongs to, int64 ``[rows]``."""
        return np.repeat(np.arange(len(self.skills)), np.diff(self.start))


def said_of(workers: Workers) -> Said:
    """Return what ``workers`` say.

    >>> import pandas as pd
    >>> people = pd.DataFrame({"worker_id": ["A"], "wanted_occupation": ["保洁或做饭"], "skills": ["手巧"], "experience": ["鞋厂三年"]})
    >>> said = said_of(Workers(people))
    >>> said.asked, said.skills, said.past
    (['保洁', '做饭'], [''], ['鞋厂三年'])
    """
    cells = {name: texts_of(workers.columns_read[name]) for name in COLUMNS}
    wishes = _in_company(_wishes_in(cells["wanted_occupation"]), cells)
    unwanted = refused_in(cells["wanted_occupation"])
    skills, past = (_still_wanted(_of_work([*map(_told, cells[name])]), unwanted) for name in ("skills", "experience"))
    asked = [text for parts in wishes for text in parts or [""]]
    start = np.concatenate([[0], np.cumsum([len(parts) or 1 for parts in wishes])]).astype(np.int64)
    wished = np.array([len(parts) > 0 for parts in wishes], dtype=bool)
    factory = np.array([any(map(_is_of_a_factory, parts)) for parts in wishes], dtype=bool)
    behind = [
        [text for text in named if not _is_unwanted(text, of) and not _is_but_a_desk(text, wanted)]
        for named, of, wanted in zip(_behind(cells, skills, past), unwanted, wishes, strict=True)
    ]
    told = [done or ("" if skill else "，".join(trades)) for skill, done, trades in zip(skills, past, behind, strict=True)]
    light = ~wished & _asks_for_light_work(cells["wanted_occupation"])
    return Said(asked, skills, told, start, wished, behind, factory, unwanted, light)


def refused_in(wishes: list[str]) -> list[str]:
    """Return the trades that each wish refuses, as `refusals.refused_trades` writes them; each distinct wish is read once."""
    read = {wish: refusals.refused_trades(wish) for wish in dict.fromkeys(wishes)}
    return [read[wish] for wish in wishes]


def _still_wanted(told: list[str], unwanted: list[str]) -> list[str]:
    """Return what people can do or have done, blank where it is nothing but work that they will do no more (不想进厂 of who was in one)."""
    return ["" if _is_unwanted(text, of) else text for text, of in zip(told, unwanted, strict=True)]


def _is_unwanted(text: str, unwanted: str) -> bool:
    if not (unwanted and text):
        return False
    return all(refusals.is_refused(unwanted, phrase) for phrase in split_wishes(text) or [text])


def _is_but_a_desk(told: str, wishes: list[str]) -> bool:
    """Return whether somebody who asks for work of hands tells but a field (售后, 物业) whose post is at a desk: there he worked with his hands."""
    return (
        names_a_field(told) and manual_work.names_desk(told) and any(mentions(wish) and not manual_work.names_desk(wish) for wish in wishes)
    )


def _in_company(phrases: list[list[str]], cells: dict[str, list[str]]) -> list[list[str]]:
    """Return phrases by the trades that they are beside all that their person tells (`lexicon.in_company`)."""
    told = zip(*(cells[name] for name in COLUMNS), strict=True)
    return [[in_company(phrase, "，".join(said)) for phrase in parts] for parts, said in zip(phrases, told, strict=True)]


def _asks_for_light_work(wishes: list[str]) -> Array:
    """Return who asks for it in words of the wish: what a form says of health decides nothing."""
    return np.array([_LIGHT.search(text) is not None for text in wishes], dtype=bool)


def _is_of_a_factory(wish: str) -> bool:
    return wish.endswith(f"厂{FACTORY_HAND}") or FACTORY_HAND in (found.name for found in find(wish))


def _behind(cells: dict[str, list[str]], skills: list[str], past: list[str]) -> list[list[str]]:
    known = _wishes_in([f"{skill}，{done}" for skill, done in zip(skills, past, strict=True)])
    told = [parts[:MOST_BEHIND] for parts in _in_company(known, cells)]
    held = [_of_certificates(text) for text in cells["certificates"]]
    studied = _wishes_in(cells["major"])
    rows = zip(told, held, studied, strict=True)
    return [
        list(dict.fromkeys(text for part in row for text in part if manual_work.names_work(text) and not _is_learning(text)))
        for row in rows
    ]


def _is_learning(told: str) -> bool:
    """Return whether somebody tells but that he learned a trade (蛋糕店学徒一年): who has done so is no apprentice any more."""
    return [found.name for found in find(told)] == [APPRENTICE]


def _of_certificates(text: str) -> list[str]:
    """Return the trades that certificates are of, but for what everybody has.

    >>> _of_certificates("焊工证，健康证、C1驾照"), _of_certificates("B2")
    (['焊工证'], ['B2司机'])
    """
    trades = split_wishes(text)
    return [trade for trade in trades if mentions(trade) and not certificates_in(trade, in_column=False) & set(_ORDINARY_LICENCE)]


def _told(text: str) -> str:
    """Return what a person tells of himself without that it was past or studied (园艺专业)."""
    return as_doing(_STUDIED.sub("", text))


def _wishes_in(texts: list[str]) -> list[list[str]]:
    """Return the trades that each text names (`split_wishes`); each distinct text is read once."""
    named = {text: split_wishes(text) for text in dict.fromkeys(texts)}
    return [named[text] for text in texts]


def texts_of(column: Any) -> list[str]:
    """Return the cells of a column as texts, blank where there is none.

    >>> import pandas as pd
    >>> texts_of(pd.array(["缝纫", None], dtype="string"))
    ['缝纫', '']
    """
    return [str(text).strip() for text in known_or(column, "")]


def _of_work(texts: list[str]) -> list[str]:
    """Return the texts that name work, in names or in deeds (脐橙打蜡选果); blank for those that do not."""
    told = filter(None, dict.fromkeys(texts))
    works = {text for text in told if manual_work.names_work(text) or any(map(manual_work.names_work, split_wishes(text)))}
    return [text if text in works else "" for text in texts]
