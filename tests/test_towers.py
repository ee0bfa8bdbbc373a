"""Two towers: learned from outcomes, exact under search, honest where there is nothing to learn."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import HashingVectorizer

from jobmatch import Matcher, Policy
from jobmatch.errors import EncoderError, MeasureError, StoreError
from jobmatch.evaluation import evaluate
from jobmatch.evaluation.people import AS_OF
from jobmatch.evaluation.season import play
from jobmatch.evaluation.simulate import county
from jobmatch.language.encoders import default_encoder
from jobmatch.language.towers import TwoTowerEncoder
from jobmatch.learning import LearningWarning, learn_towers
from jobmatch.terms.fit import job_rows, worker_rows

POLICY = Policy(as_of=AS_OF.date())


class Other:
    """Another encoder."""

    fingerprint = "other"

    def encode(self, texts):
        return np.ones((len(texts), 2))


class Characters:
    """An encoder that knows no word: it has the more to learn."""

    fingerprint = "characters"

    def encode(self, texts):
        pieces = HashingVectorizer(analyzer="char", ngram_range=(1, 2), n_features=256)
        return pieces.transform(texts).toarray().astype(np.float32)


@pytest.fixture(scope="module")
def market():
    """A county, what half of its people were shown and asked for, and the other half."""
    world = county("500236", n_workers=3000, seed=3)
    matcher = Matcher(world.jobs, policy=POLICY, encoder=Characters())
    first = np.arange(3000) % 2 == 0
    half, rest = world.workers.take(np.flatnonzero(first)), world.workers.take(np.flatnonzero(~first))
    lists = matcher.recommend(half, k=15)
    shown = play(world, lists, seed=3).shown.merge(lists.to_frame()[["worker_id", "job_id", "score"]])
    return world, matcher, half, rest, shown


@pytest.fixture(scope="module")
def learned(market):
    _, matcher, half, _, shown = market
    return learn_towers(shown, half, matcher, rank=8, patience=0.85)


def test_what_was_learned_serves_people_who_were_not_learned_from(market, learned):
    world, matcher, _, rest, _ = market
    truth = {worker: jobs for worker, jobs in world.qrels.items() if worker in set(rest.ids)}
    towers = Matcher(world.jobs, policy=POLICY, encoder=learned.encoder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain, taught = (evaluate(m.recommend(rest, k=20), truth, ["nDCG@10"])["nDCG@10"] for m in (matcher, towers))
    assert learned.gain > 0
    assert taught > plain


def test_the_fit_of_every_pair_is_the_words_plus_the_towers(market, learned):
    world, _, _, rest, _ = market
    few, encoder = rest.take(np.arange(20)), learned.encoder
    rows, posts = worker_rows(few, encoder), job_rows(world.jobs, encoder)
    d = encoder.query.shape[0]
    q, p = rows.vectors.astype(float), posts.vectors.astype(float)
    cosine = q[:, :d] @ p[:, :d].T + (q[:, :d] @ encoder.query) @ (p[:, :d] @ encoder.document).T
    of_trades = q[:, d + encoder.rank :] @ p[:, d + encoder.rank :].T  # kinship, and everyday work
    fit = encoder.calibration.fit(cosine + of_trades)
    best = pd.DataFrame(fit, index=few.ids[rows.owner], columns=world.jobs.ids[posts.owner]).groupby(level=0).max().T.groupby(level=0).max()
    shown = Matcher(world.jobs, policy=POLICY, encoder=encoder).recommend(few, k=len(world.jobs)).to_frame()
    wished = set(few.ids[rows.wished])
    shown = shown[shown["worker_id"].isin(wished)]
    assert len(shown)
    expected = [best.loc[job, worker] for worker, job in zip(shown["worker_id"], shown["job_id"], strict=True)]
    assert shown["fit"].to_numpy() == pytest.approx(expected, abs=1e-4)


def test_outcomes_of_chance_teach_nothing(market):
    _, matcher, half, _, shown = market
    rng = np.random.default_rng(0)
    chance = shown.assign(taken=rng.random(len(shown)) < 0.2 + 0.2 * shown["score"])
    with pytest.warns(LearningWarning, match="nothing that holds for people held out"):
        found = learn_towers(chance, half, matcher, rank=4)
    assert not found.encoder.query.any()
    assert found.gain == 0


def test_towers_are_saved_and_know_their_encoder(learned, tmp_path):
    learned.encoder.save(tmp_path / "towers")
    again = TwoTowerEncoder.load(tmp_path / "towers", Characters())
    assert again.fingerprint == learned.encoder.fingerprint != Characters.fingerprint
    with pytest.raises(StoreError, match="learned with the encoder"):
        TwoTowerEncoder.load(tmp_path / "towers", Other())
    with pytest.raises(StoreError, match="nothing was saved here"):
        TwoTowerEncoder.load(tmp_path / "elsewhere", Characters())


def test_a_matcher_with_towers_is_saved_and_answers_the_same(market, learned, tmp_path):
    world, _, _, rest, _ = market
    few = rest.take(np.arange(5))
    matcher = Matcher(world.jobs, policy=POLICY, encoder=learned.encoder)
    matcher.save(tmp_path / "county.jobmatch")
    loaded = Matcher.load(tmp_path / "county.jobmatch", encoder=learned.encoder)
    pd.testing.assert_frame_equal(loaded.recommend(few).to_frame(), matcher.recommend(few).to_frame())


def test_what_cannot_be_learned_from_is_said(market):
    _, matcher, half, _, shown = market
    with pytest.raises(MeasureError, match=r"columns \['rank', 'score'\] are missing"):
        learn_towers(shown.drop(columns=["rank", "score"]), half, matcher)
    with pytest.raises(MeasureError, match="(?s)rows name an unknown worker.*1 rows name an unknown job"):
        learn_towers(shown.assign(job_id=["X", *shown["job_id"][1:]]), half.take(np.arange(10)), matcher)
    with pytest.raises(MeasureError, match="higher score was not taken more often"):
        learn_towers(shown.assign(score=-shown["score"]), half, matcher)


def test_towers_of_another_width_are_refused():
    with pytest.raises(EncoderError, match="over vectors of width"):
        TwoTowerEncoder(default_encoder(), np.zeros((3, 2)), np.zeros((3, 2)))
