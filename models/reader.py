"""Make the reader of people's words: ``python -m models.reader --out models/trades``.

A small network (`models.head`) learns from `models.phrases` what phrases mean, over pieces of words: the trade, and in its own
right the trade's family. How its word is heard beside the nearest name of the lexicon, and what a score is worth, is settled
by cross-validation: a fifth of the sayings at a time is left out of all sources, with its near-duplicates, and read by what is
left. Only such sayings are counted that no other name stands in, for such alone are ever read, and that the encoder has not learned.
"""

from __future__ import annotations

import argparse
import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.isotonic import IsotonicRegression

from jobmatch.language import lexicon
from jobmatch.language.bags import Network, pieces_of
from jobmatch.language.doings import done
from jobmatch.language.encoders import default_encoder
from jobmatch.language.reader import heard, known
from models import head, sources
from models.phrases import groups, phrases

_FOLDS = 5
_RECIPE = head.Recipe(networks=1, width=64, rounds=10, batch=128, drop_units=0.4)
_NEAR, _STRANGE = (5.0, 10.0, 15.0), (0.3, 0.4, 0.5, 0.6)


class Reader:
    """A network over the pieces of phrases, and the labels it gives."""

    def __init__(self, frame: pd.DataFrame, labels: list[str], recipe: head.Recipe = _RECIPE) -> None:
        self.tfidf = TfidfVectorizer(analyzer=pieces_of, sublinear_tf=True, min_df=2, dtype=np.float32)
        rows = self.tfidf.fit_transform(frame.text)
        column = {label: at for at, label in enumerate(labels)}
        truth = np.array([column[label] for label in frame.label])
        self.arrays = head.train(rows, truth, frame.weight.to_numpy(dtype=np.float32), kin=_kin(labels), recipe=recipe)

    def log_probabilities(self, texts: pd.Series[str]) -> NDArray[np.float32]:
        """Return what it says of each text, ``[texts, labels]``."""
        return Network(self.arrays).log_probabilities(self.tfidf.transform(texts))


def _kin(labels: list[str]) -> list[NDArray[np.int64]]:
    family = {trade.name: trade.family for trade in lexicon.trades()}
    return [np.arange(len(labels)), np.unique([family.get(label, label) for label in labels], return_inverse=True)[1]]


def labels_of(frame: pd.DataFrame) -> list[str]:
    """Return the trades in their order, then the other labels."""
    named = [trade.name for trade in lexicon.trades()]
    return [*named, *sorted(set(frame.label) - set(named))]


