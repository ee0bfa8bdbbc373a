"""How near trades lie by the kind of work they are, as far as the lexicon or the coder of occupations knows it.

An encoder that has seen no sewing hall finds 炒菜 in 收银 and nothing between 进厂 and 装配工. People know better: a trade
is so much of this kind of work and so much of that (``data/lexicon/kinds.csv``: a family, or one trade of it), and two
trades are as near as their kinds are::

    K(a, b) = ⟨kinds(a), kinds(b)⟩                                      no share is below 0
    fit     = slope · cos + offset + GAIN · K − LOSS · |kinds(a)| |kinds(b)|

A text that names a trade has a row of unit length, so that the same kind of work gains .16 and what is no kin loses .42, and
falls under the floor unless the encoder is sure. A text that names none (人力资源经理, 视觉传达) is of the kinds of all
occupations it may be coded as, each by its likelihood (``kinds_of_codes.csv``, or the trades of that code): a row the
shorter, the less the coder knows, and zero where nobody can tell. All of it is a sum over columns, which `with_kinship`
writes beside the encoder's: fit stays one inner product.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from jobmatch.language.calibration import Calibration, unit_rows
from jobmatch.language.lexicon import NO_CRAFT, Trade, named_posts, names_a_field, names_no_craft
from jobmatch.language.occupations import default_coder
from jobmatch.language.trades import rows, trades

GAIN, LOSS = 0.57, 0.42
"""Their difference is what one kind gains, and just so much that with the shipped encoder the same trade has a fit of 1 and
nothing more. Settled (at .58) on pairs of development titles, by a model that has not seen them: the floor on fit keeps nearly as many of the
same occupation as without kinship (.944 and .951) and passes .109 of different major groups instead of .114; of those
that both name a trade .092 instead of .116. With .76 and .6 (the same gain for one kind, more lost by the rest) fewer are hired
on the simulated market: 14.5 of a hundred instead of 16.2 in one county of 600."""
UNIT = 0.999
"""Rows shorter than this are but coded."""
CODED = 0.3
"""Probability of the likeliest code from which a text is of some kind."""
TOLD = 0.38
"""The same from which what is said of a post counts as much as a name that tells but its field (4S店, 物流)."""
BEGINNING = 100
"""Characters of a description in which the craft is looked for that a name leaves open (技术工)."""
UNREAD = 0.5
"""Length of a row of a post of which nobody can tell what it is (下芯): it loses .21 with whoever is of a known kind (our choice)."""
LEARNED = 0.7
"""How much more kinship counts with a post of a trade that is learned for years: who lays bricks repairs no lifts (our choice)."""
CLEAR = 0.6
"""The same from which nothing but the name of a post is coded."""
SURE = math.sqrt(LOSS / GAIN)
"""Length of a row that is surely coded: by it two of one kind neither gain nor lose, and two that are no kin lose .3."""
MILD, STRANGE = 0.6, 0.46
"""How much of a coded row counts between two texts by themselves, and how much of that where no kin lose. Among ten thousand titles
a stranger must lose more, lest chance puts some first; by themselves two titles of one group of occupations would fall
under the same family (median .27 instead of .35 on the test titles, where .35 to .65 is meant)."""
AT_ONCE = 1024
"""Texts that are coded at a time, each against some 2,000 codes."""
Vectors = npt.NDArray[np.float32]


def kinds_of(texts: Sequence[str], whole: Sequence[str] | None = None) -> Vectors:
    """Return the kinds of work that each text names, float32 ``[n, kinds]``: of unit length, shorter where it is but coded.

    Parameters
    ----------
    texts
        Wishes, skills or what posts are called.
    whole
        Each post with what is said of the work, blank where nothing is: coded in its stead where the name leaves the code open.

    Examples
    --------
    >>> guard, cleaner, welder = kinds_of(["保安", "扫地", "电焊工"])
    >>> bool(guard @ cleaner > 0.4 > guard @ welder)
    True
    """
    found = np.stack([_none(), *(_of_trades(named_posts(text)) for text in texts)])[1:]
    unnamed = np.array([at for at, text in enumerate(texts) if text and not found[at].any()], dtype=np.int64)
    found[unnamed], sure = _kinds_by_code([texts[at] for at in unnamed])
    if whole is not None:
        left_open = np.array([at for at, p in zip(unnamed, sure, strict=True) if p < CLEAR and whole[at]], dtype=np.int64)
        told, _ = _kinds_by_code([whole[at] for at in left_open])
        found[left_open] = np.where(told.any(axis=1, keepdims=True), told, found[left_open])
        _hear_descriptions(found, texts, whole)
    return found


def _hear_descriptions(found: Vectors, texts: Sequence[str], whole: Sequence[str]) -> None:
    """Write into the kinds of posts that name but a field, or no craft, what is said of them beside their names."""
    for at in (at for at, text in enumerate(texts) if whole[at] and names_no_craft(text)):
        crafts = [craft for craft in named_posts(whole[at][:BEGINNING]) if craft.name != NO_CRAFT]
        found[at] = _of_trades(crafts) if crafts else found[at]
    fields = np.array([at for at, text in enumerate(texts) if whole[at] and names_a_field(text)], dtype=np.int64)
    told, sure = _kinds_by_code([whole[at] for at in fields])
    found[fields] = np.where(sure[:, None] >= TOLD, (found[fields] + told) / 2, found[fields])


def _of_trades(named: list[Trade]) -> Vectors:
    table = _kinds_by_trade()
    return _mean([table[found.trade_id] for found in named])


def _kinds_by_code(texts: list[str]) -> tuple[Vectors, Vectors]:
    """Return the mean of the kinds of the occupations that each text may be coded as, and how sure the likeliest is; zero where not."""
    found, surely = np.zeros((len(texts), len(_kinds())), dtype=np.float32), np.zeros(len(texts), dtype=np.float32)
    for start in range(0, len(texts), AT_ONCE):
        likely, sure = default_coder().spread(texts[start : start + AT_ONCE])
        part = slice(start, start + len(likely))
        found[part], surely[part] = np.where(sure[:, None] >= CODED, likely @ _kinds_by_occupation(), 0.0), sure
    return np.float32(SURE) * found, surely


@cache
def _kinds_by_occupation() -> npt.NDArray[np.float64]:
    """Return the row of each code that the coder gives; in float64, so that a text has the same kinds whatever stands beside it."""
    return np.stack([_of_code(code) for code in default_coder().codes]).astype(np.float64)


def _of_code(code: str) -> Vectors:
    """Return the kinds of the trades with a code, else what ``kinds_of_codes.csv`` says, else those of the trades of its group."""
    table, said = _kinds_by_trade(), _shares_by_code()
    for length in (10, 7, 4, 1):
        begins = code[:length]
        if begins in said:
            return np.asarray(unit_rows(_row(said[begins])[None])[0])
        same = [table[found.trade_id] for found in trades() if length > 1 and found.code[:length] == begins]
        if same:
            return _mean(same)
    return _none()


def _mean(kinds: list[Vectors]) -> Vectors:
    """Return the direction of some rows; zero where there are none."""
    return unit_rows(np.sum(kinds, axis=0)[None])[0] if kinds else _none()


def _none() -> Vectors:
    return np.zeros(len(_kinds()), dtype=np.float32)


def with_kinship(vectors: Vectors, kinds: Vectors, calibration: Calibration, *, query: bool = False, mild: bool = False) -> Vectors:
    """Return text vectors with the columns of kinship, float32 ``[n, d + 1 + kinds]``.

    Parameters
    ----------
    vectors
        Text vectors ``[n, d]`` of one side.
    kinds
        What `kinds_of` says of the same texts; rows of zero are trades nobody knows, and change nothing.
    calibration
        Of the encoder: what a cosine is worth.
    query
        Whether these are the texts of people: the two sides differ in the sign of one column.
    mild
        Whether two texts are compared by themselves, not among many: what is but coded then counts for less.

    Examples
    --------
    >>> kinds = kinds_of(["保安", "有缘人"])
    >>> people, posts = (with_kinship(np.ones((2, 1)), kinds, Calibration(1.0, 0.0), query=side) for side in (True, False))
    >>> (people @ posts.T).round(3).tolist()
    [[1.15, 1.0], [1.0, 1.0]]
    """
    mark = math.sqrt(LOSS / calibration.slope)
    known = np.linalg.norm(kinds, axis=1, keepdims=True)
    if mild:
        share = np.where(known < UNIT, np.float32(MILD), np.float32(1.0))
        kinds, known = share * kinds, np.where(known < UNIT, np.float32(MILD * STRANGE), np.float32(1.0)) * known
    return np.hstack([vectors, np.float32(-mark if query else mark) * known, kin_columns(kinds, calibration)])


def asking_more(vectors: Vectors, learned: npt.NDArray[np.bool_]) -> Vectors:
    """Return rows of posts with the columns of kinship last, those of learned trades so that they ask for more of it.

    ``fit`` changes by ``LEARNED · LOSS · (K − |kinds(a)| |kinds(b)|)``: one kind neither gains nor loses by it.

    >>> kinds = kinds_of(["电工", "缝纫工"])
    >>> posts = with_kinship(np.ones((2, 1)), kinds, Calibration(1.0, 0.0))
    >>> people = with_kinship(np.ones((2, 1)), kinds, Calibration(1.0, 0.0), query=True)
    >>> (people @ posts.T).round(2)[:, 0].tolist(), (people @ asking_more(posts, np.array([True, False])).T).round(2)[:, 0].tolist()
    ([1.15, 0.58], [1.15, 0.29])
    """
    width = len(_kinds())
    more = np.float32(LEARNED) * learned[:, None].astype(np.float32)
    text, mark, kin = np.split(vectors, [-width - 1, -width], axis=1)
    return np.hstack([text, mark * (1 + more), kin * (1 + more * np.float32(LOSS / GAIN))])


def as_strangers(vectors: Vectors, unread: npt.NDArray[np.bool_], calibration: Calibration) -> Vectors:
    """Return rows of posts with the columns of kinship last, of which some are no kin of anybody whose kinds are known.

    >>> kinds = np.zeros((1, len(_kinds())), dtype=np.float32)
    >>> plain = with_kinship(np.ones((1, 1)), kinds, Calibration(1.0, 0.0))
    >>> person = with_kinship(np.ones((1, 1)), kinds_of(["保安"]), Calibration(1.0, 0.0), query=True)
    >>> (person @ plain.T).item(), round((person @ as_strangers(plain, np.array([True]), Calibration(1.0, 0.0)).T).item(), 2)
    (1.0, 0.79)
    """
    rows = vectors.copy()
    rows[unread, -len(_kinds()) - 1] = math.sqrt(LOSS / calibration.slope) * UNREAD
    return rows


def kin_columns(kinds: Vectors, calibration: Calibration, gain: float = GAIN) -> Vectors:
    """Return the columns of kinds alone, float32 ``[n, kinds]``: with those of the other side, at its GAIN, they are worth ``gain · K``.

    >>> calibration, kinds = Calibration(2.0, 0.0), kinds_of(["保安", "缝纫工"])
    >>> worth = calibration.slope * kin_columns(kinds, calibration) @ kin_columns(kinds, calibration, gain=0.1).T
    >>> round(float(worth[0, 0]), 3)  # one kind with itself
    0.1
    """
    return np.float32(gain / math.sqrt(GAIN * calibration.slope)) * kinds


def strange_column(calibration: Calibration, loss: float = LOSS) -> float:
    """Return what a person's row holds in the column beside the kinds: with a post of known kinds it loses ``loss``.

    >>> calibration = Calibration(2.0, 0.0)
    >>> person, post = strange_column(calibration, 0.3), math.sqrt(LOSS / calibration.slope)  # what a post of known kinds holds there
    >>> round(calibration.slope * person * post, 6)
    -0.3
    """
    return -loss / math.sqrt(LOSS * calibration.slope)


def kinds_named(shares: dict[str, float]) -> Vectors:
    """Return the row that has so much of some kinds, not of unit length, float32 ``[kinds]``.

    >>> bool(kinds_of(["搬运工"])[0] @ kinds_named({"体力": 1.0}) > 0.5)
    True
    """
    return _row(shares)


@cache
def _kinds() -> tuple[str, ...]:
    """Return the names of the kinds, in the order in which the file first names them."""
    return tuple(dict.fromkeys(kind for shares in (*_shares().values(), *_shares_by_code().values()) for kind in shares))


@cache
def _kinds_by_trade() -> dict[str, Vectors]:
    """Return the row of each trade, by its id: its own, or its family's."""
    shares = _shares()
    chosen = {found.trade_id: shares.get(found.name) or shares[found.family] for found in trades()}
    table = unit_rows(np.stack([_row(shares) for shares in chosen.values()]))
    return dict(zip(chosen, table, strict=True))


def _row(shares: dict[str, float]) -> Vectors:
    return np.array([shares.get(kind, 0.0) for kind in _kinds()], dtype=np.float32)


@cache
def _shares() -> dict[str, dict[str, float]]:
    """Return kind → share for each family or trade."""
    return {row["of"]: _read(row["kinds"]) for row in rows("kinds.csv")}


@cache
def _shares_by_code() -> dict[str, dict[str, float]]:
    """Return kind → share for the beginnings of codes that are of no trade."""
    return {row["code"]: _read(row["kinds"]) for row in rows("kinds_of_codes.csv")}


def _read(kinds: str) -> dict[str, float]:
    """Return kind → share; a kind without a figure is the whole."""
    parts = (part.partition(":") for part in kinds.split())
    return {kind: float(share or 1.0) for kind, _, share in parts}
