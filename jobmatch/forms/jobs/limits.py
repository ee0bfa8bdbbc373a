"""What a posting may not ask for, flagged for the office; and the limits that are lawful, with the people they name."""

from __future__ import annotations

import re
from typing import Any

from jobmatch.errors import PlaceError
from jobmatch.forms.compliance import Compliance, hukou_place, read_compliance, relaxed_for
from jobmatch.forms.layouts.rows import Row
from jobmatch.forms.problems import Problems
from jobmatch.places import locate

_PUBLIC_EMPLOYER = re.compile(r"机关|事业|国有|村.*委会|居.*委会|政府|街道办|公益")
_OWN = (("村", 12), ("镇", 9), ("乡", 9), ("县", 6), ("区", 6), ("市", 2))
"""Word behind 本 → digits of the division code it means."""


def limits_of(row: Row, job: dict[str, Any], context: str | None, problems: Problems) -> dict[str, Any]:
    """Return the columns of unlawful and lawful limits of a posting whose other columns are known.

    >>> row = Row("岗位", 3, {"title": ["缝纫工"], "sex": ["女"]}, {"sex": "性别"})
    >>> job = {"workplace_type": "enterprise", "employer_type": None, "description": None, "requirements": "限本县户籍"}
    >>> limits_of(row, job, "500236", Problems())["flags"]
    ('sex_limit', 'hukou_limit')
    """
    public = job["workplace_type"] == "public_welfare" or bool(_PUBLIC_EMPLOYER.search(job["employer_type"] or ""))
    text = "；".join(part for part in (job["description"], job["requirements"], row.joined("age"), row.text("legal_basis")) if part)
    found = read_compliance(row.text("title"), row.text("sex"), row.text("hukou"), text, public=public)
    if found.lawful_exception and re.search("[男女]", row.text("sex")) and "不限" not in row.text("sex"):
        message = f"性别限制属法定例外（{found.lawful_exception}），按合法限制处理；请核对"
        problems.add(row.at, row.name_of("sex"), row.text("sex"), message)
    if found.legal_basis:
        message = f"户籍限制写明了依据（{found.legal_basis}），按合法限制处理；请核对依据"
        problems.add(row.at, row.name_of("requirements"), found.hukou, message)
    return {
        "flags": found.flags,
        "legal_basis": found.legal_basis or None,
        "lawful_exception": found.lawful_exception or None,
        "hukou_scope": _scope(row, found, job, context),
    }


def _scope(row: Row, found: Compliance, job: dict[str, Any], context: str | None) -> str | None:
    """Return the division whose registered people a lawful limit speaks of."""
    relaxed = relaxed_for("，".join(part for part in (row.text("education"), job["requirements"]) if part))
    where = hukou_place(found.hukou if found.legal_basis else relaxed)
    if not where:
        return None
    code = str(job.get("work_code") or context or "")
    depth = next((digits for mark, digits in _OWN if where.startswith("本") and mark in where), 0)
    if depth:
        return (code[:2] + "0000" if depth == 2 else code[:depth]) or None
    try:
        return locate(where, near=context).code
    except PlaceError:
        return None
