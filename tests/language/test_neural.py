"""Any sentence-transformers model serves as an encoder, and no text is computed or kept twice."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from jobmatch.errors import EncoderError, MissingExtra
from jobmatch.language.encoders import default_encoder
from jobmatch.language.neural import SentenceEncoder

TEXTS = ["平车工", "", "会踩缝纫机，想在家附近上班", "  ", "🙂", "焊" * 10_000, "坏\ud800字符", "ＣＮＣ操作員"]


def test_without_the_extra_the_message_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingExtra, match=r"jobmatch\[neural\]"):
        SentenceEncoder("any")


@pytest.mark.neural
class TestSentenceEncoder:
    @pytest.fixture(scope="class")
    def folder(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        return tmp_path_factory.mktemp("vectors")

    @pytest.fixture(scope="class")
    def encoder(self, folder: Path) -> SentenceEncoder:
        return SentenceEncoder(default_encoder().path, cache=folder, batch_size=2, progress=False)

    def test_rows_are_those_of_the_model_and_blank_is_zero(self, encoder: SentenceEncoder) -> None:
        rows = encoder.encode(TEXTS)
        assert rows.dtype == np.float32 and np.isfinite(rows).all()
        assert not rows[1].any() and not rows[3].any()
        np.testing.assert_allclose(rows[[0, 2, 7]], default_encoder().encode([TEXTS[i] for i in (0, 2, 7)]), atol=1e-4)
        assert encoder.encode([]).shape == (0, rows.shape[1])

    def test_a_second_run_reads_the_disk_alone(self, encoder: SentenceEncoder, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        first = encoder.encode(TEXTS)
        again = SentenceEncoder(default_encoder().path, cache=folder)
        monkeypatch.setattr(again, "_compute", lambda texts: pytest.fail(f"computed {texts}"))
        assert np.array_equal(again.encode(TEXTS[::-1]), first[::-1])
        assert again.fingerprint == encoder.fingerprint

    def test_the_cache_holds_no_text(self, encoder: SentenceEncoder, folder: Path) -> None:
        encoder.encode(["张三的电话13800000000"])
        files = [file for file in folder.rglob("*") if file.is_file()]
        assert files and not any(b"13800000000" in file.read_bytes() for file in files)

    def test_without_a_cache_nothing_is_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("JOBMATCH_CACHE", str(tmp_path))
        SentenceEncoder(default_encoder().path, cache=False, progress=False).encode(["焊工"])
        assert not any(tmp_path.iterdir())

    @pytest.mark.parametrize("name", ["/nonexistent", "./no/such", "", "~/none", Path("none")])
    def test_a_model_that_is_not_there_is_named(self, name: str | Path) -> None:
        with pytest.raises(EncoderError, match=rf"SentenceEncoder 用不了 '{name}'"):
            SentenceEncoder(name)

    def test_a_folder_without_a_model_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(EncoderError, match="SentenceEncoder 用不了"):
            SentenceEncoder(tmp_path)

    def test_one_text_is_not_taken_for_its_characters(self, encoder: SentenceEncoder) -> None:
        with pytest.raises(EncoderError, match="给的是一个"):
            encoder.encode("缝纫工")

    def test_it_is_calibrated_as_every_encoder(self, encoder: SentenceEncoder) -> None:
        rows = encoder.encode(["平车工", "缝纫工", "会计"])
        fit = encoder.calibration.fit(rows[0] @ rows[1:].T)
        assert fit[0] > 0.7 > 0.3 > fit[1]
