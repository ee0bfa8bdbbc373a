"""What the columns of a table mean together: some names say one thing alone and another beside their neighbours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from jobmatch.forms.headings.columns import BRACKET, WAGE, Kind, field_of, legend_of
from jobmatch.forms.headings.vocabulary import IGNORED
from jobmatch.forms.sheets import Cell
from jobmatch.forms.text import normal

_ASKS_POST = re.compile(r"\([^()]*(?:岗位|工种|职业|做什么)[^()]*\)")
"""就业需求（岗位、地点、工资） asks for the post, not for a yes."""
_ASKS_TRAINING = re.compile(r"培训[^()]*\([^()]*(?:拟|愿|需要|想)[^()]*\)")
"""培训情况（已培训/拟培训/不需要） asks for a wish too."""
_LEARNS = re.compile(r"_(?:参加)?培训\(")
"""就业意愿 over 培训（工种）."""
_WORKS_AS = re.compile(r"(?:意愿|意向|需求)(?:\([^()]*\))?_(?:就业|务工|求职)\([^()]*(?:岗位|工种|职业)")
"""就业意愿 over 就业（岗位）."""
_FROM = re.compile(r"\([^()]*(?:以上|起|不低于|最低|下限)[^()]*\)")
_TO = re.compile(r"\([^()]*(?:以下|最高|上限|止)[^()]*\)")
_LENDS = re.compile(r"\([^()]*余工[^()]*\)")
"""类型（缺工/余工）."""
_LOWEST = {"pay_wanted": "pay_min_wanted", "pay": "pay_min"}
"""Pay → the lowest pay, which 工资（元以上） asks for."""
_BARE = (
    ("wanted_occupation", re.compile("工种|岗位|职业")), ("pay_wanted", re.compile("月薪|薪资|工资|薪酬|工资待遇|薪资待遇|待遇")), ("wanted_places", re.compile("地点|地区|区域")),
)  # fmt: skip
"""Names that say what is wished in a table of wishes."""
_OF_WORK = (
    *_BARE,
    ("wanted_places", re.compile("(?:务工|就业|工作)(?:地点?|地区|区域|城市|范围|地域|省份)")),
    ("wanted_occupation", re.compile("(?:务工|就业|工作)(?:工种|岗位|职业|行业)")),
)
"""Names that do where nothing at all is told of work that people have."""
_WISHES = frozenset(("willing", "goes_out", "wanted_occupation", "wanted_places", "pay_wanted", "pay_min_wanted"))
_WORK_DONE = frozenset(("employer", "work_place", "work_months"))
_WORK_TOLD = frozenset(("employer", "work_months", "status", "channel", "income"))
_WISHED = re.compile("愿意|期望|意向|意愿|希望|求职|拟|用工")
_SEEKER = re.compile("求职(?:人员?|者|对象)")
"""A column of people who look for work."""
_REGISTERED = re.compile("登记人(?:员)?(?:姓名|名字)?")
_SEX = re.compile("[男女](?:[性工])?(?:人数)?")
_PAY_OF = {"男": "pay_men", "女": "pay_women"}
_TRAINING_OVER = re.compile("结业|培训(?:班次|期次|时间|日期)")
_TRADE_TAUGHT = re.compile("(?:参加)?培训的?(?:工种|专业|项目|课程|内容)")
_CAN_DO = re.compile("还?[会能](?:做|干|从事)(?:的|什么|啥|哪[些样])")
_KIND_OF_POST = re.compile("(?:岗位|工种|职位|用工|工作)(?:类别|类型|种类|分类)")
_MADE = re.compile("(?:生产|加工|主要|主营|带动|承接|代工|工作|作业|用工|服务)?(?:内容|产品|项目|业务)(?:名称)?")
_WORKSHOP = re.compile("(?:就业)?(?:帮扶|扶贫)?(?:车间|工坊)")
_NEEDED = re.compile("[招聘需缺空拟]")
_NOTICE = re.compile("(?:招聘|招工|用工|岗位|信息|消息)(?:内容|详情)")
"""What a column of whole notices is called."""
_WHOLE = re.compile("[合总小共]计|总数|总人数")
_SITES = frozenset(("项目", "门店", "站点", "网点", "校区", "小区"))
_WORK = re.compile("[做干](?:什么|啥)|工作(?:名称)?")
"""What is done, beside the name of the post."""
_PROJECTS = frozenset(("项目名称", "课程名称", "标题", "招聘标题", "招工标题"))
_STAYS_ON = re.compile("(?:留用|留任|期满|见习|实习|签约|转正|聘用)后")
_DETAILS = frozenset(("详细地址", "具体地址", "详细地点", "具体地点", "地址"))
"""What stands right behind a place of work and says where in it."""


def match_headers(cells: Sequence[Cell], kind: Kind, *, columns: Mapping[str, str] | None = None) -> dict[int, str]:
    """Return what each column means: position → field, unknown columns left out.

    Parameters
    ----------
    cells
        Names of the columns, one level; levels joined with ``_``.
    kind
        ``workers`` or ``jobs``.
    columns
        Own choices that win over the vocabulary: name as it stands in the form → field, or ``""`` to pass
        the column over.

    Examples
    --------
    >>> match_headers(["序号", "姓名", "身份证号码", "爱好"], "workers")
    {0: 'number', 1: 'name', 2: 'id_number'}
    >>> match_headers(["甲", "姓名"], "workers", columns={"甲": "phone", "姓名": ""})
    {0: 'phone'}
    """
    own = {normal(name).strip("*★"): field for name, field in (columns or {}).items()}
    found: dict[int, str] = {}
    for position, cell in enumerate(cells):
        name = normal(cell)
        field = own[name] if name in own else field_of(name, kind)
        if field and field != IGNORED:
            found[position] = field
    return {at: field for at, field in beside_others(found, cells, kind).items() if own.get(normal(cells[at])) != ""}


def beside_others(found: dict[int, str], cells: Sequence[Cell], kind: Kind) -> dict[int, str]:
    """Return what columns, or labels of a card, mean beside one another, of what each means alone.

    >>> beside_others({0: "name", 1: "wanted_occupation", 2: "work_place"}, ["姓名", "求职工种", "工作地点"], "workers")[2]
    'wanted_places'
    """
    for beside in _BESIDE[kind]:
        found = beside(found, cells)
    return found


def _titled(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with 岗位类别, or what a workshop makes, as the post itself where no other column names it."""
    if "title" in found.values():
        return found
    made = [at for at, field in found.items() if field == "description" and _MADE.fullmatch(normal(cells[at]))]
    if len(made) == 1 and "openings" in found.values():
        return {**found, made[0]: "title"}
    notices = [at for at, field in found.items() if field == "description" and _NOTICE.fullmatch(normal(cells[at]))]
    if len(notices) == 1 and "openings" not in found.values():
        return {**found, notices[0]: "title"}
    kinds = [at for at, field in found.items() if field == "workplace" and _KIND_OF_POST.fullmatch(normal(cells[at]))]
    return {**found, kinds[0]: "title"} if len(kinds) == 1 else found


