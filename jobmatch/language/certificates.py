"""Certificates: what a person holds, what a posting asks for, and which covers which.

``data/lexicon/certificates.csv`` is the canonical list: the name, its kind, the words people write for it,
and the other certificates it covers by law (a driving licence A2 covers B2, B1 and the C classes:
机动车驾驶证申领和使用规定, 附件 1; to verify with each revision).

Decisions (ours):

* Skill grades are dropped: 焊工中级 is 焊工证. Whether a grade suffices is for the employer to say.
* A licence without its class (有驾照) is C1, the ordinary one; A照 is A2, B照 is B2.
* A plain 电工证 counts as low voltage, never as 高压电工证; either of the two meets a plain 电工证.
* A certificate whose kind alone is known (特种作业证) is given the benefit of the doubt within the kind.
* Only what a text states is a requirement. 优先 makes a preference; 无需, 包考证 or 可代办 make nothing.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jobmatch.language.characters import LEXICON, normalise
from jobmatch.language.lexicon import mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_GRADE = "初级|中级|高级|技师|[一二三四五]级"
_BETWEEN = (
    rf"(?:特种|专项|职业|技能|作业|操作|上岗|从业|资格|执业|等级|培训|合格|许可|人员|司机|驾驶|进网|员|师|工|{_GRADE}"
    r"|\(\w{1,4}\)|ic卡|的|类|c)*"
)
_PAPER = r"(?:证(?![券件实据监])|执照|卡)"
_HAS_PAPER = re.compile(_PAPER)
_CLASS = re.compile(r"(?:(?<![a-z0-9])|(?<=[abc][1-6]))(a[123]|b[12]|c[1-6]|(?<=[1-6])[de])(?!\d)(?![a-z](?![1-6]|照|证|驾|$))")
_LETTER = re.compile(r"(?<![a-z0-9])(?:([abcdef])(?=[照驾本]|类驾|型驾|证驾)|(?<=[照证(])([def])(?![a-z0-9]))")
_ORDINARY = {"a": "a2", "b": "b2", "c": "c1"}
_LICENCE = re.compile(
    r"(?<!无人机)(?<!拖拉机)(?<!农机)(?<!收割机)(?<!船舶)(?<!叉车)(?<!铲车)(?<!装载机)(?<!观光车)"
    r"(摩托车?|大车|大货车?)?(?:驾照|驾驶证|驾证|驾驶执照|驾驶本)"
)
_VEHICLES = {"摩托": "驾照D", "摩托车": "驾照D", "大车": "驾照B2", "大货": "驾照B2", "大货车": "驾照B2"}
_DRIVING = re.compile(r"驾|照|证|司机|开车|^\W*[abc][1-6](?:及以上|以上|及其以上)?\W*$")

_CLAUSE = re.compile(r"[,;。!\n]|(?<![a-z0-9])\d{1,2}[.、)](?!\d)")
_DETAIL = re.compile(r"证书?\(([^()]+)\)")
_PART = re.compile(r"[,;。!\n、/|+&\s()\[\]【】]|和|及|以及|或者?")
_NOT_HELD = re.compile(r"没|未|无(?!人机|损|障碍|线电)|过期|失效|吊销|注销|准备|正在|想考|打算")
_WISHES = re.compile(r"[,;。!\n、\s]")
_HAS_LICENCE = re.compile(rf"{_PAPER}|照(?![顾看料管])|(?<=[0-9驾驶])本(?![人地村镇县市省科])")
_TO_GAIN = re.compile("学(?!会|过|了)|考(?![了过到取得])|不|要|拿到?(?!了)|办|培训|的(?=[工活岗事])")
"""What a wish says of a certificate that is not held yet, or that the work asks for."""
_WAIVED = re.compile(
    r"无需|不需|不要求|无要求|不限|不作要求|无须|不必|不用|免证|不强制|无证(?:也|亦|均|可)|(?:没有|无|有无)[^,]{0,10}(?:也可|亦可|均可|也行)"
    r"|(?:包|可|帮|帮忙|协助|免费|公司|统一|代|负责|提供)(?:培训|考|办|取|代办)|报销|补贴|津贴|入职后"
)
_REFUSED = re.compile(r"(?:没有|无)[^,]{1,12}(?:勿|免谈|不要|请绕)")
_PREFERRED = re.compile(r"优先|更佳|为佳|尤佳|加分|最好|优选|者优")
_ANY_PAPER = re.compile(r"持证|持(?:有)?(?:相关|有效|相应|上岗|操作|特种作业|职业|资格|岗位)*证|有(?:相关|相应)?(?:操作|上岗)证")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of the canonical list."""

    name: str
    """Canonical name: ``低压电工证``."""
    kind: str
    """Who gives it out: 特种作业, 特种设备, 建筑特种, 驾驶, 执业资格, 职业技能, 健康."""
    stems: str
    """The words people write for it, as a pattern; blank for the driving classes."""
    covers: frozenset[str]
    """Other certificates that its holder need not show."""


