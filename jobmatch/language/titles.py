"""What a title says beside its advertising.

A title is half decoration (急招, 5000包吃住, 长白班), which would pull unlike posts together; so it is
taken off before anything is compared. Demands on age and sex go with it: they enter no vector.
"""

from __future__ import annotations

import re
import unicodedata

from jobmatch.language.characters import unspaced
from jobmatch.language.lexicon import mentions, trade
from jobmatch.places.gazetteer import gazetteer

_NUMBER = r"(?<![\d.])\d[\d,.]*"
_UNIT = r"(?:[kKwW](?![a-zA-Z])|千|万|元|块钱?)"
_RANGE = rf"{_NUMBER}\s*{_UNIT}?(?:\s*(?:[-~—–]+|至|到)\s*\d[\d,.]*)?"
_PER = r"(?:\s*(?:/|每|一个?)\s*(?:月|天|日|小时|时|年|[hH]))"
_PAY_WORD = "月薪|年薪|底薪|保底|综合工资|综合月薪|综合|工资|薪资|薪酬|月收入|收入|月入|日薪|时薪|到手|待遇|起薪"
_ENOUGH = r"(?:以上|左右|起|\+)?"
_MUCH = r"(?:轻松|可达?)?[过上破超][\d万千百kKwW+]+"
_PAY = re.compile(
    rf"(?:{_PAY_WORD})+{_MUCH}|[日天现]结[::]?\s*{_RANGE}\s*{_UNIT}?{_PER}?{_ENOUGH}"
    rf"|(?:无责任?)?(?:{_PAY_WORD})+[::]?\s*{_RANGE}\s*{_UNIT}?{_PER}?{_ENOUGH}"
    rf"|{_RANGE}\s*{_UNIT}{_PER}?{_ENOUGH}"
    rf"|{_RANGE}{_PER}{_ENOUGH}"
    rf"|(?<!\d)\d{{4,5}}\s*[-~—–]+\s*\d{{4,5}}(?!\d){_ENOUGH}"
    rf"|(?<!\d)\d{{2,3}}00(?!\d)(?!客服|热线|号|人|年|[a-zA-Z]){_ENOUGH}"
)
_BENEFIT = re.compile(
    r"[包管供]吃[包管/]?住|[包管]住(?:宿|[包管/]?吃)?|[包管]吃|[包管]食宿|食宿全包|(?:提供|免费|有)+(?:食宿|住宿|吃住|宿舍|工作餐|午餐)|(?:提?供|[包管含])(?:[一二两三四]?餐|饭|住)"
    r"|[五六七]险[一二]?金?|(?:缴纳?|交|买|有)?社保(?!专员|代理|客服|顾问|助理|协理)|公积金|商业?保险"
    r"|(?:周末)?[双单]休|单双休|大小周|周末休息?|月休\d+天|[做上]\S休\S|[常长][白日]班|[两三]班[倒制]|不?倒班|[不无]?(?:上)?夜班|白班"
    r"|不加班|不穿无尘服|坐班|坐着上班|站班|[早中晚]班|朝[九八]晚[五六]|早[八九]晚[五六]|(?:每[天日])?(?<!\d)\d+小时(?:工作)?制?"
    r"|(?:绩效|月度|季度|项目)奖金?|绩效|年[底终](?:奖金?|双薪|\d+薪)?|(?<!\d)\d+薪|全勤奖?|高额?提成|提成|高?底薪|无责任?底薪|无责|带薪(?:年假|培训|休假)?|高薪(?:资|酬)?|高工资|高收入|奖金"
    r"|(?:[餐房车话]|交通|通讯|住房|伙食|高温)补[贴助]?|(?:岗位|食宿|采购)?[补津]贴|加班费|(?:员工|免费|季度|国内外)+旅游|(?<=[+薪])旅游|下午茶|员工宿舍|近地铁|节日好?福利|节假日?福利|福利(?!院|彩)(?:好|待遇|优厚)?"
    r"|待遇(?:优厚|从优|好|优)|(?:薪资|工资|待遇)?面[议谈]|可?[日周月现天]结|(?:工资|薪资|薪酬|待遇)(?=$|[\s,;!]|[日周月天现]结)|(?:直招)?[无免不][收需]?(?:任何)?中介费?|(?<=[工员师手])加[盟入]$|(?:(?<!\d)\d+)?可?预支|返费|轻松|不累|零压力|压力小|环境好|氛围好"
    r"|(?:长期)?稳定|发薪早|(?:空调|恒温)车间|(?:可以?)?就近(?:分配|安排|入职)?|离家近|晋升(?:快|空间大?)?|计件|计时|同工同酬|免押金"
)
_CALL = re.compile(
    r"(?:高薪|急需|大量|长期|常年|新店|厂家|工厂|企业|公司|本店|我司|现|因业务需要)*"
    r"(?:诚招|诚聘|诚邀|急招|急聘|急需|热招|热聘|直招|直聘|直签|特招|特聘|招聘|聘请|招募|招收(?!银)|招工(?!头|长))"
    r"(?!专员|经理|主管|顾问|助理|师(?!傅)|官|会$|会现场|网站)(?:公告|启[事示]|简章|广告|信息|通知)?(?:岗位|职位)?"
    r"|^(?:因|由于)[一-鿿]{2,10}?[,:现急诚]*[招聘]+|(?<!\w)急+(?!\w)|(?:(?<=[\s厂店里家司队部院园])|(?<=[^\w]))招(?=[一-鿿]{2,})(?!商|生|呼|聘|投标|标|牌|待|财|募|工|租)"
    r"|^急(?!救|诊)|(?<=\()[急招聘新热]+(?=\))|^聘(?!用)|^招(?!商|生|呼|聘|投标|标|牌|待|财|募|工|租)|^(?:岗位|职位|工种)(?=[::])"
)
_PEOPLE = re.compile(
    r"(?<!\d)\d+\s*[名位](?!牌)|(?<!\d)\d+个(?=$|[\s,，;；])|几[名个位]|(?<!\d)\d+\s*人(?!才|事|力|工|资)|若干名?|[数多]名|[一二两三四五六七八九十]+[名位](?!牌)"
    r"|\d{2}\s*[-~—–至到]\s*\d{2}\s*周?岁?(?!号|层|楼|\d)|(?<!\d)\d{2}周?岁?(?:以下|以上|以内)"
    r"|(?:男女|性别|年龄|学历|经验|户籍)+(?:不限|均可)|[限仅]+[男女]性?|[男女](?:性|士)?优先|(?<=[(])[男女](?:性|士|生)?(?=[)])"
    r"|(?:无需|不要|无)经验(?:均?可[带教学]?|亦可|要求)?|退休(?:人员)?(?:均?可|亦可|优先)|有(?:相关)?(?:工作)?经验(?:者|的)?(?:优先)?|有无经验均可|(?:有经验|熟手|熟练)者?优先|零基础|小白|接受应届(?:毕业)?生|应届生均?可"
    r"|(?:(?<=[/、,;+\s(])|^)[^/、,;+\s()]{2,12}优先(?:考虑|录用|培养)?(?!权|级|股)"
    r"|可?接受(?:新手|小白|兼职|学徒工?|实习生?|无经验者?)|包教包会|免费培训|可培训|(?:初中|高中|中专|大专|本科)(?:及)?以上(?:学历)?"
)
_SIGNS = re.compile(r"[^\w\s+#&/、,;|().:·~\-]|_")
BRACKET = re.compile(r"\(([^()]*)\)")
_PARTS = re.compile(r"[\s\-/、·,]+")
_PLACE = re.compile("[一-鿿]{1,5}(?:[省市县镇乡区路街]|街道|大道|分公司|总部)|全国|各地|多地|异地")
_DOUBLED = re.compile(r"(?<=[^a-zA-Z+])[\s/、,;|&+~:\-]{2,}")
EDGE, _BETWEEN = " \t-~/、,;|&:·", "/、,;|"
CONJUNCTION = r"(?<=[一-鿿])(?:或者|或是|还是|以及|[和及与或])(?=[一-鿿])"
_NUMBERED = re.compile(r"[①-⑳❶-❿]|(?:^|(?<=[\s,，;；、]))\d{1,2}[.、．](?=[^\d\s])")
"""The number of a post in a list."""

