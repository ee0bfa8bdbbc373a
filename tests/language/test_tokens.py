"""The cut of texts: usual form, words and characters, determinism, odd input."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.language import lexicon, tokens
from jobmatch.language.characters import is_chinese, normalise

TEXTS = st.text(max_size=60) | st.text(alphabet="电工保安洁缝纫普焊机修师员 /、1234aC+車間廠😀　", max_size=40)


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("ＣＮＣ　操作員", "cnc 操作员"),
        ("縫紉工", "缝纫工"),
        ("電焊工、裝卸工", "电焊工、装卸工"),
        ("電 銲 工", "电焊工"),
        ("客 服 代 表", "客服代表"),
        ("普工 保安", "普工 保安"),
        ("  \n\t ", ""),
        ("①級", "1级"),
    ],
)
def test_usual_form(text: str, usual: str) -> None:
    assert normalise(text) == usual


@given(TEXTS)
def test_usual_form_is_stable(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


def test_simplified_characters_stay() -> None:
    simplified = "".join(trade.name for trade in lexicon.trades())
    assert normalise(simplified) == simplified.lower()


def test_words_inner_words_and_characters() -> None:
    pieces = tokens.cut("汽车修理工")
    assert {"汽车", "修理", "修理工", "汽车修理工"} <= set(pieces)
    assert pieces[-5:] == list("汽车修理工")


@given(TEXTS)
def test_every_chinese_character_is_there_in_order(text: str) -> None:
    pieces = tokens.cut(text)
    characters = [one for one in normalise(text) if is_chinese(one)]
    assert pieces[len(pieces) - len(characters) :] == characters


@given(TEXTS)
def test_pieces_come_from_the_text(text: str) -> None:
    usual = normalise(text)
    assert all(piece and piece in usual for piece in tokens.cut(text))


@given(TEXTS)
def test_cut_is_repeatable(text: str) -> None:
    assert tokens.cut(text) == tokens.cut(text)


def test_names_of_trades_are_words() -> None:
    for name in ("平车工", "带娃儿", "刮灰匠", "开挖机的", "煮饭的"):
        assert name in tokens.cut(name)


def test_unlike_names_share_pieces() -> None:
    assert set(tokens.cut("仓管")) & set(tokens.cut("仓库管理员")) == {"仓", "管"}


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "！？。", "\x00\x1f", "‍"])
def test_nothing_to_cut(text: str) -> None:
    assert tokens.cut(text) == []


def test_english_and_digits() -> None:
    assert tokens.cut("C++ Java 4S") == ["c++", "java", "4s"]


def test_ten_thousand_characters() -> None:
    begun = time.perf_counter()
    pieces = tokens.cut("招聘缝纫工保安保洁" * 1112)
    assert len(pieces) > 10_000
    assert time.perf_counter() - begun < 10


def test_dictionary_holds_the_lexicon() -> None:
    words = tokens.dictionary()
    names = [name for trade in lexicon.trades() for name in trade.names if all(map(is_chinese, name))]
    assert all(words.get(name, 0) > 0 for name in names)


def test_import_loads_no_dictionary_and_cache_goes_to_the_users_folder(tmp_path: Path) -> None:
    code = (
        "import sys; from jobmatch.language import tokens, lexicon, wishes, certificates;"
        "assert 'jieba' not in sys.modules;"
        "tokens.cut('保安'); assert 'jieba' in sys.modules"
    )
    environment = {"XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.rglob("jieba.cache"))
    assert done.stderr == ""


def test_an_unwritable_cache_folder_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    code = "from jobmatch.language import tokens; print(tokens.cut('保安')[0])"
    environment = {name: str(tmp_path / "taken") for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME")}
    environment["PYTHONIOENCODING"] = "utf-8"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8")
    assert done.stdout.strip() == "保安", done.stderr
