"""The desk page in a real browser: files in, shortlists out, with the mouse and with the keyboard."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any

import pytest

from jobmatch.demo import CONTEXT, write_demo
from tests.conftest import chromium

try:
    from playwright.sync_api import expect, sync_playwright
except ImportError:  # then the marker deselects every test of this file
    expect = sync_playwright = None

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def page(start, tmp_path) -> Iterator[Any]:
    expect.set_options(timeout=60_000)
    running = start("--data", str(tmp_path / "data"), "--context", CONTEXT, "--as-of", "2026-03-01")
    with sync_playwright() as tools, tempfile.TemporaryDirectory() as profile:
        browser = tools.chromium.launch_persistent_context(
            profile, executable_path=chromium(), args=ARGUMENTS, viewport={"width": 1500, "height": 950}
        )
        page = browser.new_page()
        page.set_default_timeout(60_000)
        page.goto(running.url)
        yield page
        browser.close()


def test_a_morning_at_the_fair(page, tmp_path):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url) if "127.0.0.1" not in request.url else None)

    page.set_input_files("#files", [str(path) for path in write_demo(tmp_path)])
    page.wait_for_selector("#person h2")
    assert page.locator("#people li").count() > 100
    assert "*" in page.locator("#person h2").inner_text()

    page.locator("#people button").nth(1).click()
    expect(page.locator("#person h2")).to_contain_text("W002")
    assert page.locator("#person svg .home").count() == 1 and page.locator("#person .jobs .rank").count() >= 1
    page.get_by_role("button", name="为什么").first.click()
    page.wait_for_selector("#why-1 .sum")
    assert page.locator("#why-1 .sides tbody tr").count() >= 4
    assert "周岁" in page.locator("#why-1 .sides tr", has_text="年龄").locator("td").nth(1).inner_text()

    page.locator("#job").fill("J061")
    page.locator("#job").press("Enter")
    page.wait_for_selector("#whynot h3")
    assert page.locator("#whynot .sides .unmet").count() >= 1

    page.locator("#person .yes").first.click()
    page.wait_for_selector("#said-1 >> text=已记台账")
    page.locator("#said-1").get_by_role("button", name="撤销").click()
    expect(page.locator("#said-1 .yes")).to_be_visible()
    page.locator("#said-1 .yes").click()
    page.wait_for_selector("#said-1 >> text=已记台账")

    before = page.locator(".totals").text_content()
    page.locator("#locality").focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    expect(page.locator(".totals")).not_to_have_text(before)
    assert page.locator("#locality-value").inner_text() == "0.00"
    assert "W002" in page.locator("#person h2").inner_text()
    assert not errors and not outside


def test_a_wrong_cell_is_put_right_in_place(page, tmp_path):
    page.set_input_files("#files", [str(path) for path in write_demo(tmp_path)])
    page.wait_for_selector("#person h2")
    assert page.evaluate("scrollY") == 0  # what is to be checked is in sight
    problems = page.locator("details.problems").first
    problems.locator("summary").click()
    count = problems.locator("li").count()
    line = problems.locator("li", has_text="电话号码位数不对").first
    line.locator("input[name=value]").fill("15412345678")
    line.locator("button").click()
    expect(page.locator("details.problems").first.locator("li")).to_have_count(count - 1)
    assert page.locator("details.problems").first.get_attribute("open") is not None  # the next one is at hand
    page.wait_for_function("document.activeElement.closest('.problems') !== null")  # by keyboard too
    assert page.locator("#drop label b").inner_text() == "换文件"


def test_somebody_walks_in_with_markup_for_a_name(page, tmp_path):
    page.set_input_files("#files", [str(path) for path in write_demo(tmp_path)])
    page.wait_for_selector("#person h2")
    page.locator(".walkin summary").click()
    page.locator("[name=意向工种]").fill("缝纫工<img src=x onerror=document.title='broken'>")
    page.locator("[name=姓名]").fill("<b>甲</b>")
    page.locator("[name=现居住地]").fill("梅江镇")
    page.locator(".walk button").click()
    expect(page.locator("#person h2")).to_contain_text("现场")
    assert page.title() != "broken" and page.locator("#person img").count() == 0
    assert page.locator("#person .jobs .rank").count() >= 1


def test_who_is_open_stays_open_with_names_shown_and_over_a_change(page, tmp_path):
    page.set_input_files("#files", [str(path) for path in write_demo(tmp_path)])
    page.wait_for_selector("#person h2")
    page.locator("#people button").nth(4).click()
    expect(page.locator("#person h2")).to_contain_text("W005")
    page.get_by_text("显示完整姓名").click()
    page.get_by_text("隐去姓名").wait_for()
    expect(page.locator("#person h2")).to_contain_text("W005")
    assert "*" not in page.locator("#person h2").inner_text()


def test_one_tab_leaves_the_list_and_the_arrows_move_in_it(page, tmp_path):
    page.set_input_files("#files", [str(path) for path in write_demo(tmp_path)])
    page.wait_for_selector("#person h2")
    page.locator("#find").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#person h2")).to_contain_text("W002")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#person') !== null")
    page.locator("#find").fill("W010")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#person h2")).to_contain_text("W010")


def test_a_job_is_asked_for_by_its_name_and_one_recommended_is_said_to_be(page, tmp_path):
    page.set_input_files("#files", [str(path) for path in write_demo(tmp_path)])
    page.wait_for_selector("#person h2")
    ask = page.locator("#job")
    ask.fill("宇航员")
    ask.press("Enter")
    expect(page.locator("#oops")).to_contain_text("没有编号或名称是“宇航员”的岗位")
    ask.fill("缝纫工")
    ask.press("Enter")
    expect(page.locator("#oops")).to_contain_text("“缝纫工”有 5 个岗位")
    ask.fill("J033 缝纫工")
    ask.press("Enter")
    expect(page.locator("#whynot")).to_contain_text("已经推荐了，排第 1")


def test_what_could_not_be_read_of_a_walk_in_is_said(page, tmp_path):
    page.set_input_files("#files", [str(path) for path in write_demo(tmp_path)])
    page.wait_for_selector("#person h2")
    page.locator(".walkin summary").click()
    page.locator("[name=意向工种]").fill("缝纫工")
    page.locator("[name=现居住地]").fill("月球")
    page.locator(".walk button").click()
    expect(page.locator("#person .note").first).to_contain_text("没有认得的地名")


def test_a_file_that_is_no_table_is_told_in_words(page, tmp_path):
    wrong = tmp_path / "照片.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    page.set_input_files("#files", str(wrong))
    page.wait_for_selector("#oops:not([hidden])")
    assert "照片.xlsx" in page.locator("#oops").inner_text()


def test_postings_that_take_no_part_are_told(page, tmp_path):
    page.set_input_files("#files", [str(path) for path in write_demo(tmp_path)])
    page.wait_for_selector("#person h2")
    told = page.locator("#results > .hint").inner_text()
    assert "97 个岗位在招" in told and "已过期 1 个" in told and "公益性岗位 1 个" in told
