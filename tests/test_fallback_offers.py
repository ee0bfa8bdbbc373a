"""What is offered after the market for one result of it, and the office's own files behind it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from jobmatch import Jobs, Matcher, Policy, Workers
from jobmatch.errors import PolicyError, TableError
from jobmatch.fallback import Records, read_courses, read_posts, read_served
from tests.test_fallback import FAR, HERE, POLICY, WELFARE, ByTrade, people, posts

DAY = date(2026, 3, 1)


def after(workers: Workers, jobs: Jobs, records: Records | None = None, policy: Policy = POLICY):
    matcher = Matcher(jobs, policy=policy, encoder=ByTrade())
    short = matcher.allocate(workers, history=records.history if records else None)
    return short, matcher.fallback(short, records)


def test_the_market_comes_first_and_is_not_touched():
    workers = people({"wanted_occupation": "保安员"}, {"wanted_occupation": "挖掘机司机", "mobility": "town"})
    jobs = posts({"openings": 2}, {**WELFARE, "openings": 1})
    short, offers = after(workers, jobs)
    assert short.to_frame()[["worker_id", "job_id"]].values.tolist() == [["W0", "J0"]]
    assert offers.welfare[["worker_id", "job_id"]].values.tolist() == [["W1", "J1"]]


def test_a_person_whom_jobs_suit_but_who_got_none_stays_with_the_market():
    workers = people(*({"wanted_occupation": "保安员"} for _ in range(4)))
    short, offers = after(workers, posts({"openings": 1}, {**WELFARE, "openings": 9}))
    assert len(short) == 3
    assert short.suited.all()
    assert offers.welfare.empty


@pytest.mark.parametrize(("end", "closed"), [("valid_from", "2026-03-02"), ("valid_until", "2026-02-28")])
def test_a_post_that_has_ended_or_not_begun_is_given_to_nobody(end: str, closed: str):
    workers = people({"wanted_occupation": "挖掘机司机"})
    for day, given in ((closed, False), ("2026-03-01", True)):
        _, offers = after(workers, posts({**WELFARE, "openings": 1, end: day}))
        assert offers.welfare["job_id"].notna().tolist() == [given]


@pytest.mark.parametrize("gone", [0, 1, 3])
def test_three_refusals_open_the_net_though_jobs_suit(gone: int):
    """Also where some were of posts that are not in the table any more, of which the ledger knows no job id."""
    workers = people({"wanted_occupation": "保安员"})
    known = ["J0", "J1", "J2"][gone:]
    history = pd.DataFrame({"worker_id": "W0", "job_id": [*known, *[None] * gone], "outcome": "rejected"})
    jobs = posts({}, {}, {}, {}, {**WELFARE, "openings": 1})
    short, offers = after(workers, jobs, Records(history=history))
    shown = short.to_frame()["job_id"].tolist()
    assert not set(shown) & set(known) and len(shown) == min(3, 1 + gone)
    assert offers.welfare["why"].tolist() == ["已推荐3次未成"]


@pytest.mark.parametrize(
    ("outcome", "sent", "caught"),
    [("issued", "2026-02-20", False), ("willing", "2026-02-20", False), ("hired", "2025-03-01", False),
     ("issued", "2025-09-01", True), ("declined", "2026-02-20", True)],
)  # fmt: skip
def test_who_still_has_a_job_of_an_earlier_list_is_with_the_market(outcome: str, sent: str, caught: bool):
    workers = people({"wanted_occupation": "保安员", "groups": ("graduate_poor",)})
    history = pd.DataFrame({"worker_id": ["W0"], "job_id": ["J0"], "outcome": [outcome], "date": [sent]})
    _, offers = after(workers, posts({}, {**WELFARE, "openings": 1}), Records(history=history))
    assert offers.welfare.empty is not caught
    assert (offers.graduates["offer"].tolist() == ["job"]) is not caught


@pytest.mark.parametrize(("outcome", "why"), [("issued", []), ("rejected", ["已推荐3次未成"])])
def test_what_was_tried_is_known_by_ids_that_pandas_made_numbers(outcome: str, why: list[str]):
    workers = Workers(people({"wanted_occupation": "保安员"}).frame.assign(worker_id="1"))
    history = pd.DataFrame({"worker_id": [1.0] * 3 + [None], "job_id": ["J0", "J1", "J2", None], "outcome": outcome, "date": "2026-02-20"})
    _, offers = after(workers, posts({}, {}, {}, {}, {**WELFARE, "openings": 1}), Records(history=history))
    assert offers.welfare["why"].tolist() == why


def test_a_carer_whose_only_job_is_far_is_caught():
    workers = people({"wanted_occupation": "保安员", "limits": "照顾老人"})
    short, offers = after(workers, posts({**FAR}, {**WELFARE, "openings": 1}))
    assert len(short) == 1
    assert offers.welfare["why"].iloc[0].startswith("不能外出，最近的合适岗位约19")


def test_courses_go_to_those_short_of_jobs_and_to_those_who_want_one():
    workers = people(
        {"wanted_occupation": "挖掘机司机"},
        {"segment": "training", "training_wanted": True, "remark": "想学育婴"},
        {"wanted_occupation": "挖掘机司机", "training_wanted": False},
    )
    jobs = posts({"title": "养老护理员"}, {"title": "养老护理员"}, {"title": "育婴员"})
    _, offers = after(workers, jobs)
    first = offers.training[offers.training["rank"] == 1]
    assert first[["worker_id", "why", "course"]].values.tolist() == [
        ["W0", "岗位不足", "养老护理"],
        ["W1", "本人想培训", "育婴"],
    ]


def test_heavy_trades_are_not_named_to_people_of_weak_labour_ability():
    jobs = posts({"title": "砌筑工"})
    for ability, courses in (("ordinary", ["砌筑"]), ("weak", [])):
        _, offers = after(people({"wanted_occupation": "保安员", "labour_ability": ability}), jobs)
        assert offers.training["course"].tolist() == courses


def test_the_terms_of_a_post_hold_here_too():
    workers = people({"wanted_occupation": "厨师", "hukou_adcode": "500235"})
    kept = {**WELFARE, "openings": 1, "legal_basis": "依据公益性岗位管理办法"}
    for scope, job in (("500236", pd.NA), ("500235", "J0")):
        _, offers = after(workers, posts({**kept, "hukou_scope": scope}))
        assert offers.welfare["job_id"].isna().tolist() == [job is pd.NA]


def test_posts_of_their_own_file_keep_apart_from_the_market():
    own = Jobs(pd.DataFrame([{"job_id": "J0", "title": "护林员", "workplace_type": "public_welfare", **HERE}]))
    short, offers = after(people({"wanted_occupation": "厨师"}), posts({"title": "保安员"}), Records(posts=own))
    assert offers.welfare["job_id"].tolist() == ["托底-J0"]
    assert len(short.jobs) == 1


def test_an_unknown_version_of_the_rules_lists_the_known():
    with pytest.raises(PolicyError, match="CN-2019、CQ-2016"):
        after(people({}), posts({}), policy=Policy(as_of=DAY, fallback="2030"))


def test_the_sheets_name_nobody_in_full(tmp_path: Path):
    workers = people(
        {"name": "石建国", "phone": "15412345678", "wanted_occupation": "厨师", "groups": ("disabled",)},
        {"name": "田桂花", "wanted_occupation": "挖掘机司机", "groups": ("graduate_poor",), "training_wanted": False},
    )
    short, offers = after(workers, posts({"title": "养老护理员"}, {**WELFARE, "openings": 1}))
    short.to_excel(tmp_path / "out.xlsx", fallback=offers)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    rows = {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    assert rows["托底安置建议"][1][:3] == (1, "W0", "石**")
    assert rows["培训建议"][1][0] == "W0"
    graduate = dict(zip(rows["困难家庭毕业生"][0], rows["困难家庭毕业生"][1], strict=True))
    assert (graduate["编号"], graduate["去向"]) == ("W1", "未覆盖")
    said = str(rows)
    assert "石建国" not in said
    assert "15412345678" not in said


def test_dated_courses_are_read_as_offices_write_them(tmp_path: Path):
    file = tmp_path / "培训班.csv"
    file.write_text(
        "2026年春季培训安排,,\n培训课程,开班日期,培训地点\n养老护理员（初级）,2026-03-20,县职教中心\n缝纫工技能培训,4月8日,\n"
        "国学讲堂,2026-04-01,图书馆\n电商,待定,\n月嫂,,县职教中心\n,,\n",
        encoding="gb18030",
    )
    courses, notes = read_courses(file, as_of=DAY)
    assert courses["course"].tolist() == ["养老护理", "缝纫"]
    assert courses["starts_on"].tolist() == [pd.Timestamp("2026-03-20"), pd.Timestamp("2026-04-08")]
    assert notes == (
        "培训班.csv 第5行“国学讲堂”：没有认出对应的工种，没有使用",
        "培训班.csv 第6行“电商”：开班日期没有填或读不出，没有使用",
        "培训班.csv 第7行“月嫂”：开班日期没有填或读不出，没有使用",
    )
    file.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(TableError, match="培训课程、开班日期"):
        read_courses(file, as_of=DAY)


def test_time_served_is_found_by_id_number_or_person_number(tmp_path: Path):
    workers = Workers(pd.DataFrame({"worker_id": ["W0", "W1"], "id_number": ["50023619800101900X", None]}))
    file = tmp_path / "已享受.csv"
    lines = [
        "身份证号,人员编号,已享受月数,开始日期",
        "50023619800101900x,,20个月,2024-07-01",
        ",W1,1年3个月,",
        ",W9,5,",
        ",W1,约一年,",
        ",W0,,2025-01-01",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    served, notes = read_served(file, workers)
    assert served[["worker_id", "months"]].values.tolist() == [["W0", 20.0], ["W1", 15.0]]
    assert served["started_on"].iloc[0] == pd.Timestamp("2024-07-01")
    assert notes == (
        "已享受.csv 第5行：已享受月数“约一年”读不出，没有使用；请写成数字，如 12",
        "已享受.csv 第6行：没有填已享受月数，没有使用；请写成数字，如 12",
        "已享受.csv 有1行不是本次求职人员，没有使用",
    )


def test_posts_of_a_file_of_their_own_are_public_welfare(tmp_path: Path):
    file = tmp_path / "公益性岗位.csv"
    file.write_text("单位名称,岗位名称,招聘人数,工作地点\n石堤镇人民政府,护林员,2,石堤镇\n", encoding="utf-8")
    jobs = read_posts(file, as_of=DAY, context="500241")
    assert jobs.frame["workplace_type"].tolist() == ["public_welfare"]


def test_students_who_ask_for_work_have_a_sheet(tmp_path: Path):
    workers = people({"name": "石建国", "in_school": True, "willing": True, "school": "县职教中心"}, {"in_school": True, "willing": True})
    short, offers = after(workers, posts({"kind": "internship", "title": "行政文员", "openings": 1}))
    short.to_excel(tmp_path / "out.xlsx", fallback=offers)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    header, *rows = book["在校生实习建议"].iter_rows(values_only=True)
    assert [dict(zip(header, row, strict=True))["岗位编号"] for row in rows] == ["J0", ""]
    assert "石建国" not in str(rows)
    summary = {row[0]: row[1:3] for row in book["说明"].iter_rows(values_only=True)}
    assert summary["想实习的在校生"] == (2, "有实习岗位 1 人，见“在校生实习建议”")
