"""The two forms of the fair as workbooks, laid out as offices lay them out."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter

from jobmatch.demo.fair import AS_OF, Row

_ALONE = ("序号", "人员编号", "姓名", "身份证号", "性别", "文化程度", "在校生状况", "人员类别")
_HOME = ("乡镇", "村", "组")
_HEALTH = ("健康状况", "劳动能力", "残疾类别")
_SKILL = ("技能特长", "证书", "从事过的工种", "从业年限")
_WISH = ("是否愿意就业", "意向工种", "意向地区", "期望月薪", "无法外出原因", "是否愿意参加培训", "创业意愿")
_WORKER_HEADER = (
    *((name, "") for name in _ALONE),
    *(("现居住地", name) for name in _HOME),
    ("联系电话", ""),
    *(("身体状况", name) for name in _HEALTH),
    *(("技能情况", name) for name in _SKILL),
    *(("就业意愿", name) for name in _WISH),
    *((name, "") for name in ("帮扶责任人", "调查日期", "备注")),
)
_OFFICE_COLUMNS = ("展位", "联系电话", "岗位编号")
_EMPLOYER_COLUMNS = ("单位名称", "单位性质", "所属行业", "单位地址", "联系人", "联系电话", "展位")
_WIDE = {"岗位职责": 26, "其他要求": 22, "工作地点": 24, "单位名称": 26, "单位地址": 26, "身份证号": 20, "备注": 18}


def write_workers(path: Path, rows: list[Row]) -> None:
    """Write the people: one sheet per township under a header of two levels.

    ``rows`` are dicts by the names of the header, sorted by 乡镇.

    >>> import tempfile
    >>> from jobmatch.forms import read_workers
    >>> file = Path(tempfile.mkdtemp()) / "求职人员登记表.xlsx"
    >>> write_workers(file, [{"姓名": "田小花", "乡镇": "清溪场镇", "意向工种": "缝纫工"}])
    >>> read_workers(file).frame[["source_sheet", "name", "wanted_occupation"]].values.tolist()
    [['清溪场镇', '田小花', '缝纫工']]
    """
    with _workbook(path) as book:
        styles = _styles(book)
        for town, members in groupby(rows, key=lambda row: row["乡镇"]):
            sheet = book.add_worksheet(town)
            listed = [row | {"序号": number} for number, row in enumerate(members, start=1)]
            stamp = f"填报单位（盖章）：{town}社保所　　填报日期：2026年2月28日"
            _write_title(sheet, (f"秀山县{town}求职人员登记表", stamp), len(_WORKER_HEADER), styles)
            _write_two_levels(sheet, styles)
            for at, row in enumerate(listed, start=4):
                for column, (group, name) in enumerate(_WORKER_HEADER):
                    sheet.write(at, column, row.get(name or group, ""), styles["cell"])
            _write_foot(sheet, 4 + len(listed), (len(listed), len(_WORKER_HEADER)), styles)


def _write_two_levels(sheet: Any, styles: dict[str, Any]) -> None:
    column = 0
    for group, names in groupby(_WORKER_HEADER, key=lambda head: head[0]):
        leaves = [name for _, name in names]
        if leaves == [""]:
            sheet.merge_range(2, column, 3, column, group, styles["head"])
        else:
            sheet.merge_range(2, column, 2, column + len(leaves) - 1, group, styles["head"])
            for offset, name in enumerate(leaves):
                sheet.write(3, column + offset, name, styles["head"])
        sheet.set_column(column, column + len(leaves) - 1, _WIDE.get(group, 11))
        column += len(leaves)
    sheet.freeze_panes(4, 3)


def write_jobs(path: Path, rows: list[Row]) -> None:
    """Write the postings: one sheet for the county, one for elsewhere, employer cells merged.

    ``rows`` are dicts by the names of the header, sorted by 工作表 and 单位名称; every row has the same names.

    >>> import tempfile
    >>> from jobmatch.demo import posts
    >>> from jobmatch.forms import read_jobs
    >>> file = Path(tempfile.mkdtemp()) / "招聘岗位信息表.xlsx"
    >>> write_jobs(file, posts()[:3])
    >>> len(read_jobs(file))
    3
    """
    names = [name for name in rows[0] if name not in ("工作表", "区号", *_OFFICE_COLUMNS)]
    header = ["序号", *_EMPLOYER_COLUMNS, "岗位编号", *(name for name in names if name not in _EMPLOYER_COLUMNS)]
    with _workbook(path) as book:
        styles = _styles(book)
        for title, members in groupby(rows, key=lambda row: row["工作表"]):
            sheet, listed = book.add_worksheet(f"{title}岗位"), list(members)
            lines = f"秀山县2026年春风行动专场招聘会{title}岗位信息表", "时间：2026年3月1日　地点：县体育馆"
            _write_title(sheet, lines, len(header), styles)
            for column, name in enumerate(header):
                sheet.write(2, column, name, styles["head"])
                sheet.set_column(column, column, _WIDE.get(name, 12))
            at = 3
            for number, (_, group) in enumerate(groupby(listed, key=lambda row: row["单位名称"]), start=1):
                at = _write_employer(sheet, at, [row | {"序号": number} for row in group], (header, styles["cell"]))
            _write_foot(sheet, at, (len(listed), len(header)), styles)


def _write_employer(sheet: Any, at: int, rows: list[Row], look: tuple[list[str], Any]) -> int:
    header, style = look
    for column, name in enumerate(header):
        if name in ("序号", *_EMPLOYER_COLUMNS) and len(rows) > 1:
            sheet.merge_range(at, column, at + len(rows) - 1, column, rows[0][name], style)
            continue
        for offset, row in enumerate(rows):
            value = row[name]
            sheet.write(at + offset, column, int(value) if name == "招聘人数" and value.isdigit() else value, style)
    return at + len(rows)


def write_list(path: Path, title: str, rows: list[Row]) -> None:
    """Write a plain list: a title and the stamp above one header, the names of the first of ``rows``.

    >>> import tempfile
    >>> from jobmatch.forms.sheets import read_sheets
    >>> file = Path(tempfile.mkdtemp()) / "培训班安排表.xlsx"
    >>> write_list(file, "培训班安排表", [{"班名": "月嫂班", "名额": 30}])
    >>> [[cell for cell in row if cell] for row in read_sheets(file)[0].rows][2:]
    [['班名', '名额'], ['月嫂班', 30.0]]
    """
    with _workbook(path) as book:
        styles, sheet, header = _styles(book), book.add_worksheet("Sheet1"), list(rows[0])
        _write_title(sheet, (title, "填报单位（盖章）：　　填报日期：2026年2月28日"), len(header), styles)
        for column, name in enumerate(header):
            sheet.write(2, column, name, styles["head"])
            sheet.set_column(column, column, _WIDE.get(name, 14))
            for at, row in enumerate(rows, start=3):
                sheet.write(at, column, row[name], styles["cell"])


def _write_title(sheet: Any, lines: tuple[str, str], width: int, styles: dict[str, Any]) -> None:
    for row, (line, style) in enumerate(zip(lines, ("title", "line"), strict=True)):
        sheet.merge_range(row, 0, row, width - 1, line, styles[style])


def _write_foot(sheet: Any, at: int, size: tuple[int, int], styles: dict[str, Any]) -> None:
    count, width = size
    sheet.write(at, 0, "合计", styles["cell"])
    sheet.write(at, 2, count, styles["cell"])
    sheet.merge_range(at + 1, 0, at + 1, width - 1, "填表人：　　　　审核人：　　　　联系电话：", styles["line"])


def _workbook(path: Path) -> Any:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": AS_OF, "title": "jobmatch 示例（虚构）", "author": "jobmatch"})
    return book


def _styles(book: Any) -> dict[str, Any]:
    boxed = {"border": 1, "valign": "vcenter", "text_wrap": True}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        "line": book.add_format({"align": "left"}),
        "head": book.add_format({**boxed, "bold": True, "align": "center"}),
        "cell": book.add_format(boxed),
    }
