"""The desk page without a browser: what each of its requests answers."""

from __future__ import annotations

import datetime as dt
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pandas as pd
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from jobmatch import Policy, read_jobs, read_workers
from jobmatch.forms.headings.meanings import match_headers
from jobmatch.ledger import Entry, Ledger
from jobmatch.ledger.tables import referrals
from jobmatch.service.app import create_app
from jobmatch.service.desk.columns import labels
from jobmatch.service.desk.map import draw
from jobmatch.service.desk.sitting import Sitting
from jobmatch.service.settings import Settings
from tests.service.conftest import LOCAL

JOBS = "单位名称,岗位名称,招聘人数,工作地点\n甲厂,缝纫工,5,河南省郑州市\n乙厂,缝纫工,5,浙江省宁波市\n"
PERSON = {"姓名": "甲一", "意向工种": "缝纫工", "现居住地": "秀山县梅江镇", "联系电话": "15412345678"}


class Desk:
    """Somebody at the page."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.secret = re.search('"X-CSRF": "([^"]+)"', client.get("/").text)[1]
        self.post("/desk/files", files={"files": ("岗位.csv", JOBS.encode())})

    def post(self, path: str, **sent: Any) -> Any:
        return self.client.post(path, headers={"X-CSRF": self.secret}, **sent)

    def walk_in(self, **cells: str) -> Any:
        return self.post("/desk/walk-in", data=cells)

    def numbers(self) -> list[str]:
        """The numbers of those who came by, the latest first."""
        return re.findall('data-id="(现场[^"]+)"', self.client.get("/").text)


@pytest.fixture
def desk(client) -> Desk:
    return Desk(client)


def shown(answer: Any) -> list[tuple[str, ...]]:
    """Return where the jobs of the person that is open are, and what is said of the wish."""
    assert answer.status_code == 200, answer.text
    return re.findall('<p class="where">.*?(郑州市|宁波市)', answer.text)


def wishes(answer: Any) -> dict[str, str]:
    return dict(re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", answer.text))


def test_a_wish_for_a_place_is_taken_back(desk):
    first = desk.walk_in(**PERSON, 意向地区="浙江")
    assert shown(first) == ["宁波市", "郑州市"] and wishes(first)["想去"] == "浙江"
    again = desk.walk_in(**PERSON, 意向地区="", 编号=desk.numbers()[0])
    assert shown(again) == ["郑州市", "宁波市"] and "想去" not in wishes(again)
    assert again.text.count('data-id="现场') == 1
    assert shown(again) == shown(desk.walk_in(**PERSON))  # the same as of somebody who never wished it


def test_what_the_page_hides_is_kept_when_it_is_left_blank(desk):
    desk.walk_in(**PERSON)
    again = desk.walk_in(意向工种="保洁", 编号=desk.numbers()[0])
    assert "甲*" in again.text and wishes(again)["电话"].startswith("154")
    assert wishes(again)["想做"] == "保洁" and "住在" not in wishes(again)
    assert "甲一" not in again.text and "15412345678" not in again.text


def test_who_finds_nothing_is_told_so(desk):
    answer = desk.walk_in(意向工种="挖掘机司机")
    assert "没有合适的岗位，不凑数" in answer.text and desk.numbers()[0] in answer.text and "挖掘机司机" in answer.text


def test_the_form_of_a_walk_in_shows_what_was_filled_in(desk):
    answer = desk.walk_in(**PERSON, 意向地区='浙江"><script>', 性别="女", 年龄="43")
    form = answer.text.split("改登记")[1].split("</form>")[0]
    assert 'value="秀山县梅江镇"' in form and 'value="43"' in form and "<option selected>女</option>" in form
    assert "<script>" not in answer.text and "甲一" not in form


@pytest.mark.parametrize("number", ["现场02", "W001", "<b>"])
def test_nobody_else_is_put_right(desk, number):
    desk.walk_in(**PERSON)
    answer = desk.walk_in(**PERSON, 编号=number)
    assert answer.status_code == 404 and f"没有编号为 {number} 的现场登记" in answer.json()["detail"]
    assert desk.client.get("/").text.count('data-id="现场') == 1


def test_an_empty_form_changes_nothing(desk):
    first = desk.walk_in(**PERSON)
    answer = desk.walk_in(姓名="甲一", 编号=desk.numbers()[0])
    assert answer.status_code == 422 and "至少填一项" in answer.json()["detail"]
    assert shown(desk.client.get("/")) == shown(first)


def test_of_many_turns_of_the_dial_the_last_counts(desk, monkeypatch):
    """Once, turns that waited for one another were ranked in any order, and the page went on with another weight than it showed."""
    desk.walk_in(**PERSON)
    turns = ("0.1", "0.2", "0.3", "0.9")
    rank, begun, asked, ranked = Sitting.rank, threading.Event(), threading.Event(), []

    def slow(sitting):
        rank(sitting)
        ranked.append(sitting.ranked_by[0])
        begun.set()
        assert asked.wait(10)

    monkeypatch.setattr(Sitting, "rank", slow)
    with ThreadPoolExecutor(len(turns)) as pool:
        answers = [pool.submit(desk.post, "/desk/rank", data={"locality": turns[0]})]
        assert begun.wait(10)
        for turn in turns[1:]:
            answers.append(pool.submit(desk.post, "/desk/rank", data={"locality": turn}))
            time.sleep(0.1)
        asked.set()
        assert {answer.result().status_code for answer in answers} == {200}
    assert ranked == [0.1, 0.9]
    assert 'id="locality-value">0.90<' in desk.client.get("/").text


def test_a_job_is_found_by_part_of_its_name(desk):
    desk.walk_in(**PERSON)
    ask = {"worker_id": desk.numbers()[0]}
    assert "乙厂" in desk.client.get("/desk/why-not", params={**ask, "job": "乙"}).text
    several = desk.client.get("/desk/why-not", params={**ask, "job": "缝纫"})
    assert several.status_code == 404 and several.json()["detail"].count("缝纫工") == 2
    assert desk.client.get("/desk/why-not", params={**ask, "job": "("}).status_code == 404


def test_no_name_of_a_town_runs_into_the_scale():
    """Once, 孟溪镇 stood on the words of the scale: seen from many homes, with a far job and without."""
    for north in range(20):
        for far in (28.3, 28.9):
            around = draw((27.9 + north / 20, 108.9), [("1", far, 108.9)])
            words = around.scale_at[0] + around.scale_px, around.scale_at[1]
            towns = [one for one in around.marks if one.kind == "town"]
            assert towns
            assert not [one for one in towns if words[0] - 20 < one.x < words[0] + 60 and words[1] - 24 < one.y + 12 < words[1] + 10]


def test_no_name_of_a_town_runs_into_the_words_of_a_ring():
    """Once, 石堤镇 stood on the 20 kilometres."""
    for north in range(20):
        around = draw((27.9 + north / 20, 108.9), [("1", 28.2 + north / 20, 108.9)])
        for town in (one for one in around.marks if one.kind == "town"):
            for radius, _ in around.rings:
                beside = abs(town.x - around.home[0]) > 9 * len(town.label) + 30
                assert beside or abs(town.y + 13 - (around.home[1] - radius - 10)) > 16


def test_no_more_people_are_sent_from_the_desk_than_the_ratio_allows(desk):
    desk.post("/desk/files", files={"files": ("岗位.csv", "单位名称,岗位名称,招聘人数,工作地点\n丙厂,缝纫工,1,重庆市秀山县\n".encode())})
    for name in ("甲一", "乙二", "丙三", "丁四", "戊五"):
        desk.walk_in(姓名=name, 出生日期="1980-01-01", 意向工种="缝纫工")

    numbers = desk.numbers()[::-1]

    def says(at: int, said: str) -> Any:
        return desk.post("/desk/outcome", data={"worker_id": numbers[at - 1], "job_id": "J0002", "said": said})

    assert [says(at, "willing").status_code for at in (1, 2, 3)] == [200] * 3
    refused = says(4, "willing")
    assert refused.status_code == 409 and "推荐名额已用完" in refused.text
    assert says(5, "declined").status_code == 200  # who declines takes no place


@pytest.mark.parametrize("kind", ["workers", "jobs"])
def test_columns_bear_the_names_that_staff_know(kind):
    """Once, 姓名 was offered as 社员 and 期望月薪 as expectedsalary."""
    names = labels(kind)
    assert len(set(names.values())) == len(names)
    assert [name for name in names.values() if not re.search("[\u4e00-\u9fff]", name)] == []
    assert [name for field, name in names.items() if match_headers([name], kind) != {0: field}] == []
    usual = {"workers": ["姓名", "身份证号", "联系电话", "意向工种", "期望月薪"], "jobs": ["岗位名称", "招聘人数", "工资待遇", "工作地点"]}
    assert set(usual[kind]) < set(names.values())


def test_people_of_two_sittings_are_two_people_in_the_ledger(client):
    """Once, the first who came by was 现场01 in every sitting, and so the same person to the ledger."""
    letters, numbers = [], []
    for name, said in (("甲一", "willing"), ("乙二", "declined")):
        client.cookies.clear()
        desk = Desk(client)
        desk.walk_in(姓名=name, 意向工种="缝纫工")
        numbers += desk.numbers()
        answer = desk.post("/desk/outcome", data={"worker_id": numbers[-1], "job_id": "J0002", "said": said})
        assert answer.status_code == 200, answer.text
        letters += re.findall("已记台账 (\\S+?)<", answer.text)
        time.sleep(1.1)
    assert len(set(numbers)) == len(set(letters)) == 2


def test_who_gives_an_id_number_is_the_same_person_in_every_sitting(client):
    letters = []
    for _ in range(2):
        client.cookies.clear()
        desk = Desk(client)
        page = desk.walk_in(姓名="甲一", 意向工种="缝纫工", 身份证号="500241198205069013")
        assert "500241198205069013" not in page.text
        answer = desk.post("/desk/outcome", data={"worker_id": desk.numbers()[0], "job_id": "J0002", "said": "willing"})
        letters += re.findall("已记台账 (\\S+?)<", answer.text)
        time.sleep(1.1)
    assert len(letters) == 2 and len(set(letters)) == 1


FEW = "单位名称,岗位名称,招聘人数,工作地点\n丙厂,缝纫工,1,重庆市秀山县洪安镇\n丁厂,缝纫工,9,重庆市秀山县梅江镇\n"
ROSTER = "姓名,出生日期,意向工种,现居住地\n" + "".join(
    f"{name},1980-01-0{at + 1},缝纫工,秀山县洪安镇\n" for at, name in enumerate("甲乙丙丁")
)


def sat_down(client: Any) -> Desk:
    """Somebody at another desk of the same office, with the same two files."""
    client.cookies.clear()
    desk = Desk(client)
    desk.post("/desk/files", files=[("files", ("岗位.csv", FEW.encode())), ("files", ("人员.csv", ROSTER.encode()))])
    return desk


def of(desk: Desk, worker_id: str) -> list[tuple[str, str]]:
    """The firms that somebody is shown after a turn of the dial, with what was said to each."""
    for locality in ("0.3", "0.5"):
        desk.post("/desk/rank", data={"locality": locality, "mode": "free"})
    page = desk.client.get("/desk/person", params={"worker_id": worker_id}).text
    return re.findall(r"<p>(.厂)　.*?<span class=\"said\" id=\"said-\d\">\s*(?:<b>(.*?)</b>)?", page, re.DOTALL)


def says(desk: Desk, worker_id: str, job_id: str, said: str) -> int:
    return desk.post("/desk/outcome", data={"worker_id": worker_id, "job_id": job_id, "said": said}).status_code


def test_an_answer_entered_by_mistake_is_taken_back_with_its_letter(client):
    """Once, a slip of the mouse took an opening until the end of the fair."""
    desk = sat_down(client)
    people = re.findall('data-id="([^"]+)"', client.get("/").text)
    pair = {"worker_id": people[0], "job_id": "J0002"}
    assert [says(desk, person, "J0002", "willing") for person in people] == [200, 200, 200, 409]
    undone = desk.post("/desk/outcome/undo", data=pair)
    assert undone.status_code == 200 and "不愿意" in undone.text and "撤销" not in undone.text
    assert of(desk, people[0]) == [("丙厂", ""), ("丁厂", "")]
    assert says(desk, people[3], "J0002", "willing") == 200
    assert of(desk, people[0]) == [("丁厂", "")]  # the place has gone to whoever came next
    again = desk.post("/desk/outcome/undo", data=pair)
    assert again.status_code == 404 and "没有可以撤销的" in again.json()["detail"]


def test_what_others_entered_since_is_not_taken_back_at_the_desk(client):
    desk = sat_down(client)
    people = re.findall('data-id="([^"]+)"', client.get("/").text)
    pair = {"worker_id": people[0], "job_id": "J0002"}
    answer = desk.post("/desk/outcome", data={**pair, "said": "willing"})
    letter = re.findall("已记台账 (\\S+?)<", answer.text)[0]
    with Ledger(client.app.state.settings.ledger) as ledger:
        ledger.record(Entry(letter, "hired", dt.date.today()))
        refused = desk.post("/desk/outcome/undo", data=pair)
        assert refused.status_code == 409 and "已另外记为“录用”" in refused.json()["detail"]
        assert ledger.history()["outcome"].tolist() == ["hired"]
    assert desk.post("/desk/outcome/undo", data=pair).status_code == 404


def test_who_changes_his_mind_keeps_the_letter_of_the_list(client, tmp_path):
    """A letter that the office wrote beforehand outlives an answer that is taken back."""
    with Ledger(client.app.state.settings.ledger) as ledger:
        (tmp_path / "岗位.csv").write_text(FEW, encoding="utf-8")
        (tmp_path / "人员.csv").write_text(ROSTER, encoding="utf-8")
        jobs, people = read_jobs(tmp_path / "岗位.csv"), read_workers(tmp_path / "人员.csv")
        pairs = pd.DataFrame({"worker_id": people.ids[:1], "job_id": ["J0002"]})
        letter = ledger.refer(pairs, people, jobs, on=dt.date.today())["referral_id"].iloc[0]
        desk = sat_down(client)
        answer = desk.post("/desk/outcome", data={"worker_id": people.ids[0], "job_id": "J0002", "said": "declined"})
        assert letter in answer.text
        assert desk.post("/desk/outcome/undo", data={"worker_id": people.ids[0], "job_id": "J0002"}).status_code == 200
        assert ledger.history()["outcome"].tolist() == ["issued"]
        assert of(desk, people.ids[0]) == [("丙厂", ""), ("丁厂", "")]  # sent, but nobody has said anything


def test_a_job_that_is_full_is_shown_to_those_who_have_a_letter_alone(client):
    desk = sat_down(client)
    people = re.findall('data-id="([^"]+)"', client.get("/").text)
    assert of(desk, people[3]) == [("丙厂", ""), ("丁厂", "")]
    assert [says(desk, person, "J0002", "willing") for person in people[:3]] == [200] * 3
    assert of(desk, people[0]) == [("丙厂", "愿意去"), ("丁厂", "")]
    assert of(desk, people[3]) == [("丁厂", "")]
    other = sat_down(client)
    assert of(other, people[0]) == [("丙厂", "愿意去"), ("丁厂", "")]
    assert of(other, people[3]) == [("丁厂", "")]
    told = client.get("/desk/why-not", params={"worker_id": people[3], "job": "J0002"}).text
    assert "名额已给了更合适的人" in told


def test_what_somebody_refused_is_shown_no_more(client):
    desk = sat_down(client)
    people = re.findall('data-id="([^"]+)"', client.get("/").text)
    assert says(desk, people[0], "J0002", "declined") == 200
    assert of(desk, people[0]) == of(sat_down(client), people[0]) == [("丁厂", "")]
    assert of(desk, people[1]) == [("丙厂", ""), ("丁厂", "")]


def test_who_is_at_work_by_the_ledger_is_offered_nothing(client):
    desk = sat_down(client)
    people = re.findall('data-id="([^"]+)"', client.get("/").text)
    says(desk, people[0], "J0003", "willing")
    ledger = client.app.state.ledger
    number = ledger.database.frame(select(referrals.c.id))["id"][0]
    ledger.record(Entry(number, "hired", dt.date.today()))
    assert of(desk, people[0]) == []
    assert "台账已登记录用" in desk.client.get("/desk/person", params={"worker_id": people[0]}).text


def test_nobody_is_taken_for_another_who_bears_the_same_number(client):
    """Numbers of a file are counted from 1; without birth or ID number they are nobody's name."""
    bare = "编号,姓名,意向工种,现居住地\n1,{},缝纫工,秀山县洪安镇\n"
    for name in ("甲", "乙"):
        desk = sat_down(client)
        desk.post("/desk/files", files={"files": ("人员.csv", bare.format(name).encode())})
        (person,) = re.findall('data-id="([^"]+)"', client.get("/").text)
        assert [firm for firm, _ in of(desk, person)] == ["丙厂", "丁厂"]
        assert says(desk, person, "J0002", "declined") == 200 if name == "甲" else True


