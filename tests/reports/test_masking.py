"""What may be shown of a person."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.reports.masking import ID_NUMBER, MOBILE, mask_id, mask_name, mask_phone, mask_workers, scrub


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张伟", "张*"),
        ("张建国", "张**"),
        ("欧阳建国", "欧阳**"),
        ("欧阳", "欧*"),
        ("司马懿", "司马*"),
        ("阿依古丽·买买提", "阿*******"),
        ("王", "*"),
        (" 李 ", "*"),
        (None, ""),
        (pd.NA, ""),
        (float("nan"), ""),
    ],
)
def test_names(name: object, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("500236199001010120", "500236********0120"),
        ("50023619900101012X", "500236********012X"),
        ("512324600101012", "512324*****1012"),
        ("", ""),
        ("12345", "*****"),
        (None, ""),
    ],
)
def test_id_numbers(number: object, shown: str) -> None:
    assert mask_id(number) == shown
    assert len(mask_id(number)) == len(shown)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812345678", "138****5678"),
        ("138-1234-5678", "138****5678"),
        ("+86 13812345678", "138****5678"),
        ("13812345678、13987654321", "138****5678、139****4321"),
        ("13812345678/13987654321", "138****5678/139****4321"),
        ("13812345678（女儿）", "138****5678（女儿）"),
        ("5656123", "*******"),
        (None, ""),
    ],
)
def test_phones(phone: object, shown: str) -> None:
    assert mask_phone(phone) == shown


@given(st.text(max_size=40))
def test_a_name_never_shows_more_than_its_surname(name: str) -> None:
    shown = mask_name(name)
    assert len(shown) == len(name.strip())
    assert len(shown.rstrip("*").rstrip()) <= 2 or "*" in name


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["、", "/", ",", "；", " 或 "]))
def test_no_mobile_number_survives(phone: str, joint: str) -> None:
    for text in (phone, phone + joint + phone[::-1]):
        assert phone[3:7] == "****" or phone not in mask_phone(text)
        assert not MOBILE.search(mask_phone(text))
    assert phone not in scrub(f"电话{phone}。")


@given(
    st.integers(100000, 659999),
    st.dates(min_value=pd.Timestamp("1940-01-01").date(), max_value=pd.Timestamp("2010-12-31").date()),
    st.integers(0, 999),
    st.sampled_from("0123456789X"),
)
def test_no_id_number_survives(area: int, born: object, order: int, check: str) -> None:
    number = f"{area}{born:%Y%m%d}{order:03d}{check}"
    assert ID_NUMBER.search(number)
    assert not ID_NUMBER.search(mask_id(number))
    assert number not in scrub(f"身份证：{number}，")
    assert number not in scrub(f"残疾证{number}43")


def test_a_table_of_workers_is_masked_in_a_copy() -> None:
    frame = pd.DataFrame(
        {
            "worker_id": ["W1", "W2"],
            "name": ["张伟", None],
            "id_number": ["500236199001010120", None],
            "phone": ["13812345678", None],
            "remark": ["儿子电话13987654321", None],
            "disability": ["50023619900101012043", "肢体三级"],
            "township": ["白帝镇", "白帝镇"],
        }
    ).astype("string")
    masked = mask_workers(frame)
    assert masked.loc[0].tolist() == [
        "W1",
        "张*",
        "500236********0120",
        "138****5678",
        "儿子电话139****4321",
        "500236**********2043",
        "白帝镇",
    ]
    assert masked.loc[1, "disability"] == "肢体三级"
    assert masked.loc[1, ["name", "id_number", "phone", "remark"]].isna().all()
    assert frame.loc[0, "name"] == "张伟"