def held_out(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are read when left out, with a column fold: sayings that nothing else tells, and what is no work."""
    left = frame[frame.source.isin(["said", "short", "nothing"])]
    group = groups(left)
    left = left.assign(group=group, fold=group.map(sources.remainder))
    whole = [(text, of) for text, of in zip(left.text, left.group, strict=True)]
    named = [any(text in other and text != other and group != of for text, group in whole) for other, of in whole]
    learned = set(sources.more_names().text)
    told = [bool(text in learned or lexicon.listed(text) or done(text)) for text in left.text]
    return left.assign(counts=~(np.array(named) | np.array(told) | (left.source == "short")))


def read_by_others(frame: pd.DataFrame, labels: list[str]) -> tuple[pd.DataFrame, NDArray[np.float32], NDArray[np.float32]]:
    """Return the held-out rows that count, what networks say that have not seen them, and how near the names left are."""
    left, found = held_out(frame), []
    for fold in range(_FOLDS):
        away = left[left.fold == fold]
        rest = frame[~frame.text.isin(set(away.text))]
        asked = away[away.counts]
        names = rest[rest.source.isin(["name", "said"])]
        left_known = known({str(label): texts.tolist() for label, texts in names.groupby("label").text}, default_encoder())
        said = Reader(rest, labels).log_probabilities(asked.text)
        found.append((asked, said, left_known.nearest(default_encoder().means(asked.text.tolist()), labels)))
        print(f"fold {fold}: {len(asked)} read, the network alone {np.mean(_labels(labels, said) == asked.label):.3f}", flush=True)
    rows, said, near = zip(*found, strict=True)
    return pd.concat(rows), np.vstack(said), np.vstack(near)


def _labels(labels: list[str], scores: NDArray[np.float32]) -> NDArray[np.object_]:
    return np.array(labels, dtype=object)[scores.argmax(axis=1)]


def settle(rows: pd.DataFrame, said: NDArray[np.float32], near: NDArray[np.float32], labels: list[str]) -> dict[str, Any]:
    """Return how both are heard, and the curve from the softmax of the best trade to how often it is right."""
    surprise = {}
    truth = np.array([labels.index(label) for label in rows.label])
    for weight, strange in product(_NEAR, _STRANGE):
        likely = heard(said, near, near=weight, strange=strange)
        surprise[weight, strange] = -float(np.log(likely[np.arange(len(truth)), truth] + 1e-6).mean())
    weight, strange = min(surprise, key=lambda pair: surprise[pair])
    likely = np.where(np.isfinite(near), heard(said, near, near=weight, strange=strange), 0)
    right = _labels(labels, likely) == rows.label
    curve = IsotonicRegression(out_of_bounds="clip").fit(likely.max(axis=1), right)
    _report(rows, likely.max(axis=1), right.to_numpy(), labels, likely)
    steps = np.linspace(0, 1, 41)
    smooth = np.maximum.accumulate(np.convolve(np.pad(curve.predict(steps), 2, mode="edge"), np.ones(5) / 5, "valid"))
    bend = {"softmax": steps.round(4).tolist(), "right": smooth.round(4).tolist()}
    return {"near": weight, "strange": strange, "curve": bend}


def _report(
    rows: pd.DataFrame, sure: NDArray[np.float32], right: NDArray[np.bool_], labels: list[str], likely: NDArray[np.float32]
) -> None:
    family = {trade.name: trade.family for trade in lexicon.trades()}
    kin = np.array([family.get(a) == family.get(b, "?") for a, b in zip(_labels(labels, likely), rows.label, strict=True)])
    said = (rows.source == "said").to_numpy()
    print(f"{said.sum()} sayings: right {right[said].mean():.3f}, of the same family {kin[said].mean():.3f}")
    for share in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        claimed = sure >= share
        print(
            f"softmax >= {share}: claims {claimed[said].mean():.3f} of the sayings, {claimed[~said].mean():.3f} of what is no work; "
            f"right {right[claimed].mean():.3f}, family {kin[claimed].mean():.3f}"
        )


def write_reader(reader: Reader, labels: list[str], settled: dict[str, Any], folder: Path) -> None:
    """Write ``reader.json`` and ``reader.safetensors``."""
    facts = {"labels": labels, "pieces": reader.tfidf.get_feature_names_out().tolist()} | settled
    arrays = {"idf": reader.tfidf.idf_.astype(np.float16)}
    arrays |= {name: array if array.dtype == np.int8 else array.astype(np.float16) for name, array in reader.arrays.items()}
    folder.mkdir(parents=True, exist_ok=True)
    save_file(arrays, folder / "reader.safetensors")
    (folder / "reader.json").write_text(json.dumps(facts, ensure_ascii=False) + "\n", encoding="utf-8")


def _settled(folder: Path) -> dict[str, Any]:
    facts = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    return {name: facts[name] for name in ("near", "strange", "curve")}


def main(argv: list[str] | None = None) -> None:
    """Settle by cross-validation, then learn from all phrases and write."""
    command = argparse.ArgumentParser(prog="python -m models.reader", description=__doc__)
    command.add_argument("--out", type=Path, default=Path("models/trades"))
    command.add_argument("--keep", action="store_true", help="hear it as the folder says already, without cross-validation")
    arguments = command.parse_args(argv)
    frame = phrases()
    labels = labels_of(frame)
    settled = _settled(arguments.out) if arguments.keep else settle(*read_by_others(frame, labels), labels)
    write_reader(Reader(frame, labels), labels, settled, arguments.out)


if __name__ == "__main__":
    main()
