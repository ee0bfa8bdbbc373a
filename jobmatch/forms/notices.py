"""Postings told in words: firms, what holds for all their posts, and the posts with what is said of each.

A clause that counts people of a post (针车工20名, 针车工：20名) begins a posting; the clauses behind it, and labelled lines below
it (工资：3500元), are told of it. What holds for the firm (地址：…, 提供午餐) may stand before or behind its posts and counts for all
of them; a firm's name, on a line of its own, behind its label or before what it needs (某某车间因订单增加), begins the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from jobmatch.forms.columns import field_of
from jobmatch.forms.labelled import said_in
from jobmatch.forms.letterhead import FIELDS, firm_alone, firm_that_needs, label_of, without_number
from jobmatch.forms.several import is_counted
from jobmatch.forms.sheets import Cell
from jobmatch.forms.text import as_written, normal
from jobmatch.forms.together import by_likeness
from jobmatch.forms.vocabulary import IGNORED

LINES = re.compile(r"[。\n]+")
"""What ends a line of a notice that stands in one cell."""
_CALL = re.compile(r"^(?:现|急|高薪|诚|面向社会|公开|长期)*(?:招聘?|聘|需要?|招收)(?=[一-鿿])")
_SENTENCES, _CLAUSES = re.compile(r"[;；。\n]+"), re.compile(r"[,，:：]|\s+(?=\D)")
_COLON = re.compile(r"(?P<name>[一-鿿A-Za-z()（）]+)\s*[:：]\s*(?=(?:\d{1,4}|[一二两三四五六七八九十]{1,3}|若干)(?:余|多)?[名人个](?!月))")
"""Between a post and its number: 缝纫工：20名."""
_OF_ALL = (
    ("employer_address", re.compile(r".*(?:位于|坐落于|地处|坐落在)(?P<said>[一-鿿\d]{4,})")),
    ("valid_until", re.compile(r"(?:报名|招聘|招工)?(?:时间|日期)?(?:截止|截至)(?:时间|日期)?[至到为于]?(?P<said>.*\d.*)")),
    ("pay_note", re.compile(r"(?P<said>.*(?:[包管供]|提供|免费|自理|补).*)")),
    ("pay_note", re.compile(r"(?P<said>.*(?:[三四五六]险|社保|公积金|意外险).*)")),
)
"""Clauses that stand for themselves and hold for all posts."""
_OWN_LINE = frozenset(("phone", "contact", "apply"))
"""Labels behind whose value the line may go on with something else: 电话：023…，报名截止3月31日."""
_TOLD = ("pay", "age", "education", "experience", "certificates", "sex")
"""What the clauses behind a post may be about; what is like none of it is a requirement."""


@dataclass
class Firm:
    """What a notice says of one firm."""

    facts: dict[str, str] = field(default_factory=dict)
    """Field → what holds for all its posts."""
    told: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """Line and facts of each post."""
    behind: bool = False
    """Whether its name stands behind its posts; then the next post is another firm's."""

    def posts(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the line of each post with all that is said of it."""
        for line, own in self.told:
            yield line, {**self.facts, **own}

    def add(self, name: str, said: str) -> None:
        """Note a fact: of the firm where it holds for all its posts or has none yet, else of the last one."""
        if not self.told or name in FIELDS:
            self.facts.setdefault(name, said)
        else:
            post = self.told[-1][1]
            post[name] = f"{post[name]}，{said}" if name in post else said


def posts_in_words(lines: Iterable[tuple[int, Sequence[Cell]]]) -> list[tuple[int, dict[str, str]]]:
    """Return the line and the facts of every post that lines of words tell; none where they count people of none.

    >>> posts_in_words(enumerate([["招普工20名，月薪3500元，18-50岁"], ["地址：白帝镇"]]))
    [(0, {'employer_address': '白帝镇', 'title': '普工20名', 'pay': '月薪3500元', 'age': '18-50岁'})]
    """
    posts = [post for firm in _firms(lines) for post in firm.posts()]
    return posts if any(_counts(post["title"]) for _, post in posts) else []


def _counts(title: str) -> bool:
    """Tell whether a text names posts, each with its number: 普工20人、保安5人."""
    return all(map(is_counted, title.split("、")))


def _firms(lines: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[Firm]:
    firm = Firm()
    for at, cells in lines:
        text = _joined(without_number(" ".join(map(as_written, cells))))
        sentences: list[Sequence[Cell]] = [[part] for part in LINES.split(text) if part.strip()] if len(cells) == 1 else [cells]
        labelled = [said_in(sentence, _name_of) for sentence in sentences]
        named = _firm_named(text, [pair for pairs in labelled for pair in pairs])
        if named and firm.told and "employer" not in firm.facts:  # a poster names the firm below its post
            firm.facts["employer"], firm.behind = named, True
        elif named or (firm.behind and _begins_post(text)):
            yield firm
            firm = Firm({"employer": named} if named else {})
        last = ""
        for sentence, pairs in zip(sentences, labelled, strict=True):
            for name, said in pairs:
                last = _read_label(firm, at, name, as_written(said)) or last
            if not pairs and not firm_alone([text]):
                _read_sentences(firm, at, " ".join(map(as_written, sentence)), last)
    yield firm


def _joined(text: str) -> str:
    """Return a text with the number of people right behind the post: 缝纫工：20名 is 缝纫工20名, 招聘人数：20名 a label."""
    return _COLON.sub(lambda match: match[0] if label_of(match["name"]) else match["name"], text)


def _begins_post(text: str) -> bool:
    return _counts(_CALL.sub("", _CLAUSES.split(text)[0].strip()))


def _name_of(text: str) -> str:
    return field_of(normal(text).rstrip(":"), "jobs")


def _firm_named(text: str, labelled: list[tuple[str, Cell]]) -> str:
    """Return the firm that a line is called after, names by a label or begins with, empty when it names none."""
    stated = next((as_written(said) for name, said in labelled if _name_of(name) == "employer"), "")
    return stated or firm_alone([text]) or firm_that_needs(text)


def _read_label(firm: Firm, at: int, name: str, said: str) -> str:
    """Read what a label says; return its field where the next sentence may go on with it."""
    about = _name_of(name)
    if about == "title":
        before = len(firm.told)
        _read_sentences(firm, at, said)
        if len(firm.told) == before:
            firm.told.append((at, {"title": said}))
    elif about in _OWN_LINE:
        said, *rest = re.split("[,，;；]", said)
        firm.add(about, said)
        for clause in rest:
            _read_of_all(firm, clause)
    elif about and about not in (IGNORED, "employer"):
        firm.add("pay_note" if about == "pay" and not by_likeness([said], ["pay"])[0] else about, said)
        return about
    return ""


def _read_sentences(firm: Firm, at: int, text: str, last: str = "") -> None:
    """Read the clauses of sentences: each that counts people of a post begins one, the others are told of it.

    Where none begins, a clause may hold for all posts; else it goes on with the label ``last``, if one stands before.
    """
    for sentence in _SENTENCES.split(text):
        begun = False
        for clause in _CLAUSES.split(_joined(without_number(sentence))):
            said = _CALL.sub("", clause.strip())
            if said and _counts(said):
                firm.told.append((at, {"title": said}))
                begun = True
            elif said and begun:
                told, rest = by_likeness([clause.strip()], list(_TOLD))
                for name, words in (*told.items(), *(("requirements", words) for words in rest)):
                    firm.add(name, words)
            elif said and not _read_of_all(firm, clause) and last:
                firm.add(last, clause.strip())


def _read_of_all(firm: Firm, clause: str) -> bool:
    """Note a clause that holds for all posts of a firm; tell whether it does."""
    name, match = next(((name, match) for name, pattern in _OF_ALL if (match := pattern.fullmatch(clause.strip()))), ("", None))
    if match and (firm.told or firm.facts or name != "pay_note"):
        known = firm.facts.get(name)
        firm.facts[name] = f"{known}，{match['said']}" if known and name == "pay_note" else match["said"]
    return match is not None
