"""What a posting says in words: employer, work, requirements, kind of post, contact."""

from __future__ import annotations

import re
from typing import Any

from jobmatch.forms.clauses import read_certificates_asked, read_insurance_in
from jobmatch.forms.identity import read_phones
from jobmatch.forms.layouts.rows import Form, Row
from jobmatch.forms.text import is_nothing, normal, one_line
from jobmatch.forms.workplace import kind_of_all, names_workplace, read_kind, read_workplace, workplace_of_all

_NUMBER = re.compile(r"[\d\s()（）:：/、,，+-]*(?:\d[ -]?){4}\d[\d\s()（）:：/、,，-]*")
_PERSON = re.compile(r"(?!.*(?:微信|同号|电话|手机|座机|本人|办公|咨询|转$))[一-鿿]{1,6}")

_SAME_NUMBER = re.compile(r"[(（]?(?:同?微信|微信?同号?|手机)+(?:同号|同步)?[)）]?$")
"""Behind a number: 微信同号."""
_FARMS = re.compile("(?<!见习)(?<!实训)(?<!培训)(?<!就业)基地|种植[园场]|养殖场|农场")
"""A column of firms so called names farms."""
_WORKSHOPS = re.compile("(?<!生产)车间(?:[(（].*[)）])?(?:名称|全称)?$|工坊")


def _by_name(column: str) -> str:
    """Return the form of workplace that a column of firms is called after, empty when it is called after none.

    >>> _by_name("车间名称"), _by_name("基地名称"), _by_name("见习基地"), _by_name("企业名称")
    ('帮扶车间', '种养基地', '', '')
    """
    return "种养基地" if _FARMS.search(column) else "帮扶车间" if _WORKSHOPS.search(column) else ""


def words_of(row: Row, form: Form) -> dict[str, Any]:
    """Return the columns of a posting that keep its own words, and the kind of post that follows from them.

    >>> from jobmatch.forms.headers import Header
    >>> from jobmatch.forms.sheets import Sheet
    >>> form = Form(Sheet("帮扶车间岗位", []), Header(0, 1, ("岗位",), {0: "title"}))
    >>> words = words_of(Row("帮扶车间岗位", 3, {"title": ["缝纫工"], "phone": ["王主任15400000001"]}, {}), form)
    >>> words["workplace_type"], words["contact"], words["phone"]
    ('workshop', '王主任', '15400000001')
    """
    employer, stated = one_line(row.text("employer")), row.joined("workplace")
    if not names_workplace(stated) and not row.text("workshop"):
        stated = workplace_of_all(form.titles) or _by_name(row.name_of("employer")) or stated
    return {
        "employer": None if is_nothing(employer) else employer,
        "employer_type": row.text("employer_type") or None,
        "industry": row.text("industry") or None,
        "description": row.joined("description", "title_note") or None,
        "requirements": row.joined("requirements", "remark") or None,
        "kind": read_kind(row.joined("workplace") or kind_of_all((*form.titles, row.name_of("title"))), row.text("title")),
        "workplace_type": read_workplace(stated, employer, row.text("work_address"), row.text("workshop"), row.text("title")),
        "hours": row.joined("hours") or None,
        "insurance": _insurance(row),
        "route": row.text("route") or None,
        "certificates_required": _stated(row.joined("certificates"))
        or read_certificates_asked(row.joined("requirements", "description", "remark"))
        or None,
        **_contact(row),
        "source": row.joined("source") or None,
        "reserved_for": _stated(row.text("reserved_for")),
        "event_id": row.text("event") or None,
        "booth": row.text("booth") or None,
    }


def _contact(row: Row) -> dict[str, str | None]:
    """Return contact and telephone numbers, also where one cell holds both; what is no number stays as written.

    How to apply (应聘方式) counts where it gives a number and no column of its own does.
    """
    contact, phones = row.text("contact"), row.all_texts("phone") or [text for text in row.all_texts("apply") if read_phones(text)[0]]
    if not phones and read_phones(contact)[0]:
        contact, phones = "", [contact]
    beside = (_SAME_NUMBER.sub("", _NUMBER.sub("", text)).strip("()（） ") for text in phones if read_phones(text)[0])
    person = contact or next((name for name in beside if _PERSON.fullmatch(name)), "")
    read = ((text, *read_phones(text)) for text in phones)
    numbers = [number for text, good, bad in read for number in (good if good and not bad else (text,)) if not is_nothing(number)]
    return {"contact": person or None, "phone": "；".join(dict.fromkeys(numbers)) or None}


def _insurance(row: Row) -> str | None:
    """Return what is said of insurance, in a column of its own or among the benefits; a tick says what the column is called, 五险."""
    said = row.joined("insurance") or read_insurance_in(row.joined("pay_note", "pay", "remark", "requirements", "description"))
    name = row.name_of("insurance").rsplit("_", 1)[-1]
    return name if said in ("√", "✓", "✔") and "是否" not in name else said or None


def _stated(text: str) -> str | None:
    return None if is_nothing(text) or normal(text) in ("不限", "无要求") else text
