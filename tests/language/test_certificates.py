"""Certificates held, asked for, and covered: cells and sentences with known readings."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.language.certificates import certificates, certificates_in, certificates_in_wish, covers, required_in
from jobmatch.matcher import Matcher
from jobmatch.schema import Jobs, Workers

NAMES = sorted(certificates())
PAPERS = [name for name in NAMES if not name.startswith("驾照")]


@pytest.mark.parametrize(
    ("cell", "held"),
    [
        ("电工证、C1", {"电工证", "驾照C1"}),
        ("低压电工作业证", {"低压电工证"}),
        ("驾驶证(C1)", {"驾照C1"}),
        ("驾驶证（Ｃ１）", {"驾照C1"}),
        ("A2驾照", {"驾照A2"}),
        ("A1A2", {"驾照A1", "驾照A2"}),
        ("c照", {"驾照C1"}),
        ("驾照", {"驾照C1"}),
        ("摩托车驾驶证", {"驾照D"}),
        ("拖拉机驾驶证", {"农机驾驶证"}),
        ("无人机驾驶证", {"无人机驾驶证"}),
        ("健康证", {"健康证"}),
        ("初级育婴师证", {"育婴员证"}),
        ("焊工中级", {"焊工证"}),
        ("电工（高级）", {"电工证"}),
        ("高低压电工证", {"低压电工证", "高压电工证"}),
        ("特种作业操作证（低压电工作业）", {"低压电工证"}),
        ("特种设备作业人员证(叉车N1)", {"叉车证"}),
        ("月嫂证、育婴师", {"母婴护理证", "育婴员证"}),
        ("医疗护理员证", {"医疗护理员证"}),
        ("养老护理员证（初级）", {"养老护理员证"}),
        ("建筑電工證", {"建筑电工证"}),
        ("", set()),
        ("无", set()),
        ("暂无", set()),
        ("电工证已过期", set()),
        ("准备考电工证，有健康证", {"健康证"}),
        ("身份证、残疾证、毕业证", set()),
        ("😀", set()),
    ],
)
def test_what_a_person_holds(cell: str, held: set[str]) -> None:
    assert certificates_in(cell) == held


@pytest.mark.parametrize(
    ("text", "required", "preferred"),
    [
        ("持电工证", {"电工证"}, set()),
        ("需有叉车证", {"叉车证"}, set()),
        ("有健康证优先", set(), {"健康证"}),
        ("有保安证者，优先录用", set(), {"保安员证"}),
        ("无需证书", set(), set()),
        ("无电工证也可", set(), set()),
        ("无叉车证勿扰", {"叉车证"}, set()),
        ("公司统一办理健康证", set(), set()),
        ("健康证（可代办）", set(), set()),
        ("退伍军人优先", set(), set()),
        ("驾照C1以上", {"驾照C1"}, set()),
        ("持C1及以上驾照，驾龄3年", {"驾照C1"}, set()),
        ("A2或B2驾照", {"驾照B2"}, set()),
        ("有叉车驾驶证", {"叉车证"}, set()),
        ("有驾证者优先", set(), {"驾照C1"}),
        ("招A2司机", {"驾照A2"}, set()),
        ("有无驾照均可", set(), set()),
        ("电工证或焊工证", {"焊工证|电工证"}, set()),
        ("需持健康证、厨师证", {"健康证", "厨师证"}, set()),
        ("1、持有低压电工证 2、有驾照者优先", {"低压电工证"}, {"驾照C1"}),
        ("持有高压电工进网作业许可证", {"高压电工证"}, set()),
        ("须持有特种作业操作证（低压电工）", {"低压电工证"}, set()),
        ("焊工，持证上岗", {"焊工证"}, set()),
        ("普工，持证上岗", set(), set()),
        ("从事电工、焊工工作三年", set(), set()),
        ("身体健康，吃苦耐劳", set(), set()),
        ("B2B销售，A1栋办公", set(), set()),
        ("携带身份证、毕业证", set(), set()),
        ("", set(), set()),
    ],
)
def test_what_a_posting_asks(text: str, required: set[str], preferred: set[str]) -> None:
    assert required_in(text) == (required, preferred)


@pytest.mark.parametrize(
    ("cell", "required"),
    [
        ("低压电工、登高", {"低压电工证", "高处作业证"}),
        ("A2或B2", {"驾照B2"}),
        ("电工或焊工", {"焊工证|电工证"}),
        ("健康证", {"健康证"}),
        ("C1", {"驾照C1"}),
        ("无", set()),
        ("不限", set()),
        ("", set()),
    ],
)
def test_cells_of_required_certificates(cell: str, required: set[str]) -> None:
    assert required_in(cell, in_column=True) == (required, set())


@pytest.mark.parametrize(
    ("skills", "held"),
    [
        ("电工、焊工", set()),
        ("做过厨师，有健康证", {"健康证"}),
        ("会开车，C1驾照", {"驾照C1"}),
        ("月嫂", set()),
    ],
)
def test_skills_are_no_certificates(skills: str, held: set[str]) -> None:
    assert certificates_in(skills, in_column=False) == held


def test_a_trade_alone_states_nothing() -> None:
    assert required_in("电工") == required_in("保安") == required_in("厨师") == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("held", "required", "enough"),
    [
        ("驾照A2", "驾照B2", True),
        ("驾照A2", "驾照C1", True),
        ("驾照B2", "驾照C2", True),
        ("驾照C1", "驾照C2", True),
        ("驾照C2", "驾照C1", False),
        ("驾照A2", "驾照A1", False),
        ("驾照C1", "驾照A2", False),
        ("低压电工证", "高压电工证", False),
        ("高压电工证", "低压电工证", False),
        ("低压电工证", "电工证", True),
        ("电工证", "低压电工证", True),
        ("电工证", "高压电工证", False),
        ("特种作业证", "焊工证", True),
        ("叉车证", "特种设备证", True),
        ("特种作业证", "叉车证", False),
        ("健康证", "焊工证", False),
        ("健康证", "焊工证|健康证", True),
    ],
)
def test_which_covers_which(held: str, required: str, enough: bool) -> None:
    assert covers(held, required) is enough
    assert covers([held], required) is enough


@given(st.sampled_from(NAMES))
def test_each_covers_itself_and_is_read_from_its_name(name: str) -> None:
    assert covers(name, name)
    assert name in certificates_in(name)
    assert name in {one for part in required_in(f"须持{name}")[0] for one in part.split("|")}


def test_driving_classes_cover_what_the_law_lets_them_drive() -> None:
    """准驾车型及代号 (机动车驾驶证申领和使用规定, annex 1); not transitive: C1 drives C3 and C3 drives C4, C1 does not drive C4."""
    lower = "C1 C2 C3 C4"
    may = {
        "A1": f"A3 B1 B2 {lower}", "A2": f"B1 B2 {lower} C6", "A3": lower, "B1": lower, "B2": lower,
        "C1": "C2 C3", "C3": "C4", "D": "E F", "E": "F",
    }  # fmt: skip
    classes = [name.removeprefix("驾照") for name in NAMES if name.startswith("驾照")]
    found = {one: " ".join(other for other in classes if other != one and covers(f"驾照{one}", f"驾照{other}")) for one in classes}
    assert {one: others for one, others in found.items() if others} == may


@given(st.sets(st.sampled_from(PAPERS), min_size=1, max_size=4))
def test_a_preference_is_never_a_requirement(names: set[str]) -> None:
    text = "、".join(sorted(names))
    assert required_in(f"有{text}者优先")[0] == frozenset()
    assert required_in(f"无需{text}") == (frozenset(), frozenset())


@given(st.sets(st.sampled_from(NAMES), max_size=4), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_more_certificates_never_cover_less(held: set[str], more: str, required: str) -> None:
    assert covers(held | {more}, required) >= covers(held, required)


@given(st.text(max_size=200) | st.text(alphabet="电工证C1A2驾照持有无优先，。、（）或/健康叉车", max_size=60))
def test_any_text_is_read(text: str) -> None:
    required, preferred = required_in(text)
    stated = {name for one in required | preferred for name in one.split("|")}
    assert stated | certificates_in(text) <= set(certificates())
    assert not required & preferred


def test_long_text() -> None:
    assert required_in("吃苦耐劳，" * 2500 + "持叉车证")[0] == {"叉车证"}


@pytest.mark.parametrize(
    ("wish", "held"),
    [
        ("有A1证、想开车", {"驾照A1"}), ("开车，A2证", {"驾照A2"}), ("持B2驾照，开车", {"驾照B2"}), ("开叉车有叉车证的", {"叉车证"}),
        ("有电工证，考了焊工证", {"电工证", "焊工证"}), ("B2驾驶本", {"驾照B2"}),
        ("想当A1司机", set()), ("想考A1证", set()), ("学叉车拿叉车证", set()), ("不要电工证的活", set()), ("需要C1驾照的", set()), ("照顾老人", set()),
    ],
)  # fmt: skip
def test_what_a_wish_says_is_held(wish: str, held: set[str]) -> None:
    assert certificates_in_wish(wish) == held


@pytest.mark.parametrize(("wish", "refused"), [("有A1证、想开车", False), ("想考A1证，开车", True), ("想当A1司机", True)])
def test_a_licence_named_in_the_wish_alone_counts(wish: str, refused: bool) -> None:
    jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["客车司机"], "requirements": ["持A1驾照"]}))
    people = Workers(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": [wish], "certificates": ["健康证"]}))
    assert Matcher(jobs).why_not(people, "W1", "J1").refused is refused
