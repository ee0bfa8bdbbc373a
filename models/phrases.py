"""What the reader of people's words learns from: phrases, each with what it is said of.

A label is the name of a trade of the lexicon; the group of four characters of a code that no trade has (``2-02``); or
`NOTHING` for what people tell of conditions and of themselves (``nothing.csv``), which is no work. A code that several trades
share says nothing of which is meant, and is left out. What `models.sources` holds out is held out here too.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pandas as pd

from jobmatch.language import lexicon
from jobmatch.language.characters import normalise
from models import sources

NOTHING = "nothing"
_MAKING = "做搞弄"
"""Who wants to make tents says 做帐篷, of which the wish is 帐篷 (`jobmatch.language.bare_wish`): a short form of the saying."""
_LEAST_SHARED = 0.3
"""Share of their pairs of characters from which two sayings of one trade are of one group."""


@cache
def phrases() -> pd.DataFrame:
    """Return columns text, label, weight, source (name, said, short, coded, nothing): each text once a label; what a saying means, nothing else may mean."""
    coded = [(sources.training_titles().rename(columns={"title": "text"}), 0.5), (sources.names(), 0.5)]
    coded += [(sources.posts(), 0.5), (sources.more_names(), 0.5)]
    frame = pd.concat([_lexicon(), *(_labelled(table, weight) for table, weight in coded), _nothing()], ignore_index=True)
    frame = frame.assign(text=frame.text.map(normalise)).drop_duplicates(["text", "label"])
    frame = frame[[sources.is_allowed(text) for text in frame.text]]
    ours = _lexicon()[::-1]  # names before sayings, sayings before their short forms
    said = dict(zip(ours.text.map(normalise), ours.label, strict=True))
    agrees = [said.get(text, label) == label for text, label in zip(frame.text, frame.label, strict=True)]
    return frame[agrees].reset_index(drop=True)


def _lexicon() -> pd.DataFrame:
    names = [(text, trade.name, 1.0, "name") for trade in lexicon.trades() for text in (trade.name, *trade.names, *trade.fields)]
    said = [(text, trade.name, 1.0, "said") for trade in lexicon.trades() for text in (*trade.said, *trade.alone)]
    short = [(text[1:], label, 0.5, "short") for text, label, _, _ in said if text[0] in _MAKING and len(text) > 2]
    return _frame(names + said + short)


def _labelled(table: pd.DataFrame, weight: float) -> pd.DataFrame:
    """Return texts with codes by the one trade of their code, or by their group where no trade has the code."""
    shared = Counter(trade.code for trade in lexicon.trades())
    by_code = {trade.code: trade.name for trade in lexicon.trades() if shared[trade.code] == 1}
    pairs = zip(table.text, table.code, strict=True)
    rows = [
        (text, by_code.get(code, code[:4]), weight if code in by_code else 0.6 * weight, "coded")
        for text, code in pairs
        if code in by_code or code not in shared
    ]
    return _frame(rows)


def _nothing() -> pd.DataFrame:
    return _frame([(text, NOTHING, 2.0, "nothing") for text in sources.nothing()])


def _frame(rows: list[tuple[str, str, float, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["text", "label", "weight", "source"])


def groups(frame: pd.DataFrame) -> pd.Series[str]:
    """Return for each text the first of its group: texts of one label that are near-duplicates of each other, link by link.

    Two are when they share three tenths of their pairs of characters, or one holds the other (缝被子, 缝被套, 做被子).
    """
    first = {text: text for text in frame.text}

    def root(text: str) -> str:
        while first[text] != text:
            text = first[text]
        return text

    for texts in frame.groupby("label").text:
        listed = list(texts[1])
        for at, one in enumerate(listed):
            for other in listed[:at]:
                if _near(one, other):
                    first[root(one)] = root(other)
    return frame.text.map(root)


def _near(one: str, other: str) -> bool:
    pairs, others = _pairs(one), _pairs(other)
    return one in other or other in one or len(pairs & others) >= _LEAST_SHARED * len(pairs | others)


@cache
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(max(1, len(text) - 1)))
