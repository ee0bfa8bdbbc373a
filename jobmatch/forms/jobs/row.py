"""A row of a job table → one job, with the problems of the row.

Each consideration has a module of its own: ``job_words`` (employer, work, contact), ``job_openings``, ``job_pay``
(with board and lodging), ``job_conditions`` (age, schooling, experience), ``job_dates``, ``job_place``, ``job_limits``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from jobmatch.forms.answers import is_bare_answer
from jobmatch.forms.jobs.conditions import conditions_of
from jobmatch.forms.jobs.dates import dates_of
from jobmatch.forms.jobs.limits import limits_of
from jobmatch.forms.jobs.openings import openings_of, read_openings
from jobmatch.forms.jobs.pay import lodging_of, pay_of, pay_text_of
from jobmatch.forms.jobs.place import Office, place_of_work
from jobmatch.forms.jobs.words import words_of
from jobmatch.forms.layouts.letterhead import stated
from jobmatch.forms.layouts.rows import Form, Row
from jobmatch.forms.located import town_of
from jobmatch.forms.reader import Reader
from jobmatch.forms.text import has_letters, is_nothing, normal, one_line

_FIRM = ("employer", "employer_type", "industry", "employer_address", "contact", "phone")
_PLACES = frozenset(("booth", "work_address", "province", "city", "county", "township", "village"))
_OWN_OF_FIRM = ("employer_type", "industry", "contact", "phone")
"""What of another firm's would show that a blank employer is not the one above."""
_SAME = (
    "employer", "title", "openings", "pay_min", "pay_max", "pay_basis", "education_min", "age_min", "age_max", "experience_min_years",
    "lodging", "workplace_type", "hours", "valid_until", "certificates_required", "description", "requirements",
)  # fmt: skip
"""What makes two rows one post when all of it agrees; the sources of a list may write each in their own way."""


@dataclass
class JobReader(Reader):
    """Reads the jobs of one form."""

    firm: dict[str, list[object]] = field(default_factory=dict)
    """Cells of the firm that a blank employer below it belongs to."""
    seen: dict[tuple[object, ...], tuple[str, int]] = field(default_factory=dict)
    """What a posting says → the row that said it first."""

    @cached_property
    def town(self) -> str:
        """The township that collected the postings of the sheet, empty when it does not say."""
        return town_of(self.form.sheet, self.form.header.first, self.context)

    @cached_property
    def _before_post(self) -> frozenset[str]:
        """Fields of the firm's booth and place whose columns stand before that of the post: they are the firm's, as its name is."""
        fields = self.form.header.fields
        first = min((column for column, field in fields.items() if field == "title"), default=0)
        return frozenset(field for column, field in fields.items() if column < first and field in _PLACES)

    def next(self, form: Form) -> Self:
        """Return the reader of the form that comes next: no firm reaches from sheet to sheet."""
        return replace(super().next(form), firm={})

    def read(self, row: Row) -> dict[str, Any] | None:
        """Return the job of a row by canonical column, or None when the row is set aside."""
        _take_apart(row)
        self._fill_down(row)
        _prefer(row)
        if not self._can_be_used(row):
            return None
        job: dict[str, Any] = {"title": one_line(row.text("title")), "source_sheet": row.sheet, "source_row": row.number}
        job |= words_of(row, self.form)
        job |= self._offer(row)
        job |= conditions_of(row, self.as_of, self.note)
        job |= dates_of(row, self.form, self.as_of, self.note)
        job |= place_of_work(row, Office(self.context, self.town), self.note, home=job["workplace_type"] == "home_based")
        return None if self._is_repeated(row, job) else self._flagged(row, job)

    def _fill_down(self, row: Row) -> None:
        """Give a row without employer the firm of the row above, all its columns or none."""
        if not row.has("employer"):
            return
        if "employer" in row.spread:  # one merged cell: the same firm
            row.cells.update({name: list(cells) for name, cells in self.firm.items() if name not in row.cells})
            row.texts.clear()
        elif row.text("employer"):
            self.firm = {name: row.cells[name] for name in (*_FIRM, *self._before_post) if name in row.cells}
        elif self.firm and not any(row.cells[name] != self.firm.get(name) for name in _OWN_OF_FIRM if row.text(name)):
            row.cells.update({name: list(cells) for name, cells in self.firm.items() if name in _FIRM or name not in row.cells})
            row.texts.clear()

    def _can_be_used(self, row: Row) -> bool:
        if is_nothing(row.text("title")):
            self.note(row, "title", "没有填岗位名称，本行未导入；请补填", kept=False)
            return False
        if not has_letters(row.text("title")):
            self.note(row, "title", "看不出是什么岗位，本行未导入；请写岗位名称，例如“缝纫工”", kept=False)
            return False
        if _is_surplus(row):
            self.note(row, "surplus", "是余工（可调剂出去的人员），不是招工岗位，本行未导入；如同时缺工，请填缺工人数", kept=False)
            return False
        if row.has("employer") and is_nothing(row.text("employer")):
            self.note(row, "employer", "没有填单位名称；请补填")
        return True

    def _is_repeated(self, row: Row, job: dict[str, Any]) -> bool:
        """Tell whether an earlier row means the same post, however it writes it, and report it."""
        place = job.get("work_code") or normal(job["work_address"])
        first = self.seen.setdefault((place, *(_meaning(job[name]) for name in _SAME)), row.at)
        if first == row.at:
            return False
        message = (
            f"与“{first[0]}”第{first[1]}行是同一个岗位（单位、岗位、地点、工资、人数、条件都相同），本行未导入；如确是两个岗位请写明区别"
        )
        self.note(row, "title", message, kept=False)
        return True

    def _offer(self, row: Row) -> dict[str, Any]:
        openings, pay = openings_of(row, self.note), pay_of(row, self.note)
        return {
            "openings": openings,
            "referred": read_openings(row.text("referred"))[0],
            "placed": read_openings(row.text("placed"))[0],
            "pay_min": pay.min,
            "pay_max": pay.max,
            "pay_basis": pay.basis,
            "pay_text": pay_text_of(row),
            "pay_trial": pay.trial,
            "pay_months": pay.months,
            "lodging": lodging_of(row, pay).code,
            "flags": ["openings_unknown"] * (openings is None) + ["pay_estimated"] * pay.estimated + ["pay_approx"] * pay.approx,
        }

    def _flagged(self, row: Row, job: dict[str, Any]) -> dict[str, Any]:
        """Return the job with the flags of all its considerations."""
        limits = limits_of(row, job, self.context, self.problems)
        flags = {*job["flags"], *limits["flags"]}
        flags |= {flag for flag, name in (("age_by_sex", "by_sex"), ("location_uncertain", "location_uncertain")) if job.pop(name, False)}
        return {**job, **limits, "flags": tuple(sorted(flags))}


