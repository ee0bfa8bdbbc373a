"""schema.org JobPosting → the headers that forms use.

What is not read here is passed over; what is read but cannot be used (pay in another currency) is named among the problems.
"""

from __future__ import annotations

import html
import re
from typing import Any

from jobmatch.service.api.postings import Contact, Experience, Location, Named, Posting, Quantity, Salary
from jobmatch.service.api.values import LONGEST

_UNITS = {"HOUR": "元/小时", "DAY": "元/天", "WEEK": "元/周", "MONTH": "元/月", "YEAR": "元/年"}
_UNIT_CODES = {"HUR": "HOUR", "WEE": "WEEK", "MON": "MONTH", "ANN": "YEAR"}
"""UN/CEFACT common codes, where ``unitCode`` stands in place of ``unitText``."""
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|</?[a-z][^<>]{0,500}>", re.DOTALL | re.IGNORECASE)
_APART = re.compile(r"<br\s*/?>|</?(?:p|li|div|h[1-6]|t[rdh]|[uo]l|table|section)\b[^<>]{0,500}>", re.IGNORECASE)
"""What sets words apart on the page."""
_SCHOOLING = {
    "no requirements": "不限", "high school": "高中", "associate degree": "大专", "bachelor degree": "本科", "postgraduate degree": "硕士",
}  # fmt: skip
"""The credential categories that search engines ask for, the least first."""
_FORMS = {"INTERN": "实习"}
_HEADERS = {
    "工资待遇": "baseSalary", "工作地点": "jobLocation", "工作经验": "experienceRequirements", "学历要求": "educationRequirements",
    "招聘人数": "totalJobOpenings", "岗位要求": "qualifications", "所属行业": "industry", "工作时间": "workHours", "福利待遇": "jobBenefits",
    "单位名称": "hiringOrganization", "岗位名称": "title", "联系人": "applicationContact", "联系电话": "applicationContact",
    "用工形式": "employmentType",
}  # fmt: skip
"""Header under which a property is read → the property."""


def cells_of(posting: Posting) -> dict[str, Any]:
    """Return a posting under the headers that forms use.

    >>> from jobmatch.service.api.postings import EXAMPLE
    >>> cells = cells_of(Posting.model_validate(EXAMPLE))
    >>> cells["工资待遇"], cells["工作地点"]
    ('4500-6000元/月', '重庆市秀山县平凯街道工业园区')
    """
    firm, contact = _first(posting.hiringOrganization), _first(posting.applicationContact) or Contact()
    asked = [_words(part, "、") for part in (posting.qualifications, posting.skills)]
    return {
        "岗位名称": _plain_text(posting.title) or posting.title,
        "单位名称": firm.name if isinstance(firm, Contact) else firm,
        "工作地点": _address(_first(posting.jobLocation)),
        "工资待遇": _pay(posting),
        "招聘人数": posting.totalJobOpenings,
        "用工形式": _form(posting),
        "所属行业": _words(posting.industry, "、"),
        "工作时间": posting.workHours,
        "福利待遇": _words(posting.jobBenefits, "、"),
        "岗位要求": "；".join(filter(None, asked)) or None,
        "工作经验": _experience(posting.experienceRequirements),
        "学历要求": _schooling(posting.educationRequirements),
        "联系人": contact.name,
        "联系电话": _phone(contact.telephone or (firm.telephone if isinstance(firm, Contact) else None)),
    }


def facts_of(posting: Posting) -> dict[str, Any]:
    """Return what a posting says in canonical columns already."""
    place = _first(posting.jobLocation)
    words = "\n".join(filter(None, (_plain_text(posting.description or ""), _words(posting.responsibilities, "；"))))
    facts = {"description": words[:LONGEST] or None, "valid_from": posting.datePosted, "valid_until": posting.validThrough}
    geo = place.geo if isinstance(place, Location) else None
    point = {"work_lat": float(geo.latitude), "work_lon": float(geo.longitude), "work_inherited": False} if geo else {}
    return {name: value for name, value in (facts | point).items() if value is not None}