_PERSON = re.compile(
    r"(?:[工员师手匠嫂]|保安|保洁|客服|导购|收银|门卫|司机|保姆|会计|出纳|前台|护士|主播|阿姨|师傅|帮厨|后厨"
    r"|导游|空乘|地勤|乘务|辅警|保镖|村医|兽医|管家|裁缝|代驾|(?:经纪|代理|主持|艺)人|学徒|实习生|服务生|专员|助理|主管|经理|代表|顾问|[组班店队部领]长|领班|厨师长|教练|内勤|文秘|秘书)$"
)
# Ranks are no posts of their own: 客服专员/助理 is one post.
_RANK = re.compile(
    r"(?:高级|初级|中级|资深|见习|储备)?(?:专员|助理|主管|经理|学徒|组长|班长|领班|技师|总监|代表|顾问|员工|人员|师傅|技工"
    r"|技术员|其他|负责人|工程师|实习生|主任)"
)


def clean_title(title: str) -> str:
    """Return a title without advertising, pay, benefits, head counts, and demands on age or sex.

    Half width, but letters keep their case. A title that is nothing but advertising stays as it is.

    >>> clean_title("【急招】缝纫工10名 4000-6000元/月 包吃住（长白班）")
    '缝纫工'
    >>> clean_title("焊工（二保焊/氩弧焊）"), clean_title("招聘专员")
    ('焊工(二保焊/氩弧焊)', '招聘专员')
    """
    plain = unspaced(unicodedata.normalize("NFKC", unnumbered(title)))
    return undecorated(plain) or plain


