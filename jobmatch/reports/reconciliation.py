"""The comparison of two rosters as a workbook: one sheet per part, masked by default."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from jobmatch.forms.reconcile import SHOWN, Reconciliation
from jobmatch.reports.masking import mask_id, mask_name, mask_phone
from jobmatch.reports.sheets import write_sheets

_WORDS = {
    **SHOWN,
    "worker_id_a": "名单一编号",
    "worker_id_b": "名单二编号",
    "name_a": "名单一姓名",
    "name_b": "名单二姓名",
    "id_a": "名单一身份证号",
    "id_b": "名单二身份证号",
    "conflicts": "不一致处",
    "field": "项目",
    "value_a": "名单一",
    "value_b": "名单二",
    "reason": "为什么",
    "roster": "名单",
}
_SHEETS = {
    "conflicts": "信息不一致",
    "only_a": "仅名单一有",
    "only_b": "仅名单二有",
    "likely_slips": "疑似号码录错",
    "repeated": "名单内重复",
    "without_id": "缺身份证号",
    "matched": "两份都有",
}
_MASKED = {"id_number": mask_id, "id_a": mask_id, "id_b": mask_id}
_NAMES = ("name", "name_a", "name_b")


def write_reconciliation(found: Reconciliation, path: str | Path, *, unmask: bool = False) -> Path:
    """Write the parts of a reconciliation as sheets and return the path.

    Names, ID numbers and phones are masked unless ``unmask``; the office's own numbers tell rows apart.

    >>> import tempfile
    >>> from jobmatch.forms.reconcile import reconcile
    >>> from jobmatch.schema import Workers
    >>> one = Workers(pd.DataFrame({"worker_id": ["A1"], "id_number": ["500236197903159010"]}))
    >>> book = write_reconciliation(reconcile(one, one), Path(tempfile.mkdtemp()) / "比对.xlsx")
    >>> pd.read_excel(book, engine="calamine").set_index("项目")["数量"]["两份都有"].item()
    1
    """
    counts = found.counts()
    summary = pd.DataFrame({"项目": list(_SHEETS.values()), "数量": [counts[part] for part in _SHEETS]})
    parts = {word: getattr(found, part) for part, word in _SHEETS.items()}
    sheets = {word: (part if unmask else _masked(part)).rename(columns=_WORDS) for word, part in parts.items()}
    return write_sheets({"说明": summary, **sheets}, path)


def _masked(part: pd.DataFrame) -> pd.DataFrame:
    masked = part.copy()
    for column in set(masked.columns) & {*_MASKED, *_NAMES}:
        masked[column] = masked[column].map(mask_id if column in _MASKED else mask_name)
    if "field" in masked:
        for field, mask in (("姓名", mask_name), ("联系电话", mask_phone)):
            rows = masked["field"] == field
            for column in ("value_a", "value_b"):
                masked.loc[rows, column] = masked.loc[rows, column].map(mask)
    return masked
