"""A fictional county fair as two workbooks, so that a newcomer sees the main job in one command.

The county is a real one, 秀山 in Chongqing, for its geography: it lies 50 km from Hunan and Guizhou, 275 km from
its own city, and is paired with 德州 in Shandong. Everything else is invented. Names are drawn from lists with a
fixed seed; ID numbers have a right check character, but an order number from 900 on under a county code younger
than their bearers; mobile numbers begin with 154 and landlines with 1 after the area code, which no subscriber has.

The workbooks carry what real ones carry: a title and a line for the stamp above the header, a header of two
levels, one sheet per township, merged employer cells, closing 合计 and 填表人 rows, and a handful of mistakes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

AS_OF = date(2026, 3, 1)
"""The day of the fair."""
CONTEXT = "500241"
"""Division code of the county the forms come from."""

VILLAGES = {
    "洪安镇": ("边城社区", "平马社区", "贵亚村", "猛董村", "溜沙村"),
    "梅江镇": ("民族村", "八幅村", "财塘村", "兴隆坳村", "双河村"),
    "龙池镇": ("龙冠社区", "洞坪村", "杉树村", "美萃村", "水源村"),
    "清溪场街道": ("东林社区", "沙南村", "平阳村", "高秀村", "复兴村"),
    "石堤镇": ("石堤社区", "高桥村", "水坝村", "猫岩村", "大坳村"),
}
"""Townships with a sheet each, and villages of theirs."""

_SURNAMES = "杨吴田石龙彭冉白刘陈张李王黄周向姚何罗熊"
_GIVEN = {
    "男": "建国 志强 永贵 光明 胜华 德富 小军 海波 文斌 世平 俊杰 浩 绍云 昌林 洪 再兴 正江 通平 秀武 光辉".split(),
    "女": "秀英 桂花 玉兰 春梅 小红 冬香 晓燕 丽 金凤 再莲 雪梅 芳 仕琼 燕 胜菊 婷 腊梅 月娥 通芝 敏".split(),
}
_OFFICERS = ("驻村干部田大姐", "驻村干部小吴", "网格员老石", "社保专干冉红")
_FIRST_ORDER = 900
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"

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

Row = dict[str, Any]


def write_demo(folder: str | Path) -> tuple[Path, Path]:
    """Return the paths of the two workbooks, written into ``folder``: people first, then jobs.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_demo(folder)]
    ['求职人员登记表.xlsx', '招聘岗位信息表.xlsx']
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    workers, jobs = target / "求职人员登记表.xlsx", target / "招聘岗位信息表.xlsx"
    _write_workers(workers, people())
    _write_jobs(jobs, posts())
    return workers, jobs


def people() -> list[Row]:
    """Return the rows of the people, the same at every call, ordered by township, with the mistakes of real forms.

    >>> len(people()), people()[0]["人员编号"]
    (121, 'W001')
    """
    rng = Random(500241)
    rows = [_person(line, rng) for line in _lines("people.csv") for _ in range(int(line["人数"]))]
    towns = list(VILLAGES)
    rows.sort(key=lambda row: towns.index(row["乡镇"]))
    for number, row in enumerate(rows, start=1):
        row["人员编号"] = f"W{number:03d}"
    _spoil(rows)
    return rows


def posts() -> list[Row]:
    """Return the rows of the postings, employers filled down, numbered and with booths and telephones.

    >>> len(posts()), posts()[0]["岗位编号"], posts()[0]["展位"]
    (63, 'J001', 'A01')
    """
    rng = Random(2026)
    rows: list[Row] = []
    for number, line in enumerate(_lines("posts.csv"), start=1):
        employer = line if line["单位名称"] else rows[-1]
        row = dict(line) | {name: employer[name] for name in ("工作表", *_EMPLOYER_COLUMNS[:5], "区号")}
        if employer is line:
            stand = len({seen["单位名称"] for seen in rows}) + 1
            row |= {"展位": f"A{stand:02d}", "联系电话": _landline(line["区号"], rng)}
        else:
            row |= {"展位": employer["展位"], "联系电话": employer["联系电话"]}
        rows.append(row | {"岗位编号": f"J{number:03d}"})
    return rows


