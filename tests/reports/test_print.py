"""On paper nothing stands beyond the edge: pages as a browser lays them out for A4."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jobmatch.demo import AS_OF, CONTEXT, write_demo
from jobmatch.forms import read_jobs, read_workers
from jobmatch.ledger import Ledger, monthly_report
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.reports.cards import write_cards
from jobmatch.reports.lists import write_employer_lists
from jobmatch.reports.statistics import Period
from tests.conftest import chromium

try:
    from playwright.sync_api import sync_playwright
except ImportError:  # then the marker deselects every test of this file
    sync_playwright = None

pytestmark = [pytest.mark.browser, pytest.mark.slow]
A4_PX, A4_INSIDE_PX = 794, 700
CUT_OFF = "[...document.querySelectorAll({!r})].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Any:
    workers, jobs = write_demo(tmp_path_factory.mktemp("demo"))
    people = read_workers(workers, as_of=AS_OF, context=CONTEXT)
    return Matcher(read_jobs(jobs, as_of=AS_OF, context=CONTEXT), policy=Policy(as_of=AS_OF)).allocate(people)


@pytest.fixture
def paper() -> Iterator[Any]:
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium(), args=["--headless", "--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.emulate_media(media="print")
        yield page
        browser.close()


def test_no_column_of_the_report_is_cut_off(short, paper, tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.db") as book:
        book.refer(short.to_frame(), short.workers, short.jobs, on=AS_OF)
        path = monthly_report(book, Period.month(AS_OF.year, AS_OF.month), tmp_path / "月报.html")
    paper.set_viewport_size({"width": A4_INSIDE_PX, "height": 1000})
    paper.goto(path.as_uri())
    assert paper.evaluate("document.documentElement.scrollWidth") <= A4_INSIDE_PX


def test_no_fact_of_a_card_is_cut_off_where_three_jobs_leave_room(short, paper, tmp_path: Path) -> None:
    path = write_cards(short, tmp_path / "a.html", on=AS_OF)
    paper.set_viewport_size({"width": A4_PX - 83, "height": 1000})  # the margins of the page are its own
    paper.goto(path.as_uri())
    assert paper.locator("article.card").count() > 50
    assert paper.evaluate(CUT_OFF.format(".why, .facts")) == []


def test_short_cells_of_a_list_stand_on_one_line(short, paper, tmp_path: Path) -> None:
    path = write_employer_lists(short, tmp_path / "a.html", on=AS_OF)
    paper.set_viewport_size({"width": A4_PX - 98, "height": 1000})
    paper.goto(path.as_uri())
    lines = "(one) => { const all = document.createRange(); all.selectNodeContents(one); return all.getClientRects().length; }"
    names = paper.evaluate(f"[...document.querySelectorAll('td:nth-child(3), td:nth-child(4)')].map({lines})")
    assert len(names) > 200 and max(names) == 1
    assert paper.evaluate("document.documentElement.scrollWidth") <= A4_PX - 98
