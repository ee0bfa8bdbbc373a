"""Postings that a sheet tells in words, as notices do, instead of in a table.

::

    一、某某鞋业有限公司
    公司地址：某县某镇工业园
    招聘岗位：针车工20名，月薪4000-6000元，18-50岁；普工30名，月薪3500元
    联系人：张女士 13800000001

A clause that counts people of a post begins a posting; what follows, in its line and in labelled lines below it, is told of
it. What holds for the firm may stand before or behind its posts and counts for all of them; a firm's name begins the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jobmatch.forms.columns import WAGE, field_of
from jobmatch.forms.headers import Header
from jobmatch.forms.labelled import said_in
from jobmatch.forms.letterhead import FIELDS
from jobmatch.forms.posts import is_counted
from jobmatch.forms.rows import USUAL, Form
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import as_written, normal
from jobmatch.forms.together import by_likeness
from jobmatch.forms.vocabulary import IGNORED

_WIDEST = 3
"""A line of words has at most so many filled cells."""
_NUMBER = re.compile(r"^\s*[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]\s*(?!\d)")
_FIRM = re.compile(r"[一-鿿()（）A-Za-z]{2,}(?:公司|集团|厂|合作社|酒店|宾馆|饭店|超市|养老院|敬老院|医院|学校|幼儿园|车间|中心|农场|基地)")
_CALL = re.compile(r"^(?:现|急|高薪|诚|面向社会|公开|长期)*(?:招聘?|聘|需要?|招收)(?=[一-鿿])")
_SENTENCES, _CLAUSES = re.compile(r"[;；。\n]+"), re.compile(r"[,，:：]|\s+(?=\D)")
_TOLD = ("pay", "age", "education", "experience", "certificates", "sex")
"""What the clauses behind a post may be about; what is like none of it is a requirement."""


@dataclass
class _Firm:
    """What a notice says of one firm, and its posts: row → facts."""

    facts: dict[str, str] = field(default_factory=dict)
    posts: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    def add(self, row: int, name: str, said: str) -> None:
        """Note a fact: of the firm where it holds for all its posts or has none yet, else of the last one."""
        if name in FIELDS or not self.posts:
            self.facts.setdefault(name, said)
        else:
            post = self.posts[-1][1]
            post[name] = f"{post[name]}，{said}" if name in post else said


def posts_told(sheet: Sheet) -> list[Form]:
    """Return the postings of a sheet that tells them in words; several of one line stand in a form each, none where it tells none."""
    firms = list(_firms(sheet))
    told = [(row, {**firm.facts, **post}) for firm in firms for row, post in firm.posts]
    if not any(_counts(post["title"]) for _, post in told):
        return []
    names = tuple(dict.fromkeys(("employer", "title", *(name for _, post in told for name in post))))
    layers: list[dict[int, dict[str, str]]] = []
    for row, post in told:
        layer = next((layer for layer in layers if row not in layer), None)
        if layer is None:
            layers.append(layer := {})
        layer[row] = post
    header = Header(0, 0, tuple(USUAL.get(name, name) for name in names), dict(enumerate(names)))
    return [
        Form(Sheet(sheet.name, [[layer.get(row, {}).get(name) for name in names] for row in range(len(sheet.rows))]), header)
        for layer in layers
    ]


def _firms(sheet: Sheet) -> Iterator[_Firm]:
    firm = _Firm()
    for row, line in enumerate(sheet.rows):
        cells = [cell for cell in line if normal(cell)]
        if not cells or len(cells) > _WIDEST:
            continue
        text = _NUMBER.sub("", " ".join(map(as_written, cells)))
        labelled = said_in([text] if len(cells) == 1 else cells, _name_of)
        if named := _firm_named(text, labelled):
            yield firm
            firm = _Firm({"employer": named})
        if labelled:
            for name, said in labelled:
                _read_label(firm, row, name, as_written(said))
        elif not named:
            for sentence in _SENTENCES.split(text):
                _read_sentence(firm, row, sentence)
    yield firm


def _name_of(text: str) -> str:
    return field_of(normal(text).rstrip(":"), "jobs")


def _firm_named(text: str, labelled: list[tuple[str, Cell]]) -> str:
    """Return the firm that a line begins with or names by a label, empty when it names none."""
    stated = next((as_written(said) for name, said in labelled if _name_of(name) == "employer"), "")
    return stated or (normal(text) if _FIRM.fullmatch(normal(text)) else "")


def _read_label(firm: _Firm, row: int, name: str, said: str) -> None:
    about = _name_of(name)
    if about == "title":
        before = len(firm.posts)
        for sentence in _SENTENCES.split(said):
            _read_sentence(firm, row, sentence)
        if len(firm.posts) == before and said:
            firm.posts.append((row, {"title": said}))
    elif about and about not in (IGNORED, "employer"):
        firm.add(row, "pay_note" if about == "pay" and not WAGE.search(normal(name).lower()) else about, said)


def _read_sentence(firm: _Firm, row: int, sentence: str) -> None:
    """Read the clauses of a sentence: each that counts people of a post begins one, the others are told of it."""
    begun = False
    for clause in _CLAUSES.split(_NUMBER.sub("", sentence)):
        said = _CALL.sub("", clause.strip())
        if said and _counts(said):
            firm.posts.append((row, {"title": said}))
            begun = True
        elif said and begun:
            told, rest = by_likeness([clause.strip()], list(_TOLD))
            for name, words in (*told.items(), *(("requirements", words) for words in rest)):
                firm.add(row, name, words)


def _counts(title: str) -> bool:
    """Tell whether a text names posts, each with its number: 普工20人、保安5人."""
    return all(map(is_counted, title.split("、")))
