"""The trade or activity of one wish, without what is said around it: of wanting, of manner, of the person and of the place."""

from __future__ import annotations

import re

from jobmatch.language.doings import done
from jobmatch.language.lexicon import find, mentions, said_alone, said_last, trade
from jobmatch.language.reader import meant
from jobmatch.language.sounds import heard
from jobmatch.language.stations import assembles, tends
from jobmatch.language.titles import BRACKET, EDGE, undecorated
from jobmatch.language.trade_names import ENDINGS

_TO_LEARN = re.compile("学徒工?$")
_CIRCUMSTANCE = re.compile(
    r"有.{0,4}(?:娃儿?|小孩|孩子|老人|病人|老的|小的)|(?:老人|娃儿?|小孩|孩子).{0,3}(?:要|需要?)(?:人?照[顾看料]|人?带|读书)|(?:身体|身板|腰|腿|手|眼睛|视力)(?:杆|脚)?(?:不好|不行|有[病伤]|不方便|差)"
    r"|(?<![a-cA-C][1-4])证书?$|驾龄|附近|旁边|[走离脱]不[开脱了]|^耍|^(?:能|会|敢|可以)?(?:高[空处]|登高)(?:作业)?$|普通话|^[不可]?住家$|拿回|这[个种些样]|重活|吃苦|耐劳|勤快|肯[学干]|^[\d一二两三四五六七八九十几多]+年(?:多|了|左右|以上|经验|工作)*$|^打过?[几多]?年?过?工$|年纪|岁数|年龄|轻松|轻巧|轻便|睡[觉得不瞌]|[半白夜]天?班|时间自由|室内|跟[到倒着起]?.{0,4}(?:老乡|亲戚|朋友|老公|男人|儿子|女儿)|^\(?[首次备]选\)?$"
    r"|[月周]休|[单双]休|休息|放假|[准按][点时]|[早晚]点|朝九|早[八九]|社保|五险|包[吃住]|[管供][吃住饭]|食宿|按[时月]发|拖欠|[日周月]结|正规|(?<![进去])大[厂公]|年轻人|同龄|夫妻|两口子|一起[住上]"
    r"|接送?(?:娃|小孩|孩子|学生)|带[到起着]?(?:老人|老的|小的)|屋头的|家头的|学(?:点|得?到)?.{0,3}(?:东西|本事)|不识字|学历|文凭|没文化|有?文化|耳朵|残疾|晓得|晓不得|知道|毕业|[坐站][到起着]|有人带|包教|脾气|性格|半天|休.{0,2}[天日]|[点时]前|空调(?!.{0,4}(?:[装修洗安]|外机|移机|加氟|师傅|工|厂))|宿舍|住宿|陪读|退伍|退役|转业|复员|当过兵|喝酒|应酬|晕[车船]|跛|瘸|听力|聋|哑|怀孕|轻省|^长期?短[期工]|\d[点:时]半?钟?(?:到|至|[-~])|老了|有[地田]要?种|[地田]要种|一技之长"
)
"""What people tell of themselves or of the conditions, not of a trade."""
_ANY_FACTORY = re.compile("(?:哪[个家样]?|什么|啥子?|任何|各种|随便|一般|正规|普通|[大小工])*厂")
_CONDITION = re.compile(
    r"又?(?:能|可以?|方便)(?:够)?照[顾看料管].{1,6}的"
    r"|(?:只要|又|还|最好)?(?:能|可以?|方便)(?:够|同时|一?边|准[时点]|按时)*(?:下班)?(?:照[顾看料管]|顾|带|接送?|陪)[到起着]?(?:娃儿?|娃娃|小孩|孩子|老人|家里?|屋头|学生|他们).{0,3}(?:就行|就好|就可以|就要得|的|上班|下班|上学|放学|一起.*)?"
    r"|准[时点](?:下班)?接(?:娃儿?|娃娃|小孩|孩子)|(?:还?要|得|需要?)照[顾看料管](?:到|起|着)?.{0,6}(?:娃儿?|娃娃|小孩|孩子|老人|老的|小的)"
    r"|(?:要|得|需要?|在家)?[带顾照看管引]{1,2}.{0,3}(?:娃儿?|小孩|孩子|老人|家).{0,3}(?:走不|离不|出不|脱不|没法|不方便|不能).*"
    r"|(?:工资|月薪|底薪|保底|待遇|收入)+(?:要|不低于|不少于|最少|最低|至少|在|得|有)*[\d一二三四五六七八九十几两][\d一二三四五六七八九十几两千万百kKwW元块月多.~\-以上左右到至/每]*(?:的|就行|吧)?|顾家"
    r"|[\d一二三四五六七八九十几两]+[千万kK](?:以上|左右|多|块|元)*(?:的|就行)?"
    r"|(?:在家|屋头|平时|还要|要|得|需要?|我|能够?|可以?)*(?:带|引|看|照[顾看料管]|接送?)[到起着下]?.{0,2}孙(?:子|娃儿?|女儿?|孙|儿|辈)?(?:上学|放学|读书|的)?"
)
"""A whole wish that is a condition, though it names what would be a trade elsewhere (能照顾孩子的)."""
_CARED_FOR = "(?:娃儿?|娃娃|小孩|孩子|孙(?:子|女|娃儿?|儿)|老人|家里?|屋头|学生)"
_BESIDE_CARE = re.compile(
    rf"(?:能够?|可以?|方便)(?:同时|一?边|准[时点]|按时)*(?:下班)?(?:照[顾看料管]|带|接送?|顾){_CARED_FOR}(?:上学|放学)?的(?=.)|(?:照[顾看料管]|带|接送?|顾){_CARED_FOR}方便的(?=.)"
    rf"|(?:照[顾看料管]|带|接送?|顾){_CARED_FOR}(?:之余|之外|的?空闲(?:时间)?|有空(?:时|了)?|的?同时|闲了)(?=.)"
)
"""The same before a trade (带孩子方便的手工活)."""
LICENCE = re.compile(
    r"[有持]?(?:(?:[a-cA-C][1-4])*?([a-cA-C][1-4]?)?(?:驾驶?执?照|驾驶?证|照|驾驶?本|证|本)|(?:[a-cA-C][1-4])*?([a-cA-C][1-4]))(?:都有)?"
)
"""A licence alone is a wish to drive what it is for."""
_INTENT = re.compile(
    r"在?(?:家里?|屋头)(?!政|电|具|庭|务|禽|畜|纺|居|门口)|帮[人忙]|[县省市镇村][城内里上](?!保|管)|附近|就近|随便|我|本人|自己|就|只|还|也|是|主要|最好|首选|优先|先|暂时|目前|现在|希望|想要?|愿意?|打算|准备|期望|意向|要求|求职|应聘"
    r"|能够?|可以?|会|适合|喜欢|比较|继续|从事|寻找?|谋|找|来|去|到|在|一?[个份些]|点|当|做|干|搞|进|上|学(?!校|生|前|历)|有|像|比如|例如|关于|什么"
)
_MANNER = re.compile(
    r"之?类|那[种样]|轻[省松巧快]|等等?|方面|相关|行业|岗位?|职位|职业|工种|工作|活路|活儿?|事情?|的|都可以?|都要得|都得行?|也要得|均可|皆可|即可|可以|就行|就好"
    r"|要得|为主|优先|也好|啥|什么|那些|这些|一类|这类|吧|嘛|哈|哦|呀|啊|最好|得行|都|也|行|我|为宜|方向|领域|不限|最?近|附近"
)
_OPEN = re.compile(
    r"(?:随便|随意|不限|不挑|无所谓|无(?:特殊)?(?:要求|意向)?|没得|没有?|不详|不?未知|未定|待定|暂无|暂未确定|不清楚|不知道|其[他它]|所有|任何|任意|一切|全部"
    r"|普通|一般|考虑|[做干]得|[看视]情况|再说|听?(?:服从)?听?从?(?:组织|政府|村里|公司)?(?:安排|分配|调配)|服从|哪样|啥子?|什么|[都可行均就有]"
    r"|外出|出去|出门|在外|就近|务工|打工|做工|就业|工作|上班|做事|活路?|[挣赚]钱|[找接干做个份点的]|本[地县镇村乡市]"
    r"|[县市省镇][内外]|家门口|离?家近?|屋头|[近远高好多能]|外地|沿海|轻松|简单|稳定|合适|适合|工资|待遇|稳当|稳妥|安稳|踏实|清闲|体面|正经|兼职|全职|周末|节假日|晚上|业余|空闲)++"
)
_INSIDE, _AT_SOME_PLACE = re.compile("里头|里面|[里上下头]?"), re.compile("在?.{1,3}?(?:里头|里面|[里上下头])(?=.{2})")
"""What may follow a place, and a place that is no name of a field: 井下|架棚子, 矿上|开绞车."""
_DRIVER, _MASTER, _MACHINE = "司机", "师傅", re.compile("[车机挖吊铲叉船罐泵]")
"""做老板 is no wish to be a 老板司机."""
LONGEST = 120
"""Characters of one wish that are read: nobody says more in one breath, and what each word is depends on all the others."""
_SOMEWHERE = re.compile(r".{0,8}(?:打工|务工|就业|上班|做工|找(?:一?[个份点])?(?:工作|活路?|活儿|事情?)(?:[做干])?)")
_AT_PLACE = re.compile(r"(.{2,12}?)(?:里面?|里边|里头|[头上])?(?:上班|打工|务工|做工|[干做]活路?|做点?事情?|[干做])")
_BRACKETED = re.compile(r"([^()]*)\(([^()]+)\)")
_LEAD = re.compile(r"的|找一?[个份点]?|[当做进去]")
_FACTORY = re.compile(r"(?:.{0,6}[进去到在]|.{1,12}的)?([^进去到在的]{0,4}厂)[里头]?(?:上班|打工|做工|干活|务工|做活|[干做]过)?")


