"""Why a workbook holds no table of the kind asked for, without a word that may be somebody's name.

Only names of columns are shown, never other cells nor tabs: a form may have a tab a person, and any line may be one.
"""

from __future__ import annotations

import re

from jobmatch.forms.headers import find_header
from jobmatch.forms.headings.columns import Kind, label_of, other_kind
from jobmatch.forms.sheets import CSV, Sheet
from jobmatch.forms.text import as_written, normal

KIND_NAMES = {"workers": "求职人员", "jobs": "岗位"}
"""What staff call each kind of table."""
_WANTED = {"workers": "姓名、身份证号、性别、文化程度、联系电话、家庭住址", "jobs": "单位名称、岗位名称、招聘人数、工资待遇、工作地点"}
_FIRST_ROWS, _SHOWN_SHEETS, _SHOWN_NAMES = 30, 5, 12


def width_of(sheet: Sheet) -> int:
    """Return how many cells the fullest row of a sheet fills.

    >>> width_of(Sheet("表", [["登记表"], ["姓名", "", "年龄"]]))
    2
    """
    return max((sum(bool(normal(cell)) for cell in row) for row in sheet.rows), default=0)


def why_refused(name: str, sheets: list[Sheet], kind: Kind) -> str:
    """Return what staff read of a file ``name`` none of whose sheets holds a table of this kind.

    >>> why_refused("a.xlsx", [Sheet("表", [["天气", "很好"]])], "workers")
    'a.xlsx 里没有认出求职人员表的表头：第1个工作表没有认得的栏名。表头应有姓名、身份证号、性别、文化程度、联系电话、家庭住址这样的栏名'
    """
    filled = [(number, sheet) for number, sheet in enumerate(sheets, 1) if width_of(sheet)]
    if not filled:
        return f"{name} 里没有内容（共{len(sheets)}个工作表）"
    others = [str(number) for number, sheet in filled if find_header(sheet, other_kind(kind))]
    if others:
        other = KIND_NAMES[other_kind(kind)]
        return (
            f"{name} 像是{other}表（第{'、'.join(others[:_SHOWN_SHEETS])}个工作表），不是{KIND_NAMES[kind]}表；请检查两个文件是不是放反了"
        )
    seen = [f"第{number}个工作表{_recognised(sheet, kind)}" for number, sheet in filled[:_SHOWN_SHEETS]]
    garbled = "（如果打开来看是乱码，请在 Excel 或 WPS 中另存为“CSV UTF-8”或 .xlsx 再试）" if filled[0][1].name == CSV else ""
    return f"{name} 里没有认出{KIND_NAMES[kind]}表的表头：{'；'.join(seen)}。表头应有{_WANTED[kind]}这样的栏名{garbled}"


def _recognised(sheet: Sheet, kind: Kind) -> str:
    """Return the names of columns of the row that has most of them, with its number."""
    rows = [[re.split("[:：]", text)[0] for cell in row if label_of(text := as_written(cell), kind)] for row in sheet.rows[:_FIRST_ROWS]]
    best = max(range(len(rows)), key=lambda at: len(rows[at]), default=0)
    return f"只认得第{best + 1}行的{'、'.join(rows[best][:_SHOWN_NAMES])}" if rows and rows[best] else "没有认得的栏名"
