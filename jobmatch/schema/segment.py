"""What each person is served with: one segment for everybody.

The first rule that holds decides:

1. ``in_school``  a pupil or student now (在校生状况 filled in, 学龄前 included).
2. ``in_school``  younger than 16, the lowest working age, whatever else the form says.
3. ``unable``     labour ability 丧失 or 无, 是否劳动力 no, or 丧失劳动力 given as the reason. (弱劳动力 can work.)
4. ``job``        says yes to work: nobody with a stated wish is left out, at any age.
5. ``startup``    wants to start a business.
6. ``training``   says no to work, is in work, or asks for nothing else where wishes are asked, but wants training.
7. ``unwilling``  says no to work.
8. ``job``        names a job, a place or a pay that is wanted.
9. ``unwilling``  in work and asks for no other.
10. ``unwilling`` 65 or older and states no wish. (Our choice; with a wish, rule 4 holds.)
11. ``job``       everybody else: unknown is not no.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api.extensions import ExtensionArray

from jobmatch.schema.columns import WORKING_AGE

UNABLE = frozenset({"lost", "none"})
"""Labour abilities with which nobody works; who is weak can."""
PAST_WORK = 65
"""Age from which a blank wish is taken for none."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides the segment of a person; None is unknown."""

    age: int | None = None
    """Completed years."""
    in_school: bool | None = None
    """Pupil or student now."""
    able: bool | None = None
    """Can work."""
    willing: bool | None = None
    """Wants to work."""
    startup: bool | None = None
    """Wants to start a business."""
    training: bool | None = None
    """Wants training."""
    only_training: bool = False
    """Answers the question for wishes with training and nothing else."""
    names_wish: bool = False
    """Names a job, a place or a pay."""
    employed: bool | None = None
    """In work now."""


Rule = tuple[Callable[[Facts], bool], str, str]

RULES: tuple[Rule, ...] = (
    (lambda f: bool(f.in_school), "in_school", "在校"),
    (lambda f: f.age is not None and f.age < WORKING_AGE, "in_school", "未满16周岁"),
    (lambda f: f.able is False, "unable", "登记为无（丧失）劳动能力"),
    (lambda f: bool(f.willing), "job", "有就业意愿"),
    (lambda f: bool(f.startup), "startup", "有创业意愿"),
    (lambda f: bool(f.training) and (f.willing is False or bool(f.employed) or f.only_training), "training", "只有培训意愿"),
    (lambda f: f.willing is False, "unwilling", "暂无就业意愿"),
    (lambda f: f.names_wish, "job", "填有意向岗位、地点或薪资"),
    (lambda f: bool(f.employed), "unwilling", "已就业，没有填换工作的意愿"),
    (lambda f: f.age is not None and f.age >= PAST_WORK, "unwilling", f"满{PAST_WORK}周岁，没有填就业意愿"),
    (lambda f: True, "job", "没有填意愿，按有意愿服务"),
)
"""Rule, segment and reason, in the order of the page above."""


def segment_of(facts: Facts) -> tuple[str, str]:
    """Return the segment of a person and the reason in Chinese.

    Examples
    --------
    >>> segment_of(Facts(age=40, willing=True)), segment_of(Facts(age=15, willing=True))[0]
    (('job', '有就业意愿'), 'in_school')
    >>> segment_of(Facts(age=50))[0], segment_of(Facts(age=70))[0], segment_of(Facts(age=70, willing=True))[0]
    ('job', 'unwilling', 'job')
    """
    return next((segment, reason) for holds, segment, reason in RULES if holds(facts))


def lacks_segment(record: Mapping[str, Any]) -> bool:
    """Return whether a record states no segment, but something from which one follows.

    >>> lacks_segment({"willing": False}), lacks_segment({"willing": True}), lacks_segment({"willing": False, "segment": "job"})
    (True, False, False)
    """
    ability = record.get("labour_ability")
    holds_back = record.get("in_school") is True or record.get("willing") is False or (isinstance(ability, str) and ability in UNABLE)
    return holds_back and record.get("segment") is None


def with_segments(cells: Mapping[str, ExtensionArray]) -> dict[str, ExtensionArray]:
    """Return the columns of workers with the segment, and its reason, of those for whom none is stated.

    Of these the table itself must say that they do not look for work: age is left to the requirement of working age, for
    a table does not know on which day it is counted.
    """
    stated = cells["segment"].tolist()
    blank = {row for row, segment in enumerate(stated) if segment is pd.NA}
    if not blank:
        return dict(cells)
    found = {row: segment_of(facts) for row, facts in _holding_back(cells).items() if row in blank}
    segments = [found[row][0] if row in found else "job" if row in blank else segment for row, segment in enumerate(stated)]
    reasons = cells["segment_reason"].copy()
    for row, (_, reason) in found.items():
        reasons[row] = reason if reasons[row] is pd.NA else reasons[row]
    return {**cells, "segment": pd.array(segments, dtype="string"), "segment_reason": reasons}


def _holding_back(cells: Mapping[str, ExtensionArray]) -> dict[int, Facts]:
    """Return what the table says of those, by row, who are in school, cannot work or do not want to."""
    columns = (cells[name].tolist() for name in ("in_school", "labour_ability", "willing", "training_wanted"))
    return {
        row: Facts(in_school=in_school is True, able=ability not in UNABLE, willing=_known(willing), training=training is True)
        for row, (in_school, ability, willing, training) in enumerate(zip(*columns, strict=True))
        if in_school is True or ability in UNABLE or willing is False
    }


def _known(flag: Any) -> bool | None:
    return None if flag is pd.NA else bool(flag)
