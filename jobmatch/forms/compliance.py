"""What a posting may not ask for: limits of sex, registration, marriage and ethnicity.

They are flagged for the office and never decide who may apply (就业促进法 art. 26–31; 人社部发〔2019〕17号). Two are
lawful and are recorded instead: work that is barred to women by law (mining underground, heaviest grade of
labour; 女职工劳动保护特别规定, annex), and a registration limit of a public post that states its legal basis.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from jobmatch.forms.text import is_unknown, normal

_SEX_FREE = re.compile(
    r"男女(?:性|生|士)?(?:不限|均可|皆可|都可|不拘|兼收|均招|都要)|性别不限|不限(?:男女|性别)|不分男女|不限男、?女|男女(?=[\d,，:：]|年龄)|男、?女(?:均|皆|都|不)[可限行]|[男女]性?(?:装|鞋|包|袜|裤|裙|衬|表|式|工衣|内衣|老人|患者|客户|顾客|会员|病人|用品)"
)
_SEX_LIMIT = re.compile(
    r"(?:限|仅|只)(?:招|限|要|收)?(?:男|女)|(?:男|女)(?:性|士|生|工|同志|子)?(?:为主|优先|者优先|为佳|更佳|尤佳)|(?:招|聘|要|需|须|求)(?:男|女)(?:性|士|生|工|的)|"
    r"(?:优先|适合)(?:考虑|录用)?(?:男|女)(?:性|士|生)|性别[:为]?(?:男|女)(?!女|、)|(?:男|女)(?:性|生|士|工)?\d+[名人个]|(?:不招|不要|不收|谢绝)(?:男|女)|"
    r"^(?:男|女)(?:性|士|生)?(?:$|[,;。])|(?:[,;。]|(?<![男女])(?<![男女][性士生])、)(?:男|女)(?:性|士|生|工)?(?=$|[,;。\d])|(?:男|女)性?,?\d{2}(?:周岁|岁|-)|宝妈优先"
)
_SEX_AGES = re.compile(r"(?:[男女](?:性|士|工)?[^男女;。]{0,4}\d{2}[^男女;。]{0,14}){2,}")
"""Bounds of age that differ by sex: flagged as ages, for they open the post to both."""
_TITLE_SEX = re.compile(
    r"^(?:招)?[男女](?:性|士|生)?(?!女|装|鞋|包|袜|裤|裙|衬|表|式|士内)|\([男女](?:性|生|士)?\)|女工|男工|小姐(?!姐)|先生"
)
_SEX_CELL_FREE = re.compile(r"不限|均可|皆可|都可|男[、/,和或及]?女|女[、/,和或及]?男|无|兼|不拘|均")
_HUKOU_FREE = re.compile(r"(?:户籍|户口|地域|区域|籍贯)(?:均|都)?(?:不限|不作要求|无要求|不做要求|无限制)|不限(?:户籍|户口|地域|区域|籍贯)")
_HUKOU_LIMIT = re.compile(
    r"(?:仅限|只限|限|须|需|要求|必须|具有|具备|只招|仅招|面向|应为|持有?)[^,;。]{0,10}(?:户籍|户口|本地人|当地人|村民|居民(?!身份证|点))|"
    r"(?:户籍|户口|本地人|当地人|本村人|本镇人|本县人|本乡人|本区人|本市人|本村村民|村民|附近居民)[^,;。]{0,5}(?:优先|为佳|限定)|"
    r"(?:不招|不要|不收|谢绝)[^,;。]{0,3}(?:外地|外省|外来|外县)|(?:外地|外省|外来)[^,;。]{0,4}(?:勿扰|不招|不要|不收)|(?:仅限|只限|限|只招)(?:本[村镇乡县区市]|本地|当地)|"
    r"(?:本[村镇乡县区市]|本地|当地)(?:户籍|户口)|(?:限|优先)(?:录用|考虑|安排)?[^,;。]{0,6}(?:户籍|户口)"
)
_RELAXED = re.compile(r"[^,;。(]{1,12}(?:户籍|户口)[^,;。)]{0,10}放宽[^,;。)]*")
_HUKOU_CELL = re.compile(r"不限|无|均可|都可|不要求|全国|是$|可以?$|√|招收")
_MARITAL = re.compile(
    r"已婚|未婚|离异|已育|未育|无孕|未孕|未怀孕|不怀孕|婚否|婚育状况|育龄|不得(?:结婚|怀孕|生育)|单身(?!公寓|宿舍|间|可|提供)"
)
_PEOPLES = (
    "汉族|少数民族|(?:土家|苗|回|藏|维吾尔|彝|壮|布依|侗|瑶|白|满|蒙古|朝鲜|哈萨克|羌|傣|黎|畲|仡佬|水|哈尼|傈僳|佤|拉祜|东乡|土|撒拉)族"
)
_ETHNIC = re.compile(
    r"(?:限|仅|只招|只要|须为|必须是)[^,;。]{0,3}(?:汉族|少数民族|[一-鿿]{1,3}族)(?!自治|乡|镇)|(?:汉族|少数民族|[一-鿿]{1,3}族)(?!自治|乡|镇|村)[^,;。]{0,3}(?:优先|除外|勿扰|不招|不要|不收)|"
    r"(?:不招|不要|不收|谢绝)[^,;。]{0,4}(?:族|少数民族)|"
    rf"(?:^|[,;。、])(?:(?:要求|须|需)(?:为|是)?)?(?:{_PEOPLES})(?=$|[,;。、])"
)
_BARRED = re.compile(r"(?:矿山)?井下|女职工禁忌|(?:第?四级|4级)(?:体力劳动|劳动强度)|体力劳动强度(?:分级)?第?四级")
_BASIS = re.compile(r"(?:依据|根据|按照|依照|按)[^,;。]*?(?:办法|规定|条例|文件|通知|意见|方案|细则|号|法)")
_SCOPE = re.compile(
    r"(?:仅限|只限|限|须|需|要求|必须|具有|面向|应为|只招|仅招)?(?:招|为|有)?(?P<where>[^,;。]{1,12}?)(?:常住)?(?:户籍|户口|村民|居民|本地人)"
)


@dataclass(frozen=True, slots=True)
class Compliance:
    """What the office should look at in a posting, and what is lawful."""

    flags: tuple[str, ...] = ()
    """Codes of ``schema.FLAGS``."""
    hukou: str = ""
    """Words of a registration limit, empty when there is none."""
    legal_basis: str = ""
    """Words that state the legal basis of it."""
    lawful_exception: str = ""
    """Words that state why a limit of sex is lawful."""


@lru_cache(maxsize=50_000)
def read_compliance(title: str, sex: str, hukou: str, text: str, *, public: bool = False) -> Compliance:
    """Return the limits a posting states.

    Parameters
    ----------
    title, sex, hukou
        The cells of those columns.
    text
        Duties, requirements and remarks together.
    public
        Whether it is a public-welfare or public-sector post, where a registration limit may be lawful.

    Examples
    --------
    >>> read_compliance("缝纫工", "", "", "身体健康，限女性").flags
    ('sex_limit',)
    >>> read_compliance("保洁", "男女均可", "", "性别不限").flags, read_compliance("销售", "", "", "女装导购").flags
    ((), ())
    >>> read_compliance("护林员", "", "", "限本村户籍，依据镇公益性岗位管理办法", public=True).legal_basis
    '依据镇公益性岗位管理办法'
    """
    said = normal(text)
    exception = _BARRED.search(f"{said},{normal(title)}")
    limits = {"sex_limit": _limits_sex(normal(title), normal(sex), said) and not exception}
    asked = _hukou(normal(hukou), f"{said},{normal(title)}")
    basis = _BASIS.search(said) if (asked or _RELAXED.search(said)) and public else None
    limits["hukou_limit"] = bool(asked) and not basis
    limits["marital_limit"] = bool(_MARITAL.search(said))
    limits["ethnic_limit"] = bool(_ETHNIC.search(said)) and "民族不限" not in said
    return Compliance(
        tuple(code for code, found in limits.items() if found),
        asked,
        basis[0] if basis else "",
        exception[0] if exception else "",
    )


def _limits_sex(title: str, sex: str, said: str) -> bool:
    if re.search("[男女]", sex) and not _SEX_CELL_FREE.search(sex):
        return True
    said = _SEX_AGES.sub(lambda found: "" if {"男", "女"} <= set(found[0]) else found[0], said)
    return any(pattern.search(_SEX_FREE.sub("", part)) for pattern, part in ((_SEX_LIMIT, said), (_SEX_LIMIT, title), (_TITLE_SEX, title)))


def _hukou(cell: str, said: str) -> str:
    """Return the words of a registration limit."""
    if not is_unknown(cell) and not _HUKOU_CELL.search(cell):
        return cell
    match = _HUKOU_LIMIT.search(_RELAXED.sub("", _HUKOU_FREE.sub("", said)))
    return match[0] if match else ""


def relaxed_for(text: str) -> str:
    """Return the words that name the registered people for whom a demand is relaxed, empty when there are none.

    >>> relaxed_for("大专以上，本县户籍可放宽至高中")
    '本县户籍可放宽至高中'
    """
    match = _RELAXED.search(normal(text))
    return match[0] if match else ""


def hukou_place(words: str) -> str:
    """Return the name of the place a registration limit speaks of, empty when it names none.

    >>> hukou_place("限本县户籍"), hukou_place("限重庆户籍"), hukou_place("本地户口优先")
    ('本县', '重庆', '本地')
    """
    match = _SCOPE.search(words)
    return re.sub(r"^(?:仅限|只限|限|须|需|要求|必须|具有|面向|应为|只招|仅招)", "", match["where"]) if match else ""
