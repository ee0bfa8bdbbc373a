"""The posts a job title names, and the wishes a job seeker writes, one by one.

A title is often several posts (普工/保安/保洁), a wish several trades (缝纫工或保洁): each is compared
by itself, and the best counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from jobmatch.language.characters import normalise, simplified
from jobmatch.language.doings import done
from jobmatch.language.lexicon import ANY_HAND, NO_CRAFT, Mention, Trade, find, is_above, is_brand, mentions, said_alone, said_last, trade
from jobmatch.language.manual_work import ABOVE, DESK_FAMILIES, SAYS_NOTHING, names_work, nearness_to_hands
from jobmatch.language.reader import all_meant, meant
from jobmatch.language.sounds import heard
from jobmatch.language.stations import assembles, made, names_no_thing, stationed, tends
from jobmatch.language.titles import clean_title, ends_as_person, is_post, is_rank, undecorated, unnumbered
from jobmatch.language.trades import rows

HOUSEWORK, ODD_JOBS = "家政服务员", "杂工"
_IN_A_HOUSEHOLD = {HOUSEWORK, "育婴员", "接送员", "养老护理员", "炊事员", "厨师", "保洁员", "洗衣工", "洗碗工"}
_CARE = {HOUSEWORK, "育婴员", "接送员", "养老护理员"}
_LEARNER = re.compile("学徒工?|徒工|带班的?|带队")
_TO_LEARN = re.compile("学徒工?$")
_ONE_BREATH = 14
"""Characters of a wish in which two deeds are looked for."""
_VERB = re.compile("[修养喂卖种开采摘做装送杀缝]")

_EDGE = " \t-~/、,;|&:·"
_CONJUNCTION = r"(?<=[一-鿿])(?:或者|或是|还是|以及|[和及与或])(?=[一-鿿])"
_SEPARATOR = re.compile(rf"[/、,;|&+]|{_CONJUNCTION}")
_BRACKET = re.compile(r"\([^()]*\)")

_POST = re.compile("岗位?$")
_HEAD = re.compile("(?:工程|设计|造价|监理)[师员]?$")
"""A profession whose fields may stand before it in a row."""

# A wish, clause by clause.
_CLAUSE = re.compile(r"[,;。!?\n]|但是?|不过|只是|(?<=[一-鿿]{2})会(?=[开做打修煮炒扫洗带照护缝焊踩砌养种摘搬][一-鿿])(?<!社会)(?<!工会)")
_NEGATION = re.compile(
    r"不(?:是很|是太|是特别)想|不(?:想|愿意?|是|做|干(?!胶)|去|进|要|当|会|能|考虑|喜欢|接受|适合|上|出|找|从事|得|来|离|熬|加班|可以|行|怕|管|太|就业|(?=[杀宰搬扛抬喂养种洗煮炒带守端卖送扫拉伺背挖爬焊砌]|服侍|挑[抬水砖担]|开[车挖铲货大叉]))"
    r"|不(?=倒班|住家的?$)|不穿|除[了开去非]|除(?=[^,]{1,10}外)|没|莫|勿|(?<![特区级])别(?!人)的?|拒绝|无法|免谈"
)
_REFUSAL = re.compile(
    r"不(?:太|怎么|大|是很|是太|是特别)?(?:想|愿意?|做|干(?!胶)|去|进|要|当|考虑|喜欢|接受|适合|从事|找|碰|(?=[杀宰搬扛抬喂养种洗煮炒带守端卖送扫拉伺背挖爬焊砌]|服侍|挑[抬水砖担]|开[车挖铲货大叉]))|不能?(?=上|熬|倒班|住家)|(?<=班)不行|不太|除[了开去非]|除(?=[^,]{1,10}外)|莫|勿|(?<![特区级])别(?!人)的?|拒绝|免谈"
)
"""The negations that refuse work, not those that tell of the person (不会, 没)."""
_AFTER_ALL = re.compile(
    "(?:还?是|只|就|倒|更|很|都)?(?:想|愿意?|要|可以|希望|最好)(?:是|能)?(?=[做干去进当找学搞开])|(?:以外|之外|外)?[,都也]"
)
"""Where a refusal ends within its clause: 不想做保洁|想做保安."""
_NOTHING_MORE = re.compile(r"[做干去进要当了的哈嘛行外考虑谈说\W]*|[带照看守洗搬扛抬喂养种卖送拉挑背杀管开]的?")
_CIRCUMSTANCE = re.compile(
    r"有.{0,4}(?:娃儿?|小孩|孩子|老人|病人|老的|小的)|(?:老人|娃儿?|小孩|孩子).{0,3}(?:要|需要?)(?:人?照[顾看料]|人?带|读书)|(?:身体|身板|腰|腿|手|眼睛|视力)(?:杆|脚)?(?:不好|不行|有[病伤]|不方便|差)"
    r"|(?<![a-cA-C][1-4])证书?$|驾龄|附近|旁边|[走离脱]不[开脱了]|^耍|^(?:能|会|敢|可以)?(?:高[空处]|登高)(?:作业)?$|普通话|^[不可]?住家$|拿回|这[个种些样]|重活|吃苦|耐劳|勤快|肯[学干]|^[\d一二两三四五六七八九十几多]+年(?:多|了|左右|以上|经验|工作)*$|^打过?[几多]?年?过?工$|年纪|岁数|年龄|轻松|轻巧|轻便|[半白夜]天?班|时间自由|室内|跟[到倒着起]?.{0,4}(?:老乡|亲戚|朋友|老公|男人|儿子|女儿)|^\(?[首次备]选\)?$"
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
_NOW = re.compile("现在(?=[想要就打找只])")
_PAST = re.compile(
    r"(?<=[做干搞开跑养喂打踩带引修煮砌送守扫洗卖当学教种栽摘炒烤编织缝裁焊刷贴装搬扛抬推拉管端切剪看守捡杀])(?:过|了(?=(?:十?[几多]|[\d一二两三四五六七八九十]+)年))(?:(?:十?[几多]|[\d一二两三四五六七八九十]+)年的?)?(?=[一-鿿])(?![磅滤塑胶路桥境户期敏])"
)
"""开过挖机 and 开过三年挖机 name what 开挖机 does."""
_LICENCE = re.compile(
    r"[有持]?(?:(?:[a-cA-C][1-4])*?([a-cA-C][1-4]?)?(?:驾驶?执?照|驾驶?证|照|驾驶?本|证|本)|(?:[a-cA-C][1-4])*?([a-cA-C][1-4]))(?:都有)?"
)
"""A licence alone is a wish to drive what it is for."""
_OR = re.compile(rf"[/、|&+\s]|{_CONJUNCTION}|要么|都可以|都行|也可以|也行|均可|皆可")
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
_PERSON_ENDING = re.compile("(?:师傅|(?:施工|作业)?(?:班组?长?|队)|施工|工段|普工|学徒|[工员师手岗])$")
_ANY_ENDING = re.compile(f"工程师$|{_PERSON_ENDING.pattern}")
_HAND = re.compile("(?:普工|小工|杂工|帮工|技工)$")
_AT_WORKS = re.compile("(?:车间|厂|坊|店|铺|基地|场|园|棚|站|库|线)$")
_PLANT = re.compile("[^/、,;|&()]{2,}?(?:车间|厂)(?=..)")
"""A hand of any work, and where he is one; a plant with something behind it."""
_DEED = re.compile(
    "(?:安装|维修|检修|修理|修补|养护|管护|清洗|清理|铺贴|铺装|搭设|搭建|敷设|浇筑|砌筑|拆除|采摘|种植|养殖|饲养|分拣|加工|组装|制作|维保|焊接)$"
)
"""What is done to what stands before it: who does it is named by it with 工 or 员 behind."""
_ON_DUTY = re.compile("(?:运行|值守|值班|看守|看护|运维|巡检|巡查|操作|维护)(?:工|员|人员|岗|电工)?$")
_STATION, _WATCHING = re.compile("[站房所室塔亭]$"), {"普工", "保安员"}
"""Who is on duty at a station works it (泵房值守, 水泵站值班员), and whose names are said of any duty."""
_INSIDE, _AT_SOME_PLACE = re.compile("里头|里面|[里上下头]?"), re.compile("在?.{1,3}?(?:里头|里面|[里上下头])(?=.{2})")
"""What may follow a place, and a place that is no name of a field: 井下|架棚子, 矿上|开绞车."""
_ENDINGS, _DRIVER, _MASTER, _MACHINE = ("工", "员", "师"), "司机", "师傅", re.compile("[车机挖吊铲叉船罐泵]")
"""做老板 is no wish to be a 老板司机."""
_SOMEWHERE = re.compile(r".{0,8}(?:打工|务工|就业|上班|做工|找(?:一?[个份点])?(?:工作|活路?|活儿|事情?)(?:[做干])?)")
_AT_PLACE = re.compile(r"(.{2,12}?)(?:里面?|里边|里头|[头上])?(?:上班|打工|务工|做工|[干做]活路?|做点?事情?|[干做])")
_CHOICE = re.compile("第?[一二三123](?:志愿|意向|选择)[:是]*")
_TURNED = re.compile(r"(?P<thing>[一-鿿]{1,4})(?:我|也|都|就|是)*不(?P<deed>[一-鿿])(?:了|的|哈)?")
"""A refusal whose thing stands first: 货车不开."""
_NOT_NOW = re.compile("无(?:就业|求职|务工|工作)?(?:意向|意愿|打算)$|暂(?:时)?不(?:考虑|想|打算)?(?:就业|求职|务工|工作)")
"""Who looks for no work says beside it what keeps him (照顾小孩，暂无意向)."""
_BRACKETED = re.compile(r"([^()]*)\(([^()]+)\)")
_LEAD = re.compile(r"的|找一?[个份点]?|[当做进去]")
_FACTORY = re.compile(r"(?:.{0,6}[进去到在]|.{1,12}的)?([^进去到在的]{0,4}厂)[里头]?(?:上班|打工|做工|干活|务工|做活|[干做]过)?")


def split_posts(title: str) -> list[str]:
    """Return the posts of a title, cleaned, in their order; one post where nothing says there are more.

    A part counts as a post if the lexicon knows it or it ends as posts do (工, 员, 师 …). What is none
    shares the next post's ending (促销/导购员 aside: both are known), a rank belongs to the post before.

    >>> split_posts("急招：普工/保安/保洁 4500包吃住")
    ['普工', '保安', '保洁']
    >>> split_posts("C++/Java"), split_posts("焊工（二保焊/氩弧焊）"), split_posts("客服专员/助理")
    (['C++/Java'], ['焊工(二保焊/氩弧焊)'], ['客服专员/助理'])
    >>> split_posts("服务员 收银员"), split_posts("  ")
    (['服务员', '收银员'], [])
    """
    text = clean_title(title)
    parts = [post for part in _joined(_outside_brackets(text)) for post in _unspaced(part)]
    return list(dict.fromkeys(parts))


def _outside_brackets(text: str) -> list[tuple[str, str]]:
    """Return the parts between separators that stand outside brackets, each with the separator before it."""
    hidden = _BRACKET.sub(lambda bracket: "#" * len(bracket[0]), text)
    parts, start, before = [], 0, ""
    for separator in _SEPARATOR.finditer(hidden):
        parts.append((before, text[start : separator.start()]))
        start, before = separator.end(), separator[0]
    return [*parts, (before, text[start:])]


def _joined(parts: list[tuple[str, str]]) -> list[str]:
    """Return the posts among the parts; what is none goes with the next post, else with the one before."""
    posts: list[str] = []
    opened = ""
    for place, (separator, part) in enumerate(parts):
        if _stands_alone(part, parts[place + 1 :]):
            posts.append(f"{opened}{separator}{part}" if opened else part)
            opened = ""
        elif posts and not opened and (is_rank(part.strip()) or not _any_post(parts[place + 1 :])):
            posts[-1] += separator + part
        else:
            opened += separator + part if opened else part
    return [post.strip(_EDGE) for post in [*posts, opened] if post.strip(_EDGE)]


def _stands_alone(part: str, following: list[tuple[str, str]]) -> bool:
    """Return whether a part is a post of its own; a mere field is, unless it shares an ending: 叉车/铲车工, 桥梁、岩土工程师."""
    plain = _BRACKET.sub("", part).strip()
    if is_post(plain):
        return True
    shared = bool(following) and following[0][0] == "/" and _shares_ending([part for _, part in following])
    headed = any(_HEAD.search(part) for _, part in following)
    return not shared and not headed and trade(plain) is not None and not is_rank(plain) and not is_brand(plain)


def _shares_ending(parts: list[str]) -> bool:
    return next(filter(ends_as_person, parts), "").endswith(("工", "司机", "师傅", "客服"))


def _any_post(parts: list[tuple[str, str]]) -> bool:
    return any(_stands_alone(part, []) for _, part in parts)


def _unspaced(part: str) -> list[str]:
    """Return the posts of a part that lists them without separators, by spaces or not at all."""
    pieces = part.split()
    if len(pieces) > 1 and all(map(is_post, pieces)):
        return pieces
    names = _untiled(part)
    return names if all(map(ends_as_person, names)) else [part]


def _untiled(part: str) -> list[str]:
    """Return the names of which a text consists and nothing else (带娃煮饭), or the text."""
    found = mentions(part)
    names = [part[mention.start : mention.stop] for mention in found]
    tiled = "".join(names) == part and not any(mention.is_field for mention in found)
    return names if tiled and names else [part]


def _untiled_wish(part: str) -> list[str]:
    names = _untiled(part)
    return names if len(names) > 1 else _two_in_one(part)


def _two_in_one(wish: str) -> list[str]:
    """Return what somebody wants to do who names two deeds in one breath (切卤菜宰鸭子), each understood by itself, or the wish."""
    if trade(wish) or said_alone(wish) or done(wish):
        return [wish]
    found = mentions(wish)
    begins = [mention.start for mention in found]
    if len(found) > 1 and not begins[0] and all(_follow(*pair) for pair in pairwise(found)):
        return [wish[start:stop] for start, stop in pairwise([*begins, len(wish)])]
    places = range(2, len(wish) - 1 if len(wish) <= _ONE_BREATH else 0)
    cuts = ((wish[:at], wish[at:]) for at in places if not any(one.start < at < one.stop for one in found))  # 送桶|装水 is one name
    return next(([_full_name(part, part) for part in pair] for pair in cuts if all(map(_is_a_deed, pair))), [wish])


def _follow(first: Mention, second: Mention) -> bool:
    """Return whether one name of another trade's work stands behind another's, or but for its last character (洗衣服|做饭)."""
    return not (first.is_field or second.is_field) and first.trade != second.trade and second.start - first.stop < 2


def _is_a_deed(part: str) -> bool:
    """Return whether a phrase is the name of a trade's work and nothing else, or verb and thing."""
    said = mentions(part)
    whole = len(said) == 1 and (said[0].start, said[0].stop, said[0].is_field) == (0, len(part), False)
    return whole or bool(done(part))


