"""Make the occupation coder: ``python -m models.coder --out models/occupations``.

Linear support-vector machines learn the code, its group of four characters and its major from the training titles,
the names and the lexicon, by words and pieces of words, and so does a small network (`models.head`);
prototypes of every code come from the encoder's training;
the documents are the definitions, tasks and known names. How the witnesses are heard together and what a score is
worth as a probability is settled on the development part of the training titles, with models that have not seen it
(``--development``: the folder and prototypes of ``models.train --development``).
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.svm import LinearSVC

from jobmatch.language import lexicon, tokens
from jobmatch.language.occupations import OccupationCoder, Witnesses, pieces
from jobmatch.language.static import StaticEncoder
from models import head, sources

_Array = NDArray[np.float32]

_SMALL = 0.02
"""Weighted margins below are dropped: they are most of the table and little of a score."""
_UNSEEN = -0.8
"""The margin of a code without a title or name, and the least of any: beyond it the machine knows nothing."""
_LEVELS = {10: 1.0, 4: 0.3, 1: 0.3}
"""Characters of the code that a machine tells apart, and the weight of its margins; on two fifths of the training
titles, each left out in turn, the two upper levels raised exact from .637 to .647 and the first character from .817 to .843."""
_LEAST = _UNSEEN * sum(_LEVELS.values())
_SHARES = (0.0, 0.3, 0.6, 0.8, 1.0, 1.3)
_VAGUE, _CLEAR = -0.2, 1.5
"""When the documents decide. On the development part this costs .005 of the titles and gains .08 of the held-out names."""


class Readers:
    """The support-vector machines, their margins spread over all codes, groups and majors; and the network."""

    def __init__(self, texts: pd.DataFrame, codes: list[str]) -> None:
        self.tfidf = TfidfVectorizer(analyzer=pieces, sublinear_tf=True, min_df=2, dtype=np.float32)
        rows = self.tfidf.fit_transform(texts.text)
        tables = [_margins(rows, texts, codes, length) for length in _LEVELS]
        self.margins = csr_matrix(np.hstack([margins for margins, _ in tables]))
        self.intercept = np.concatenate([intercept for _, intercept in tables])
        kin = [np.unique([code[:length] for code in codes], return_inverse=True)[1] for length in _LEVELS]
        truth = _positions(codes, texts.code)
        self.head = head.train(rows, truth, texts.weight.to_numpy(dtype=np.float32), kin=kin)


def _positions(codes: list[str], wanted: pd.Series[str]) -> NDArray[np.int64]:
    """Return the place of each wanted code; the last where a code stands twice, as in `_margins`."""
    place = {code: i for i, code in enumerate(codes)}
    return np.array([place[code] for code in wanted])


def _margins(rows: csr_matrix, texts: pd.DataFrame, codes: list[str], length: int) -> tuple[_Array, _Array]:
    """Return the weighted margins ``[pieces, groups]`` and intercepts of one level."""
    machine = LinearSVC(C=0.7, max_iter=200, tol=1e-2, random_state=0)
    machine.fit(rows, texts.code.str[:length].to_numpy().astype(str), sample_weight=texts.weight)
    groups = codes if length == 10 else sorted({code[:length] for code in codes})
    position = {group: i for i, group in enumerate(groups)}
    columns = np.array([position[group] for group in machine.classes_])
    margins = np.zeros((rows.shape[1], len(groups)), dtype=np.float32)
    margins[:, columns] = np.where(np.abs(machine.coef_) > _SMALL / _LEVELS[length], machine.coef_, 0).T
    intercept = np.full(len(groups), _UNSEEN, dtype=np.float32)
    intercept[columns] = machine.intercept_
    return _LEVELS[length] * margins, _LEVELS[length] * intercept


class Documents:
    """What the classification says of each code: the BM25 impact of every word, and the vector of what is told.

    ``impact = idf · tf · 2.5 / (tf + 1.5 · (0.25 + 0.75 · length / mean length))``; the known names count twice.
    """

    def __init__(self, names: pd.DataFrame, encoder: StaticEncoder) -> None:
        table = sources.classification()
        told = (table.definition + table.tasks).tolist()
        known, marks = (f.groupby("code").text.agg(" ".join).reindex(table.code).fillna("") for f in (names, sources.marks()))
        counter = CountVectorizer(analyzer=tokens.cut, dtype=np.float32)
        counts = counter.fit_transform([f"{name} {name} {text} {mark}" for name, text, mark in zip(known, told, marks, strict=True)])
        length = np.asarray(counts.sum(axis=1)).ravel()
        seen = np.asarray((counts > 0).sum(axis=0)).ravel()
        idf = np.log(1 + (len(told) - seen + 0.5) / (seen + 0.5))
        scale = np.repeat(1.5 * (0.25 + 0.75 * length / length.mean()), np.diff(counts.indptr))
        counts.data = idf[counts.indices] * counts.data * 2.5 / (counts.data + scale)
        self.impacts = csr_matrix(counts.T)
        self.words: list[str] = counter.get_feature_names_out().tolist()
        self.told = encoder.means(told)


def training_texts(*, development: bool) -> pd.DataFrame:
    """Return columns text, code, weight: titles, names, trades and posts; ``development``: without that part."""
    titles = sources.training_titles().rename(columns={"title": "text"}).assign(weight=1.0)
    own = pd.concat([sources.posts(), sources.more_names()]).assign(weight=0.25)
    frames = [titles, sources.names().assign(weight=0.4), _trades().assign(weight=0.25), own]
    return _taught(pd.concat(frames, ignore_index=True), development=development).drop_duplicates(["text", "code"])


def known_names(*, development: bool) -> pd.DataFrame:
    """Return columns text, code: all that an occupation is known to be called; ``development``: without that part."""
    frame = pd.concat([sources.names(), _trades(), sources.posts(), sources.more_names()], ignore_index=True)
    return _taught(frame, development=development).drop_duplicates()


def _trades() -> pd.DataFrame:
    rows = [(n, trade.code) for trade in lexicon.trades() for n in (trade.name, *trade.names)]
    return pd.DataFrame(rows, columns=["text", "code"])


def _taught(frame: pd.DataFrame, *, development: bool) -> pd.DataFrame:
    """Return the rows that may be learned from."""
    known = set(sources.classification().code)
    keep = [sources.is_allowed(t) and c in known for t, c in zip(frame.text, frame.code, strict=True)]
    if development:
        keep = [kept and not sources.is_development(t) for kept, t in zip(keep, frame.text, strict=True)]
    return frame[keep]


def settle(coder: OccupationCoder) -> dict[str, Any]:
    """Return how the witnesses are heard, the sharpness of the softmax and the curve, from the development part.

    The models of ``coder`` have not seen that part.
    """
    titles = sources.training_titles()[lambda f: f.title.map(sources.is_development)]
    truth = _positions(coder.codes.tolist(), titles.code)
    heard = coder.witnesses(titles.title.tolist())
    found = {share: Witnesses(share, _LEAST, _VAGUE, _CLEAR) for share in _SHARES}
    right = {share: float(np.mean(w.heard(*heard).argmax(axis=1) == truth)) for share, w in found.items()}
    share = max(_SHARES, key=lambda s: (right[s], -s))
    scores = found[share].heard(*heard).astype(np.float64)
    sharpness = min(np.geomspace(1, 20, 25), key=lambda s: _surprise(s * scores, truth))
    sure = 1 / np.exp(sharpness * (scores - scores.max(axis=1, keepdims=True))).sum(axis=1)
    curve = IsotonicRegression(out_of_bounds="clip").fit(sure, scores.argmax(axis=1) == truth)
    print(f"development: share {share}, exact {right[share]:.3f}, sharpness {sharpness:.1f}; by share {right}")
    steps = np.linspace(0, 1, 41)
    smooth = np.maximum.accumulate(np.convolve(np.pad(curve.predict(steps), 2, mode="edge"), np.ones(5) / 5, "valid"))
    bend = {"softmax": steps.round(4).tolist(), "right": smooth.round(4).tolist()}
    return {"witnesses": asdict(found[share]), "sharpness": float(sharpness), "curve": bend}


def _surprise(scores: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
    """Return the mean −log probability of the true codes."""
    lifted = scores - scores.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(lifted).sum(axis=1)) - lifted[np.arange(len(truth)), truth]))


def write_coder(readers: Readers, documents: Documents, prototypes: _Array, folder: Path) -> None:
    """Write ``coder.safetensors``, and ``coder.json`` with provisional facts."""
    table = sources.classification()
    facts: dict[str, Any] = {"witnesses": asdict(Witnesses(1.0, _LEAST, _VAGUE, _CLEAR)), "sharpness": 4.0}
    facts |= {"curve": {"softmax": [0, 1], "right": [0, 1]}, "codes": table.code.tolist(), "names": table.name.tolist()}
    facts |= {"is_occupation": (table.level == "4").tolist(), "words": documents.words}
    facts |= {"pieces": readers.tfidf.get_feature_names_out().tolist()}
    arrays = {
        "idf": readers.tfidf.idf_.astype(np.float16),
        "intercept": readers.intercept,
        "prototypes": prototypes.astype(np.float16),
        "told": documents.told.astype(np.float16),
    }
    arrays |= {n: a if a.dtype == np.int8 else a.astype(np.float16) for n, a in readers.head.items()}
    arrays |= _sparse("margins", readers.margins) | _sparse("impacts", documents.impacts)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(arrays, folder / "coder.safetensors")
    (folder / "coder.json").write_text(json.dumps(facts, ensure_ascii=False) + "\n", encoding="utf-8")


def _sparse(name: str, table: csr_matrix) -> dict[str, NDArray[Any]]:
    return {
        name: table.data.astype(np.float16),
        f"{name}_columns": table.indices.astype(np.uint16),
        f"{name}_starts": table.indptr.astype(np.int32),
        f"{name}_width": np.array([table.shape[1]], dtype=np.int32),
    }


def learn(encoder: Path, prototypes: Path, out: Path, *, development: bool) -> None:
    """Learn from the training texts and write the coder; ``development``: without that part."""
    readers = Readers(training_texts(development=development), sources.classification().code.tolist())
    documents = Documents(known_names(development=development), StaticEncoder(encoder))
    write_coder(readers, documents, load_file(prototypes)["prototypes"], out)


def main(argv: list[str] | None = None) -> None:
    """Settle on the development part, then fit on all training texts and write."""
    command = argparse.ArgumentParser(prog="python -m models.coder", description=__doc__)
    command.add_argument("--out", type=Path, default=Path("models/occupations"))
    command.add_argument("--encoder", type=Path, default=Path("models/zh-jobs"))
    command.add_argument("--cache", type=Path, default=Path("models/cache"), help="holds prototypes.safetensors")
    command.add_argument("--development", type=Path, default=Path("models/cache/development"), help="both, of the")
    arguments = command.parse_args(argv)
    trial = arguments.development
    learn(trial / "zh-jobs", trial / "prototypes.safetensors", trial / "occupations", development=True)
    settled = settle(OccupationCoder(trial / "occupations", encoder=StaticEncoder(trial / "zh-jobs")))
    learn(arguments.encoder, arguments.cache / "prototypes.safetensors", arguments.out, development=False)
    file = arguments.out / "coder.json"
    facts = json.loads(file.read_text(encoding="utf-8")) | settled
    file.write_text(json.dumps(facts, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
