"""Postings of a simulated market: where the work is, what it pays, and how employers write it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobmatch.evaluation.arrays import Floats, Ints
from jobmatch.evaluation.people import LOCAL_PAY
from jobmatch.evaluation.taste import Posts
from jobmatch.evaluation.towns import Towns
from jobmatch.evaluation.trades import Trade, pick, trade_shares, trades

OPENINGS_PER_POST = 11.0
"""Mean 招聘人数 of a posting at fairs in the West."""
SHARES = (0.40, 0.37, 0.23)
"""Postings in the home county, elsewhere in the province, in other provinces: as rural migrants are (2024)."""
PAY = (LOCAL_PAY, 0.92, 1.12)
"""Pay there against pay away in general: 3,878 at home, 5,013 away (2021), more in other provinces than in one's own."""
_RURAL = ("workshop", "farm", "home")
_EDUCATION = ("", "小学", "初中", "高中或中专", "大专", "本科")
_TYPES = {"workshop": "workshop", "farm": "farm_base", "home": "home_based"}
_FIRMS = {
    "workshop": "{}就业帮扶车间 {}加工厂 {}扶贫车间",
    "factory": "{}实业有限公司 {}制造有限公司 {}工业有限公司 {}科技有限公司 {}制品厂",
    "service": "{}服务有限公司 {}商贸有限公司 {}发展有限公司 {}管理有限公司",
    "office": "{}商务服务有限公司 {}财税咨询有限公司",
    "site": "{}建筑劳务有限公司 {}装饰工程有限公司 {}建设集团项目部",
    "farm": "{}专业合作社 {}农业发展有限公司 {}家庭农场",
    "home": "{}来料加工点 {}手工编织合作社",
}
_WORDS = [
    "鑫源",
    "永兴",
    "金穗",
    "福泰",
    "康达",
    "宏远",
    "三峡",
    "巴渝",
    "惠民",
    "长青",
    "盛达",
    "锦绣",
    "嘉和",
    "绿野",
    "恒通",
    "联发",
]
_BEFORE = ("", "", "", "急招", "诚聘", "长期招")
_AFTER = ("", "", "", "（包吃住）", "（熟手优先）", "（可学徒）", "（长白班）")


def draw_posts(
    home: Towns, others: tuple[Towns, Towns], openings: int | Ints, rng: np.random.Generator, *,
    shares: Floats | None = None
) -> tuple[pd.DataFrame, Posts]:  # fmt: skip
    """Return the postings (columns of ``Jobs``) and what they really are.

    Parameters
    ----------
    home
        Townships of the market.
    others
        Places elsewhere in the province, and in other provinces.
    openings
        Places in all, of which at least one posting comes out; or the places of each posting.
    rng
        Source of all chance.
    shares
        How common each of the trades is, adding up to 1; as the list of trades has it by default.
    """
    counts = _openings(openings, rng) if isinstance(openings, int) else openings
    n = len(counts)
    trade = rng.choice(len(trades()), size=n, p=trade_shares() if shares is None else shares)
    region = rng.choice(3, size=n, p=SHARES)
    place = np.array([_place(trades()[t], r, rng) for t, r in zip(trade, region, strict=True)])
    town = _towns_of_posts(home, others, region, place, rng)
    pay = np.array([t.pay for t in trades()])[trade] * np.array(PAY)[region]
    needs = np.array([bool(t.certificate) for t in trades()])[trade]
    posts = Posts(
        trade=trade, pay=pay * rng.lognormal(0, 0.12, n), education=_schooling(trade, rng),
        age_max=rng.choice([40, 45, 50, 55, 60, 65], n, p=[0.05, 0.15, 0.25, 0.25, 0.2, 0.1]),
        needs_certificate=needs, at_home=place == "home", lat=town.lat, lon=town.lon, region=region + 1,
        openings=counts,
    )  # fmt: skip
    return _postings(posts, place, region, town, rng), posts


def _openings(total: int, rng: np.random.Generator) -> Ints:
    """Return openings per post, log-normal around 11 with a long tail, adding up to ``total``."""
    drawn = np.ceil(rng.lognormal(1.9, 1.0, max(1, round(3 * total / OPENINGS_PER_POST)))).astype(np.int64)
    enough = int(np.searchsorted(np.cumsum(drawn), total)) + 1
    counts = drawn[:enough]
    counts[-1] -= max(0, int(counts.sum()) - total)
    return np.maximum(counts, 1)