def split_wishes(text: str) -> list[str]:
    """Return the trades a job seeker names, each as a phrase to compare; none where every job will do.

    Blank, 随便, 不限, 服从安排 and mere going out to work (打工, 外出务工) are open: an empty list. Going
    to a factory (进厂) is a wish, and means 普工 there. What is refused (不做保洁, 除了保安) is no wish.

    >>> split_wishes("想找个煮饭或者打扫卫生的活路")
    ['煮饭', '打扫卫生']
    >>> split_wishes("屋头有娃儿，找个轻松点的")
    []
    >>> split_wishes("保安、门卫都行，不做保洁"), split_wishes("随便"), split_wishes("想进厂")
    (['保安', '门卫'], [], ['普工'])
    >>> split_wishes("开过挖机，有驾照"), split_wishes("B2驾照")
    (['开挖机'], ['B2司机'])
    """
    return list(_split_wishes(text)) if text else []


@lru_cache(maxsize=32_768)
def _split_wishes(text: str) -> tuple[str, ...]:
    plain = _CHOICE.sub(",", simplified(unnumbered(text)))
    return () if _NOT_NOW.search(plain.strip()) else tuple(_wishes(_NOW.split(plain)[-1]) or _wishes(plain))


def _wishes(text: str) -> list[str]:
    wanted = [said.text for said in _clauses(text) if said.wanted]
    parts = (_wish(part) for said in wanted for part in _wish_parts(said))
    wishes = list(dict.fromkeys(said for part in parts if part for piece in _with_household(_untiled_wish(part)) for said in _meant(piece)))
    named = _unlicensed(_of_work(_beside_learning(_with_kin_of_odd_jobs(wishes, ",".join(wanted)))))
    return named if any(map(_is_known, named)) else _of_work([meant(wish) or wish for wish in named])