def _take_apart(row: Row) -> None:
    """Take the lines with labels below the name of a firm (某公司⏎地址：某镇) for what they are, where no column says it.

    >>> row = Row("岗位", 2, {"employer": ["某某公司\\n地址：白帝镇"]}, {})
    >>> _take_apart(row)
    >>> row.text("employer"), row.text("employer_address")
    ('某某公司', '白帝镇')
    """
    name, *lines = row.text("employer").split("\n")
    told = {field: cells for line in lines for field, cells in stated([line]).items() if field != "employer"}
    if told:
        row.cells.update({"employer": [name.strip()], **{field: cells for field, cells in told.items() if field not in row.cells}})
        row.texts.clear()


def _is_surplus(row: Row) -> bool:
    """Tell whether a row of a table for lending labour offers people instead of work.

    >>> [_is_surplus(Row("余缺", 2, {"surplus": [said], "openings": [8]}, {})) for said in ("余工", "缺工", "无余工", "没有富余", "余0人")]
    [True, False, False, False, False]
    >>> _is_surplus(Row("余缺", 2, {"surplus": [8]}, {})), _is_surplus(Row("余缺", 2, {"surplus": [8], "openings": [3]}, {}))
    (True, False)
    """
    said = re.sub(r"[无没不非]有?(?:余工?|富余|多余)|(?<!\d)余?0[人名个]?(?!\d)", "", normal(row.joined("surplus")))
    counted = re.search("[1-9]", said) and not re.search("[1-9]", row.text("openings"))
    return bool(counted or re.search("^余|余工|富余|多余|可?(?:调出|输出)", said))


def _prefer(row: Row) -> None:
    """Write what a column of its own prefers among the requirements, clause by clause, as the preference that it is.

    >>> row = Row("岗位", 2, {"preferred": ["A2驾照，退伍军人优先"]}, {})
    >>> _prefer(row)
    >>> row.text("requirements")
    'A2驾照优先，退伍军人优先'
    """
    clauses = [
        part
        for text in row.all_texts("preferred")
        if not (is_nothing(text) or is_bare_answer(text))
        for part in re.split(r"[,，;；。、\n]+", text)
        if part.strip()
    ]
    if clauses:
        said = "，".join(part.strip() if "优先" in part else f"{part.strip()}优先" for part in clauses)
        row.cells["requirements"] = [*row.cells.get("requirements", []), said]
        row.texts.pop("requirements", None)


def _meaning(value: object) -> object:
    """Return a value as two rows are compared: of a text letters and digits count; nothing asked is nothing said.

    >>> _meaning("1、身体健康；\\n 2、守时"), _meaning(3000.0), _meaning(None) == _meaning(0)
    ('1身体健康2守时', 3000.0, True)
    """
    return re.sub(r"[\W_]+", "", value).lower() if isinstance(value, str) else value or ""
