"""Make the occupation coder: ``python -m models.coder --out models/occupations``.

A linear support-vector machine learns the codes from the training titles, the names and the lexicon, by words and
pieces of words; prototypes of every code come from the encoder's training. How much the prototypes weigh and
what a score is worth as a probability is settled on the development part of the training titles, with models
that have not seen it (``--development``: the folder and prototypes of ``models.train --development``).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.svm import LinearSVC

from jobmatch.language import lexicon
from jobmatch.language.encoders import StaticEncoder
from jobmatch.language.occupations import pieces
from models import sources

_SMALL = 0.02
"""Margins below are dropped; on the development part this changes no figure."""
_UNSEEN = -0.8
"""The margin of a code without a title or name, and the least of any: beyond it the machine knows nothing."""
_SHARES = (0.3, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0, 2.5)


class Linear:
    """The support-vector machine, its margins spread over all codes."""

    def __init__(self, texts: pd.DataFrame, codes: list[str]) -> None:
        self.tfidf = TfidfVectorizer(analyzer=pieces, sublinear_tf=True, min_df=2, dtype=np.float32)
        rows = self.tfidf.fit_transform(texts.text)
        machine = LinearSVC(C=0.7, max_iter=200, tol=1e-2, random_state=0)
        machine.fit(rows, texts.code, sample_weight=texts.weight)
        position = {code: i for i, code in enumerate(codes)}
        columns = np.array([position[code] for code in machine.classes_])
        margins = np.zeros((rows.shape[1], len(codes)), dtype=np.float32)
        margins[:, columns] = np.where(np.abs(machine.coef_) > _SMALL, machine.coef_, 0).T
        self.margins = csr_matrix(margins)
        self.intercept = np.full(len(codes), _UNSEEN, dtype=np.float32)
        self.intercept[columns] = machine.intercept_

    def scores(self, titles: list[str]) -> NDArray[np.float32]:
        """Return the margins, float32 ``[titles, codes]``, none under `_UNSEEN`."""
        margins = np.asarray((self.tfidf.transform(titles) @ self.margins).todense()) + self.intercept
        return np.maximum(margins, _UNSEEN)


def training_texts(*, development: bool) -> pd.DataFrame:
    """Return columns text, code, weight: titles, names and trades; ``development``: without that part."""
    frames = [sources.training_titles().rename(columns={"title": "text"}).assign(weight=1.0)]
    frames.append(sources.names().assign(weight=0.4))
    trades = [(n, trade.code) for trade in lexicon.trades() for n in (trade.name, *trade.names)]
    frames.append(pd.DataFrame(trades, columns=["text", "code"]).assign(weight=0.25))
    frame = pd.concat(frames, ignore_index=True)
    known = set(sources.classification().code)
    keep = [sources.is_allowed(t) and c in known for t, c in zip(frame.text, frame.code, strict=True)]
    if development:
        keep = [kept and not sources.is_development(t) for kept, t in zip(keep, frame.text, strict=True)]
    return frame[keep].drop_duplicates(["text", "code"])


def settle(linear: Linear, encoder: StaticEncoder, prototypes: NDArray[np.float32]) -> dict[str, Any]:
    """Return the share of the prototypes, the sharpness of the softmax and the curve, from the development part."""
    titles = sources.training_titles()[lambda f: f.title.map(sources.is_development)]
    codes = sources.classification().code.to_numpy()
    truth = np.array([np.flatnonzero(codes == code)[0] for code in titles.code])
    margins = linear.scores(titles.title.tolist())
    cosine = encoder.means(titles.title.tolist()) @ prototypes.T
    right = {share: float(np.mean((margins + share * cosine).argmax(axis=1) == truth)) for share in _SHARES}
    share = max(_SHARES, key=lambda s: (right[s], -s))
    scores = margins + share * cosine
    sharpness = min(np.geomspace(1, 20, 25), key=lambda s: _surprise(s * scores, truth))
    sure = 1 / np.exp(sharpness * (scores - scores.max(axis=1, keepdims=True))).sum(axis=1)
    curve = IsotonicRegression(out_of_bounds="clip").fit(sure, scores.argmax(axis=1) == truth)
    print(f"development: share {share}, exact {right[share]:.3f}, sharpness {sharpness:.1f}; by share {right}")
    steps = np.linspace(0, 1, 41)
    smooth = np.maximum.accumulate(np.convolve(np.pad(curve.predict(steps), 2, mode="edge"), np.ones(5) / 5, "valid"))
    bend = {"softmax": steps.round(4).tolist(), "right": smooth.round(4).tolist()}
    return {"share": share, "sharpness": float(sharpness), "floor": _UNSEEN, "curve": bend}


def _surprise(scores: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
    """Return the mean −log probability of the true codes."""
    lifted = scores - scores.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(lifted).sum(axis=1)) - lifted[np.arange(len(truth)), truth]))


def write_coder(linear: Linear, prototypes: NDArray[np.float32], facts: dict[str, Any], folder: Path) -> None:
    """Write ``coder.json`` and ``coder.safetensors``."""
    table = sources.classification()
    named = {"codes": table.code.tolist(), "names": table.name.tolist()}
    found = {"pieces": linear.tfidf.get_feature_names_out().tolist()}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "coder.json").write_text(json.dumps(facts | named | found, ensure_ascii=False) + "\n", encoding="utf-8")
    arrays = {
        "idf": linear.tfidf.idf_.astype(np.float16),
        "margins": linear.margins.data.astype(np.float16),
        "margin_codes": linear.margins.indices.astype(np.uint16),
        "margin_starts": linear.margins.indptr.astype(np.int32),
        "intercept": linear.intercept,
        "prototypes": prototypes.astype(np.float16),
    }
    save_file(arrays, folder / "coder.safetensors")


def main(argv: list[str] | None = None) -> None:
    """Settle on the development part, then fit on all training texts and write."""
    command = argparse.ArgumentParser(prog="python -m models.coder", description=__doc__)
    command.add_argument("--out", type=Path, default=Path("models/occupations"))
    command.add_argument("--cache", type=Path, default=Path("models/cache"), help="holds prototypes.safetensors")
    command.add_argument("--development", type=Path, default=Path("models/cache/development"), help="the same, of the")
    arguments = command.parse_args(argv)
    codes = sources.classification().code.tolist()
    development = arguments.development
    facts = settle(
        Linear(training_texts(development=True), codes),
        StaticEncoder(development / "zh-jobs"),
        load_file(development / "prototypes.safetensors")["prototypes"],
    )
    prototypes = load_file(arguments.cache / "prototypes.safetensors")["prototypes"]
    write_coder(Linear(training_texts(development=False), codes), prototypes, facts, arguments.out)


if __name__ == "__main__":
    main()