def test_the_fictional_county_is_read_on_its_day_and_stays_out_of_the_ledger(client):
    desk = Desk(client)
    desk.walk_in(**PERSON)
    page = desk.post("/desk/demo").text
    assert "97 个岗位在招" in page
    worker_id = "W002"
    answer = desk.post("/desk/outcome", data={"worker_id": worker_id, "job_id": "J033", "said": "willing"})
    assert answer.status_code == 200 and "不记台账" in answer.text
    assert client.app.state.ledger is None
    page = desk.post("/desk/files", files={"files": ("岗位.csv", JOBS.encode())}).text
    assert "W002" not in page and "还差求职人员表" in page  # nobody fictional is matched to real jobs


def test_letters_bear_the_day_on_which_everything_is_counted(tmp_path):
    settings = Settings(ledger=str(tmp_path / "台账.db"), policy=Policy(as_of=dt.date(2026, 3, 1)))
    with TestClient(create_app(settings), base_url=LOCAL) as client:
        desk = Desk(client)
        jobs = "单位名称,岗位名称,招聘人数,工作地点,有效期\n甲厂,缝纫工,5,河南省郑州市,2026-03-10\n"
        desk.post("/desk/files", files={"files": ("岗位.csv", jobs.encode())})
        desk.walk_in(**PERSON)
        answer = desk.post("/desk/outcome", data={"worker_id": desk.numbers()[0], "job_id": "J0002", "said": "willing"})
        assert answer.status_code == 200 and "260301-" in answer.text