def bare_wish(part: str) -> str:
    """Return the trade or activity of one wish, without what is said around it; blank where it is open.

    >>> bare_wish("离家近的普工"), bare_wish("随便找个事情做")
    ('普工', '')
    """
    part = _only_place(_BESIDE_CARE.sub("", part[:LONGEST]).strip())
    if said_alone(part):
        return part
    if _CONDITION.fullmatch(part) or (_CIRCUMSTANCE.search(part) and not mentions(part)):
        return ""
    bare = _trimmed(BRACKET.sub(_told, undecorated(part)))
    if not mentions(bare) and (place := _workplace(part)):
        return place
    known = trade(bare)
    if _ANY_FACTORY.fullmatch(bare):
        return "普工"
    if len(bare) < 2:
        return _made(bare, part)
    if known is None and _OPEN.fullmatch(bare):
        return ""
    factory = _FACTORY.fullmatch(bare)
    if factory and (known is None or known.name == "普工"):
        return ("" if _ANY_FACTORY.fullmatch(factory[1]) else factory[1]) + "普工"
    return "" if (_SOMEWHERE.fullmatch(bare) or _SOMEWHERE.fullmatch(part)) and not mentions(bare) else full_name(bare, part)


def _made(thing: str, said: str) -> str:
    """Return what somebody makes who names it in one character (做床), where a trade is known by it; else blank."""
    making = f"做{thing}"
    if not thing or making not in said:
        return ""
    told = done(making) or making
    return told if said_alone(told) or mentions(told) or meant(told) else ""


