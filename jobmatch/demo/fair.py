"""The people and the postings of the fictional fair: rows as the two forms hold them.

What is said about a person (wish, skill, limits) and every posting stand in ``data/demo``; names, births, homes
and numbers are drawn here with a fixed seed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from random import Random
from typing import Any

from jobmatch.schema.idnumber import check_character

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
    "男": "建国 志强 永贵 光明 胜华 德富 小军 海波 文斌 世平 俊杰 浩 绍云 昌林 洪 再兴 正江 通平 秀武 光辉",
    "女": "秀英 桂花 玉兰 春梅 小红 冬香 晓燕 丽 金凤 再莲 雪梅 芳 仕琼 燕 胜菊 婷 腊梅 月娥 通芝 敏",
}
_OFFICERS = ("驻村干部田大姐", "驻村干部小吴", "网格员老石", "社保专干冉红")
_FIRST_ORDER = 900
_OF_EMPLOYER = ("单位名称", "单位性质", "所属行业", "单位地址", "联系人")

Row = dict[str, Any]


def people() -> list[Row]:
    """Return the rows of the people, the same at every call, ordered by township, with the mistakes of real forms.

    >>> len(people()), people()[0]["人员编号"]
    (124, 'W001')
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
    (100, 'J001', 'A01')
    """
    rng = Random(2026)
    rows: list[Row] = []
    for number, line in enumerate(_lines("posts.csv"), start=1):
        employer = line if line["单位名称"] else rows[-1]
        row = dict(line) | {name: employer[name] for name in ("工作表", *_OF_EMPLOYER, "区号")}
        if employer is line:
            stand = len({seen["单位名称"] for seen in rows}) + 1
            row |= {"展位": f"A{stand:02d}", "联系电话": _landline(line["区号"], rng)}
        else:
            row |= {"展位": employer["展位"], "联系电话": employer["联系电话"]}
        rows.append(row | {"岗位编号": f"J{number:03d}"})
    return rows


def courses() -> list[Row]:
    """Return the rows of the dated courses, as the training office lists them.

    >>> len(courses()), courses()[0]["培训课程"]
    (7, '养老护理员（初级）')
    """
    return list(_lines("courses.csv"))


def welfare() -> list[Row]:
    """Return the rows of the public-welfare posts, which are only given out after the market.

    >>> [row["岗位名称"] for row in welfare()]
    ['护林员', '村道护路员', '河道保洁员']
    """
    return list(_lines("welfare.csv"))


def _lines(name: str) -> Iterator[dict[str, str]]:
    text = files("jobmatch").joinpath("data", "demo", name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def _person(line: dict[str, str], rng: Random) -> Row:
    first, last = int(line["生于"]), int(line["至"])
    birth = date(first, 1, 1) + timedelta(days=rng.randrange((last - first + 1) * 365))
    town = rng.choice(list(VILLAGES))
    return {
        **line,
        "姓名": rng.choice(_SURNAMES) + rng.choice(_GIVEN[line["性别"]].split()),
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
    return body + check_character(body)


def _mobile(rng: Random) -> str:
    return f"154{rng.randrange(10**8):08d}"


def _landline(area: str, rng: Random) -> str:
    digits = 7 if area in ("023", "0769", "0574") else 6
    return f"{area}-1{rng.randrange(10**digits):0{digits}d}"


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
