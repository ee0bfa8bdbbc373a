"""Cells that refuse somebody, or say that there is nothing: read the wrong way round they cost a job everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobmatch import Jobs, read_jobs

HEAD = "单位名称,岗位名称,招聘人数,工作地点"
FIRM = "甲厂,缝纫工,5,重庆市秀山县"


def read_cells(folder: Path, head: str, *cells: str) -> Jobs:
    """The posts of a sheet with more columns; each line another trade."""
    titles = ("缝纫工", "保安", "保洁员", "电工", "焊工")
    lines = [f"{HEAD},{head}", *(f"{FIRM.replace('缝纫工', title)},{cell}" for title, cell in zip(titles, cells, strict=False))]
    (folder / "岗位.csv").write_text("\n".join(lines), encoding="utf-8")
    return read_jobs(folder / "岗位.csv")


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [("不满18岁者勿扰", 18, None), ("未满16周岁的不招，50岁以下", 16, 50), ("不满50岁", None, 50), ("未满60周岁", None, 60)],
)
def test_who_is_too_young_is_kept_out_and_nobody_else(tmp_path: Path, said: str, low: int | None, high: int | None) -> None:
    frame = read_cells(tmp_path, "年龄", f'"{said}"').frame
    assert [None if value != value else value for value in frame[["age_min", "age_max"]].astype(float).iloc[0]] == [low, high]


def test_a_post_that_says_it_has_no_surplus_is_a_post(tmp_path: Path) -> None:
    frame = read_cells(tmp_path, "余工情况", "无余工", "没有富余", "余0人", "余10人", "无").frame
    assert frame["title"].tolist() == ["缝纫工", "保安", "保洁员", "焊工"]


def test_of_two_columns_of_schooling_the_first_holds(tmp_path: Path) -> None:
    frame = read_cells(tmp_path, "最低学历,学历要求", "大专,本科优先", "大专,不限专业", "本科,不限").frame
    assert frame["education_min"].tolist() == [4, 4, 5]
