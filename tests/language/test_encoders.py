"""Every encoder keeps the same contract: unit rows, zero for nothing, never NaN, never an exception."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.errors import EncoderError, StoreError
from jobmatch.language import encoders
from jobmatch.language.calibration import Calibration, calibrate
from jobmatch.language.encoders import AdoptedEncoder, TfidfSvdEncoder, adopt, default_encoder
from jobmatch.language.static import StaticEncoder

ODD = [
    "",
    "   ",
    "\n\t",
    "🙂🙂",
    "welder wanted",
    "養老護理員",
    "ＣＮＣ　操作員（Ａ班）",
    "焊" * 10_000,
    "缝纫工、平车工；" * 2_000,
    "\ud800坏字符",
    "\x00",
    "𠮷野家店員",
    "12345 6789",
    "。，！？",
]


class ByLength:
    """A user's encoder: longer texts look more and more one way; its rows are not of unit length."""

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.array([[len(text) + 1.0, sum(map(ord, text)) % 7 + 1.0, 3.0] for text in texts])


@pytest.fixture(params=["static", "tfidf", "adopted"], scope="module")
def encoder(request: pytest.FixtureRequest) -> encoders.Encoder:
    if request.param == "static":
        return default_encoder()
    if request.param == "tfidf":
        return TfidfSvdEncoder(["缝纫工 平车工", "电焊工", "养老护理员", "保安员 门卫", "welder"], dimension=3)
    return adopt(ByLength())


class TestContract:
    def test_odd_texts_give_unit_or_zero_rows(self, encoder: encoders.Encoder) -> None:
        rows = encoder.encode(ODD)
        norms = np.linalg.norm(rows, axis=1)
        assert rows.dtype == np.float32 and len(rows) == len(ODD)
        assert np.isfinite(rows).all()
        assert all(abs(norm - 1) < 1e-4 or norm == 0 for norm in norms)

    def test_blank_is_the_zero_row(self, encoder: encoders.Encoder) -> None:
        assert not encoder.encode(["", "  ", "\u3000"]).any()

    def test_no_texts_give_no_rows(self, encoder: encoders.Encoder) -> None:
        assert encoder.encode([]).shape[0] == 0

    def test_one_text_is_not_taken_for_its_characters(self, encoder: encoders.Encoder) -> None:
        with pytest.raises(EncoderError, match=r"给的是一个：'缝纫工'；请放进列表，如 \['缝纫工'\]"):
            encoder.encode("缝纫工")

    @pytest.mark.parametrize("nothing", [None, 5])
    def test_what_is_no_list_of_texts_is_refused(self, encoder: encoders.Encoder, nothing: object) -> None:
        with pytest.raises(EncoderError, match=f"给的是 {nothing}"):
            encoder.encode(nothing)  # type: ignore[arg-type]

    def test_a_missing_cell_is_a_blank_and_what_is_no_text_is_named(self, encoder: encoders.Encoder) -> None:
        column = pd.Series(["缝纫工", None, pd.NA, float("nan"), "保安员"])
        assert np.array_equal(encoder.encode(column), encoder.encode(["缝纫工", "", "", "", "保安员"]))
        with pytest.raises(EncoderError, match=r"第 2 个是 3000（int），不是文本"):
            encoder.encode(["缝纫工", 3000])

    @given(texts=st.lists(st.text(max_size=40), min_size=1, max_size=6))
    @settings(max_examples=40)
    def test_any_text_and_any_batch_give_the_same_rows(self, encoder: encoders.Encoder, texts: list[str]) -> None:
        together = encoder.encode(texts)
        alone = np.vstack([encoder.encode([text]) for text in texts])
        assert np.isfinite(together).all()
        np.testing.assert_allclose(together, alone, atol=1e-5)

    def test_fingerprint_and_calibration_are_there(self, encoder: encoders.Encoder) -> None:
        again = encoder.fingerprint
        assert encoder.fingerprint == again != ""
        assert {"fingerprint", "calibration", "encode"} <= set(dir(encoder))


class TestStaticEncoder:
    def test_rows_are_deterministic_and_the_width_is_stated(self) -> None:
        again = StaticEncoder(encoders.shipped("zh-jobs"))
        texts = ["平车工", "会踩缝纫机", "Java 开发"]
        assert np.array_equal(again.encode(texts), default_encoder().encode(texts))
        assert again.encode(texts).shape[1] == again.dimension

    def test_full_width_and_case_do_not_matter(self) -> None:
        half, full = default_encoder().encode(["cnc操作工", "ＣＮＣ操作工"])
        assert half @ full == pytest.approx(1, abs=1e-5)

    def test_traditional_reads_as_simplified(self) -> None:
        simplified, traditional = default_encoder().encode(["养老护理员", "養老護理員"])
        assert simplified @ traditional == pytest.approx(1, abs=1e-5)

    def test_other_weights_have_another_fingerprint(self, tmp_path: Path) -> None:
        copy = tmp_path / "zh-jobs"
        shutil.copytree(default_encoder().path, copy)
        assert StaticEncoder(copy).fingerprint == default_encoder().fingerprint
        weights = bytearray((copy / "model.safetensors").read_bytes())
        weights[-1] ^= 1
        (copy / "model.safetensors").write_bytes(bytes(weights))
        assert StaticEncoder(copy).fingerprint != default_encoder().fingerprint

    def test_a_folder_without_its_files_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match=r"tokenizer\.json"):
            StaticEncoder(tmp_path)

    def test_the_folder_fits_into_the_wheel(self) -> None:
        size = sum(file.stat().st_size for file in default_encoder().path.rglob("*") if file.is_file())
        assert size <= 25e6

    @pytest.mark.neural
    def test_equals_sentence_transformers(self) -> None:
        import sentence_transformers

        texts = ["平车工", "会踩缝纫机，想在家附近上班", "養老護理員", "客服 / 客房服务员", "数控车床操作工（包吃住）月薪6000", "CNC"]
        model = sentence_transformers.SentenceTransformer(str(default_encoder().path), device="cpu")
        np.testing.assert_allclose(default_encoder().encode(texts), np.asarray(model.encode(texts), dtype=np.float32), atol=1e-4)


