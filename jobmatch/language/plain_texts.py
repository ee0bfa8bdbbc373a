"""Texts as they are given, made such as every tokenizer takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from jobmatch.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Sequence


def plain_texts(texts: Sequence[str], asked: str) -> list[str]:
    """Return the texts as a tokenizer takes them; a missing cell (None, NaN, NA) is a blank text.

    Parameters
    ----------
    texts
        Texts in any sequence, a column of a frame too.
    asked
        What was called, for the messages.

    Raises
    ------
    EncoderError
        One text instead of several: its characters would be taken one by one; or something that is no text.

    Examples
    --------
    >>> plain_texts(["缝纫工", None], "encode")
    ['缝纫工', '']
    >>> plain_texts("缝纫工", "encode")
    Traceback (most recent call last):
    ...
    jobmatch.errors.EncoderError: encode 要一组文本，给的是一个：'缝纫工'；请放进列表，如 ['缝纫工']
    """
    if isinstance(texts, str):
        shown = texts[:20]
        raise EncoderError(f"{asked} 要一组文本，给的是一个：{shown!r}；请放进列表，如 [{shown!r}]")
    if not isinstance(texts, Iterable):
        raise EncoderError(f"{asked} 要一组文本，给的是 {texts!r}（{type(texts).__name__}）；请放进列表")
    return [_speakable(text) if isinstance(text, str) else _blank(text, at, asked) for at, text in enumerate(texts)]


def _blank(cell: object, at: int, asked: str) -> str:
    if cell is None or cell is pd.NA or cell is pd.NaT or cell != cell:
        return ""
    raise EncoderError(f"{asked}：第 {at + 1} 个是 {cell!r}（{type(cell).__name__}），不是文本；数字请先用 str 转成文字")


def _speakable(text: str) -> str:
    """Return the text without lone surrogates, which no tokenizer takes.

    >>> _speakable("焊工\\ud800")
    '焊工'
    """
    return text if text.isascii() else text.encode("utf-8", "ignore").decode("utf-8")
