"""Plain data, as TOML and JSON give it → dataclasses, or every complaint at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, get_type_hints


def built(kind: type, data: Mapping[str, Any], where: str, complaints: list[str]) -> Any:
    """Return the dataclass that ``data`` describes, None where there are ``complaints``, which grow; ``where`` is said before each name.

    >>> from jobmatch.policy.sections import OpeningRules
    >>> wrong: list[str] = []
    >>> built(OpeningRules, {"per_opening": 2}, "", wrong), built(OpeningRules, {"unknown": "x"}, "openings.", wrong), wrong
    (OpeningRules(per_opening=2.0, unknown=2), None, ["openings.unknown：'x' 应当是整数"])
    """
    hints = get_type_hints(kind)
    known = {one.name: hints[one.name] for one in fields(kind)}
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name not in known:
            complaints.append(f"{where}{name}：没有这一项；可用的有 {'、'.join(sorted(known))}")
        elif is_dataclass(known[name]):
            nested = isinstance(value, Mapping)
            if nested:
                values[name] = built(known[name], value, f"{where}{name}.", complaints)
            else:
                complaints.append(f"{where}{name}：应当是一节 [{where}{name}]，写成了 {value!r}")
        else:
            _take(values, name, (known[name], value), (where, complaints))
    return kind(**values) if not complaints else None


_MUST_BE = {float: "应当是数", int: "应当是整数", str: "应当是文字"}


def _take(values: dict[str, Any], name: str, typed: tuple[Any, Any], place: tuple[str, list[str]]) -> None:
    hint, value = typed
    where, complaints = place
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        values[name] = float(value)
    elif (hint is int and isinstance(value, int) and not isinstance(value, bool)) or (hint is str and isinstance(value, str)):
        values[name] = value
    elif hint == date | None and (value is None or isinstance(value, str | date)):
        try:
            values[name] = _day(value)
        except ValueError:
            complaints.append(f"{where}{name}：{value!r} 不是日期，应写成 2026-03-01")
    else:
        complaints.append(f"{where}{name}：{value!r} {_MUST_BE.get(hint, '应当是日期')}")


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return date.fromisoformat(value) if isinstance(value, str) else value  # type: ignore[return-value]
