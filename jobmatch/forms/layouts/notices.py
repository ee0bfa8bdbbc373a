"""Postings told in words: firms, what holds for all their posts, and the posts with what is said of each.

A clause that counts people of a post (针车工20名, 针车工：20名) begins a posting; the clauses behind it, and labelled lines below
it (工资：3500元), are told of it. What holds for the firm (地址：…, 提供午餐) may stand before or behind its posts and counts for all
of them; a firm's name, on a line of its own, behind its label or before what it needs (某某车间因订单增加), begins the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from jobmatch.forms.headings.columns import field_of
from jobmatch.forms.headings.vocabulary import IGNORED
from jobmatch.forms.layouts.counted import is_counted
from jobmatch.forms.layouts.joint_columns import by_likeness
from jobmatch.forms.layouts.labelled import said_in
from jobmatch.forms.layouts.letterhead import FIELDS, firm_alone, firm_that_needs, label_of, without_number
from jobmatch.forms.sheets import Cell
from jobmatch.forms.text import as_written, normal

LINES = re.compile(r"[。\n]+")
"""What ends a line of a notice that stands in one cell."""
_SENTENCES, _CLAUSES = re.compile(r"[;；。\n]+|(?=[①-⑳])"), re.compile(r"[,，:：]|\s+(?!\d{1,4}[人名个]|\d{7}|0\d{2,3}-?\d{7})")
_LABEL = re.compile(r"(?:(?<=[\s,，)）])|^)(?P<name>[一-鿿()（）/]{2,12})\s*[:：]")
_ORNAMENT = re.compile(
    r"[^\w一-鿿\s()（）【】\[\]①-⑳,.，。、:：;；%~～+＋\-—–/＂“”\"'《》<>≥≤?？!！#&＆·*×@℃￥¥]+|(?:急招|急聘|急|招聘|热招)[!！]+"
)
"""Stars and pictures that begin the lines of a poster."""
_BEFORE_CALL = re.compile(r"^\s*[【\[（(][急招聘热工募高薪诚直最新春节长期企业信息启事推荐岗位好今日每]{1,8}[】\]）)]\s*")
"""【急招】, before who calls."""
_COUNT = r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3}|若干)(?:余|多)?[名人个](?!月)"
_COLON = re.compile(rf"(?P<name>[一-鿿A-Za-z()（）]+)\s*[:：]\s*(?={_COUNT})")
"""Between a post and its number: 缝纫工：20名."""
_IN_ROUND = re.compile(rf"({_COUNT})\s*[(（]([^()（）]*[,，元岁][^()（）]*)[)）][、,，;；]?")
"""Behind a post and its number what is asked and paid, in brackets: 前台2名（女，3000元）."""
_BEFORE_PAY = re.compile(_IN_ROUND.pattern.removesuffix("[、,，;；]?") + r"[,，]?(?=\d{3})")
"""The same before the pay: 保洁3名（60岁以下）2300."""
_OF_COUNT = re.compile(rf"({_COUNT})\s*[(（]([^()（）,，元岁]*[男女班][^()（）,，元岁]*)[)）]\s*[:：]?")
"""Behind the number which people it counts, and more of the post behind it: 宿管2名（男女各1名）：初中以上."""
_SENTENCE = re.compile("[,，;；。]")
_PAPER = re.compile(rf"({_COUNT})\s*[(（]([^()（）,，元岁]*(?:证|照|[A-C][1-3])[^()（）,，元岁]*)[)）]")
"""Behind the number the paper that is asked for: 司机5人（B2），8000元."""
_CALL_COLON = re.compile("(?<=[招聘])[:：](?=[一-鿿])")
_CALLS = r"(?:现|急|高薪|诚|面向社会|公开|长期|常年|大量)*(?:招聘?|聘|需要?|招收|招工|招募)"
_CALL_OF_TITLE = re.compile(
    r"^(?:现|急|诚|高薪|长期|常年|大量)*(?:招聘(?![专主经助顾客])|诚聘|急聘|聘请|招收|招工(?!程)|招募|招(?![商生投标工聘收募]))(?=[一-鿿])"
)
"""急招 before a post, and no part of it: 招商专员."""
_CALL = re.compile(rf"^{_CALLS}(?=[一-鿿])")
_CALLED = re.compile(rf"^(?P<firm>[一-鿿A-Za-z()（）]{{3,30}}?){_CALLS}(?=[一-鿿])(?P<post>.+)$")
"""A firm and whom it calls for: 某某物业招保安2名."""
_CALLS_FOR_MANY = re.compile(rf"^(?P<firm>[一-鿿A-Za-z()（）]{{4,30}}?){_CALLS}(?:信息|启事)?[:：]$")
"""某某公司招聘：, and its posts behind."""
_IN_BRACKETS = re.compile(r"[【\[](?P<firm>[^】\]]{3,20})[】\]]\s*(?P<rest>.+)")
"""【某某五金】冲床工5名: the firm before its posts."""
_FIRM_COLON = re.compile(r"(?P<firm>[一-鿿A-Za-z()（）]{3,20})[:：]\s*(?P<rest>[一-鿿].*)")
"""某食品厂：包装工10人."""
_NO_CALLER = re.compile(r"^(?:我|本|因|由于|为|现|根据|急|诚)|[市县区省]$|业务|需求|市场")
"""Words before a call that are no firm."""
_FIRM_ALONE = re.compile(r"(?![有在到进去过做曾])[一-鿿()（）]{4,30}(?:公司|集团|合作社|酒店)")
"""A firm between the clauses behind its post."""
_PHONE = re.compile(r"(?P<said>.*(?:(?<!\d)1[3-9]\d{9}|(?<!\d)0\d{2,3}-?\d{7,8})(?!\d).*)")
_OF_ALL = (
    ("phone", _PHONE),
    ("employer_address", re.compile(r".*(?:位于|坐落于|地处|坐落在)(?P<said>[一-鿿\d]{4,})")),
    ("valid_until", re.compile(r"(?:报名|招聘|招工)?(?:时间|日期)?(?:截止|截至)(?:时间|日期)?[至到为于]?(?P<said>.*\d.*)")),
    (
        "pay_note",
        re.compile(
            r"(?P<said>.*(?:[包管供含有](?:[吃住食餐宿饭]|[一两三早午中晚][餐顿饭])|提供|免费|食宿|吃住|自理|补[贴助]|[餐房车话]补).*)"
        ),
    ),
    ("pay_note", re.compile(r"(?P<said>.*(?:[三四五六]险|社保|公积金|意外险).*)")),
)
"""Clauses that stand for themselves and hold for all posts."""
_IN_GENERAL = re.compile(rf"(?:工作人员|人员|员工|职工|工人|下列人员|以下人员){_COUNT}")
_ABOUT_HIRING = re.compile(r"^(?P<firm>[一-鿿()（）]{4,40}?)(?:20\d\d年)?关于.*(?:招聘|选聘|招收|招录|招工|招募)")
"""某某中心关于公开招聘…的公告."""
_LONGEST_HEADING = 12
_HEADS = frozenset(("title", "openings", "requirements", "pay", "description", "apply", "work_address", "hours"))
"""What a line that is but a label may head."""
_OF_WHICH = frozenset(("其中", "分别为", "分别是", "包括"))
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

    below: int | None = None
    """Line of the first post with a line below it that tells of it; None while there is none."""

    def posts(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the line of each post with all that is said of it."""
        for line, own in self.told:
            yield line, {**self.facts, **own}

    def add(self, at: int, name: str, said: str) -> None:
        """Note a fact that line ``at`` tells: of the firm where it holds for all its posts or has none yet, else of the last post.

        A line below several posts tells of all of them, unless an earlier one has lines of its own.

        >>> firm = Firm(told=[(0, {"title": "普工"}), (0, {"title": "保安"})])
        >>> firm.add(0, "pay", "3000元")
        >>> firm.add(1, "age", "50岁以下")
        >>> firm.add(1, "employer_address", "白帝镇")
        >>> [(post["age"], post.get("pay"), post["employer_address"]) for _, post in firm.posts()]
        [('50岁以下', None, '白帝镇'), ('50岁以下', '3000元', '白帝镇')]
        """
        if not self.told or name in FIELDS:
            self.facts.setdefault(name, said)
            return
        last, latest = self.told[-1]
        for post in self._above(name) if at != last else [latest]:
            post[name] = f"{post[name]}，{said}" if name in post else said
        if at != last and self.below is None:
            self.below = last

    def _above(self, name: str) -> list[dict[str, str]]:
        """Return the posts that a line below the last of them tells of: all of them where none has lines of its own below it."""
        last = self.told[-1][0]
        of_all = self.below in (None, last) and not any(name in post for line, post in self.told if line != last)
        return [post for line, post in self.told if of_all or line == last]

    def add_post(self, at: int, title: str) -> None:
        """Note a post that line ``at`` tells; people in general (工作人员2名) give way to it."""
        self.told = [(line, post) for line, post in self.told if not _IN_GENERAL.fullmatch(post["title"])]
        self.told.append((at, {"title": title}))


