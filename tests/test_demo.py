"""The fictional fair: invented, mistaken where real forms are, and matched from start to end."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

import jobmatch as jm
from jobmatch import cli
from jobmatch.demo import AS_OF, CONTEXT, people, posts, write_demo
from jobmatch.places import locate


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ``jobmatch demo`` was run."""
    where = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setattr(sys, "argv", ["jobmatch", "demo", str(where)])
        cli.main()
    assert not ended.value.code
    return where


@pytest.fixture(scope="module")
def workers(folder: Path) -> jm.Workers:
    return jm.read_workers(folder / "求职人员登记表.xlsx", as_of=AS_OF, context=CONTEXT)


@pytest.fixture(scope="module")
def jobs(folder: Path) -> jm.Jobs:
    return jm.read_jobs(folder / "招聘岗位信息表.xlsx", as_of=AS_OF, context=CONTEXT)


def rows(folder: Path, sheet: str) -> list[dict[str, object]]:
    table = list(openpyxl.load_workbook(folder / "一对一推荐表.xlsx")[sheet].iter_rows(values_only=True))
    return [dict(zip(map(str, table[0]), row, strict=True)) for row in table[1:]]


def test_it_is_the_same_every_time() -> None:
    assert people() == people()
    assert posts() == posts()


def test_rows_add_up(workers: jm.Workers, jobs: jm.Jobs) -> None:
    aside = workers.problems[~workers.problems["kept"].astype(bool)]
    assert len(workers) + len(aside) == len(people())
    assert len(jobs) == len(posts())


def test_the_mistakes_put_in_are_found(workers: jm.Workers, jobs: jm.Jobs) -> None:
    said = " ".join(workers.problems["message"]) + " ".join(jobs.problems["message"])
    for mistake in ("末几位已丢失", "校验位不对", "位数不对", "重复", "都没有填", "已过期", "不合常理"):
        assert mistake in said


def test_ids_of_the_form_are_kept(workers: jm.Workers, jobs: jm.Jobs) -> None:
    assert set(workers.ids) <= {row["人员编号"] for row in people()}
    assert set(jobs.ids) == {row["岗位编号"] for row in posts()}


def test_every_segment_but_none_lost(workers: jm.Workers) -> None:
    assert set(workers.frame["segment"]) == {"job", "startup", "training", "unwilling", "in_school", "unable"}


def test_homes_and_work_places_are_found(workers: jm.Workers, jobs: jm.Jobs) -> None:
    assert workers.frame["home_code"].str.startswith(CONTEXT).all()
    away = jobs.frame["workplace_type"] != "home_based"
    assert jobs.frame.loc[away, "work_code"].notna().all()


def test_no_phone_can_be_anybodys() -> None:
    numbers = [str(row["联系电话"]) for row in people()]
    assert all(part.startswith("154") for number in numbers for part in number.split("/"))
    assert all(row["联系电话"].split("-")[1].startswith("1") for row in posts())


def test_no_id_can_be_anybodys() -> None:
    numbers = [str(row["身份证号"]) for row in people() if isinstance(row["身份证号"], str)]
    assert all(number.startswith(CONTEXT) and int(number[14:17]) >= 900 for number in numbers)


def test_each_person_gets_a_trade_of_their_own_first(folder: Path) -> None:
    short = {row["编号"] for row in rows(folder, "不足三个岗位")}
    best = {str(row["编号"]): row for row in rows(folder, "一对一推荐表") if row["排名"] == 1}
    best = {worker: row for worker, row in best.items() if worker not in short}
    for wish, titles in {
        "缝纫工": {"缝纫工", "绣花工"},
        "电工": {"电工", "水电工"},
        "叉车司机": {"叉车工"},
        "泥水工": {"泥瓦工", "贴砖工"},
        "会计": {"会计"},
        "护工": {"养老护理员", "护工"},
        "仓管": {"仓库管理员"},
        "数控车工": {"数控车床操作工"},
        "采茶、除草": {"采茶工", "除草工", "蔬菜种植工"},
    }.items():
        assert {row["岗位"] for row in best.values() if row["意向工种"] == wish} <= titles, wish


def test_most_people_have_three_jobs_and_the_rest_a_reason(folder: Path, workers: jm.Workers) -> None:
    shown = Counter(row["编号"] for row in rows(folder, "一对一推荐表"))
    ranked = set(workers.frame.loc[workers.frame["segment"] == "job", "worker_id"])
    short = {row["编号"]: row for row in rows(folder, "不足三个岗位")}
    assert {worker for worker in ranked if shown[worker] < 3} == set(short)
    assert all(row["原因说明"] for row in short.values())
    assert len(short) < 0.2 * len(ranked)


def test_nobody_is_sent_to_a_public_welfare_post_or_an_expired_one(folder: Path) -> None:
    assert not {"乡村保洁员", "营业员", "电商运营见习生"} & {row["岗位"] for row in rows(folder, "一对一推荐表")}


def test_the_near_job_across_the_border_comes_before_the_far_one_in_the_own_city(workers: jm.Workers, jobs: jm.Jobs) -> None:
    matches = jm.Matcher(jobs, policy=jm.Policy(as_of=AS_OF)).recommend(workers, k=40).to_frame()
    at_hand = jobs.frame.loc[jobs.frame["title"] == "食品包装工", "job_id"].iloc[0]
    far = jobs.frame.loc[jobs.frame["title"] == "装配工", "job_id"].iloc[0]
    both = matches.pivot(index="worker_id", columns="job_id", values="nearness")[[at_hand, far]].dropna()
    both = both.join(workers.frame.set_index("worker_id")["wanted_places"])
    anywhere, unstated = both[both["wanted_places"] == "不限"], both[both["wanted_places"].isna()]
    assert len(anywhere)
    assert (anywhere[at_hand] > anywhere[far]).all()
    assert (unstated[at_hand] >= unstated[far]).all()


def test_addresses_of_the_postings_are_real_places() -> None:
    places = [row["工作地点"] for row in posts() if not row["工作地点"].startswith("居家")]
    assert len(places) > 80
    assert {locate(place, near=CONTEXT).level for place in places} <= {"county", "town", "village"}


def test_the_workbook_shows_no_full_name_or_phone(folder: Path) -> None:
    names = {row["姓名"] for row in people()}
    phones = {part for row in people() for part in str(row["联系电话"]).split("/")}
    cells = {
        str(cell)
        for sheet in openpyxl.load_workbook(folder / "一对一推荐表.xlsx")
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
    assert not names & cells
    assert not {phone for phone in phones if len(phone) == 11} & cells


def test_writing_twice_into_one_folder_is_no_error(tmp_path: Path) -> None:
    assert write_demo(tmp_path) == write_demo(tmp_path)


def test_what_is_offered_after_the_market_has_sheets_of_its_own(folder: Path) -> None:
    last_net, market = rows(folder, "托底安置建议"), rows(folder, "一对一推荐表")
    assert last_net
    assert not {row["编号"] for row in last_net} & {row["编号"] for row in market}
    assert any("开班" in str(row["培训建议"]) for row in rows(folder, "培训建议"))
    assert all(row["去向"] for row in rows(folder, "困难家庭毕业生"))