def _only_place(part: str) -> str:
    """Return what a bracket says of going out to work (外出务工(鞋厂)), and a place without whose or where it is (镇上的车间)."""
    found = _BRACKETED.fullmatch(part)
    if found and (_OPEN.fullmatch(found[1]) or _SOMEWHERE.fullmatch(found[1])) and not _OPEN.fullmatch(found[2]):
        return found[2]
    place = part.rpartition("的")[2]
    return place if said_alone(place) else part


def _workplace(part: str) -> str:
    """Return the place of a wish to work there, where it tells the trade: 去奶茶店上班, 果园里干活."""
    found = _AT_PLACE.fullmatch(part)
    place = full_name(_trimmed(found[1]), found[1]) if found else ""
    return place if trade(place) or said_alone(place) else ""


def full_name(bare: str, said: str) -> str:
    """Return the name of a post of which a wish says the work alone (电镀, 开渣土车) or in other words, or that was typed by ear, or the wish.

    >>> full_name("开渣土车", "开渣土车"), full_name("电镀", "搞电镀")
    ('渣土车司机', '电镀工')
    """
    learned = _TO_LEARN.sub("", bare)
    if learned != bare and len(learned) > 1 and {found.trade for found in mentions(bare)} == {trade("学徒工")}:
        known = full_name(learned, learned)
        return known if mentions(known) else bare
    names = (bare.removeprefix("开") + ending for ending in (*ENDINGS, *([_DRIVER] if _MACHINE.search(bare) else ()), _MASTER))
    if LICENCE.fullmatch(bare) or mentions(bare):
        return assembles(bare) or assembles(said) or _done_there(bare) or bare
    return next(filter(trade, names), tends(bare) or done(said) or _done_there(bare) or _said_last(bare) or heard(bare))