def problems_of(posting: Posting, found: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return what was read but not taken; what was ``found`` under the headers of forms is named by its property."""
    is_pointed = "work_lat" in facts_of(posting)
    problems = [
        {**one, "where": _HEADERS.get(one["where"], one["where"])} for one in found if not (is_pointed and one["where"] == "工作地点")
    ]
    salary, places = _first(posting.baseSalary), posting.jobLocation
    if _is_foreign(salary):
        problems.append({"where": "baseSalary.currency", "message": "不是人民币（CNY），工资没有采用；请折算成人民币"})
    elif isinstance(salary, Salary) and _unit(salary) is None:
        problems.append({"where": "baseSalary.unitText", "message": f"工资没有采用：单位应是 {'、'.join(_UNITS)} 之一"})
    if isinstance(places, list) and len(places) > 1:
        problems.append({"where": "jobLocation", "message": f"有 {len(places)} 个地点，只采用第一个；其余地点请各发一个岗位"})
    return problems


def _phone(number: str | None) -> str | None:
    """Return a telephone number as it is dialled in China.

    >>> _phone("+86-23-76660000"), _phone("+86 138 0000 0000"), _phone("023-76660000")
    ('023-76660000', '138 0000 0000', '023-76660000')
    """
    own = re.sub(r"^(?:\+|00)86[-\s]*", "", number or "")
    return (own and ("0" if own != number and not re.match(r"1[3-9]|0", own) else "") + own) or None


def _first(value: Any) -> Any:
    """Return the value, the first of a list, None of an empty one."""
    return (value[0] if value else None) if isinstance(value, list) else value


def _words(value: Any, between: str) -> str | None:
    """Return what is written, the names of objects, those of a list one after another."""
    parts = value if isinstance(value, list) else [value]
    return between.join(part for part in (one.words if isinstance(one, Named) else one for one in parts) if part) or None


def _plain_text(marked: str) -> str:
    """Return the text of an HTML fragment, also of one whose tags were escaped once more on the way.

    >>> _plain_text("<p>装卸<b>货物</b></p><script>x()</script> &amp; 盘点"), _plain_text("&lt;p&gt;身高&lt;180&lt;/p&gt;")
    ('装卸货物 & 盘点', '身高<180')
    """
    once = html.unescape(_TAG.sub("", _APART.sub(" ", marked)))
    return " ".join(_TAG.sub("", _APART.sub(" ", once)).split())


def _address(place: Location | str | None) -> str | None:
    """Return an address in one line; many sites write the whole of it into the street as well.

    >>> _address(Location(addressRegion="重庆", addressLocality="重庆", streetAddress="秀山县洪安镇"))
    '重庆秀山县洪安镇'
    """
    if place is None or isinstance(place, str):
        return place
    found = _first(place.address) or place
    if isinstance(found, str):
        return found
    line = found.streetAddress or ""
    region, locality = (_words(part, "") or "" for part in (found.addressRegion, found.addressLocality))
    for part in [] if _begins(line, region) else [locality, region]:
        line = line if _begins(line, part) else part + line
    return line or place.name


def _begins(line: str, part: str) -> bool:
    return bool(part) and line.startswith(part.rstrip("省市"))


def _is_foreign(salary: Salary | float | str | None) -> bool:
    if not isinstance(salary, Salary):
        return False
    return (salary.currency or salary.priceCurrency or "CNY").strip().upper() not in ("CNY", "RMB", "人民币", "元", "¥")


def _unit(salary: Salary) -> str | None:
    """Return what pay is counted by, as forms write it; None where it cannot be told."""
    amount = salary.value if isinstance(salary.value, Quantity) else salary
    text = amount.unitText or amount.unitCode or salary.unitText or salary.unitCode or "MONTH"
    return _UNITS.get(_UNIT_CODES.get(text.strip().upper(), text.strip().upper()))


def _pay(posting: Posting) -> str | None:
    """Return pay as forms write it; words are left to the reader of forms."""
    salary = _first(posting.baseSalary)
    if not isinstance(salary, Salary):
        return salary if isinstance(salary, str) else None if salary is None else f"{salary:g}{_UNITS['MONTH']}"
    unit, amount = _unit(salary), salary.value if isinstance(salary.value, Quantity) else salary
    if unit is None or _is_foreign(salary):
        return None
    only = salary.price if amount.value is None else amount.value
    least, most = (
        own if own is not None else other for own, other in ((amount.minValue, salary.minPrice), (amount.maxValue, salary.maxPrice))
    )
    stated = (least, most) if only is None else (only,)
    pay = "-".join(_number(bound) for bound in stated if bound not in (None, ""))
    below = "以下" if only is None and least is None else ""
    return pay + unit + below if re.fullmatch(r"[0-9.~—-]+", pay) else pay or None


def _number(amount: float | str) -> str:
    """Return an amount without needless decimals, or the words that stand in its place.

    >>> _number(4500.0), _number("4500.00"), _number("面议")
    ('4500', '4500', '面议')
    """
    text = f"{amount:f}" if isinstance(amount, float | int) else amount.strip()
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"[0-9]+\.[0-9]+", text) else text


def _form(posting: Posting) -> str | None:
    """Return the form of employment where it changes to whom a job is offered: at home, or for students."""
    types = posting.employmentType if isinstance(posting.employmentType, list) else [posting.employmentType or ""]
    at_home = (posting.jobLocationType or "").strip().upper() == "TELECOMMUTE"
    return "居家就业" if at_home else _FORMS.get(types[0].strip().upper()) if len(types) == 1 else None


def _experience(asked: Any) -> str | None:
    """Return the experience asked for; of several the first."""
    first = _first(asked)
    if isinstance(first, Experience) and first.monthsOfExperience is not None:
        return f"{int(first.monthsOfExperience)}个月" if int(first.monthsOfExperience) else "不限"
    words = _words(first, "")
    return "不限" if (words or "").strip().lower() == "no requirements" else words


def _schooling(asked: Any) -> str | None:
    """Return the schooling asked for; of several the least, for one of them is enough."""
    parts = asked if isinstance(asked, list) else [asked]
    said = {
        (_words(part.credentialCategory if isinstance(part, Named) and part.credentialCategory else part, "") or "").strip().lower()
        for part in parts
    }
    known = [word for category, word in _SCHOOLING.items() if category in said]
    return known[0] if known else _words(asked, "、")
