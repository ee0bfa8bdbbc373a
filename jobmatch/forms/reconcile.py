"""Two rosters compared by ID number: who is in both, who in one alone, and where they disagree.

The key is the ID number, 18 characters with an upper-case X, and nothing else. Rows are never merged by name:
where a name, birth date or village of one roster is found again in the other under a *different* number that
looks like a slip of the pen (one digit changed, two neighbours swapped, a digit lost), or under none at all, the
two rows are shown side by side as a doubt for a person to settle (渝人社发〔2016〕295号, clause 1a).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from jobmatch.schema import Workers

COMPARED = {
    "name": "姓名",
    "sex": "性别",
    "birth_date": "出生日期",
    "education": "文化程度",
    "phone": "联系电话",
    "home_code": "居住地编码",
    "hukou_adcode": "户籍地编码",
    "township": "乡镇",
    "village": "村",
    "household_id": "户编号",
    "labour_ability": "劳动能力",
    "in_school": "在校",
    "willing": "就业意愿",
    "status": "就业状况",
    "segment": "服务类别",
    "groups": "人员类别",
}
"""The fields compared, and what staff call them; a field that either roster leaves blank is no conflict."""

_Slip = tuple[str, str, str, str, str, str, str]
SHOWN = {"worker_id": "编号", "name": "姓名", "id_number": "身份证号", "township": "乡镇", "village": "村"}
"""The columns by which staff know a row again, and what they call them."""


@dataclass(frozen=True)
class Reconciliation:
    """What two rosters say of the same people.

    Every row of either roster is in exactly one of ``matched``, ``only_a``/``only_b``, ``repeated`` and
    ``without_id``.
    """

    matched: pd.DataFrame
    """People in both: ``id_number, worker_id_a, worker_id_b, conflicts`` (how many fields disagree)."""
    only_a: pd.DataFrame
    """Rows of A whose number is not in B."""
    only_b: pd.DataFrame
    """Rows of B whose number is not in A."""
    conflicts: pd.DataFrame
    """One row per field that disagrees: ``id_number, worker_id_a, worker_id_b, field, value_a, value_b``."""
    likely_slips: pd.DataFrame
    """Pairs to look at: ``worker_id_a, id_a, name_a, worker_id_b, id_b, name_b, reason``."""
    repeated: pd.DataFrame
    """Later rows with a number that stood in the same roster before: ``roster`` and the row."""
    without_id: pd.DataFrame
    """Rows without a usable number: ``roster`` and the row; compared with nobody."""

    def counts(self) -> dict[str, int]:
        """Return how many rows are in each part.

        >>> from jobmatch.schema import Workers
        >>> one = Workers(pd.DataFrame({"worker_id": ["W1"], "id_number": ["50023619790315012X"]}))
        >>> reconcile(one, one).counts()["matched"]
        1
        """
        names = ("matched", "only_a", "only_b", "conflicts", "likely_slips", "repeated", "without_id")
        return {name: len(getattr(self, name)) for name in names}

    def __str__(self) -> str:
        """Return the counts as staff read them."""
        n = self.counts()
        return (
            f"两份名单都有 {n['matched']} 人（其中信息不一致 {(self.matched['conflicts'] > 0).sum()} 人、"
            f"{n['conflicts']} 处），仅名单一有 {n['only_a']} 人，仅名单二有 {n['only_b']} 人，"
            f"同一名单内重复 {n['repeated']} 行，缺身份证号 {n['without_id']} 行，疑似号码录错 {n['likely_slips']} 对"
        )


def reconcile(a: Workers, b: Workers) -> Reconciliation:
    """Return the comparison of two rosters by ID number.

    >>> from jobmatch.schema import Workers
    >>> a = Workers(pd.DataFrame({"worker_id": ["A1"], "id_number": ["50023619790315012x"], "status": ["未就业"]}))
    >>> b = Workers(pd.DataFrame({"worker_id": ["B7"], "id_number": ["50023619790315012X"], "status": ["已就业"]}))
    >>> reconcile(a, b).conflicts[["field", "value_a", "value_b"]].values.tolist()
    [['就业状况', '未就业', '已就业']]
    """
    sides = [_Side(roster, table) for roster, table in (("名单一", a), ("名单二", b))]
    one, two = (side.keyed for side in sides)
    both = one.index.intersection(two.index, sort=False)
    conflicts = _conflicts(one.loc[both], two.loc[both])
    matched = pd.DataFrame(
        {
            "id_number": both,
            "worker_id_a": one.loc[both, "worker_id"].to_numpy(),
            "worker_id_b": two.loc[both, "worker_id"].to_numpy(),
            "conflicts": conflicts.groupby("id_number").size().reindex(both, fill_value=0).to_numpy(),
        }
    )
    only_a, only_b = one.drop(both), two.drop(both)
    return Reconciliation(
        matched=matched,
        only_a=_shown(only_a),
        only_b=_shown(only_b),
        conflicts=conflicts,
        likely_slips=_slips([(only_a, sides[0].without), (only_b, sides[1].without)]),
        repeated=pd.concat([_shown(side.repeated, side.roster) for side in sides], ignore_index=True),
        without_id=pd.concat([_shown(side.without, side.roster) for side in sides], ignore_index=True),
    )


class _Side:
    """One roster: rows by number, rows whose number stood there before, rows without one."""

    def __init__(self, roster: str, table: Workers) -> None:
        frame = table.frame.copy()
        frame["id_number"] = frame["id_number"].str.strip().str.upper().str[:18]
        whole = (frame["id_number"].str.len() == 18).fillna(False).astype(bool)
        again = whole & frame["id_number"].duplicated()
        self.roster = roster
        self.without = frame[~whole]
        self.repeated = frame[again]
        self.keyed = frame[whole & ~again].set_index("id_number", drop=False)


def _shown(rows: pd.DataFrame, roster: str | None = None) -> pd.DataFrame:
    shown = rows[list(SHOWN)].reset_index(drop=True)
    return shown if roster is None else shown.assign(roster=roster)


def _conflicts(one: pd.DataFrame, two: pd.DataFrame) -> pd.DataFrame:
    """Return the fields that disagree, people in the order of A and fields in the order of ``COMPARED``."""
    parts = [_conflict(one, two, field) for field in COMPARED]
    found = pd.concat([part for part in parts if len(part)] or parts[:1])
    return found.sort_values(["order", "at"], kind="stable").drop(columns=["order", "at"]).reset_index(drop=True)


def _conflict(one: pd.DataFrame, two: pd.DataFrame, field: str) -> pd.DataFrame:
    left, right = (_comparable(frame[field], field) for frame in (one, two))
    differ = ((left != "") & (right != "") & (left != right)).to_numpy(dtype=bool)
    if field.endswith(("_code", "_adcode")):
        differ &= ~_deeper(left, right)
    rows = one[differ]
    return pd.DataFrame(
        {
            "id_number": rows["id_number"].to_numpy(),
            "worker_id_a": rows["worker_id"].to_numpy(),
            "worker_id_b": two.loc[differ, "worker_id"].to_numpy(),
            "field": COMPARED[field],
            "value_a": left[differ].to_numpy(),
            "value_b": right[differ].to_numpy(),
            "order": differ.nonzero()[0],
            "at": list(COMPARED).index(field),
        }
    )


def _deeper(left: pd.Series, right: pd.Series) -> Any:
    """Return where one code only goes deeper than the other, which is no disagreement."""
    pairs = zip(left, right, strict=True)
    return pd.array([x.startswith(y) or y.startswith(x) for x, y in pairs], dtype="bool")


def _comparable(values: pd.Series, field: str) -> pd.Series:
    if field == "groups":
        return values.map("、".join)
    if field == "birth_date":
        days: pd.Series = values.dt.strftime("%Y-%m-%d").fillna("")
        return days
    text: pd.Series = values.astype("string").fillna("").str.replace(r"\s", "", regex=True)
    return text.map(_phones) if field == "phone" else text


def _phones(text: str) -> str:
    return "、".join(sorted(text.replace("/", "、").replace("-", "").split("、")))


def _slips(rests: list[tuple[pd.DataFrame, pd.DataFrame]]) -> pd.DataFrame:
    """Return pairs of left-over rows that are likely one person with a mistyped or missing number."""
    (keyed_a, _), (keyed_b, _) = rests
    rows_a, rows_b = (pd.concat([keyed, bare]) for keyed, bare in rests)
    named = rows_b[rows_b["name"].notna()].groupby("name", sort=False).indices
    found = [
        (*_side_of(row), *_side_of(other), reason)
        for row in rows_a[rows_a["name"].isin(named)].to_dict("records")
        for other in rows_b[rows_b["name"].notna()].iloc[named[row["name"]]].to_dict("records")
        if (reason := _likely(row, other))
    ]
    found += _same_person_other_name(keyed_a, keyed_b, {(row[0], row[3]) for row in found})
    return pd.DataFrame(found, columns=["worker_id_a", "id_a", "name_a", "worker_id_b", "id_b", "name_b", "reason"])


def _side_of(row: Mapping[Any, Any]) -> tuple[str, str, str]:
    return row["worker_id"], "" if pd.isna(row["id_number"]) else row["id_number"], row["name"]


def _likely(row: Mapping[Any, Any], other: Mapping[Any, Any]) -> str:
    """Return why two rows of one name are likely one person, or blank."""
    left, right = row["id_number"], other["id_number"]
    if pd.isna(left) or pd.isna(right) or len(left) != 18 or len(right) != 18:
        same = [COMPARED[name] for name in ("birth_date", "village", "phone") if _agree(row[name], other[name])]
        return f"姓名、{'、'.join(same)}相同，一方缺身份证号" if same else ""
    return f"姓名相同，{slip}" if (slip := slip_between(left, right)) else ""


def _agree(left: Any, right: Any) -> bool:
    return not (pd.isna(left) or pd.isna(right)) and bool(left == right)


def slip_between(left: str, right: str) -> str:
    """Return in Chinese how ``right`` may be ``left`` mistyped, blank when it is not likely.

    >>> slip_between("500236197903150120", "500236197903150210")
    '身份证号第16、17位颠倒'
    >>> slip_between("500236197903150120", "500236197903150128"), slip_between("1" * 18, "2" * 18)
    ('身份证号第18位不同', '')
    """
    apart = [place for place, pair in enumerate(zip(left, right, strict=True)) if pair[0] != pair[1]]
    if len(apart) == 2 and left[apart[0]] == right[apart[1]] and left[apart[1]] == right[apart[0]]:
        return f"身份证号第{apart[0] + 1}、{apart[1] + 1}位颠倒"
    if 0 < len(apart) <= 2:
        return f"身份证号第{'、'.join(str(place + 1) for place in apart)}位不同"
    return ""


def _same_person_other_name(keyed_a: pd.DataFrame, keyed_b: pd.DataFrame, known: set[tuple[str, str]]) -> list[_Slip]:
    """Return pairs whose numbers differ only in the check character: that one is computed, so one is mistyped."""
    stems = dict(zip(keyed_b["id_number"].str[:17], keyed_b.to_dict("records"), strict=True))
    found: list[_Slip] = []
    for row in keyed_a.to_dict("records"):
        other = stems.get(row["id_number"][:17])
        if other is not None and (row["worker_id"], other["worker_id"]) not in known:
            names = ["" if pd.isna(one["name"]) else one["name"] for one in (row, other)]
            left, right = row["id_number"], other["id_number"]
            sides = (row["worker_id"], left, names[0], other["worker_id"], right, names[1])
            found.append((*sides, "身份证号前17位相同，校验位不同"))
    return found