@cache
def certificates() -> dict[str, Certificate]:
    """Return the canonical list by name.

    >>> sorted(certificates()["驾照C1"].covers)
    ['驾照C2', '驾照C3']
    """
    lines = (LEXICON / "certificates.csv").read_text(encoding="utf-8").splitlines()
    rows = (row | {"covers": frozenset(row["covers"].split())} for row in csv.DictReader(lines))
    return {row["name"]: Certificate(**row) for row in rows}


def certificates_in(text: str, *, in_column: bool = True) -> frozenset[str]:
    """Return the canonical names of what a person holds.

    In the cell of a certificates column a bare name suffices (电工、C1); elsewhere, in a text on skills
    say, ``in_column=False`` takes only what is called a certificate. What is missing, expired or still to be gained is not
    held (无, 电工证已过期).

    >>> sorted(certificates_in("低压电工作业证、驾驶证(C1)，焊工中级"))
    ['低压电工证', '焊工证', '驾照C1']
    >>> certificates_in("无"), certificates_in("会焊工", in_column=False)
    (frozenset(), frozenset())
    """
    clauses = [clause for clause in _CLAUSE.split(normalise(text)) if not _NOT_HELD.search(clause)]
    held = {name for clause in clauses for _, _, name in _stated(clause)}
    if in_column:
        held |= {name for clause in clauses for name in _bare_parts(clause)}
    return _without_general(held | {name for clause in clauses for _, _, name in _licences(clause, in_column)})


def certificates_in_wish(text: str) -> frozenset[str]:
    """Return the canonical names of what a wish says that somebody holds: a paper by its name (A1证), no post (A1司机), none to be gained.

    >>> sorted(certificates_in_wish("有A1证、想开车")), certificates_in_wish("A1司机"), certificates_in_wish("想学叉车，考叉车证")
    (['驾照A1'], frozenset(), frozenset())
    """
    told = (part for part in _WISHES.split(normalise(text)) if _HAS_LICENCE.search(part) and not _TO_GAIN.search(part))
    return frozenset().union(*(certificates_in(part, in_column=False) for part in told))