def _with_household(pieces: list[str]) -> list[str]:
    """Return the care and the housework that somebody names in one breath (煮饭带娃), where no kitchen or cleaning firm is meant."""
    named = [found.name if (found := trade(piece)) else "" for piece in pieces]
    if len(set(named)) < 2 or not set(named) <= _IN_A_HOUSEHOLD:
        return pieces
    care = [piece for piece, name in zip(pieces, named, strict=True) if name in _CARE]
    return [*(care or pieces), HOUSEWORK]


def _with_kin_of_odd_jobs(wishes: list[str], said: str) -> list[str]:
    """Return the wishes, and what most odd jobs are of the kind that is asked for (家门口干点零活, 力气活): ``odd_jobs.csv``."""
    asked = any(found.name == ODD_JOBS for wish in wishes for found in find(wish))
    return [*wishes, *(also for pattern, trades in _odd_jobs() if pattern.search(said) for also in trades)] if asked else wishes


@cache
def _odd_jobs() -> list[tuple[re.Pattern[str], list[str]]]:
    return [(re.compile(row["said"]), row["also"].split()) for row in rows("odd_jobs.csv")]


def _beside_learning(wishes: list[str]) -> list[str]:
    """Return the wishes without a mere 学徒, 大工 or 带班 beside others: it says how somebody would begin there, or how well he knows it."""
    return [wish for wish in wishes if not _LEARNER.fullmatch(wish) and trade(wish) != trade(NO_CRAFT)] or wishes


