"""OpenDocument workbooks written by hand, for nothing here writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

_SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
_BLANK = '<table:table-cell table:number-columns-repeated="{}"/>'


def row(*cells: object, times: int = 1) -> str:
    """Return a row that stands ``times`` times; an int stands for so many blank cells, (text, n) for n cells with a text."""
    said = ((cell, 1) if isinstance(cell, str) else cell for cell in cells)
    inside = "".join(_BLANK.format(cell) if isinstance(cell, int) else _filled(*cell) for cell in said)  # type: ignore[misc]
    return f'<table:table-row table:number-rows-repeated="{times}">{inside}</table:table-row>'


def ods(*rows: str) -> bytes:
    """Return a workbook of one sheet."""
    table = f'<table:table table:name="表一">{"".join(rows)}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
        book.writestr("content.xml", f'<office:document-content {_SPACES} office:version="1.2">{body}</office:document-content>')
    return file.getvalue()


def table(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook of some rows, blank to the edge of the sheet as office programs write it."""
    edge = row(16_384, times=1_048_576 - len(rows))
    return ods(*(row(*cells, 16_384 - len(cells)) for cells in rows), edge)


def _filled(text: str, times: int) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{times}"><text:p>{text}</text:p></table:table-cell>'
    )