def _place(trade: Trade, region: int, rng: np.random.Generator) -> str:
    """Return where the work is done; outside the county nobody works at home, and on a farm where all of the trade do."""
    allowed = [place for place in trade.places if region == 0 or place not in _RURAL]
    farm = "farm" if "farm" in trade.places else "factory"
    return str(rng.choice(allowed or [farm]))


def _towns_of_posts(
    home: Towns, others: tuple[Towns, Towns], region: Ints, place: npt.NDArray[np.str_], rng:
    np.random.Generator
) -> Towns:  # fmt: skip
    """Return the town of each post: workshops and farms anywhere, the rest mostly in the county town."""
    rural = np.isin(place, _RURAL) | (rng.random(len(place)) < 0.2)
    pools = (home, home.take(home.seat), *others)
    pool = np.where(region > 0, region + 1, np.where(rural, 0, 1))
    drawn = [p.take(rng.choice(len(p.code), size=int((pool == i).sum()), p=p.weight)) for i, p in enumerate(pools)]
    order = np.argsort(np.argsort(pool, kind="stable"), kind="stable")
    joined = Towns(*(np.concatenate([getattr(t, field) for t in drawn]) for field in Towns.__dataclass_fields__))
    return joined.take(order)


def _schooling(trade: Ints, rng: np.random.Generator) -> Ints:
    usual = np.array([t.education for t in trades()])[trade]
    return np.asarray(np.maximum(usual - (rng.random(len(trade)) < 0.3), 0), dtype=np.int64)


def _postings(
    posts: Posts, place: npt.NDArray[np.str_], region: Ints, town: Towns, rng: np.random.Generator
) -> pd.DataFrame:  # fmt: skip
    n = len(place)
    width, silent = rng.uniform(0.05, 0.2, n), rng.random((2, n))
    told = silent[0] > 0.06
    firms = [pick(_FIRMS[p].split(), rng).format(name[:2] + pick(_WORDS, rng))
             for p, name in zip(place, town.name, strict=True)]  # fmt: skip
    return pd.DataFrame(
        {
            "job_id": [f"J{i + 1:06d}" for i in range(n)],
            "employer": firms,
            "title": _titles(posts.trade, rng),
            "description": _descriptions(posts.trade, rng),
            "requirements": _requirements(posts, rng),
            "openings": pd.Series(posts.openings, dtype="Int64").mask(silent[1] < 0.04),
            "pay_min": np.where(told, np.round(posts.pay * (1 - width), -2), np.nan),
            "pay_max": np.where(told, np.round(posts.pay * (1 + width), -2), np.nan),
            "pay_basis": np.where(told, "month", "negotiable"),
            "education_min": pd.array(posts.education, dtype="Int64"),
            "age_min": pd.array([18] * n, dtype="Int64"),
            "age_max": pd.array(posts.age_max, dtype="Int64"),
            "certificates_required": [trades()[t].certificate for t in posts.trade],
            "lodging": np.where(region == 0, rng.choice(["none", "board"], n), rng.choice(["both", "lodging"], n)),
            "workplace_type": [_TYPES.get(p, "enterprise") for p in place],
            "work_address": town.title,
            "work_code": town.code,
            "work_lat": town.lat,
            "work_lon": town.lon,
        }
    )


def _titles(trade: Ints, rng: np.random.Generator) -> list[str]:
    return [f"{pick(_BEFORE, rng)}{pick(trades()[t].posted, rng)}{pick(_AFTER, rng)}" for t in trade]


def _descriptions(trade: Ints, rng: np.random.Generator) -> list[str]:
    texts = []
    for t in trade:
        does = trades()[t].does
        first = int(rng.random() * len(does))
        second = (first + 1 + int(rng.random() * (len(does) - 1))) % len(does)
        texts.append(pick(["负责{}，{}。", "主要工作：{}；{}。", "{}、{}等"], rng).format(does[first], does[second]))
    return texts


def _requirements(posts: Posts, rng: np.random.Generator) -> list[str]:
    return [
        "，".join(filter(None, [
            f"{_EDUCATION[education]}以上学历" if education else "",
            f"{age}周岁以下",
            f"持{trades()[trade].certificate}" if needs else "",
            pick(["身体健康", "吃苦耐劳", "服从安排", "能长期稳定工作"], rng),
        ]))
        for education, age, needs, trade in zip(
            posts.education, posts.age_max, posts.needs_certificate, posts.trade, strict=True
        )
    ]  # fmt: skip