def _of_work(wishes: list[str]) -> list[str]:
    """Return the wishes that name work, each once; all where none does."""
    return list(dict.fromkeys([wish for wish in wishes if names_work(wish)] or wishes))


def _is_known(wish: str) -> bool:
    """Return whether the lexicon finds a trade or a post above any work of hands in a wish: there nothing has to be read."""
    return bool(mentions(wish)) or is_above(wish)


def full_post(post: str) -> str:
    """Return a post by the name of a trade that it bears without its ending or with another, or of the one that it says alone or is read as, or as it is.

    >>> full_post("后道"), full_post("植保飞防手"), full_post("弱电工程师"), full_post("软件工程师")
    ('后道工', '植保飞防员', '弱电工', '软件工程师')
    >>> full_post("整经班组"), full_post("发光字安装"), full_post("影视后期"), full_post("吹膜机长"), full_post("农村污水站运维")
    ('整经工', '发光字安装工', '短视频制作员', '注塑工', '污水处理工')
    """
    return full_posts([post])[0]


def full_posts(posts: Sequence[str]) -> list[str]:
    """Return the same of many posts, read together; what is coded as a profession is not read (`jobmatch.language.reader`), nor two characters.

    >>> full_posts(["后道", "漂流筏工", "品质部"])
    ['后道工', '景区服务员', '品质部']
    """
    full = [_listed_post(post) for post in posts]
    unread = [post for post in dict.fromkeys(full) if not _is_known(post)]
    bare = [undecorated(post) for post in unread]
    open_to = [
        post if len(post) > 2 and near not in (ABOVE, SAYS_NOTHING) else ""
        for post, near in zip(bare, nearness_to_hands(bare), strict=True)
    ]
    read = dict(zip(unread, all_meant(open_to), strict=True))
    return [read.get(post) or post for post in full]