class TestWhatTheModelKnows:
    @pytest.mark.parametrize(
        ("wish", "right", "wrong"),
        [
            ("会踩缝纫机", "平车工", "车床操作工"),
            ("客服", "电话客服专员", "客房服务员"),
            ("想找个带小孩的活", "育婴师", "护林员"),
            ("开货车", "货运司机", "仓库管理员"),
            ("看大门", "保安", "会计"),
            ("在工地扎钢筋", "钢筋工", "餐厅服务员"),
            ("养过猪", "生猪饲养员", "收银员"),
        ],
    )
    def test_the_right_trade_is_nearer(self, wish: str, right: str, wrong: str) -> None:
        rows = default_encoder().encode([wish, right, wrong])
        fit = default_encoder().calibration.fit(rows[0] @ rows[1:].T)
        assert fit[0] > fit[1] + 0.2

    def test_decoration_changes_little(self) -> None:
        rows = default_encoder().encode(["缝纫工", "高薪急聘缝纫工（包吃住）8000元/月"])
        assert default_encoder().calibration.fit(float(rows[0] @ rows[1])) > 0.7


class TestCalibration:
    def test_shipped_model_spreads_the_anchors(self) -> None:
        own = default_encoder().calibration
        again = calibrate(default_encoder())
        assert own.slope > 0
        assert own.slope == pytest.approx(again.slope, rel=0.5)

    def test_recovers_a_squeezed_scale(self) -> None:
        squeezed = _Squeezed(0.9)
        calibration = calibrate(squeezed)
        plain = calibrate(default_encoder())
        # cos' = .9 + .1 cos, hence slope' = 10 slope and offset' = offset − 9 slope
        assert calibration.slope == pytest.approx(10 * plain.slope, rel=0.02)
        assert calibration.offset == pytest.approx(plain.offset - 9 * plain.slope, rel=0.02)

    def test_an_encoder_that_sees_no_difference_is_refused(self) -> None:
        class Blind:
            def encode(self, texts: list[str]) -> np.ndarray:
                return np.ones((len(texts), 4))

        with pytest.raises(EncoderError, match="Blind"):
            calibrate(Blind())

    def test_fit_is_affine(self) -> None:
        np.testing.assert_allclose(Calibration(2, -1).fit(np.array([0.5, 1.0])), [0.0, 1.0])


class _Squeezed:
    """The shipped model with every cosine moved to ``base + (1 − base)·cos``, as e5 does."""

    def __init__(self, base: float) -> None:
        self._base = base

    def encode(self, texts: list[str]) -> np.ndarray:
        rows = default_encoder().encode(texts)
        return np.hstack([np.sqrt(1 - self._base) * rows, np.full((len(rows), 1), np.sqrt(self._base))])


class TestAdopt:
    def test_whole_encoders_stay_themselves(self) -> None:
        assert adopt(default_encoder()) is default_encoder()

    def test_same_encoder_same_fingerprint(self) -> None:
        assert adopt(ByLength()).fingerprint == adopt(ByLength()).fingerprint

    def test_own_query_and_document_are_used(self) -> None:
        class TwoSided(ByLength):
            def encode_query(self, texts: list[str]) -> np.ndarray:
                return np.tile([1.0, 0.0], (len(texts), 1))

            def encode_document(self, texts: list[str]) -> np.ndarray:
                return np.tile([0.0, 2.0], (len(texts), 1))

        both = adopt(TwoSided())
        assert isinstance(both, AdoptedEncoder)
        assert both.encode_query(["焊工"]).tolist() == [[1.0, 0.0]]
        assert both.encode_document(["焊工"]).tolist() == [[0.0, 1.0]]

    @pytest.mark.parametrize("shape", [(3,), (1, 3)])
    def test_a_wrong_number_of_rows_is_refused(self, shape: tuple[int, ...]) -> None:
        class Wrong:
            def encode(self, texts: list[str]) -> np.ndarray:
                return np.ones(shape)

        with pytest.raises(EncoderError, match="2 texts"):
            adopt(Wrong()).encode(["焊工", "保安"])

    def test_nan_is_refused_and_located(self) -> None:
        class Broken:
            def encode(self, texts: list[str]) -> np.ndarray:
                return np.array([[1.0], [np.nan]])

        with pytest.raises(EncoderError, match="position 1"):
            adopt(Broken()).encode(["焊工", "保安"])

    def test_what_cannot_encode_is_refused(self) -> None:
        with pytest.raises(EncoderError, match="no encode"):
            adopt(object())

    def test_the_name_of_a_model_is_no_encoder(self) -> None:
        with pytest.raises(EncoderError, match=r"SentenceEncoder\('some/model'\)"):
            adopt("some/model")


def test_tfidf_of_nothing_is_refused() -> None:
    with pytest.raises(EncoderError, match="not one text"):
        TfidfSvdEncoder(["", " "])


def test_tfidf_learns_which_words_go_together() -> None:
    texts = ["缝纫 平车", "缝纫 锁眼", "平车 锁眼", "焊接 切割", "焊接 打磨", "切割 打磨"]
    encoder = TfidfSvdEncoder(texts, dimension=2)
    sewing, lock, welding = encoder.encode(["平车", "锁眼", "焊接"])
    assert sewing @ lock > sewing @ welding
