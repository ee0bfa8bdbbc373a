"""Postings told in words: firms, what holds for all their posts, and the posts with what is said of each.

A clause that counts people of a post (针车工20名) begins a posting; the clauses behind it, and labelled lines below it
(工资：3500元), are told of it. What holds for the firm (地址：…) may stand before or behind its posts and counts for all of
them; a firm's name, on a line of its own or behind its label, begins the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from jobmatch.forms.columns import field_of
from jobmatch.forms.labelled import said_in
from jobmatch.forms.letterhead import FIELDS, firm_alone, without_number
from jobmatch.forms.posts import is_counted
from jobmatch.forms.sheets import Cell
from jobmatch.forms.text import as_written, normal
from jobmatch.forms.together import by_likeness
from jobmatch.forms.vocabulary import IGNORED

LINES = re.compile(r"[。\n]+")
"""What ends a line of a notice that stands in one cell."""
_CALL = re.compile(r"^(?:现|急|高薪|诚|面向社会|公开|长期)*(?:招聘?|聘|需要?|招收)(?=[一-鿿])")
_SENTENCES, _CLAUSES = re.compile(r"[;；。\n]+"), re.compile(r"[,，:：]|\s+(?=\D)")
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
        text = without_number(" ".join(map(as_written, cells)))
        labelled = said_in([text] if len(cells) == 1 else cells, _name_of)
        named = _firm_named(text, labelled)
        if named and firm.told and "employer" not in firm.facts:  # a poster names the firm below its post
            firm.facts["employer"], firm.behind = named, True
        elif named or (firm.behind and _begins_post(text)):
            yield firm
            firm = Firm({"employer": named} if named else {})
        for name, said in labelled:
            _read_label(firm, at, name, as_written(said))
        if not labelled and not named:
            _read_sentences(firm, at, text)
    yield firm


def _begins_post(text: str) -> bool:
    return _counts(_CALL.sub("", _CLAUSES.split(text)[0].strip()))


def _name_of(text: str) -> str:
    return field_of(normal(text).rstrip(":"), "jobs")


def _firm_named(text: str, labelled: list[tuple[str, Cell]]) -> str:
    """Return the firm that a line is called after or names by a label, empty when it names none."""
    stated = next((as_written(said) for name, said in labelled if _name_of(name) == "employer"), "")
    return stated or firm_alone([text])


def _read_label(firm: Firm, at: int, name: str, said: str) -> None:
    about = _name_of(name)
    if about == "title":
        before = len(firm.told)
        _read_sentences(firm, at, said)
        if len(firm.told) == before:
            firm.told.append((at, {"title": said}))
    elif about and about not in (IGNORED, "employer"):
        firm.add("pay_note" if about == "pay" and not by_likeness([said], ["pay"])[0] else about, said)


def _read_sentences(firm: Firm, at: int, text: str) -> None:
    """Read the clauses of sentences: each that counts people of a post begins one, the others are told of it."""
    for sentence in _SENTENCES.split(text):
        begun = False
        for clause in _CLAUSES.split(without_number(sentence)):
            said = _CALL.sub("", clause.strip())
            if said and _counts(said):
                firm.told.append((at, {"title": said}))
                begun = True
            elif said and begun:
                told, rest = by_likeness([clause.strip()], list(_TOLD))
                for name, words in (*told.items(), *(("requirements", words) for words in rest)):
                    firm.add(name, words)
