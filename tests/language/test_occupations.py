"""Occupations are coded, calibrated, and never trip over odd titles."""

from __future__ import annotations

import re

import numpy as np
import pytest

from jobmatch.errors import EncoderError
from jobmatch.language.occupations import code_occupation, default_coder, pieces

ODD = ["", "  ", "🙂", "\ud800", "焊" * 10_000, "養老護理員", "ＣＮＣ操作員", "welder", "123456", "？！"]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("平车工", "6-05-01-03"),
        ("高薪急聘缝纫工（包吃住）", "6-05-01-03"),
        ("保安员", "4-07-05-01"),
        ("货车司机", "4-02-02-02"),
        ("电商主播", "4-01-06-02"),
    ],
)
def test_known_trades_have_their_code(title: str, code: str) -> None:
    assert code_occupation([title]).code.tolist() == [code]


def test_one_row_a_title_in_order() -> None:
    coded = code_occupation(["保安员", "", "货车司机"])
    assert list(coded.columns) == ["code", "name", "probability"]
    assert coded.code.isna().tolist() == [False, True, False]
    assert coded.probability[1] == 0
    assert coded.equals(code_occupation(["保安员", "", "货车司机"]))


def test_one_text_instead_of_several_is_refused() -> None:
    with pytest.raises(EncoderError, match="平车工"):
        code_occupation("平车工")


def test_no_titles_give_no_rows() -> None:
    assert code_occupation([]).shape == (0, 3)


@pytest.mark.parametrize("names", [False, True])
def test_odd_titles_never_raise_and_give_probabilities(names: bool) -> None:
    coded = code_occupation(ODD, names=names)
    assert coded.probability.between(0, 1).all()
    given = coded.code.dropna()
    assert all(re.fullmatch(r"\d-\d\d-\d\d-\d\d", code) for code in given)
    assert coded.name.notna().equals(coded.code.notna())


def test_batches_do_not_matter() -> None:
    titles = ["电焊工", "客服专员", "普工/操作工", "销售经理"] * 3
    together = code_occupation(titles)
    alone = [code_occupation([title]).iloc[0] for title in titles]
    assert together.code.tolist() == [row.code for row in alone]
    np.testing.assert_allclose(together.probability, [row.probability for row in alone], atol=1e-6)


def test_a_plain_title_is_surer_than_a_vague_one() -> None:
    plain, vague = code_occupation(["养老护理员", "经理助理（急）"]).probability
    assert plain > vague


def test_a_name_is_an_occupation_where_a_title_may_be_a_group() -> None:
    names = code_occupation(["销售", "普工", "农业经理人"], names=True)
    assert not names.code.str.endswith("-00").any()
    assert names.name[2] == "农业经理人"


def test_advertising_changes_no_code() -> None:
    plain, dressed = code_occupation(["电焊工", "【急招】电焊工10名 月薪6000-8000元 包吃住"]).code
    assert plain == dressed


def test_the_probability_grows_with_the_score() -> None:
    curve = default_coder().curve
    assert (np.diff(curve[0]) > 0).all()
    assert (np.diff(curve[1]) >= 0).all()


def test_pieces_cross_the_words() -> None:
    assert "#缝工" in pieces("裁缝工人")
    assert pieces("") == []


def test_a_latin_word_is_not_cut_and_brackets_are_no_ending() -> None:
    assert "#pa" not in pieces("RPA开发")
    assert "工$" in pieces("电焊工（急）")
    assert {"^电", "电焊工$"} <= set(pieces("电焊工"))
