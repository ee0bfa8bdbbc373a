"""Board and lodging: 包吃住, 包住不包吃, 餐补200，住宿免费 … as two answers.

Each half may be given, said not to be given, or not be said. One meal a day (包午餐) or a meal allowance (餐补200) is
partial board; beside a bed it adds nothing to the code, alone it counts as board.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from jobmatch.forms.text import is_blank, normal

Board = Literal["full", "partial", "none"]

_BOTH = re.compile(
    r"[包管供提含带有](?:提供|供)?(?:吃(?:[、和+与]?[包管]?)?[、和+与及]?(?:住|宿)|住[、和+与]?[包管]?吃|食[、和+与及]?宿|住[、和+与]?[包管]?(?:食|餐(?!补|费|贴)))|"
    r"(?:食宿|吃住)(?:[全都均]?[包免有]|免费|均?提供|由?(?:公司|厂里?|单位|企业|雇主|统一)(?:负责|解决|安排|提供))|(?:公司|厂里?|单位|企业|雇主)(?:负责|解决|安排|提供)(?:食宿|吃住)|免费(?:提供)?(?:食宿|吃住)|吃住在?(?:老板家|厂|店|工地|雇主家)|(?<!不)住家"
)
_NEITHER = re.compile(
    r"(?:不|未|无|没有?)(?:包|提供|供|管|含|负责|解决)?(?:食宿|吃住|吃、?住|住宿、?(?:和|及)?(?:就餐|伙食))|回家[吃住]|(?:食宿|吃住)费?(?:均|都)?(?:自理|自行解决|不包|无|自费)"
)
_NO_BOARD = re.compile(
    r"自己?带饭|食堂[^,;。补]{0,3}\d+元|每[餐顿]\d+元|(?:不|无|没)(?:包|管|供|提供|含)?(?:吃|餐|伙食|食(?!宿)|饭)|(?:吃饭|[一二两三]餐|[早中午晚]餐|餐(?!费)|餐费|伙食费?|用餐|饮食|吃|食堂|就餐)(?:约?\d+元?(?:/[天日月餐])?)?(?:自理|自费|自行解决)"
)
_NO_LODGING = re.compile(
    r"^不住家|(?:不|无|没有?|不能|不用)(?:包|管|供|提供|含|安排)?(?:住(?!家)|宿舍?)|(?:住宿|宿舍|住)(?:自理|自行解决|(?:不包|不提供)(?![吃餐伙食]))"
)
_LODGING = re.compile(
    r"[包管供有](?!吃)住|住宿|宿舍|公寓(?!楼?(?:项目|销售|管理))|[\d一二两三四五六八双单]人[间寝]|(?<![吃地])住[:：]|免费住|提供住|工棚|板房|[含带]住|包宿|一宿|住宿舍|免房租|(?<!住)房补|夫妻[房间]"
)
_PARTIAL = re.compile(
    r"[包管供含]?(?:工作餐|[一二两三](?:餐|顿)|[早午中晚]餐|[早午中晚]饭|[早中晚]、?[中晚]餐|[中下]午(?!休))|餐补|饭补|食堂补|餐费补|伙食补|补?餐贴|生活补"
)
_FULL = re.compile(
    r"(?:^|[;,。、])(?:吃|餐|伙食|用餐|就餐)[:：]?(?:全?包|免费|管|提供)|(?:包|管|供|提供|免费|含|有)(?:吃|餐|饭|伙食|食(?!宿))|吃包|三餐|伙食|免费用?餐|食堂"
)
_OFFER = re.compile(
    r"(?:包|管)(?:吃|住|食宿|餐|宿)|(?<!客人)(?<!顾客)提供(?:免费)?(?:食宿|吃住|住宿|宿舍|工作餐|[早午中晚]餐)(?!服务|预订)|免费(?:食宿|吃住|住宿|工作餐)|"
    r"(?:食宿|吃住)(?:全包|自理|免费|不包)|[包管供][一二两三][餐顿]|包一日三餐|[包管供][早午中晚]午?[餐饭]|不(?:包|提供)(?:吃|住|食宿)"
)
"""Words of an employer about board and lodging, in a text about other things."""
_ALL = re.compile("^(?:两样)?[都全均](?=不|没|无|包|管|有|提供)")
"""都不管 is 不管."""
_ALLOWANCE = re.compile(r"\d+(?:\.\d+)?元?(?:/?(?:每?[天日月餐班]))?")
"""An amount alone in a column of meals."""
_ONLY_BOARD, _ONLY_BED = frozenset(("吃", "食", "餐", "就餐", "包吃")), frozenset(("住", "宿", "住宿", "包住"))
_YES = frozenset(
    (
        "是",
        "√",
        "✓",
        "✔",
        "有",
        "1",
        "提供",
        "包",
        "管",
        "y",
        "yes",
        "免费",
        "可以",
        "全包",
        "提供食宿",
        "食宿",
        "可住",
        "能住",
        "可提供",
        "ü",
    )
)
_NO = frozenset(
    (
        "否",
        "×",
        "x",
        "✗",
        "无",
        "0",
        "没有",
        "不提供",
        "自理",
        "不包",
        "不",
        "n",
        "no",
        "无食宿",
        "不含",
        "不管",
        "不管饭",
        "✕",
        "╳",
        "û",
    )
)


@dataclass(frozen=True, slots=True)
class Lodging:
    """What a posting says about meals and beds."""

    board: Board | None
    """full, partial (one meal, or an allowance), none, or None when it does not say."""
    lodging: bool | None
    """Whether a bed is given; None when it does not say."""

    @property
    def code(self) -> str | None:
        """The value of the column ``lodging``: none, board, lodging, both, or None when nothing is said.

        >>> Lodging("full", True).code, Lodging(None, True).code, Lodging(None, None).code
        ('both', 'lodging', None)
        """
        if self.lodging:
            return "both" if self.board == "full" else "lodging"
        if self.board in ("full", "partial"):
            return "board"
        return "none" if self.board == "none" or self.lodging is False else None


UNSAID = Lodging(None, None)


@lru_cache(maxsize=20_000)
def read_lodging(text: str, about: str = "both") -> Lodging:
    """Return what ``text`` says about board and lodging.

    Parameters
    ----------
    text
        A cell, or any text that may mention meals and beds.
    about
        What a bare yes or no answers, from the name of its column: ``both``, ``board`` or ``lodging``.

    Examples
    --------
    >>> read_lodging("包住不包吃"), read_lodging("餐补200，住宿免费").code
    (Lodging(board='none', lodging=True), 'lodging')
    >>> read_lodging("√").code, read_lodging("无").code, read_lodging("不锈钢").code
    ('both', 'none', None)
    """
    said = _ALL.sub("", normal(text).lower().strip("。;,"))
    if is_blank(said):
        return UNSAID
    if said in _YES or said in _NO:
        return _plain(said in _YES, about)
    if about == "board" and _ALLOWANCE.fullmatch(said):
        return Lodging("partial", None)
    if said in ("吃、住", "吃住", "吃,住"):
        return Lodging("full", True)
    if said in _ONLY_BOARD or said in _ONLY_BED:  # the ticked one of two boxes
        return Lodging("full" if said in _ONLY_BOARD else None, True if said in _ONLY_BED else None)
    if _NEITHER.search(said):
        return Lodging("none", False)
    if _BOTH.search(said) and not _NO_BOARD.search(said) and not _NO_LODGING.search(said):
        return Lodging("full", True)
    return Lodging(_board(said), _bed(said))


@lru_cache(maxsize=20_000)
def read_lodging_in(text: str) -> Lodging:
    """Return what the clauses of a longer text offer or refuse; only plain offers of the employer count.

    >>> read_lodging_in("身体健康，吃苦耐劳；包吃住").code, read_lodging_in("做两餐饭，为客人提供住宿服务").code
    ('both', None)
    """
    found = [read_lodging(clause) for clause in re.split(r"[,;。!|\n]", normal(text.replace("\n", "|"))) if _OFFER.search(clause)]
    board = next((said.board for said in found if said.board), None)
    return Lodging(board, next((said.lodging for said in found if said.lodging is not None), None))


def _plain(given: bool, about: str) -> Lodging:
    board: Board | None = "full" if given else "none"
    return Lodging(board if about != "lodging" else None, given if about != "board" else None)


def _board(said: str) -> Board | None:
    if _NO_BOARD.search(said):
        return "none"
    if _PARTIAL.search(said) and "三餐" not in said:
        return "partial"
    return "full" if _FULL.search(said) or re.search(r"[包管]吃", said) else None


def _bed(said: str) -> bool | None:
    if _NO_LODGING.search(said):
        return False
    return True if _LODGING.search(said) else None