def _said_last(bare: str) -> str:
    """Return the name of the trade that a wish ends in which is else said alone (跟队到外省|装设备), or blank."""
    found = said_last(bare)
    return found.name if found else ""


def _done_there(bare: str) -> str:
    """Return what somebody does at a place that stands before it and names no post (工地|搭架, 矿上|开绞车), or blank."""
    said = mentions(bare)
    if any(not mention.is_place or mention.start for mention in said):
        return ""  # what is no place stands beside its own doing: 注塑机上下料
    place = _INSIDE.match(bare, said[0].stop) if said else _AT_SOME_PLACE.match(bare)
    rest = bare[place.end() :] if place else ""
    told = full_name(rest, rest) if len(rest) > 1 else ""
    return told if mentions(told) else ""


def _told(bracket: re.Match[str]) -> str:
    """Return a bracket that says something, or nothing for (不限) and (首选)."""
    said = bracket[0][1:-1]
    return "" if _OPEN.fullmatch(said) or _CIRCUMSTANCE.fullmatch(said) else bracket[0]


def _trimmed(part: str) -> str:
    """Return a part without words of wanting before and of manner after it, but never less than a trade."""
    start, stop = _after_lead(part), len(part)
    while (found := _INTENT.match(part, start, stop)) and not _begins_trade(part[start:stop], found[0]):
        start = found.end()
    while (found := re.search(rf"(?:{_MANNER.pattern})$", part[start:stop])) and _may_lose(part[start:stop], found.start()):
        stop = start + found.start()
    return part[start:stop].strip(EDGE)


def _after_lead(part: str) -> int:
    """Return where the words before the first trade end: 离家近的|普工, 在县城找一份|收银员."""
    first = next(iter(mentions(part)), None)
    leads = list(_LEAD.finditer(part, 0, first.start)) if first else []
    return leads[-1].end() if leads else 0


def _begins_trade(text: str, intent: str) -> bool:
    """Return whether a word of wanting is itself the beginning of a trade (做饭; but not 做家具制作工)."""
    whole = max((found.stop for found in mentions(text) if found.start == 0), default=0)
    after = mentions(text[len(intent) :])
    return 0 < whole >= max((found.stop + len(intent) for found in after if found.start == 0), default=0)


def _may_lose(text: str, ending: int) -> bool:
    """Return whether the trade in a text outlives the loss of its ending."""
    return not mentions(text) or find(text[:ending]) == find(text)
