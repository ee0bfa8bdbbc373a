"""Facts of a person that cannot all be true, as the national register checks them.

Each rule names the column to look at and says what to do. The facts stay as the form has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jobmatch.forms.answers import read_answer
from jobmatch.forms.layouts.rows import Row
from jobmatch.forms.text import is_nothing, normal
from jobmatch.schema import WORKING_AGE

PUBLIC_POST_BELOW = 70
"""Age from which nobody is placed in a public-welfare post."""
_HEALTHY_UNTIL = 59
_OUTSIDE = re.compile(r"县外|省外|市外|国外|境外")
_LOCAL_CHANNEL = re.compile(r"公益性?岗位|(?:帮扶|扶贫)车间")


@dataclass(frozen=True, slots=True)
class Person:
    """The facts that the rules compare."""

    row: Row
    """The row they come from."""
    age: int | None
    """Completed years."""
    in_school: bool | None
    """Pupil or student now."""
    weak: bool
    """Labour ability weak, lost or none."""
    months: float
    """Months worked away this year; 0 when none or unknown."""

    def blank(self, field: str) -> bool:
        """Tell whether the form has the column and the cell says nothing."""
        return self.row.has(field) and is_nothing(self.row.text(field))

    def says(self, field: str, pattern: str | re.Pattern[str]) -> bool:
        """Tell whether a cell holds the words of a pattern."""
        return any(re.search(pattern, normal(text)) for text in self.row.all_texts(field))


def _schooling_twice(person: Person) -> bool:
    return person.row.has("education") and not person.blank("education") and bool(person.in_school) and person.says("in_school", "年级|学")


def _schooling_none(person: Person) -> bool:
    return person.blank("education") and person.blank("in_school")


def _pupil_works(person: Person) -> bool:
    return bool(person.in_school) and (person.months > 0 or read_answer(person.row.text("willing")) is True)


def _healthy_but_weak(person: Person) -> bool:
    of_age = person.age is not None and WORKING_AGE <= person.age <= _HEALTHY_UNTIL
    return of_age and person.weak and not person.in_school and normal(person.row.text("health")) in ("健康", "良好", "健康或良好")


def _public_post_age(person: Person) -> bool:
    holds_post = person.says("channel", "公益") or person.says("public_post", r"[一-鿿]{2}")
    return holds_post and person.age is not None and not WORKING_AGE <= person.age < PUBLIC_POST_BELOW


def _plan_without_need(person: Person) -> bool:
    return person.blank("service_need") and read_answer(person.row.text("willing")) is True


def _nowhere(person: Person) -> bool:
    return person.months > 0 and person.blank("work_place") and (person.blank("employer") or not person.row.has("employer"))


def _local_channel_outside(person: Person) -> bool:
    outside = person.says("work_region", _OUTSIDE) or person.says("work_place", _OUTSIDE)
    return outside and person.says("channel", _LOCAL_CHANNEL)


RULES: tuple[tuple[Callable[[Person], bool], str, str], ...] = (
    (_schooling_twice, "in_school", "文化程度和在校生状况只能填一项；请核实是否在校，删去不对的一项"),
    (_schooling_none, "education", "文化程度和在校生状况都没有填；请补填其中一项"),
    (_pupil_works, "work_months", "填了在校，又有务工时间或务工计划；请核实是否在校"),
    (lambda person: person.weak and person.months > 0, "labour_ability", "填了弱（丧失、无）劳动力，又有务工时间；请核实劳动技能"),
    (_healthy_but_weak, "labour_ability", "16至59岁、健康、不在校，却填弱（丧失、无）劳动力；请核实劳动技能或健康状况"),
    (_public_post_age, "public_post", f"公益性岗位人员应满{WORKING_AGE}周岁、不满{PUBLIC_POST_BELOW}周岁；请核实年龄或岗位"),
    (_plan_without_need, "service_need", "计划务工，却没有填就业服务需求；请补填"),
    (_nowhere, "work_place", "有务工时间，务工地点和单位却都空白；请补填"),
    (_local_channel_outside, "channel", "在县外务工，渠道却是公益性岗位或车间；请核实"),
)
"""Rule, field to look at, and what to tell the office."""


def contradictions(person: Person) -> Iterator[tuple[str, str]]:
    """Yield the field and the message of every rule that a person breaks.

    >>> from jobmatch.forms.layouts.rows import Row
    >>> row = Row("人员", 5, {"channel": ["公益性岗位"], "in_school": ["否"], "education": ["初中"]}, {"channel": "就业渠道"})
    >>> [message for _, message in contradictions(Person(row, age=71, in_school=False, weak=False, months=0))]
    ['公益性岗位人员应满16周岁、不满70周岁；请核实年龄或岗位']
    """
    for broken, field, message in RULES:
        if broken(person):
            yield field, message