def _workshops(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with 帮扶车间, in a table without another employer, as the employer; 是否帮扶车间 asks for a yes."""
    named = [at for at, field in found.items() if field == "workshop" and _WORKSHOP.fullmatch(normal(cells[at]))]
    return found if "employer" in found.values() or len(named) != 1 else {**found, named[0]: "employer"}


def _needed(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with 需求人数 as the openings, and no other number of people beside it: 总人数 counts who is there."""
    counts = {at: normal(cells[at]) for at, field in found.items() if field == "openings"}
    needed = {at for at, name in counts.items() if _NEEDED.search(name)}
    return {at: field for at, field in found.items() if not needed or at not in counts or at in needed}


def _kinds_of_people(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with the numbers of several kinds below one heading (需求人数 over 普工 and 技工) as parts of the openings."""
    names = {at: normal(cells[at]).rpartition("_") for at, field in found.items() if field == "openings"}
    headings = [heading for heading, mark, _ in names.values() if mark]
    parts = {at: leaf for at, (heading, _, leaf) in names.items() if headings.count(heading) > 1}
    whole = any(_WHOLE.search(leaf) for leaf in parts.values())
    if whole:
        return {at: field for at, field in found.items() if at not in parts or _WHOLE.search(parts[at])}
    return {**found, **dict.fromkeys(parts, "openings_part")}


def _projects(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with the name of a project, beside the post, as what is said of the post."""
    titles = [at for at, field in found.items() if field == "title"]
    projects = [at for at in titles if normal(cells[at]).rsplit("_", 1)[-1] in _PROJECTS]
    works = [at for at in titles if _WORK.fullmatch(normal(cells[at]))]
    told = {**dict.fromkeys(projects, "title_note"), **dict.fromkeys(works, "description")}
    return {**found, **told} if len(titles) > len(told) else found


def _by_sex(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with bare 男 and 女 as the numbers of each, or beside a number as the pay of each where it has no column of its own.

    Without a column that says what pay is counted by, they say nothing beside a number.
    """
    sexes = {normal(cell)[:1]: at for at, cell in enumerate(cells) if _SEX.fullmatch(BRACKET.sub("", normal(cell))) and at not in found}
    fields = set(found.values())
    if len(sexes) < 2:
        return found
    if not fields & {"openings", "openings_part"}:
        return {**found, **dict.fromkeys(sexes.values(), "openings_part")}
    paid = "pay_method" in fields and not fields & {"pay", "pay_min"}
    return {**found, **{at: _PAY_OF[sex] for sex, at in sexes.items()}} if paid else found


def _benefits_beside_pay(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with a column of benefits beside one of pay as what it says beside the pay."""
    benefits = {at for at, field in found.items() if field == "pay" and not WAGE.search(normal(cells[at]).lower())}
    wages = {at for at, field in found.items() if field in ("pay", "pay_min", "pay_base")} - benefits
    return {at: "pay_note" if at in benefits and wages else field for at, field in found.items()}


def _pay_later(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with the pay of who stays on (留用后薪资) beside an allowance as what is said beside the pay."""
    later = [at for at, field in found.items() if field == "pay" and _STAYS_ON.search(normal(cells[at]))]
    return {**found, **dict.fromkeys(later, "pay_note")} if "pay_allowance" in found.values() else found


def _details_of_place(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with an address right behind the place of work (工作地区 | 详细地址) as the rest of it.

    A column of sites (项目, 门店) is the place of work where the table has no other.
    """
    if not set(found.values()) & {"work_address", "employer_address"}:
        return {
            **found,
            **{at: "work_address" for at, cell in enumerate(cells) if at not in found and BRACKET.sub("", normal(cell)) in _SITES},
        }
    behind = {at for at, field in found.items() if field == "employer_address" and found.get(at - 1) == "work_address"}
    return {at: "work_address" if at in behind and normal(cells[at]) in _DETAILS else field for at, field in found.items()}


def _told_in_brackets(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with what stands in brackets behind a name: 就业需求（岗位、工资）, 培训情况（拟培训/不需要）, 工资（元以上）."""
    told = dict(found)
    for at, name in enumerate(map(normal, cells)):
        field = found.get(at, "")
        if _LENDS.search(name):
            told[at] = "surplus"
        elif field == "willing" and _LEARNS.search(name):
            told[at] = "training_wanted"
        elif _WORKS_AS.search(name) or (field == "willing" and _ASKS_POST.search(name)):
            told[at] = "wanted_occupation"
        elif _ASKS_TRAINING.search(name) and "training_wanted" not in found.values():
            told[at] = "training_wanted"
        elif field == "former_posts" and name.endswith("(年)"):
            told[at] = "experience_years"
        elif field in _LOWEST and legend_of(name):
            continue  # answers to choose from: A.3000以下 B.3000以上
        elif field in _LOWEST and _FROM.search(name):
            told[at] = _LOWEST[field]
        elif field in _LOWEST and _TO.search(name):
            told[at] = _LOWEST[field].replace("min", "max")
    return told


def _levels_of_address(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with 户籍地（乡镇） | 户籍地（村）, one name with a division in brackets, as these divisions."""
    addresses = {at: normal(cells[at]) for at, field in found.items() if field in ("hukou_address", "home_address")}
    bare = [BRACKET.sub("", name) for name in addresses.values()]
    inside = {
        at: field_of(part[0], "workers")
        for at, name in addresses.items()
        if bare.count(BRACKET.sub("", name)) > 1 and len(part := BRACKET.findall(name)) == 1
    }
    return {**found, **{at: field for at, field in inside.items() if field in ("county", "township", "village")}}


def _asked_in_brackets(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with 择业意向（工种） | 择业意向（区域）, one name with what is asked in brackets, as it stands below a heading."""
    names = {at: normal(cells[at]) for at in found}
    bare = [BRACKET.sub("", name) for name in names.values()]
    several = {at: name for at, name in names.items() if bare.count(BRACKET.sub("", name)) > 1 and len(BRACKET.findall(name)) == 1}
    asked = {at: field_of(f"{BRACKET.sub('', name)}_{BRACKET.findall(name)[0]}", "workers") for at, name in several.items()}
    return {**found, **{at: field for at, field in asked.items() if field in _WISHES}}


def _bare_wishes(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with a bare 工种 or 工资 as what is wished where wishes are asked and nothing speaks of work done.

    A bare 地区 before the name says where the person is from.
    """
    fields = set(found.values())
    bare = _OF_WORK if not fields & _WORK_TOLD else _BARE if not fields & _WORK_DONE else ()
    if not fields & _WISHES and not any(_SEEKER.match(normal(cell)) for cell in cells):
        return found
    names = {at: BRACKET.sub("", normal(cell)).rstrip("0123456789") for at, cell in enumerate(cells) if cell}
    first = min((at for at, field in found.items() if field == "name"), default=0)
    wished = {
        at: field
        for at, name in names.items()
        for field, pattern in bare
        if pattern.fullmatch(name) and field not in fields and (at > first or field != "wanted_places")
    }
    return found | wished


def _trade_worked_in(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with 务工工种, beside another column of the wished trade, as the trade people work in."""
    worked = [at for at, field in found.items() if field == "wanted_occupation" and normal(cells[at]) == "务工工种"]
    return {**found, worked[0]: "former_posts"} if worked and list(found.values()).count("wanted_occupation") > 1 else found


def _state_of_work(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with 就业形式 beside the state of work as the form people work in, and no wish."""
    if "status" not in found.values():
        return found
    return {at: "channel" if field == "wanted_form" and not _WISHED.search(normal(cells[at])) else field for at, field in found.items()}


def _graduates(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with 困难类别 in a table of graduates as that of their families."""
    if not set(found.values()) & {"graduated_on", "school"}:
        return found
    return {at: "poor_graduate" if field in ("hardship", "group") and "困难" in normal(cells[at]) else field for at, field in found.items()}


def _registered(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with 登记人 as the person where no other column names one; else it is who wrote the form."""
    registered = [at for at, cell in enumerate(cells) if _REGISTERED.fullmatch(normal(cell))]
    return found if "name" in found.values() or len(registered) != 1 else {**found, registered[0]: "name"}


def _trained(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with 培训工种, in a table of people whose training is over, as what they can do."""
    over = any(_TRAINING_OVER.search(normal(cell)) for cell in cells if cell)
    learnt = [at for at, field in found.items() if over and field == "training_wanted" and _TRADE_TAUGHT.fullmatch(normal(cells[at]))]
    return {**found, **dict.fromkeys(learnt, "skills")}


def _can_do(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with 能做的工作, in a table that asks for no wish, as the wish."""
    able = [at for at, cell in enumerate(cells) if found.get(at) == "skills" and _CAN_DO.match(normal(cell))]
    return found if "wanted_occupation" in found.values() or not able else {**found, able[0]: "wanted_occupation"}


Rule = Callable[[dict[int, str], Sequence[Cell]], dict[int, str]]

_BESIDE: dict[str, tuple[Rule, ...]] = {
    "workers": (
        _registered,
        _levels_of_address,
        _asked_in_brackets,
        _told_in_brackets,
        _trained,
        _can_do,
        _bare_wishes,
        _trade_worked_in,
        _state_of_work,
        _graduates,
    ),
    "jobs": (
        _told_in_brackets,
        _titled,
        _workshops,
        _needed,
        _kinds_of_people,
        _by_sex,
        _projects,
        _benefits_beside_pay,
        _pay_later,
        _details_of_place,
    ),
}
"""Rules of each kind of table, in order."""