def _lines(name: str) -> Iterator[dict[str, str]]:
    text = files("jobmatch").joinpath("data", "demo", name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def _person(line: dict[str, str], rng: Random) -> Row:
    birth = date(int(line["生于"]), 1, 1) + timedelta(days=rng.randrange((int(line["至"]) - int(line["生于"]) + 1) * 365))
    town = rng.choice(list(VILLAGES))
    return {
        **line,
        "姓名": rng.choice(_SURNAMES) + rng.choice(_GIVEN[line["性别"]]),
        "身份证号": _id_number(birth, line["性别"], rng),
        "期望月薪": int(line["期望月薪"]) if line["期望月薪"] else "",
        "乡镇": town,
        "村": rng.choice(VILLAGES[town]),
        "组": f"{rng.randint(1, 8)}组",
        "联系电话": _mobile(rng),
        "帮扶责任人": rng.choice(_OFFICERS),
        "调查日期": (AS_OF - timedelta(days=rng.randint(3, 75))).isoformat(),
    }


def _id_number(birth: date, sex: str, rng: Random) -> str:
    order = rng.randrange(_FIRST_ORDER, 1000, 2) + (sex == "男")
    body = f"{CONTEXT}{birth:%Y%m%d}{order:03d}"
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, body, strict=True))
    return body + _ID_CHECKS[total % 11]


def _mobile(rng: Random) -> str:
    return f"154{rng.randrange(10**8):08d}"


def _landline(area: str, rng: Random) -> str:
    digits = 8 if area == "023" or area == "0769" or area == "0574" else 7
    return f"{area}-1{rng.randrange(10 ** (digits - 1)):0{digits - 1}d}"


def _spoil(rows: list[Row]) -> None:
    """Put in the mistakes that every office knows, at fixed places."""
    rows[6]["身份证号"] = float(rows[6]["身份证号"][:15] + "000")  # Excel rounded a number cell
    rows[17]["身份证号"] = rows[17]["身份证号"][:-1] + ("1" if rows[17]["身份证号"][-1] != "1" else "2")
    rows[23]["联系电话"] = rows[23]["联系电话"][:-1]
    rows[31]["联系电话"] = f"{rows[31]['联系电话']}/{rows[30]['联系电话']}"
    rows[44]["文化程度"] = ""
    rows[52]["村"] = rows[52]["组"] = ""
    rows[61]["调查日期"] = "2025.9.10"
    rows[75]["调查日期"] = "2025年10月18日"
    rows[88]["备注"] = "=先打电话再上门"
    rows.append(dict(rows[90]) | {"人员编号": f"W{len(rows) + 1:03d}"})  # one person on two lists
    rows[-1]["乡镇"], rows[-1]["村"] = "石堤镇", "高桥村"


def _write_workers(path: Path, rows: list[Row]) -> None:
    with _workbook(path) as book:
        styles = _styles(book)
        for town, members in groupby(rows, key=lambda row: row["乡镇"]):
            sheet = book.add_worksheet(town)
            listed = [row | {"序号": number} for number, row in enumerate(members, start=1)]
            _write_title(sheet, f"秀山县{town}求职人员登记表", f"填报单位（盖章）：{town}社保所　　填报日期：2026年2月28日",
                         (len(_WORKER_HEADER), styles))  # fmt: skip
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


def _write_jobs(path: Path, rows: list[Row]) -> None:
    names = [name for name in rows[0] if name not in ("工作表", "区号", *_OFFICE_COLUMNS)]
    header = ["序号", *_EMPLOYER_COLUMNS, "岗位编号", *(name for name in names if name not in _EMPLOYER_COLUMNS)]
    with _workbook(path) as book:
        styles = _styles(book)
        for title, members in groupby(rows, key=lambda row: row["工作表"]):
            sheet, listed = book.add_worksheet(f"{title}岗位"), list(members)
            _write_title(sheet, f"秀山县2026年春风行动专场招聘会{title}岗位信息表", "时间：2026年3月1日　地点：县体育馆", (len(header), styles))
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


def _write_title(sheet: Any, title: str, line: str, look: tuple[int, dict[str, Any]]) -> None:
    width, styles = look
    sheet.merge_range(0, 0, 0, width - 1, title, styles["title"])
    sheet.merge_range(1, 0, 1, width - 1, line, styles["line"])


def _write_foot(sheet: Any, at: int, size: tuple[int, int], styles: dict[str, Any]) -> None:
    sheet.write(at, 0, "合计", styles["cell"])
    sheet.write(at, 2, size[0], styles["cell"])
    sheet.merge_range(at + 1, 0, at + 1, size[1] - 1, "填表人：　　　　审核人：　　　　联系电话：", styles["line"])


def _workbook(path: Path) -> Any:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": AS_OF, "title": "jobmatch 示例（虚构）", "author": "jobmatch"})
    return book


def _styles(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        "line": book.add_format({"align": "left"}),
        "head": book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}),
        "cell": book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True}),
    }