def _listed_post(post: str) -> str:
    """Return the name in the lists of a post that bears it in another form, or the post."""
    bare = undecorated(post)
    duty = _ON_DUTY.search(bare)
    if duty and (kept := _kept(bare[: duty.start()])) and {found.trade.name for found in mentions(post)} <= _WATCHING:
        return kept
    if mentions(post) and _names_any_hand(post):
        return stationed(bare) or _with_craft(bare) or post
    if not names_no_thing(post):
        return post
    stem = (_PERSON_ENDING if is_above(bare) else _ANY_ENDING).sub("", bare)
    alone = _said_of_a_post(bare, stem)
    if alone and not ends_as_person(bare):
        return alone.name
    named = [base + ending for base in dict.fromkeys((stem, bare)) if len(base) >= 2 for ending in _ENDINGS]
    whole = stem != bare or _DEED.search(bare) is not None
    found = (name for name in named if trade(name) or (whole and _ends_in_trade(name)))
    return next(found, "") or (alone.name if alone else stationed(bare)) or _done_to(bare) or _at_plant(bare) or post


def _names_any_hand(post: str) -> bool:
    """Return whether all that a post names is said of any work (普工, 小工), or of the assembly of anything."""
    return names_no_thing(post) or {found.name for found in find(post)} <= {*ANY_HAND, NO_CRAFT}


