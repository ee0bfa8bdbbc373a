"""What the columns of a form mean, by their names: the field of each, the unit it states, the codes it explains.

The names themselves stand in ``aliases`` and ``job_aliases``; here is how a name as staff write it is brought to one of
them. Levels of a header are joined with ``_`` from the outside in (``未就业_就业意愿_务工去向``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from jobmatch.forms.groups import GROUP_FIELDS
from jobmatch.forms.headings.aliases import WORKER_VOCABULARY
from jobmatch.forms.headings.job_aliases import JOB_VOCABULARY
from jobmatch.forms.headings.vocabulary import IGNORED, Vocabulary, in_chinese, in_usual_words
from jobmatch.forms.text import normal

Kind = Literal["workers", "jobs"]

_VOCABULARIES: dict[str, Vocabulary] = {"workers": WORKER_VOCABULARY, "jobs": JOB_VOCABULARY}
KEYS = {"workers": frozenset({"name", "id_number"}), "jobs": frozenset({"title"})}
"""Fields without one of which a row is no header."""
MAIN: Mapping[Kind, str] = {"workers": "name", "jobs": "title"}
"""What each row of a table is called by."""
LONGEST_NAME = 40
"""A longer text is no name of a column."""
_DECORATION = re.compile(
    r"^[Qq]\d{1,2}[.、:：]?|[*★☆:：#●■▲\"“”'?？]|^[\d一二三四五六七八九十]+[、.．)]|\((必填|选填|必选|下拉选择|可多选|多选|单选|打√|填.*|如.*|请.*)\)"
)
_INTRODUCED = re.compile("(?<=.)[及和与、/](?:简介|介绍|简况)$")
"""单位及简介."""
_ANSWERS = re.compile(r"[:：](?=[\dA-D①□]).*|(?<=[一-鿿])[:：]?(?=1[.、]?[一-鿿].*2).*$")
"""Answers to choose from behind a name: 就业意向：①家政 ②手工."""
_SIMPLIFIED = str.maketrans(
    "單稱崗資齡學歷點聯繫係電話證號碼戶現鄉鎮縣區組業務勞動類別術幹貧職願報應條經驗時間體傷殘療險備註說絡數處歲從畢專場廠車質項內圍標準補貼編無參與關狀況養實習層級調責採錄歸預計離開終發佈蓋檔圖線負寫據頻緊償費農產導範優節戰協東臺灣廣遠還邊綜獎絕對擇額滿試轉屬營",
    "单称岗资龄学历点联系系电话证号码户现乡镇县区组业务劳动类别术干贫职愿报应条经验时间体伤残疗险备注说络数处岁从毕专场厂车质项内围标准补贴编无参与关状况养实习层级调责采录归预计离开终发布盖档图线负写据频紧偿费农产导范优节战协东台湾广远还边综奖绝对择额满试转属营",
)
"""Traditional characters in names of columns."""
_PLAIN = {"其它": "其他", "啥子": "啥", "哪样": "啥", "好远": "多远", "好久": "多久", "好多": "多少", "哪个": "谁"}
"""Ways to say it in the country → the usual one."""
_SAME = re.compile("|".join(_PLAIN))
BRACKET = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
"""What stands in brackets behind a name."""
_QUESTION = re.compile(r"^(?:请问?|请?(?:填写|输入|选择|留下))?[您你]们?的?(?P<asked>.{2,}?)(?:是(?:什么|多少|哪里|哪一?[项类种])?|为)?$")
"""您的文化程度是？ asks for 文化程度."""
_LATIN = re.compile(r"^(?:[a-z][a-z.'/&-]*)+[(（/:：]?(?=[一-鿿])|(?<=[一-鿿])[(（/:：]?[a-z][a-z.'/&()-]*$")
"""The English half of a name in two languages: 姓名 Name, Position/岗位."""
WAGE = re.compile(r"薪|^月?综合$|到手|[挣赚]|工资|工价|单价|计件|报酬|收入|pay|salary|wage|xz|acb")
"""Words of a column that holds the pay itself, and not 待遇 in general."""
OTHERS = frozenset(("其他",))
"""The last of the options below a heading."""
DATA = re.compile(r"\d{5,}|^\d+(\.\d+)?$")
"""A text with a long number, or that is one, is a value and no name."""


@lru_cache(maxsize=20_000)
def field_of(name: str, kind: Kind) -> str:
    """Return the field a column of this name holds; the empty text when it is not known.

    >>> field_of("期望月薪(元)", "workers"), field_of("乡(镇)", "workers"), field_of("天气", "jobs")
    ('pay_wanted', 'township', '')
    >>> field_of("5、您的文化程度是？", "workers"), field_of("3、您的姓名及职务：", "jobs"), field_of("薪资 Salary (RMB/Month)", "jobs")
    ('education', 'contact', 'pay')
    >>> field_of("publishDate", "jobs"), field_of("job_description", "jobs"), field_of("expected_city", "workers")
    ('valid_from', 'description', 'wanted_places')
    """
    words = _VOCABULARIES[kind]
    full = _plain(name)
    plain = BRACKET.sub("", full)
    if not full or len(plain) > LONGEST_NAME or DATA.search(plain):
        return ""
    letters = full.replace("_", "")
    if letters.isascii() and letters in words.exact:
        return words.exact[letters]
    if chinese := in_chinese(name):
        return field_of(chinese, kind)
    return _below(plain, words) or _by_leaf(name, full, kind)


def _by_leaf(name: str, full: str, kind: Kind) -> str:
    """Return the field that the innermost name tells, as it is spelled first, then by ever looser likeness; by the heading at last."""
    words = _VOCABULARIES[kind]
    heading, _, leaf = full.rpartition("_")
    bare = BRACKET.sub("", leaf)
    if heading and bare in OTHERS and (field := field_of(heading, kind)):
        return field  # 意向工种_其他 holds another trade
    spellings = (leaf, re.sub(r"[()\[\]【】]", "", leaf), bare, bare.rstrip("0123456789一二三"), full.replace("_", ""))
    if (chinese := _chinese_half(full)) and not _spelled(spellings, words):
        return field_of(chinese, kind)
    asked = (f"是否{bare}",) if any(map(_YES_OR_NO.fullmatch, BRACKET.findall(leaf))) else ()
    return (
        _spelled((*asked, *spellings), words)
        or _of_several(name, bare, kind)
        or _one_of(bare, words)
        or next((field for pattern, field in words.pattern if pattern.search(bare or leaf)), "")
        or _core(bare, words)
        or _counted(leaf, bare, words)
        or _in_other_words(bare, heading, full, kind)
    )


def _spelled(spellings: Iterable[str], words: Vocabulary) -> str:
    """Return the field of the first spelling that is a whole name."""
    return next((words.exact[spelling] for spelling in spellings if spelling in words.exact), "")


def _of_several(name: str, bare: str, kind: Kind) -> str:
    """Return what a name that lists several things holds: the key of the row, what they mean together (技能及特长 is 技能特长), or the first."""
    listed = listed_in(name, kind)
    main = next((field for field in listed if field in KEYS[kind]), "")
    together = _VOCABULARIES[kind].exact.get(re.sub(r"[/、及和与或]", "", bare), "")
    return main or together or next((field for field in listed if field != IGNORED), IGNORED if listed else "")


def _in_other_words(bare: str, heading: str, full: str, kind: Kind) -> str:
    """Return the field of a name without its number or in the usual words; else that of its heading, whose option or unit it is."""
    if (unnumbered := bare.rstrip("0123456789")) != bare:
        return field_of(unnumbered, kind)
    if (usual := in_usual_words(bare)) != bare and (field := field_of(usual, kind)):
        return field
    group = field_of(heading, kind) if heading else ""
    return "pay_note" if group == "pay" and not WAGE.search(full) else group


def _one_of(name: str, words: Vocabulary) -> str:
    """Return the field that all of several names mean: 企业/业主."""
    fields = {words.exact.get(part, "") for part in name.split("/")} if "/" in name else set()
    return fields.pop() if len(fields) == 1 else ""


def _core(name: str, words: Vocabulary) -> str:
    """Return the field of a name without the words that say whose, when or how much of it: 目前工资, 区县名称."""
    bare = _WHOSE.sub("", name)
    return next((words.exact[core] for core in (bare, _WHAT_OF.sub("", name), _WHAT_OF.sub("", bare)) if core in words.exact), "")


def _counted(name: str, bare: str, words: Vocabulary) -> str:
    """Return the field of a name whose unit tells what is counted: 招聘（人） is 招聘人数, 经验（年） 经验年限."""
    nouns = (_COUNTED_IN.get(unit, "") for unit in BRACKET.findall(name))
    return next((field for noun in nouns if noun and (field := words.exact.get(bare + noun, ""))), "")


def _below(plain: str, words: Vocabulary) -> str:
    """Return what a name means below its heading, the nearest of several first: 就业情况_意愿_岗位 is a wish."""
    parts = plain.split("_")
    for at in range(len(parts) - 2, -1, -1):
        seen = "_".join(parts[at:])
        if field := next((field for pattern, field in words.under if pattern.search(seen)), ""):
            return field
    return ""


@lru_cache(maxsize=20_000)
def listed_in(name: str, kind: Kind) -> tuple[str, ...]:
    """Return the fields that a name lists one beside the other, in order; nothing where it names but one.

    >>> listed_in("性别/年龄/学历要求", "jobs"), listed_in("年龄学历", "jobs"), listed_in("基本情况（性别、年龄）", "workers")
    (('sex', 'age', 'education'), ('age', 'education'), ('sex', 'age'))
    >>> listed_in("岗位条件（年龄/学历/经验）", "jobs")
    ('age', 'education', 'experience')
    >>> listed_in("岗位要求及待遇", "jobs"), listed_in("联系人及电话", "jobs"), listed_in("乡镇、村", "workers")
    (('requirements', 'pay'), (), ())
    """
    leaf = _plain(name).rsplit("_", 1)[-1]
    outside = BRACKET.sub("", leaf)
    if kind == "workers" and outside in _PERSON and outside == leaf:
        return _OF_PERSON
    known = _VOCABULARIES[kind].exact.get(outside, "")
    inside = BRACKET.findall(leaf) if known in ("", "requirements") else []  # else they are the answers to choose from
    return next(filter(None, (_listed(part, kind) for part in (outside, *inside))), ())


def _listed(part: str, kind: Kind) -> tuple[str, ...]:
    exact = _VOCABULARIES[kind].exact
    labels = [label for label in _LISTING.split(part) if label]
    if len(labels) < 2:
        labels = _LABELS.findall(part) if _LABELS.sub("", _ASKED.sub("", part)) == "" else []
    if len(labels) < 2 or labels[0].startswith(("如", "若")):  # 如愿外出，意向工种 asks one thing
        return ()
    if field_of(labels[0], kind) == IGNORED and field_of(labels[1], kind) == "phone":
        return ()  # 紧急联系人及电话: somebody else's
    fields = tuple(exact.get(label, "") or exact.get(_ASKED.sub("", label), "") or field_of(label, kind) for label in labels)
    if kind == "workers" and fields[0] in _OF_WISH.values():
        fields = tuple(_OF_WISH.get(field, field) for field in fields)  # 意向工种及薪酬
    apart = all(fields) and len(set(fields)) == len(fields)
    return fields if apart and not any(set(fields) <= whole for whole in _READ_WHOLE) else ()


_WHOSE = re.compile(
    r"^(?:[您你]们?的?|本人|个人|现在?|目前|当前|实际|所在|所属|求职者|劳动者|成员[\d一二三四五六]?|人员|主要|具体|拟|平均|税[前后])+的?"
)
_WHAT_OF = re.compile("(?:情况|名称?|信息|说明|全称|简介|详情|一览|内容|方面)$")
_COUNTED_IN = (
    dict.fromkeys(("人", "名", "个"), "人数") | dict.fromkeys(("公里", "千米", "km"), "距离") | {"年": "年限", "岁": "年龄", "天": "天数"}
)
"""Unit behind a name → what it counts."""
_PERSON = frozenset(("基本情况", "个人情况", "个人信息", "基本信息", "个人基本情况"))
_OF_PERSON = ("sex", "age", "education", "birth", "phone", "id_number")
"""What a cell below such a name may hold: 男，45岁，初中."""
_OF_WISH = {"former_posts": "wanted_occupation", "income": "pay_wanted", "work_place": "wanted_places"}
"""What is told of work → what is wished, beside a wish."""
_LISTING = re.compile(r"[/、,;+&|]|(?<=[一-鿿])-(?=[一-鿿])|[及和与或](?=.)")
_ASKED = re.compile(r"(?<=.)(?:要求|条件|限制|情况)$")
_LABELS = re.compile(
    r"(?:工作|上班)时间|(?:工作|上班)?地点|姓名|性别|出生年月|年龄|民族|学历|文化程度|专业|联系电话|电话|工作经验|经验|身份证号码?"
)
"""Names that stand beside one another without a mark: 性别年龄学历."""
_READ_WHOLE = (
    frozenset(("province", "city", "county", "township", "village", "group_number")), frozenset(("name", "id_number")),
    frozenset(("contact", "phone")), frozenset(("caseworker", "phone")), frozenset(("head_name", "phone")), frozenset(("title", "openings")), frozenset(("openings", "surplus")), frozenset(("description", "requirements")), frozenset(("wanted_occupation", "former_posts")), frozenset(GROUP_FIELDS),
)  # fmt: skip
"""Fields of one cell that their readers take apart themselves."""


def _chinese_half(name: str) -> str:
    """Return the Chinese half of a name in two languages, empty where it has but one."""
    half = _LATIN.sub("", name)
    return half if half != name and len(half) > 1 and len(name) - len(half) > 2 else ""


def _plain(name: str) -> str:
    """Return a name without marks, numbers and the words of a question, in simplified lower case."""
    said = _DECORATION.sub("", _ANSWERS.sub("", normal(name)).translate(_SIMPLIFIED)).lower()
    said = _INTRODUCED.sub("", said)
    question = _QUESTION.fullmatch(said)
    return _SAME.sub(lambda found: _PLAIN[found[0]], question["asked"] if question else said)


def option_of(name: str, kind: Kind) -> str:
    """Return the option that a column stands for below a heading, empty when it is no such column.

    >>> option_of("就业意愿（打√）_县内", "workers"), option_of("就业意愿_意向岗位", "workers")
    ('县内', '')
    """
    group, mark, leaf = normal(name).rpartition("_")
    option = BRACKET.sub("", leaf)
    names = option not in OTHERS and field_of(leaf, kind)
    return option if mark and option and not _ASKS.match(option) and not names and field_of(group, kind) else ""


@lru_cache(maxsize=20_000)
def label_of(cell: str, kind: Kind) -> str:
    """Return the field that a cell names exactly, empty when it is no name of a column.

    >>> label_of("联系电话：", "workers"), label_of("保安", "workers")
    ('phone', '')
    """
    said = _plain(cell)
    return _VOCABULARIES[kind].exact.get(said, "") if 2 <= len(said) <= LONGEST_NAME else ""


def unit_of(name: str) -> str:
    """Return the unit a column name states, empty when none: ``意向薪资（千元）`` gives ``千元``.

    >>> unit_of("意向薪资（千元）"), unit_of("日工资(元)"), unit_of("工资"), unit_of("月薪/年薪"), unit_of("月薪（K）")
    ('千元', '元/天', '', '', 'k')
    >>> unit_of("薪酬（万/年，税前）")
    '万/年'
    """
    text = normal(name).replace("K", "k").replace("W", "w")
    parts = [part for inside in BRACKET.findall(text) for part in re.split("[,、;]", inside)]
    inside = next((part for part in parts if "元" in part or _SCALE.fullmatch(part)), "")
    outside = re.search(r"[百万千]元|元/?(月|天|日|小时|时|年)", BRACKET.sub("", text))
    alone = next((match[1] for part in BRACKET.findall(text) if (match := _ALONE.fullmatch(part))), "")
    inside = inside or (f"元/{alone}" if alone else "")
    unit = inside.replace("w", "万") or (outside[0] if outside else "")
    period = _PERIOD.search(BRACKET.sub("", text))
    if period and not _MONTHLY.search(text) and "/" not in unit:
        unit = (unit or "元") + next(per for word, per in _PER if word in period[0])
    return unit


_PER = (("时", "/小时"), ("年", "/年"), ("月", "/月"), ("日", "/天"), ("天", "/天"))
"""Word of a period → what pay is counted by."""
_PERIOD = re.compile(
    r"年薪|日薪|日均|每小时|日工资|日工[价钱]|日报酬|日结|[一每]天(?=$|的?工[钱资价]|报酬|[要给开发]?(?:多少|好多))|时薪|小时工资|月(?:均|度)?(?:补贴|补助|津贴)"
)
_SCALE = re.compile("[千万kw](?:/(?:月|年|天|日))?")
_ALONE = re.compile("(?:每|按|/)?(年|日|天|小时|时)(?:薪|计)?")
"""薪酬（年）."""
_MONTHLY = re.compile(r"月薪|月工资|月收入")
"""月薪/年薪 leaves it to each cell which of the two it is."""
_ASKS = re.compile("是否|有无|能否|可否|会否")
"""A name that asks for a yes is no option."""
_YES_OR_NO = re.compile("[是有能√](?:/[^/]{1,2})?(?:[/或、,]?(?:否|无|不能|×))")
"""劳动力（是/否） and 劳动力（有/弱/无） ask 是否劳动力."""
_CODED = re.compile(r"(\d)[.、:：=-]?([^\d,，;；、/.:：=]{1,12})")


@lru_cache(maxsize=5_000)
def legend_of(name: str) -> Mapping[str, str]:
    """Return the meaning of the codes that a column name explains, empty when it explains none.

    >>> legend_of("可接受的工作地点（1县内2市内县外3市外）"), legend_of("身份证号（18位）")
    ({'1': '县内', '2': '市内县外', '3': '市外'}, {})
    >>> legend_of("就业意向：①家政 ②手工 ③暂无")
    {'1': '家政', '2': '手工', '3': '暂无'}
    >>> legend_of("期望月薪（A.3000以下 B.3000-5000 C.5000以上）")
    {'A': '3000以下', 'B': '3000-5000', 'C': '5000以上'}
    """
    said = normal(name)
    for inside in (*BRACKET.findall(said), *_ANSWERS.findall(said)):
        if listed := _in_turn(inside):
            return listed
        pairs = _CODED.findall(inside)
        codes = [int(code) for code, _ in pairs]
        if len(pairs) > 1 and codes == list(range(codes[0], codes[0] + len(codes))) and codes[0] < 2:
            return dict(pairs)
    return {}


def _in_turn(text: str) -> dict[str, str]:
    """Return the meanings of letters, or of numbers with a stop behind each, that stand in their order; nothing where they do not.

    >>> _in_turn("1.3000以下2.3000-5000"), _in_turn("A小学B初中"), _in_turn("1小学2初中"), _in_turn("A证")
    ({'1': '3000以下', '2': '3000-5000'}, {'A': '小学', 'B': '初中'}, {}, {})
    """
    for codes, mark in (("ABCDEFGH", r"[.、:：=)-]?"), ("123456789", r"[.、:：=)](?=.)")):
        ends: list[tuple[int, int]] = []
        for code in codes:
            found = re.compile(rf"(?<![A-Z]){code}{mark}" if code.isalpha() else rf"{code}{mark}").search(text, ends[-1][1] if ends else 0)
            if found is None or (not ends and found.start()):
                break
            ends.append(found.span())
        starts = [start for start, _ in ends[1:]] + [len(text)]
        meanings = [text[end:start].strip(",，;；、/ ") for (_, end), start in zip(ends, starts, strict=True)] if ends else []
        if len(meanings) > 1 and all(len(meaning) > 1 for meaning in meanings):
            return dict(zip(codes, meanings, strict=False))
    return {}


def other_kind(kind: Kind) -> Kind:
    """Return ``jobs`` for ``workers`` and the other way round.

    >>> other_kind("workers")
    'jobs'
    """
    return "jobs" if kind == "workers" else "workers"
