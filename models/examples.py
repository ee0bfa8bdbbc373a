# ruff: noqa: SIM905 (lists of phrases read better as text)
"""The texts the model is trained on, each with the work it names.

A text's label is a CSCO code and, where the lexicon gives it, a trade and the trade's family. From two labels
follows how alike the two texts are to be (`kinship`):

=====================================  =====
same trade, or same code               1
same code, but another trade           0.7
same group of seven characters         0.65
same group of four, or same family     0.5
same major                             0.08
different majors                       0
=====================================  =====
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jobmatch.language import lexicon
from models import sources

# What employers hang on a title, and how people speak of work. They carry no trade: the model must learn to
# pass over them.
_BEFORE = (
    "高薪急聘 诚聘 急招 招聘 急聘 高薪 包吃住 五险一金 长白班 双休 本地 兼职 全职 资深 初级 高级 某公司招 工厂直招 县城招 镇上招".split()
)
_AFTER = (
    "（包吃住） +五险 （双休） 8000 6000-8000元 /月薪5000 2名 数名 （急） -长白班 无经验可 （可接受应届生） （提供住宿） (急招) "
    "月结 日结 计件 包住 有食堂 不加班 男女不限 五险一金 双休 待遇优厚"
).split(" ")
_SPOKEN = (
    "想找个{}的活 想找{}的工作 会{} 做过{} 我要干{} 想做{} 以前干过{} 干过几年{} 有{}经验 找个{}的事做 {}都可以 在外面做{} "
    "想在附近做{} 我会{}，想找个近点的 做了十年{} {}，包吃住最好 从事过{} 愿意做{} 能干{} 打算找份{} 想学{} 想回家做{} "
    "在家门口做{} 之前在广东做{} 出去打工做{} 我想去{} {}这类的活 跟{}有关的工作 家里有老人，想就近做{} 只要是{}就行"
).split(" ")
_OPENINGS = (
    "岗位职责：负责{} 负责{}工作 招{}，要求身体健康，吃苦耐劳 任职要求：有{}相关工作经验者优先 从事{}，待遇面议 本公司诚招{}若干名"
).split(" ")


@dataclass(frozen=True)
class Examples:
    """Training texts and their labels, arrays in parallel."""

    frame: pd.DataFrame
    """Columns text, code, trade, family ("" where not known), weight in (0, 1], kind."""

    def labels(self, codes: list[str]) -> NDArray[np.int64]:
        """Return the position of each example's code in ``codes``."""
        position = {code: i for i, code in enumerate(codes)}
        return np.array([position[code] for code in self.frame.code])


def collect(*, keep: Callable[[str], bool], rng: np.random.Generator, sayings: bool = False) -> Examples:
    """Return every example whose bare text passes ``keep``, ``sayings`` among them or not; spoken and decorated forms are drawn by ``rng``."""
    said = [_sayings(rng)] if sayings else []
    frame = pd.concat([_titles(), _names(rng), _documents(), _trades(rng), _posts(rng), _more(rng), _marks(), *said], ignore_index=True)
    told = frame.kind.isin(["sentence", "definition"])  # says of an occupation what it is, and names no title
    frame = frame[[spared or keep(bare) for spared, bare in zip(told, frame.bare, strict=True)]]
    allowed = [sources.is_allowed(bare) and sources.is_allowed(text) for bare, text in zip(frame.bare, frame.text, strict=True)]
    known = frame.code.isin(set(sources.classification().code))
    return Examples(frame[np.array(allowed) & known].drop(columns="bare").reset_index(drop=True))