def _with_craft(bare: str) -> str:
    """Return a post of any hand's with the name of the trade that it is beside: 印刷|普工 is 印刷工普工, 苗圃|小工; else blank."""
    hand = _HAND.search(bare)
    craft = _craft(bare[: hand.start()]) if hand else ""
    return craft + hand[0] if hand and craft else ""


def _craft(stem: str) -> str:
    """Return a name of the trade that is done at such works (水泥厂) or is called so without its ending (印刷), or blank."""
    works = _AT_WORKS.sub("", stem)
    at_works = [said_alone(stem), trade(made(stem))] if works != stem else []
    called_by = (stem,) if stem.endswith("厂") else (stem, works)  # 锅炉厂 makes boilers, no heat
    named = [said + ending for said in dict.fromkeys(called_by) if len(said) > 1 for ending in _ENDINGS]
    called = [name for name in named if trade(name) or (len(name) > 3 and _ends_in_trade(name))]
    names = (*(found.name for found in at_works if found), *called)
    return next((name for name in names if not _names_any_hand(name)), "")


def _done_to(bare: str) -> str:
    """Return the name of the trade of a thing and what is done to it (马铃薯|收挖: 收马铃薯, 挖马铃薯), or blank."""
    if is_above(bare):
        return ""
    split = ((bare[:-length], bare[-length:]) for length in (2, 1) if len(bare) - length > 1)
    told = (trade(done(deed + thing)) for thing, deeds in split for deed in dict.fromkeys((deeds, deeds[-1])))
    return next((found.name for found in told if found and found.family not in DESK_FAMILIES), "")


def _at_plant(bare: str) -> str:
    """Return the name of the trade of the plant before whatever is done there (榨菜车间|分选), or blank."""
    plant = None if is_above(bare) else _PLANT.match(bare)
    return _craft(plant[0]) if plant else ""


def _said_of_a_post(bare: str, stem: str) -> Trade | None:
    """Return the trade of a title that says nothing else, with or without 岗; without another ending where enough is left of it."""
    enough = len(stem) > 2 and not is_above(bare)
    return said_alone(bare) or said_alone(_POST.sub("", bare)) or (said_alone(stem) if enough else None)


def _kept(place: str) -> str:
    """Return the name of the trade that keeps a place (农村|污水站), by its longest ending that is one, or blank."""
    if not _STATION.search(place):
        return ""
    keeps = said_alone(place) or said_last(place)
    return keeps.name if keeps else ""


def _ends_in_trade(name: str) -> bool:
    """Return whether a name that ends as posts do ends in the name of a trade."""
    return any(found.stop == len(name) and found.stop - found.start > 2 and found.trade.name != NO_CRAFT for found in mentions(name))


def as_doing(text: str) -> str:
    """Return a text with what was done said as what is done: names of trades are of that kind.

    >>> as_doing("跑过大货车"), as_doing("喂了几年猪")
    ('跑大货车', '喂猪')
    """
    return _PAST.sub("", text)


def refusals(text: str) -> list[str]:
    """Return what a job seeker says he will not do, as phrases; what he cannot do or has not done is no refusal.

    >>> refusals("保安都行，不做保洁"), refusals("除了保安都可以"), refusals("不会开车，也没进过厂")
    (['保洁'], ['保安'], [])
    """
    return [said.text for said in _clauses(text) if not said.wanted and said.text]


class _Said(NamedTuple):
    text: str
    wanted: bool


def _clauses(text: str) -> Iterator[_Said]:
    """Yield what a text says of work, clause by clause: what is wanted, and what is refused."""
    for clause in _CLAUSE.split(as_doing(simplified(text))):
        yield from _told_apart(_spelled_out(clause))


