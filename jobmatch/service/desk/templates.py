"""The templates of the desk page, filled with what a sitting holds."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from jobmatch.service.desk import views
from jobmatch.service.desk.columns import columns_of, labels
from jobmatch.service.desk.sitting import Sitting

LONGEST_CELL = 200
"""Characters that somebody may type for a cell."""
WALK_IN = ("姓名", "性别", "年龄", "文化程度", "意向工种", "技能特长", "现居住地", "意向地区", "期望月薪", "联系电话", "身份证号")
"""What is asked of somebody who comes by."""


@cache
def _templates() -> Any:
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("jobmatch.service"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["pretty"] = lambda value: json.dumps(value, ensure_ascii=False, indent=1)
    environment.globals.update(kinds=views.KIND_WORDS, walk_in=WALK_IN)
    return environment


def compile_templates() -> None:
    """Compile every template, so that the first page need not wait for it."""
    environment = _templates()
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)


def show(name: str, status: int = 200, **facts: Any) -> HTMLResponse:
    """Return a template with some facts in it."""
    return HTMLResponse(_templates().get_template(name).render(**facts), status)


def page(sitting: Sitting, request: Request) -> HTMLResponse:
    """Return the whole page."""
    return show("desk.html", **facts(sitting, request))


def facts(sitting: Sitting, request: Request, **more: Any) -> dict[str, Any]:
    """Return what the whole working part of the page shows."""
    columns = {kind: columns_of(upload) for kind, upload in sitting.uploads.items()}
    return {
        "sitting": sitting,
        "columns": columns,
        "labels": {kind: labels(kind) for kind in sitting.uploads},
        "unknown": {kind: [one["name"] for one in found if not one["field"]] for kind, found in columns.items()},
        "problems": {kind: views.problems_of(sitting, kind) for kind in sitting.uploads},
        "people": views.people(sitting),
        "totals": views.totals(sitting),
        "choices": views.job_choices(sitting) if "jobs" in sitting.tables else [],
        "may_say": may_say(sitting, request),
        "first": (chosen := views.chosen(sitting)),
        "person": views.person(sitting, chosen) if chosen else None,
        **more,
    }


def may_say(sitting: Sitting, request: Request) -> bool:
    """Tell whether what a person says to a job can be entered: there is a ledger, and whoever sits there may write."""
    return request.app.state.settings.ledger is not None and "write" in sitting.token.scopes


def work(sitting: Sitting, request: Request, **more: Any) -> HTMLResponse:
    """Return the working part of it."""
    return show("work.html", **facts(sitting, request, **more))
