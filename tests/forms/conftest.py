"""Small forms written on the spot, and valid ID numbers for people who do not exist."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

Write = Callable[..., Path]

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@pytest.fixture
def id_of() -> Callable[..., str]:
    """An ID number with the right check character, of a code that was never issued."""

    def make(birth: str = "19800312", order: int = 1, area: str = "500236") -> str:
        number = f"{area}{birth}{order:03d}"
        total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True))
        return number + "10X98765432"[total % 11]

    return make


@pytest.fixture
def xlsx(tmp_path: Path) -> Write:
    """Write rows to a workbook; ``merged`` are ranges such as A1:C1, ``sheets`` several sheets by name."""

    def write(
        rows: Sequence[Sequence[object]] = (),
        *,
        merged: Sequence[str] = (),
        sheets: dict[str, Sequence[Sequence[object]]] | None = None,
        name: str = "表.xlsx",
    ) -> Path:
        book = Workbook()
        book.remove(book.active)
        for title, lines in (sheets or {"Sheet1": rows}).items():
            sheet = book.create_sheet(title)
            for line in lines:
                sheet.append(list(line))
            for span in merged:
                sheet.merge_cells(span)
        book.save(tmp_path / name)
        return tmp_path / name

    return write