def _spelled_out(clause: str) -> str:
    """Return a clause in which a bare 不 before what is done is a refusal of it: 不收银 is 不做收银, and 货车不开 不做开货车."""
    plain = normalise(clause)
    if turned := _TURNED.fullmatch(plain):
        doing = turned["deed"] + turned["thing"]
        if any(said.start == 0 for said in mentions(doing)):
            return f"不做{doing}"
    refused = [plain[said.start : said.stop] for said in mentions(clause) if said.start and plain[said.start - 1] == "不"]
    for doing in refused:
        clause = clause.replace(f"不{doing}", f"不做{doing}")
    return clause


def _told_apart(clause: str) -> Iterator[_Said]:
    """Yield what a clause wants before and after a refusal, and what it refuses: all before where nothing follows (保洁不做)."""
    while (refusal := _NEGATION.search(clause)) is not None:
        before, after = clause[: refusal.start()], clause[refusal.end() :]
        nothing_more = _NOTHING_MORE.fullmatch(after) is not None and refusal[0] != "不加班"  # a condition, which refuses no trade
        if not nothing_more:
            yield _Said(before, True)
        end = _AFTER_ALL.search(after, 1)
        refused = before if nothing_more else after[: end.start()] if end else after
        if _REFUSAL.match(clause, refusal.start()):
            yield _Said(refused.partition("的")[0], False)
        clause = after[end.end() :] if end and not nothing_more else ""
    yield _Said(clause, True)


def _unlicensed(wishes: list[str]) -> list[str]:
    """Return the wishes without mere driving licences; where only driving is said beside, to drive what they are for."""
    licences = {wish: found for wish in wishes if (found := _LICENCE.fullmatch(wish))}
    others = [wish for wish in wishes if wish not in licences and not (licences and trade(wish) == trade("司机"))]
    return others or [f"{found[1] or found[2] or ''}司机" for found in licences.values()]


def _wish_parts(clause: str) -> list[str]:
    """Return what a clause lists; a thing without a verb is done as the one before it (修摩托 电瓶车)."""
    parts = [clause] if trade(clause) else _OR.split(clause)
    for at, part in enumerate(parts[1:], start=1):
        verb = parts[at - 1][:1]
        bare = all(said.is_field for said in mentions(part))
        if part and bare and _VERB.match(verb) and mentions(parts[at - 1]) and trade(verb + part):
            parts[at] = verb + part
    return parts


def _wish(part: str) -> str:
    """Return the trade or activity of one wish, without what is said around it; blank where it is open."""
    part = _only_place(_BESIDE_CARE.sub("", part).strip())
    if said_alone(part):
        return part
    if _CONDITION.fullmatch(part) or (_CIRCUMSTANCE.search(part) and not mentions(part)):
        return ""
    bare = _trimmed(_BRACKET.sub(_told, undecorated(part)))
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
    return "" if (_SOMEWHERE.fullmatch(bare) or _SOMEWHERE.fullmatch(part)) and not mentions(bare) else _full_name(bare, part)


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
    place = _full_name(_trimmed(found[1]), found[1]) if found else ""
    return place if trade(place) or said_alone(place) else ""


def _meant(wish: str) -> list[str]:
    """Return a wish, or the trade it names when said alone; who asks for a factory will also be its 普工."""
    place = wish.removesuffix("普工")
    found = said_alone(place) or (trade(made(place)) if place.endswith("厂") else None)
    if found is None:
        return [wish]
    return [found.name, f"{place}普工"] if place.endswith("厂") else [found.name]


def _full_name(bare: str, said: str) -> str:
    """Return the name of a post of which a wish says the work alone (电镀, 开渣土车) or in other words, or that was typed by ear, or the wish."""
    learned = _TO_LEARN.sub("", bare)
    if learned != bare and len(learned) > 1 and {found.trade for found in mentions(bare)} == {trade("学徒工")}:
        known = _full_name(learned, learned)
        return known if mentions(known) else bare
    names = (bare.removeprefix("开") + ending for ending in (*_ENDINGS, *([_DRIVER] if _MACHINE.search(bare) else ()), _MASTER))
    if _LICENCE.fullmatch(bare) or mentions(bare):
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
    told = _full_name(rest, rest) if len(rest) > 1 else ""
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
    return part[start:stop].strip(_EDGE)


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
