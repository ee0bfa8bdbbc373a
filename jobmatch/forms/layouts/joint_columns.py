"""Cells that hold several facts, below a name that lists them: 性别/年龄/学历, 岗位要求及待遇.

Pieces as many as the names are taken in their order where each may be what its name says; else each name takes the
first piece that looks like it, and what is left over is a requirement of a posting, a remark on a person. Running text
below 岗位要求及待遇 stays whole for the requirements; the clauses that speak of money are the pay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from jobmatch.forms.education import read_education, read_education_asked
from jobmatch.forms.headers import Header
from jobmatch.forms.headings.columns import KEYS, Kind, field_of, listed_in
from jobmatch.forms.headings.vocabulary import IGNORED
from jobmatch.forms.identity import read_id, read_phones, read_sex
from jobmatch.forms.layouts.counted import is_counted
from jobmatch.forms.layouts.keyless import TELLS_POST
from jobmatch.forms.sheets import Cell
from jobmatch.forms.text import as_written, normal

_APART = re.compile(r"[/、,，;；|\n]+|\s+")
_BRACKETS = re.compile(_APART.pattern + "|[()（）]")
_CLAUSES = re.compile(r"[,，;；。|\n]+|\d[、.](?!\d)")
_SEX_AGE = re.compile(r"(?:男女(?:不限|均可|皆可)?|性别不限|不限|[男女]性?)(?=\d)")
"""A sex right before an age: 男女18-48."""
_AGE_OF_SEX = re.compile(r"[男女]性?[:：]?\d{2}[^\d男女/,，;；、]{0,3}(?:\d{2})?(?:周?岁)?(?:以[上下内])?")
"""The age of one sex: 男18-42."""
_LAST_MARK = re.compile(r"[:：/|](?=[^:：/|]+$)")
"""Between firm and post: 某服装厂：平车工."""
_STROKE, _RUNS = re.compile(r"[/|](?!(?:每?个?月|天|日|年|小?时|件|人)(?![一-鿿]))"), re.compile("[,，、;；。\n]")
"""A cell with strokes alone between its facts, and marks of running text."""
_FREE = re.compile(r"^(?:不限|无|均可|无要求|无限制|不作要求|皆可)?$")
_LIKE: Mapping[str, Callable[[str], object]] = {
    "sex": lambda said: read_sex(said) or re.search("[男女]|性别", said),
    "age": lambda said: re.search(r"(?<!\d)\d{2}(?:周?岁|以[上下内]|左右|[-~至到]|$)|[≤≥<>]|年龄|周岁", said),
    "birth": lambda said: re.search(r"(?:19|20)\d{2}[年./-]?\d{0,2}", said),
    "education": lambda said: (
        not re.search("优先|为佳", said) and (read_education(said) is not None or read_education_asked(said) is not None)
    ),
    "phone": lambda said: read_phones(said)[0],
    "id_number": lambda said: read_id(said).number,
    "experience": lambda said: re.search(r"经验|经历|熟手|[\d一二两三半]年|\d个?月|从业|应届", said),
    "pay": lambda said: re.search(r"\d{3}|\d\.?\d*[千万k]|(?<!带)薪|工资|面议|计件|元", said.lower()) and not re.search("岁|厘米|cm", said),
    "certificates": lambda said: re.search(r"证|驾照|^[a-c]\d$|[级等]工?$", said.lower()),
    "openings": lambda said: re.fullmatch(r"\d{1,4}[人名个]?|若干", said),
}
"""Field → whether a piece looks like it."""
_TEXTS = frozenset(("requirements", "description", "pay_note", "skills", "remark"))
"""Fields that running text may stand for whole."""
_SEVERAL = frozenset(("pay", "certificates"))
"""Fields that all pieces are of that look like them."""
_POSTS = frozenset(("title", "openings"))
"""A cell of posts with their numbers and more is read as words are (see :mod:`jobmatch.forms.layouts.prose`)."""
_POST_FIRST = ("title", "age", "education", "experience", "requirements")
"""What a cell of requirements tells that begins with the post: 服务员，女，45岁以下."""
_REST = {"workers": "remark", "jobs": "requirements"}
"""Where the pieces go that no name of the column takes."""


@dataclass(frozen=True)
class JointColumns:
    """The columns of a table that hold several facts."""

    listed: Mapping[int, tuple[str, ...]]
    """Column → the fields its name lists."""
    kind: Kind
    """Kind of the table."""

    def facts(self, column: int, name: str, cell: Cell) -> Iterator[tuple[str, Cell]]:
        """Yield each field that a cell states with what it says of it; a plain column has but its own."""
        fields = self.listed.get(column)
        if fields is None or not isinstance(cell, str):
            yield name, cell
        elif told := _taken_apart(cell, fields, self.kind):
            yield from ((field, said) for field, said in told.items() if field != IGNORED)
        else:
            yield name, cell


def joint_columns_in(header: Header) -> JointColumns:
    """Return the columns of a table that hold several facts.

    >>> from jobmatch.forms.headers import Header
    >>> told = joint_columns_in(Header(0, 1, ("岗位名称", "年龄、学历"), {0: "title", 1: "age"}))
    >>> dict(told.listed), dict(told.facts(1, "age", "18-45岁，初中以上"))
    ({1: ('age', 'education')}, {'age': '18-45岁', 'education': '初中以上'})
    """
    kind: Kind = "jobs" if KEYS["jobs"] <= set(header.fields.values()) else "workers"
    listed = {column: listed_in(header.names[column], kind) for column in header.fields}
    if header.guessed is not None and field_of(header.names[header.guessed], kind) in TELLS_POST:
        listed[header.guessed] = _POST_FIRST
    return JointColumns({column: fields for column, fields in listed.items() if fields and not set(fields) >= _POSTS}, kind)


def _taken_apart(text: str, fields: tuple[str, ...], kind: Kind) -> dict[str, str]:
    """Return field → what a text says of it; nothing where no piece can be told.

    >>> _taken_apart("女，18-45岁，初中以上，无纹身", ("sex", "age", "education"), "jobs")
    {'sex': '女', 'age': '18-45岁', 'education': '初中以上', 'requirements': '无纹身'}
    >>> _taken_apart("男18-42 女18-38", ("sex", "age"), "jobs")
    {'age': '男18-42，女18-38'}
    >>> _taken_apart("不限/45以下/不限", ("sex", "age", "education"), "jobs")["education"]
    '不限'
    >>> _taken_apart("18-45岁，能吃苦；月薪4000-6000元", ("requirements", "pay"), "jobs")["pay"]
    '月薪4000-6000元'
    """
    if fields == ("employer", "title") and (told := _firm_and_post(text)):
        return told
    if {"sex", "age"} <= set(fields):
        text = _SEX_AGE.sub(r"\g<0>，", text) if len(_SEX_AGE.findall(text)) == 1 else text
        ages = _AGE_OF_SEX.findall(text)
        if {"男", "女"} <= {sex[0] for sex in ages}:
            others = tuple(field for field in fields if field not in ("sex", "age"))
            return {**_taken_apart(_AGE_OF_SEX.sub("", text), others, kind), "age": "，".join(ages)}
    if len(stroked := _STROKE.split(text)) == len(fields) and not _RUNS.search(text) and all(map(_may_be, fields, stroked)):
        return dict(zip(fields, map(str.strip, stroked), strict=True))  # 学历/专业: 大专/市场营销
    whole = [field for field in fields if field in _TEXTS]
    short = [field for field in fields if field not in _TEXTS]
    apart = _CLAUSES if whole else _APART if set(short) & _LIKE.keys() else _BRACKETS
    pieces = [piece.strip() for piece in apart.split(text) if piece.strip()]
    if not whole and (ordered := _in_order(pieces, short)) is not None:
        return ordered
    if "title" in short and whole and any(map(is_counted, pieces)):
        return {}  # posts in words, each with its number
    told, rest = _with_title(pieces, short)
    if whole:
        return {**dict.fromkeys(whole, as_written(text)), **told}
    if told:
        return {**told, _REST[kind]: "，".join(rest)} if rest else told
    return {} if kind == "workers" or any(map(_FREE.match, map(normal, rest))) else {_REST[kind]: as_written(text)}


def _firm_and_post(text: str) -> dict[str, str]:
    """Return the firm and the post of a cell that names both; nothing where the firm is but a label.

    >>> _firm_and_post("某服装厂：平车工"), _firm_and_post("平车工")
    ({'employer': '某服装厂', 'title': '平车工'}, {})
    """
    mark = _LAST_MARK.search(text)
    firm = text[: mark.start()].strip() if mark else ""
    return {"employer": firm, "title": text[mark.end() :].lstrip()} if mark and firm and not firm.endswith((":", "：")) else {}


def _in_order(pieces: list[str], fields: list[str]) -> dict[str, str] | None:
    """Return the pieces as the fields in their order, None where they cannot be that.

    >>> _in_order(["女", "不限"], ["sex", "age"]), _in_order(["45岁"], ["sex", "age"])
    ({'sex': '女', 'age': '不限'}, None)
    """
    if len(pieces) == len(fields) and all(map(_may_be, fields, pieces)):
        return dict(zip(fields, pieces, strict=True))
    if len(pieces) < len(fields) and not set(fields) & _LIKE.keys():
        return dict(zip(fields, pieces, strict=False))  # 工作地点及路线: what stands first
    return None


def _with_title(pieces: list[str], fields: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return what ``by_likeness`` does; of what looks like none, the posts with their numbers, or else the first, are the title."""
    told, rest = by_likeness(pieces, [field for field in fields if field != "title"])
    if "title" in fields and (title := "、".join(filter(is_counted, rest)) or next(iter(rest), "")):
        told["title"], rest = title, [piece for piece in rest if piece not in title]
    return told, rest


def by_likeness(pieces: list[str], fields: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return field → the first piece that looks like it, or all of them, and the pieces that look like none.

    >>> by_likeness(["女", "18-45岁", "能吃苦"], ["sex", "age"])
    ({'sex': '女', 'age': '18-45岁'}, ['能吃苦'])
    """
    told: dict[str, str] = {}
    rest = []
    for piece in pieces:
        like = (field for field in fields if field in _LIKE and (field not in told or field in _SEVERAL) and _LIKE[field](normal(piece)))
        if field := next(like, ""):
            told[field] = f"{told[field]}，{piece}" if field in told else piece
        else:
            rest.append(piece)
    return told, rest


def _may_be(field: str, piece: str) -> bool:
    said = normal(piece)
    return field not in _LIKE or bool(_FREE.match(said) or _LIKE[field](said))
