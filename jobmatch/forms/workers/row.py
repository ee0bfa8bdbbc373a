"""A row of a worker table → one worker, with the problems of the row.

Each consideration has a module of its own: ``worker_identity`` (name, ID, birth, age, telephone), ``worker_facts``
(groups, health, schooling, skills), ``worker_home`` and ``worker_wishes`` (work, place, pay, training).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jobmatch.forms.identity import Identity
from jobmatch.forms.layouts.rows import Row
from jobmatch.forms.located import county_of, town_of
from jobmatch.forms.reader import Reader
from jobmatch.forms.text import normal
from jobmatch.forms.workers import consistency
from jobmatch.forms.workers.facts import facts_of
from jobmatch.forms.workers.home import home_columns
from jobmatch.forms.workers.identity import can_be_used, name_and_id, person_of
from jobmatch.forms.workers.wishes import months_worked, wishes_of

_AT_WORK = re.compile(r"公益性?岗|(?<![未没不无能])返岗|点对点|在岗|在职|已就业|已务工|已上岗|吸纳就业|聘用人员")
_OF_OTHERS = re.compile(r"意愿|意向|求职|失业|未就业|未务工|需求|摸底|报名|招聘|待业|计划|打算|需要|申请|申报|拟|登记|返乡|调查|[和及与、]")
"""A title with such words lists people who look for work, too."""
_TABLE = re.compile("(?:表|册|台账|名单)$")


@dataclass
class WorkerReader(Reader):
    """Reads the workers of one form."""

    seen_ids: dict[str, tuple[tuple[str, int], str]] = field(default_factory=dict)
    """ID number → the row that used it first."""
    heads: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Household → the row of its head."""

    @cached_property
    def town(self) -> str:
        """The township whose people the sheet lists, empty when it does not say."""
        return town_of(self.form.sheet, self.form.header.first, self.near)

    @cached_property
    def near(self) -> str | None:
        """Division code of the county the sheet is from, for places named without it."""
        return county_of(self.form.sheet, self.form.header.first, self.context)

    @cached_property
    def _at_work(self) -> bool:
        """Whether the tab or a title calls the sheet a list of people in work: 公益性岗位在岗人员花名册."""
        tab, *above = map(normal, self.form.titles)
        if any(_TABLE.search(title) and _OF_OTHERS.search(title) for title in above):
            tab = ""  # 点对点 on the tab of a 报名表
        return any(_AT_WORK.search(title) and not _OF_OTHERS.search(title) for title in (tab, *above))

    def read(self, row: Row) -> dict[str, Any] | None:
        """Return the worker of a row by canonical column, or None when the row is set aside."""
        name, identity = name_and_id(row)
        if not can_be_used(row, name, identity, self.note) or self._is_repeated(row, name, identity):
            return None
        worker: dict[str, Any] = {"name": name, "id_number": identity.number, "source_sheet": row.sheet, "source_row": row.number}
        worker |= person_of(row, identity, self.form, self.as_of, self.note)
        worker |= facts_of(row, self.form, self.as_of, self.note)
        worker |= home_columns(row, self.town, self.near, self.note)
        worker |= wishes_of(row, worker, context=self.near, note=self.note, at_work=self._at_work)
        self._check(row, worker)
        return worker

    def _is_repeated(self, row: Row, name: str, identity: Identity) -> bool:
        """Tell whether an earlier row bears the same ID number, and report it."""
        if not identity.number:
            return False
        (sheet, number), other = self.seen_ids.setdefault(identity.number, (row.at, name))
        if (sheet, number) == row.at:
            return False
        who = "姓名相同" if other == name else "姓名不同"
        where = f"“{sheet}”" if not other or other not in sheet else "另一个工作表"  # a tab may be called after its person
        message = f"身份证号与{where}第{number}行（{who}）重复，本行未导入；请核实后删去重复的一行或改正号码"
        self.note(row, "id_number", message, kept=False)
        return True

    def _check(self, row: Row, worker: dict[str, Any]) -> None:
        person = consistency.Person(
            row, worker["age"], worker["in_school"], worker["labour_ability"] in ("weak", "lost", "none"), months_worked(row)
        )
        for name, message in consistency.contradictions(person):
            self.note(row, name, message)
        household = worker["household_id"]
        if household and normal(row.text("relation")) in ("户主", "本人或户主", "户主本人"):
            first = self.heads.setdefault(household, row.at)
            if first != row.at:
                self.note(row, "relation", f"同一户（{household}）有两个户主，另一个在“{first[0]}”第{first[1]}行；请核实")