def posts_in_words(lines: Iterable[tuple[int, Sequence[Cell]]], *, labelled: bool = False) -> list[tuple[int, dict[str, str]]]:
    """Return the line and the facts of every post that lines of words tell; none where they count people of none.

    ``labelled`` lets a label count them too: 岗位：焊工 and 人数：6人.

    >>> posts_in_words(enumerate([["招普工20名，月薪3500元，18-50岁"], ["地址：白帝镇"]]))
    [(0, {'employer_address': '白帝镇', 'title': '普工20名', 'pay': '月薪3500元', 'age': '18-50岁'})]
    """
    posts = [post for firm in _firms(lines) for post in firm.posts()]
    return posts if any(_counts(post["title"]) or (labelled and "openings" in post) for _, post in posts) else []


def _counts(title: str) -> bool:
    """Tell whether a text names posts, each with its number: 普工20人、保安5人."""
    return all(map(is_counted, title.split("、")))


def _firms(lines: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[Firm]:
    firm, heading = Firm(), ""
    for at, line in lines:
        own, cells = _firm_first(line)
        before, text = _caller_and_posts(cells)
        if about := _heading(text):
            heading = about
            continue
        sentences = _pieces(line, text)
        if heading and sentences[0] and not sentences[0][0][0]:
            sentences = [[(field or heading, said) for field, said in pieces] for pieces in sentences]
        named = own or before or _firm_named(text, sentences)
        if named and "employer" in firm.facts and not firm.told:
            if any(field == "employer" for pieces in sentences for field, _ in pieces):
                firm.facts["employer"] = named  # a label knows better than the title
            named = ""
        if named and firm.told and "employer" not in firm.facts:  # a poster names the firm below its post
            firm.facts["employer"], firm.behind = named, True
        elif named or (firm.behind and _begins_with_posts(text)):
            yield firm
            firm = Firm({"employer": named} if named else {})
        if not firm_alone([text]):
            _read(firm, at, sentences)
    yield firm


def _caller_and_posts(cells: Sequence[Cell]) -> tuple[str, str]:
    """Return the firm before the posts of a line, and the line behind it; no firm and the whole line where none calls for posts.

    >>> _caller_and_posts(["某食品厂：包装工10人，50岁以下"]), _caller_and_posts(["地址：白帝镇"])
    (('某食品厂', '包装工10人，50岁以下'), ('', '地址：白帝镇'))
    """
    text = _joined(_BEFORE_CALL.sub("", without_number(_ORNAMENT.sub("", _beside(cells)).strip())))
    before = _IN_BRACKETS.match(text) or _before_posts(text)
    return (before["firm"], before["rest"]) if before and _begins_with_posts(before["rest"]) else ("", text)


def _begins_with_posts(text: str) -> bool:
    """Tell whether the first clause of a line names posts with their numbers, whoever calls for them."""
    return _counts(_called_for(_CLAUSES.split(text)[0].strip()))


def _pieces(line: Sequence[Cell], text: str) -> list[list[tuple[str, str]]]:
    """Return the sentences of a line, each piece by piece with its field; labels and values in cells beside each other are one."""
    beside = said_in(line, _name_of) if len(line) > 1 else []
    return [[(_name_of(name), as_written(said)) for name, said in beside]] if beside else [*map(_labelled, _SENTENCES.split(text))]


def _beside(cells: Sequence[Cell]) -> str:
    """Return the cells of a line as one text; a number behind a sentence is none of its last clause.

    >>> _beside(["教练1人，5000+提成", "15400000001"]), _beside(["张女士", "15400000001"])
    ('教练1人，5000+提成，15400000001', '张女士 15400000001')
    """
    text = ""
    for said in map(as_written, cells):
        text += ("，" if _SENTENCE.search(text) and _PHONE.fullmatch(said) else " ") + said
    return text.strip()


def _firm_first(cells: Sequence[Cell]) -> tuple[str, Sequence[Cell]]:
    """Return the firm in the first cell of a line, and the cells behind it that tell its posts; no firm where they tell none.

    >>> _firm_first(["某达纸箱厂", "印刷工3人，5000元"]), _firm_first(["某达纸箱厂"])
    (('某达纸箱厂', ['印刷工3人，5000元']), ('', ['某达纸箱厂']))
    """
    rest = list(cells[1:])
    firm = firm_alone(cells[:1]) if rest and _counts(_CLAUSES.split(as_written(rest[0]))[0].strip()) else ""
    return (firm, rest) if firm else ("", cells)


def _before_posts(text: str) -> re.Match[str] | None:
    """Return the firm before a colon and the posts behind it, None where the words before it are a label or a post.

    >>> _before_posts("某食品厂：包装工10人，50岁以下")["firm"], _before_posts("岗位：包装工10人"), _before_posts("包装工：10人")
    ('某食品厂', None, None)
    """
    match = _FIRM_COLON.match(text)
    if match is None or re.match(_COUNT, match["rest"]):
        return None
    return match if _name_of(match["firm"]) in ("", "employer") and not label_of(match["firm"]) else None


def _heading(text: str) -> str:
    """Return what the lines below a line are about that is but a label, empty when it is none.

    >>> _heading("招聘条件"), _heading("地址：白帝镇"), _heading("包吃住")
    ('requirements', '', '')
    """
    text = re.sub(r"^[【\[](.+)[】\]]$", r"\1", text)
    about = _name_of(text) if len(text) <= _LONGEST_HEADING and not re.search(r"[:：\d]", text) else ""
    return about if about in _HEADS else ""


def _labelled(sentence: str) -> list[tuple[str, str]]:
    """Return a sentence piece by piece: the field that the label of each names, and what it says; no field before the first label.

    >>> _labelled("某物业招保安2名，要求：50岁以下，电话：02356500001")
    [('', '某物业招保安2名'), ('requirements', '50岁以下'), ('phone', '02356500001')]
    >>> _labelled("上班时间：8:00-12:00"), _labelled("要求：会开车")
    ([('hours', '8:00-12:00')], [('requirements', '会开车')])
    """
    labels = [(match, field) for match in _LABEL.finditer(sentence) if (field := _name_of(match["name"]))]
    ends = [*(match.start() for match, _ in labels), len(sentence)]
    pieces = [
        ("", sentence[: ends[0]]),
        *((field, sentence[match.end() : end]) for (match, field), end in zip(labels, ends[1:], strict=True)),
    ]
    return [(field, said) for field, piece in pieces if (said := piece.strip(" \t\u3000,，;；、"))]


def _joined(text: str) -> str:
    """Return a text with the number of people right behind the post: 缝纫工：20名 is 缝纫工20名, 招聘人数：20名 a label.

    >>> _joined("招：前台2名（18-35岁，3000元）、保安：1名")
    '招前台2名，18-35岁，3000元；保安1名'
    """
    text = _PAPER.sub(r"\1，\2", _CALL_COLON.sub("", text))
    text = _BEFORE_PAY.sub(r"\1，\2，", text)
    text = _IN_ROUND.sub(r"\1，\2；", _OF_COUNT.sub(r"\1，\2，", text))
    return _COLON.sub(lambda match: match[0] if label_of(match["name"]) else match["name"], text)


def _name_of(text: str) -> str:
    """Return the field that a label names; until when people may apply is how long the posts of a notice stand."""
    said = normal(text).rstrip(":")
    return "valid_until" if said in ("报名时间", "报名日期", "报名期限") else field_of(said, "jobs")


def _firm_named(text: str, sentences: list[list[tuple[str, str]]]) -> str:
    """Return the firm that a line is called after, names by a label or begins with, empty when it names none."""
    stated = next((said for pieces in sentences for field, said in pieces if field == "employer"), "")
    about = _ABOUT_HIRING.match(text)
    return stated or firm_alone([text]) or (about["firm"] if about else "") or firm_that_needs(text) or _caller(text)


def _caller(text: str) -> str:
    """Return the firm that calls for people in a line, empty when none does.

    >>> _caller("某物业招保安2名，50岁以下"), _caller("某某新材料招聘：①普工2人"), _caller("现招普工20人"), _caller("因生产需要招普工20人")
    ('某物业', '某某新材料', '', '')
    """
    first = re.split("[,，;；。①-⑳]", text, maxsplit=1)[0].strip()
    many, one = _CALLS_FOR_MANY.match(first), _CALLED.match(first)
    firm = many["firm"] if many else one["firm"] if one and _counts(one["post"]) else ""
    return "" if _NO_CALLER.search(firm) else firm


def call_in(title: str) -> tuple[str, str]:
    """Return who calls in the name of a posting, empty when nobody is named, and the name without the call.

    >>> call_in("某制衣厂招车工10名"), call_in("急招厨师1名、服务员2名"), call_in("招商专员2名"), call_in("招聘专员")
    (('某制衣厂', '车工10名'), ('', '厨师1名、服务员2名'), ('', '招商专员2名'), ('', '招聘专员'))
    """
    first = re.split("[,，、;；]", title, maxsplit=1)[0]
    match = _CALLED.match(first)
    if match and _counts(match["post"]) and not _NO_CALLER.search(match["firm"]) and firm_alone([match["firm"]]):
        return match["firm"], title[match.start("post") :]
    return "", _CALL_OF_TITLE.sub("", title) if _counts(_CALL_OF_TITLE.sub("", first)) else title


def _called_for(clause: str) -> str:
    """Return a clause without who calls, and the call.

    >>> _called_for("某物业急招保安2名"), _called_for("现招普工20人"), _called_for("①普工20人"), _called_for("会招呼客人")
    ('保安2名', '普工20人', '普工20人', '会招呼客人')
    """
    said = re.sub("^[①-⑳]", "", clause)
    match = _CALLED.match(said)
    return match["post"] if match and _counts(match["post"]) else _CALL.sub("", said)


def _read(firm: Firm, at: int, sentences: list[list[tuple[str, str]]]) -> None:
    """Read the pieces of the sentences of a line; what follows a label without one of its own goes on with it."""
    last = ""
    for pieces in sentences:
        begun = False
        for about, said in pieces:
            if about == "title":
                begun = _read_clauses(firm, at, said)
                if not begun:
                    firm.add_post(at, said)
            elif about in _OWN_LINE:
                own, *rest = re.split("[,，;；]", said)
                firm.add(at, about, own)
                _read_clauses(firm, at, "，".join(rest))
            elif firm.told and (about == "requirements" or (about == "pay" and by_likeness([said], ["pay"])[0])):
                _read_clauses(firm, at, said, begun=True)
                last = about
            elif about and about not in (IGNORED, "employer"):
                firm.add(at, "pay_note" if about == "pay" and not by_likeness([said], ["pay"])[0] else about, said)
                last = about
            elif not about:
                begun = _read_clauses(firm, at, said, begun=begun, last=last)


def _read_clauses(firm: Firm, at: int, text: str, *, begun: bool = False, last: str = "") -> bool:
    """Read clauses: each that counts people of a post begins one, the others are told of it; return whether one has begun.

    Where none has, a clause may hold for all posts; else it goes on with the label ``last``, if one stands before.
    """
    for clause in _CLAUSES.split(_joined(without_number(text))):
        said = _called_for(clause.strip())
        if said in _OF_WHICH and begun:
            firm.told.pop()  # a total, and its parts behind it
        elif said and _counts(said):
            firm.add_post(at, said)
            begun = True
        elif said and begun and _PHONE.fullmatch(clause):
            firm.told[-1][1]["phone"] = said
            firm.facts.setdefault("phone", said)
        elif said and begun and _FIRM_ALONE.fullmatch(clause.strip()):
            firm.facts.setdefault("employer", clause.strip())
        elif said and begun:
            told, rest = by_likeness([clause.strip()], list(_TOLD))
            for name, words in (*told.items(), *(("requirements", words) for words in rest)):
                firm.add(at, name, words)
        elif said and not _read_of_all(firm, clause) and last:
            firm.add(at, last, clause.strip())
    return begun


def said_of_all(text: str) -> dict[str, str]:
    """Return what sentences beside a table say of all its posts, by field.

    >>> said_of_all("公司提供免费食宿，缴纳五险，报销车票。"), said_of_all("保安")
    ({'pay_note': '公司提供免费食宿，缴纳五险'}, {})
    """
    firm = Firm({"": ""})
    for clause in _CLAUSES.split(re.sub("[。；;]", "，", text)):
        _read_of_all(firm, clause)
    return {name: said for name, said in firm.facts.items() if name}


def _read_of_all(firm: Firm, clause: str) -> bool:
    """Note a clause that holds for all posts of a firm; tell whether it does."""
    name, match = next(((name, match) for name, pattern in _OF_ALL if (match := pattern.fullmatch(clause.strip()))), ("", None))
    if match and (firm.told or firm.facts or name != "pay_note"):
        known = firm.facts.get(name)
        firm.facts[name] = f"{known}，{match['said']}" if known and name == "pay_note" else match["said"]
    return match is not None