def _table(rows: list[tuple[str, str, str, str, str, float, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["text", "bare", "code", "trade", "family", "weight", "kind"])


def _titles() -> pd.DataFrame:
    titles = sources.training_titles()
    return _table([(t, t, c, "", "", 1.0, "title") for t, c in zip(titles.title, titles.code, strict=True)])


def _names(rng: np.random.Generator) -> pd.DataFrame:
    return _called(sources.names(), rng, plain=1.0, dressed=0.5)


def _posts(rng: np.random.Generator) -> pd.DataFrame:
    return _called(sources.posts(), rng, plain=0.7, dressed=0.3)


def _more(rng: np.random.Generator) -> pd.DataFrame:
    return _called(sources.more_names(), rng, plain=0.25, dressed=0.1, kind="more name")


def _marks() -> pd.DataFrame:
    return _table([(text, text, code, "", "", 0.15, "mark") for text, code in sources.marks().itertuples(index=False)])


def _called(names: pd.DataFrame, rng: np.random.Generator, *, plain: float, dressed: float, kind: str = "name") -> pd.DataFrame:
    """Return what occupations are called, columns text and code, as it is and as people would write it, by weight."""
    rows = []
    for text, code in names.itertuples(index=False):
        rows.append((text, text, code, "", "", plain, kind))
        rows.append((_dressed(text, rng), text, code, "", "", dressed, f"{kind} dressed"))
    return _table(rows)


def _documents() -> pd.DataFrame:
    rows = [(t, t, c, "", "", 0.3, "sentence") for t, c in sources.sentences().itertuples(index=False)]
    definitions = sources.classification()[lambda f: f.definition != ""]
    rows += [(d, d, c, "", "", 0.5, "definition") for d, c in zip(definitions.definition, definitions.code, strict=True)]
    return _table(rows)


def _trades(rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    for trade in lexicon.trades():
        for text in dict.fromkeys((trade.name, *trade.names, *trade.fields)):
            weight = 0.5 if text in trade.fields else 1.0
            label = (trade.code, trade.trade_id, trade.family)
            rows.append((text, text, *label, weight, "trade"))
            rows.append((_drawn(_SPOKEN, rng).format(text), text, *label, 0.7 * weight, "spoken"))
            rows.append((_dressed(text, rng), text, *label, 0.5 * weight, "trade dressed"))
    return _table(rows)


def _sayings(rng: np.random.Generator) -> pd.DataFrame:
    """Return what is said of each trade, as it is and as people would say it."""
    rows = []
    for trade in lexicon.trades():
        for text in dict.fromkeys((*trade.said, *trade.alone)):
            label = (trade.code, trade.trade_id, trade.family)
            rows.append((text, text, *label, 0.4, "saying"))
            rows.append((_drawn(_SPOKEN, rng).format(text), text, *label, 0.2, "spoken"))
    return _table(rows)


def _dressed(text: str, rng: np.random.Generator) -> str:
    """Return the text as an employer or a job seeker would write it."""
    draw = rng.random()
    if draw < 0.3:
        return _drawn(_SPOKEN, rng).format(text)
    if draw < 0.5:
        return _drawn(_OPENINGS, rng).format(text)
    before = _drawn(_BEFORE, rng) if draw < 0.85 else ""
    return before + text + (_drawn(_AFTER, rng) if draw > 0.65 else "")


def _drawn(texts: list[str], rng: np.random.Generator) -> str:
    return texts[int(rng.integers(len(texts)))]


class Kinship:
    """How alike two labels are to be; see the table above."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._levels = [pd.factorize(frame.code.str[:n])[0] for n in (10, 7, 4, 1)]
        self._trade = np.where(frame.trade == "", -1, pd.factorize(frame.trade)[0])
        self._family = np.where(frame.family == "", -1, pd.factorize(frame.family)[0])

    def between(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return float32 ``[len(rows), len(rows)]`` in [0, 1]."""
        code, seven, four, major = (level[rows][:, None] == level[rows] for level in self._levels)
        trade, family = self._trade[rows], self._family[rows]
        told = (trade >= 0)[:, None] & (trade >= 0)
        value = np.select([code & ~told, code, seven, four, major], [1.0, 0.7, 0.65, 0.5, 0.08], 0.0)
        value = np.where(told & (family[:, None] == family), np.maximum(value, 0.5), value)
        return np.where(told & (trade[:, None] == trade), 1.0, value).astype(np.float32)
