"""Supply and demand of a market, in the tables of the incumbent system (DOMAIN.md §5.2: tables 1, 3, 5, 6, 7, 10, 11).

求人倍率 = 需求人数 ÷ 求职人数: how many openings stand against one person. 需求人数 are openings, a posting without a
stated number counting as one; 求职人数 are persons who look for work. By occupation a person counts once for each
trade wished for (求职人次), so those columns do not add up to the number of persons.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from jobmatch.schema import EDUCATION, Jobs, Workers

MAJOR_GROUPS = {
    "1": "单位负责人",
    "2": "专业技术人员",
    "3": "办事人员和有关人员",
    "4": "社会生产服务和生活服务人员",
    "5": "农、林、牧、渔业生产及辅助人员",
    "6": "生产制造及有关人员",
    "7": "军人",
    "8": "不便分类的其他从业人员",
}
"""大类 of the occupational classification (CSCO 2022)."""

AGE_BANDS = {"24岁以下": (0, 24), "25—34岁": (25, 34), "35—44岁": (35, 44), "45岁以上": (45, 150)}
"""Bands of table 10, both ends inclusive."""

Coder = Callable[[Sequence[str]], pd.DataFrame]
"""Titles to a frame with ``code`` and ``name``, one row each, as ``jobmatch.code_occupation``."""


def supply_demand(workers: Workers, jobs: Jobs, coder: Coder | None = None, k: int = 10) -> dict[str, pd.DataFrame]:
    """Return the tables by name, ready for a workbook.

    Parameters
    ----------
    coder
        Codes titles and wishes by occupation; the tables by occupation are left out without one.
    k
        Occupations in each of the two tables of the scarcest.

    Examples
    --------
    >>> workers = Workers(pd.DataFrame({"worker_id": ["W1", "W2"]}))
    >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "openings": [3]}))
    >>> supply_demand(workers, jobs)["供求总体"].values.tolist()
    [[3, 2, 1.5]]
    """
    seeking = workers.frame[workers.frame["segment"] == "job"]
    offered = jobs.frame[jobs.frame["kind"] == "job"]
    demand = offered["openings"].fillna(1).astype("int64")
    tables = {
        "供求总体": _ratio(pd.DataFrame({"需求人数": [demand.sum()], "求职人数": [len(seeking)]})),
        "按行业": _by_industry(offered, demand),
        "按年龄": _by_age(seeking, offered, demand),
        "按文化程度": _by_education(seeking, offered, demand),
    }
    if coder is not None:
        trades = _by_occupation(seeking, offered, demand, coder)
        tables["按职业"] = trades
        tables["按职业大类"] = _by_major_group(trades)
        tables["最缺人的职业"] = trades[trades["缺口人数"] > 0].nlargest(k, "缺口人数", keep="first")
        tables["求职最难的职业"] = trades[trades["缺口人数"] < 0].nsmallest(k, "缺口人数", keep="first")
    return {name: table.reset_index(drop=True) for name, table in tables.items()}


def _ratio(table: pd.DataFrame, seekers: str = "求职人数") -> pd.DataFrame:
    base = table[seekers].astype("Float64")
    return table.assign(求人倍率=(table["需求人数"] / base.mask(base == 0)).round(2))


def _by_industry(offered: pd.DataFrame, demand: pd.Series) -> pd.DataFrame:
    """Return 需求人数 and its share by industry as written (table 3), the largest first."""
    total = demand.groupby(offered["industry"].fillna("未填")).sum().sort_values(ascending=False, kind="stable")
    share = total / max(int(total.sum()), 1)
    return pd.DataFrame({"行业": total.index, "需求人数": total.to_numpy(), "比率": share.to_numpy()})


def _by_age(seeking: pd.DataFrame, offered: pd.DataFrame, demand: pd.Series) -> pd.DataFrame:
    """Return persons and the openings that take them by age band (table 10).

    An opening counts in every band that any age it takes falls in, so 可接收人数 does not add up.
    """
    low, high = offered["age_min"].fillna(0), offered["age_max"].fillna(150)
    rows = [
        (
            band,
            int(demand[(low <= last) & (high >= first)].sum()),
            int(seeking["age"].between(first, last).fillna(False).sum()),
        )
        for band, (first, last) in AGE_BANDS.items()
    ]
    rows.append(("年龄未知", 0, int(seeking["age"].isna().sum())))
    return pd.DataFrame(rows, columns=["年龄", "可接收人数", "求职人数"])


def _by_education(seeking: pd.DataFrame, offered: pd.DataFrame, demand: pd.Series) -> pd.DataFrame:
    """Return persons by schooling and openings by the schooling asked for (table 11)."""
    asked = demand.groupby(offered["education_min"].fillna(0)).sum()
    have = seeking["education"].value_counts()
    rows = [("不限（岗位）", int(asked.get(0, 0)), 0), (EDUCATION[0], 0, int(have.get(0, 0)))]
    rows += [(word, int(asked.get(rank, 0)), int(have.get(rank, 0))) for rank, word in enumerate(EDUCATION) if rank]
    rows.append(("未知", 0, int(seeking["education"].isna().sum())))
    return _ratio(pd.DataFrame(rows, columns=["文化程度", "需求人数", "求职人数"]))


def _by_occupation(seeking: pd.DataFrame, offered: pd.DataFrame, demand: pd.Series, coder: Coder) -> pd.DataFrame:
    """Return 需求人数, 求职人次, 缺口人数 (demand less supply) and 求人倍率 by occupation, by code."""
    wishes = seeking["wanted_occupation"].dropna().str.split(r"[、,，;；/或]").explode().str.strip()
    wishes = wishes[wishes.fillna("") != ""]
    wanted = _coded(wishes.tolist(), coder).groupby(["code", "name"]).size()
    posts = _coded(offered["title"].tolist(), coder).assign(demand=demand.to_numpy())
    needed = posts.groupby(["code", "name"])["demand"].sum()
    both = pd.DataFrame({"需求人数": needed, "求职人次": wanted}).fillna(0).astype("int64").reset_index()
    both = both.rename(columns={"code": "职业代码", "name": "职业"})
    both["缺口人数"] = both["需求人数"] - both["求职人次"]
    return _ratio(both, "求职人次")


def _coded(titles: list[str], coder: Coder) -> pd.DataFrame:
    """Return code and name of each title, asking the coder once for each different one."""
    known = list(dict.fromkeys(titles))
    codes = coder(known)[["code", "name"]].set_axis(known, axis=0) if known else pd.DataFrame(columns=["code", "name"])
    return codes.loc[titles].fillna({"code": "", "name": "未能归类"}).reset_index(drop=True)


def _by_major_group(trades: pd.DataFrame) -> pd.DataFrame:
    """Return the table by occupation summed to the eight major groups (table 5)."""
    group = trades["职业代码"].str[:1].map(MAJOR_GROUPS).fillna("未能归类")
    summed = trades.groupby(group)[["需求人数", "求职人次"]].sum()
    order = [*MAJOR_GROUPS.values(), "未能归类"]
    table = summed.reindex([name for name in order if name in summed.index]).rename_axis("职业大类").reset_index()
    return _ratio(table, "求职人次")