def required_in(text: str, *, in_column: bool = False) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a posting requires, and what it merely prefers.

    Each member is a canonical name, or several joined by ``|`` of which one is enough. Of licences the
    lowest stated counts (A2/B2 is B2). With ``in_column`` the text is the cell of a column of required
    certificates, where bare names suffice (低压电工、登高). 持证上岗 without a name means the certificate that the law asks
    of the trade the text begins with (焊工，持证上岗).

    >>> required_in("持低压电工证，有叉车证者优先")
    (frozenset({'低压电工证'}), frozenset({'叉车证'}))
    >>> required_in("电工证或焊工证；无需健康证；退伍军人优先")
    (frozenset({'焊工证|电工证'}), frozenset())
    """
    plain = normalise(text)
    asked: list[tuple[bool, set[str]]] = []
    for clause in _CLAUSE.split(plain):
        preferred = bool(_PREFERRED.search(clause))
        if preferred and asked and _PREFERRED.match(clause):
            asked[-1] = (True, asked[-1][1])
        elif not _WAIVED.search(clause) or _REFUSED.search(clause):
            asked.append((preferred, _asked(clause, plain, in_column)))
    required = {name for preferred, names in asked for name in names if not preferred}
    wished = {name for preferred, names in asked for name in names if preferred}
    return frozenset(required), frozenset(wished - required)


def covers(held: str | Iterable[str], required: str) -> bool:
    """Return whether someone who holds these certificates meets one requirement.

    ``required`` is a canonical name, or several joined by ``|`` of which one is enough.

    >>> covers("驾照A2", "驾照C1"), covers("低压电工证", "高压电工证"), covers(["健康证"], "焊工证|健康证")
    (True, False, True)
    """
    names = [held] if isinstance(held, str) else list(held)
    return any(_meets(name, wanted) for name in names for wanted in required.split("|"))


_GENERAL = {"特种作业证": "特种作业", "特种设备证": "特种设备", "建筑特种作业证": "建筑特种"}
_ELECTRICIAN = {("电工证", "低压电工证"), ("低压电工证", "电工证"), ("高压电工证", "电工证")}


def _meets(held: str, wanted: str) -> bool:
    known = certificates()
    if held == wanted or (held, wanted) in _ELECTRICIAN:
        return True
    if held not in known or wanted not in known:
        return False
    if held in _GENERAL or wanted in _GENERAL:
        return known[held].kind == known[wanted].kind
    return wanted in known[held].covers


def _asked(clause: str, text: str, in_column: bool) -> set[str]:
    """Return the requirements of one clause, alternatives joined."""
    names = {name for _, _, name in [*_stated(clause), *_licences(clause, in_column)]}
    names |= set(_bare_parts(clause)) if in_column else set()
    licences = {name for name in names if certificates()[name].kind == "驾驶" and name.startswith("驾照")}
    if not names and _ANY_PAPER.search(clause):
        return {found.trade.certificate for found in mentions(text)[:1] if found.start == 0 and found.trade.need == "law"}
    if len(names) > 1 and re.search(r"或|/|之一|任一|任意|其一", clause):
        return {"|".join(sorted((names - licences) | _lowest(licences)))}
    return set(_without_general(names - licences)) | ({"|".join(sorted(_lowest(licences)))} if licences else set())


def _lowest(licences: set[str]) -> set[str]:
    return {name for name in licences if not certificates()[name].covers & licences}


def _without_general(names: set[str]) -> frozenset[str]:
    """Leave out 特种作业证 where the very certificate is named beside it."""
    known = certificates()
    special = {known[name].kind for name in names if name not in _GENERAL}
    return frozenset(name for name in names if _GENERAL.get(name) not in special)


def _stated(clause: str) -> list[tuple[int, int, str]]:
    """Return where a clause speaks of certificates as such (叉车证), the longest reading of each place."""
    if not _HAS_PAPER.search(clause):
        return []
    said = ((name, match) for name, (pattern, _) in _patterns().items() for match in pattern.finditer(clause))
    spans = [(*match.span(), name) for name, match in said]
    details = [(*match.span(1), name) for match in _DETAIL.finditer(clause) for name in _bare(match[1])]
    return details + [span for span in spans if not any(_inside(span, other) for other in spans)]


def _inside(span: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and span[:2] != other[:2]


def _bare_parts(clause: str) -> list[str]:
    return [name for part in _PART.split(clause) for name in _bare(part)]


def _bare(part: str) -> list[str]:
    return [name for name, (_, alone) in _patterns().items() if alone.fullmatch(part)]


def _licences(clause: str, in_column: bool) -> Iterator[tuple[int, int, str]]:
    """Yield the driving classes of a clause; outside a certificates column only where it speaks of driving."""
    if not in_column and not _DRIVING.search(clause):
        return
    classes = [*_CLASS.finditer(clause), *_LETTER.finditer(clause)]
    for found in classes:
        letters = found[found.lastindex or 1]
        yield found.start(), found.end(), f"驾照{_ORDINARY.get(letters, letters).upper()}"
    licence = _LICENCE.search(clause)
    if licence and not classes:
        yield licence.start(), licence.end(), _VEHICLES.get(licence[1] or "", "驾照C1")


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return, per certificate, how it is spoken of in a sentence and how alone in a cell."""
    return {
        name: (
            re.compile(rf"(?:{found.stems}){_BETWEEN}{_PAPER}"),
            re.compile(rf"(?:{_GRADE})?(?:{found.stems}){_BETWEEN}"),
        )
        for name, found in certificates().items()
        if found.stems
    }