def unnumbered(text: str) -> str:
    """Return a list without the numbers of its entries.

    >>> unnumbered("①普工②质检"), unnumbered("1.普工 2.质检"), unnumbered("4.2米司机")
    ('、普工、质检', '、普工 、质检', '4.2米司机')
    """
    return _NUMBERED.sub("、", text)


def undecorated(plain: str) -> str:
    """Return what a half-width text says beside advertising; blank where it says nothing else.

    >>> undecorated("高薪双休"), undecorated("保安，包吃住")
    ('', '保安')
    """
    if trade(plain) is not None:
        return plain
    text = re.sub(r"[【\[《〔「{]", "(", re.sub(r"[】\]》〕」}]", ")", plain))
    text = _SIGNS.sub(" ", _after_call(_bare(BRACKET.sub(_told, text)).strip()))
    text = _DOUBLED.sub(_first_sign, BRACKET.sub(_told, text)).strip(EDGE)
    text = _balanced(re.sub(r"(?<![a-zA-Z+])\++$", "", text).strip(EDGE).rstrip("."))
    return " ".join(text.split())


def is_post(text: str) -> bool:
    """Return whether a text names a post: a trade of the lexicon, or a word that ends as posts do.

    >>> is_post("平车工"), is_post("新媒体专员"), is_post("五险")
    (True, True, False)
    """
    if len(text) < 2 or is_rank(text):
        return False
    return ends_as_person(text) or any(not found.is_field for found in mentions(text))


def is_rank(text: str) -> bool:
    """Return whether a text is a bare rank, which needs a post before it.

    >>> is_rank("助理"), is_rank("客服助理")
    (True, False)
    """
    return _RANK.fullmatch(text) is not None


def ends_as_person(text: str) -> bool:
    """Return whether a text ends as the names of posts do (工, 员, 师, 保安 …).

    >>> ends_as_person("收银员"), ends_as_person("打扫卫生")
    (True, False)
    """
    return _PERSON.search(text) is not None


def _bare(text: str) -> str:
    for decoration in (_PEOPLE, _PAY, _BENEFIT):
        text = decoration.sub(" ", text)
    return text


def _told(bracket: re.Match[str]) -> str:
    """Return a bracket that tells of the work; what is left of one that held advertising rarely does."""
    inner = bracket[1].strip(EDGE)
    if _is_place(_PARTS.split(inner)[0]) and not mentions(inner):
        return " "
    bare = _CALL.sub(" ", _bare(inner)).strip(EDGE)
    if bare == inner and re.search(r"\w", inner) and inner not in ("男", "女", "急", "招", "聘", "热", "新"):
        return f"({inner})"
    return f"({bare})" if is_post(bare) else " "


def _is_place(name: str) -> bool:
    """Return whether a name is a place, where the work is: 鸡泽 for a county, 天山路."""
    return not mentions(name) and (_PLACE.fullmatch(name) is not None or any(len(code) == 6 for code in gazetteer().short(name)))


def _first_sign(signs: re.Match[str]) -> str:
    """Return the sign of a run that parts posts, else its first sign, or a space: what stood between two signs is gone."""
    return next((sign for sign in signs[0] if sign in _BETWEEN), next((sign for sign in signs[0] if not sign.isspace()), " "))


def _after_call(text: str) -> str:
    """Return what follows 招聘 where that names the posts (某某公司招聘普工), else the text without the call."""
    calls = list(_CALL.finditer(text))
    if calls and calls[-1].start() and is_post(text[calls[-1].end() :].strip(EDGE)):
        return text[calls[-1].end() :]
    return _CALL.sub(" ", text)


def _balanced(text: str) -> str:
    """Return a text without brackets that have no partner."""
    if text.count("(") == text.count(")"):
        return text
    return " ".join(text.replace("(", " ").replace(")", " ").split())
