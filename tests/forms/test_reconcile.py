"""Two rosters are compared by ID number and by nothing else."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from jobmatch.forms.reconcile import reconcile, slip_between
from jobmatch.reports.reconciliation import write_reconciliation
from jobmatch.schema import Workers

NUMBER = "50023619790315012X"


def roster(*rows: dict[str, object]) -> Workers:
    frame = pd.DataFrame([{"worker_id": f"R{nth}", **row} for nth, row in enumerate(rows)])
    return Workers(frame if rows else pd.DataFrame({"worker_id": []}))


def test_the_number_alone_joins_whatever_its_spelling_and_the_name() -> None:
    a = roster({"id_number": NUMBER.lower(), "name": "张伟"})
    b = roster({"id_number": f"{NUMBER}43", "name": "章伟"})
    found = reconcile(a, b)
    assert found.matched.values.tolist() == [[NUMBER, "R0", "R0", 1]]
    assert found.conflicts[["field", "value_a", "value_b"]].values.tolist() == [["姓名", "张伟", "章伟"]]
    assert found.likely_slips.empty


def test_the_same_name_is_never_merged() -> None:
    a = roster({"id_number": NUMBER, "name": "张伟", "village": "浣花村"})
    b = roster({"id_number": "500236198506170456", "name": "张伟", "village": "浣花村"})
    found = reconcile(a, b)
    assert found.counts() == {
        "matched": 0,
        "only_a": 1,
        "only_b": 1,
        "conflicts": 0,
        "likely_slips": 0,
        "repeated": 0,
        "without_id": 0,
    }


def test_fields_that_disagree_are_listed_and_blank_ones_are_not() -> None:
    a = roster(
        {
            "id_number": NUMBER,
            "status": "未就业",
            "phone": "13812345678、13987654321",
            "home_code": "500236",
            "hukou_adcode": "500236",
            "groups": ("lifted",),
            "village": None,
            "birth_date": "1979-03-15",
            "willing": True,
        }
    )
    b = roster(
        {
            "id_number": NUMBER,
            "status": "已就业",
            "phone": "139-8765-4321/13812345678",
            "home_code": "500236001",
            "hukou_adcode": "500237",
            "groups": ("dibao", "lifted"),
            "village": "浣花村",
            "birth_date": "1979-03-16",
            "willing": False,
        }
    )
    found = reconcile(a, b)
    assert found.conflicts["field"].tolist() == ["出生日期", "户籍地编码", "就业意愿", "就业状况", "服务类别", "人员类别"]
    assert found.matched["conflicts"].tolist() == [6]


def test_likely_slips_of_the_pen_are_shown_and_not_joined() -> None:
    a = roster(
        {"id_number": "500236197903150120", "name": "张伟"},
        {"id_number": "500236198506170456", "name": "李娜"},
        {"id_number": None, "name": "王芳", "village": "浣花村"},
        {"id_number": "500236199001010121", "name": "赵敏"},
        {"id_number": "500236199202020222", "name": "孙丽"},
    )
    b = roster(
        {"id_number": "500236197903150210", "name": "张伟"},
        {"id_number": "500236198506170556", "name": "李娜"},
        {"id_number": "500236197001010121", "name": "王芳", "village": "浣花村"},
        {"id_number": "500236199001010129", "name": "赵敏敏"},
        {"id_number": None, "name": "孙丽", "village": "别的村"},
    )
    found = reconcile(a, b)
    assert found.matched.empty
    assert found.likely_slips[["worker_id_a", "worker_id_b", "reason"]].values.tolist() == [
        ["R0", "R0", "姓名相同，身份证号第16、17位颠倒"],
        ["R1", "R1", "姓名相同，身份证号第16位不同"],
        ["R2", "R2", "姓名、村相同，一方缺身份证号"],
        ["R3", "R3", "身份证号前17位相同，校验位不同"],
    ]


def test_repeated_rows_and_rows_without_a_number_are_counted_apart() -> None:
    a = roster({"id_number": NUMBER}, {"id_number": NUMBER}, {"id_number": None}, {"id_number": "123"})
    found = reconcile(a, roster())
    assert found.repeated[["worker_id", "roster"]].values.tolist() == [["R1", "名单一"]]
    assert found.without_id["worker_id"].tolist() == ["R2", "R3"]
    assert found.only_a["worker_id"].tolist() == ["R0"]
    assert str(found).startswith("两份名单都有 0 人（其中信息不一致 0 人、0 处），仅名单一有 1 人")


_NUMBERS = st.lists(st.sampled_from([f"500236197903150{n}X" for n in range(10, 30)] + [None]), max_size=25)


@settings(max_examples=25)
@given(_NUMBERS, _NUMBERS)
def test_every_row_is_in_one_part(left: list[str | None], right: list[str | None]) -> None:
    a, b = (roster(*({"id_number": number} for number in numbers)) for numbers in (left, right))
    found, mirrored = reconcile(a, b), reconcile(b, a)
    n, m = found.counts(), mirrored.counts()
    assert 2 * n["matched"] + n["only_a"] + n["only_b"] + n["repeated"] + n["without_id"] == len(left) + len(right)
    assert (n["only_a"], n["only_b"], n["matched"]) == (m["only_b"], m["only_a"], m["matched"])
    assert set(found.matched["id_number"]) == (set(left) & set(right)) - {None}


@given(st.text("0123456789", min_size=18, max_size=18), st.integers(0, 16))
def test_swapped_neighbours_are_a_slip_either_way(number: str, at: int) -> None:
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    assert bool(slip_between(number, swapped)) == (number != swapped)
    assert slip_between(number, swapped) == slip_between(swapped, number)


def test_the_workbook_is_masked_unless_asked(tmp_path: Path) -> None:
    a = roster({"id_number": NUMBER, "name": "张伟", "phone": "13812345678"}, {"id_number": None, "name": "欧阳建国"})
    b = roster({"id_number": NUMBER, "name": "章伟", "phone": "13987654321"})
    said = _everything(write_reconciliation(reconcile(a, b), tmp_path / "a.xlsx"))
    assert "500236********012X" in said and "139****4321" in said and "欧阳**" in said
    for secret in (NUMBER, "13812345678", "13987654321", "张伟", "欧阳建国"):
        assert secret not in said
    assert NUMBER in _everything(write_reconciliation(reconcile(a, b), tmp_path / "b.xlsx", unmask=True))


def _everything(path: Path) -> str:
    book = load_workbook(path)
    assert book.sheetnames[0] == "说明" and "信息不一致" in book.sheetnames
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_county_is_compared_in_seconds() -> None:
    numbers = [f"500236{1950 + n % 60}0101{n // 60:03d}{n % 10}" for n in range(30_000)]
    frame = pd.DataFrame({"worker_id": [f"W{n}" for n in range(30_000)], "id_number": numbers, "name": "张伟"})
    other = frame.iloc[100:].assign(name=["李娜" if n % 10 == 0 else "张伟" for n in range(29_900)])
    found = reconcile(Workers(frame), Workers(other))
    assert len(found.matched) == 29_900 and len(found.conflicts) == 2_990 and len(found.only_a) == 100
