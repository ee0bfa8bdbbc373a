"""Pages as HTML that any browser prints, or as PDF where the path ends in ``.pdf`` (extra ``cards``).

Chinese type is taken from the fonts of the machine: Noto Sans CJK or WenQuanYi on Linux (packages ``fonts-noto-cjk``,
``fonts-wqy-zenhei``), Microsoft YaHei on Windows, PingFang on macOS. A PDF is made by PlutoPrint, some pages at a
time: 5,000 pages laid out as one document would take it several times as long.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from jobmatch.errors import MissingExtra
from jobmatch.policy import Policy
from jobmatch.reports.masking import mask_name
from jobmatch.reports.target import CARDS, target
from jobmatch.reports.words import day_words
from jobmatch.schema import Jobs, Workers
from jobmatch.terms.term import Row

PAGES_AT_ONCE = 20
"""Pages laid out as one document on the way to a PDF."""


class Shown(Protocol):
    """A result whose pairs can be printed: ``Matches`` or ``Shortlist``."""

    workers: Workers
    jobs: Jobs

    @property
    def policy(self) -> Policy:
        """The policy of the run."""
        ...

    def to_frame(self) -> pd.DataFrame:
        """Return one row per pair: worker_id, job_id, rank, distance_km, tier."""
        ...

    def reasons(self, worker_id: str, job_id: str) -> list[str]:
        """Return up to three plain reasons."""
        ...

    def checks(self, worker_id: str, job_id: str) -> list[tuple[str, str, str]]:
        """Return every requirement: label, outcome (met, unmet, unknown), text."""
        ...

    def to_verify(self, worker_id: str, job_id: str) -> list[str]:
        """Return what is to be asked about a pair."""
        ...


def write_pages(path: str | Path, template: str, pages: Sequence[Row], **content: Any) -> Path:
    """Fill a template with pages and write it as the kind of file the path says.

    Raises
    ------
    TableError
        The path says another kind of file.
    MissingExtra
        The extra ``cards`` is not installed.
    """
    file = target(path, *CARDS)
    filled = _environment().get_template(template)
    if file.suffix.lower() == ".pdf":
        parts = [pages[at : at + PAGES_AT_ONCE] for at in range(0, max(len(pages), 1), PAGES_AT_ONCE)]
        _write_pdf((filled.render(css=_css(), pages=part, **content) for part in parts), file)
    else:
        file.write_text(filled.render(css=_css(), pages=pages, **content), encoding="utf-8")
    return file


def shown_name(person: Row, *, unmask: bool) -> str:
    """Return the name as it may be printed.

    >>> shown_name({"name": "张小花"}, unmask=False), shown_name({"name": "张小花"}, unmask=True)
    ('张**', '张小花')
    """
    name = person["name"] or ""
    return (name if unmask else mask_name(name)) or "姓名未填"


def village_of(person: Row) -> str:
    """Return township and village, as far as they are known.

    >>> village_of({"township": "白帝镇", "village": "浣花村"}), village_of({"township": None, "village": "浣花村"})
    ('白帝镇浣花村', '浣花村')
    """
    return "".join(filter(None, [person["township"], person["village"]]))


def today(on: dt.date | None) -> str:
    """Return the day printed; today by default."""
    return day_words(on or dt.date.today())


def _environment() -> Any:
    try:
        from jinja2 import Environment, PackageLoader
    except ImportError:
        raise MissingExtra.named("cards", "jobmatch cards") from None
    loader = PackageLoader("jobmatch.reports", "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def _css() -> Any:
    from markupsafe import Markup

    return Markup((files("jobmatch.reports") / "templates" / "print.css").read_text(encoding="utf-8"))


def _write_pdf(parts: Iterator[str], path: Path) -> None:
    try:
        import plutoprint
    except ImportError:
        raise MissingExtra.named("cards", "PDF") from None
    with path.open("wb") as file:
        canvas = plutoprint.PDFCanvas.create_for_stream(file, plutoprint.PAGE_SIZE_A4)
        for html in parts:
            book = plutoprint.Book(plutoprint.PAGE_SIZE_A4)
            book.load_html(html)
            for page in range(book.get_page_count()):
                canvas.save_state()
                canvas.scale(plutoprint.UNITS_PX, plutoprint.UNITS_PX)  # the canvas counts points, the book pixels
                book.render_page(canvas, page)
                canvas.restore_state()
                canvas.show_page()
        canvas.finish()
