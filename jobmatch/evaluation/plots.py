"""Pictures of a market, with Chinese labels: who would go where, and how lists differ (extra ``plots``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from jobmatch.errors import MissingExtra

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from jobmatch.ranking import Ranking

CHINESE_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", "WenQuanYi Zen Hei",
)  # fmt: skip
"""Sans-serif fonts with Chinese characters, as Linux, Windows and macOS have them; the first one found is used."""


def use_chinese_font() -> str | None:
    """Make matplotlib draw Chinese, and return the name of the font; None where the machine has none.

    Raises
    ------
    MissingExtra
        matplotlib is not installed.
    """
    matplotlib = _matplotlib("use_chinese_font")
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    found = next((name for name in CHINESE_FONTS if name in installed), None)
    if found:
        matplotlib.rcParams["font.sans-serif"] = [found, *matplotlib.rcParams["font.sans-serif"]]
        matplotlib.rcParams["axes.unicode_minus"] = False
    return found


def flow_map(matches: Ranking, *, k: int = 1, within_km: float = 100.0) -> Figure:
    """Return a map: homes as dots, work places as squares, a line for every way of at most ``within_km``.

    Parameters
    ----------
    matches
        Lists, or a Shortlist; points are those of the forms.
    k
        How many jobs of each list to draw.
    within_km
        Longer ways are counted in the title and not drawn.

    Raises
    ------
    MissingExtra
        matplotlib is not installed.

    Examples
    --------
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "work_lat": [31.1], "work_lon": [109.5]}))
    >>> people = {"worker_id": ["W1", "W2"], "wanted_occupation": "缝纫工", "home_lat": 31.0, "home_lon": 109.5}
    >>> flow_map(matcher.recommend(pd.DataFrame(people))).axes[0].get_title()
    '100 公里以内 2 人次，更远 0 人次'
    """
    flows = flows_of(matches, k=k)
    near = flows[flows["km"] <= within_km]
    figure = new_figure("flow_map", (6, 5))
    axes = figure.subplots()
    ends = near[["home_lon", "work_lon", "home_lat", "work_lat", "people"]].to_numpy(dtype=float)
    for west, east, south, north, people in ends.tolist():
        width = 0.4 + 0.3 * people**0.5
        axes.plot([west, east], [south, north], color="tab:blue", alpha=0.3, linewidth=width)
    homes = near.groupby(["home_lon", "home_lat"], as_index=False)["people"].sum()
    works = near.groupby(["work_lon", "work_lat"], as_index=False)["people"].sum()
    axes.scatter(homes["home_lon"], homes["home_lat"], s=2 + homes["people"], color="tab:green", label="家")
    axes.scatter(works["work_lon"], works["work_lat"], s=4 + works["people"], color="tab:red", marker="s",
                 alpha=0.6, label="工作地")  # fmt: skip
    axes.set_aspect(1 / 0.86)  # a degree of longitude is shorter than one of latitude: cos 31°
    axes.set_xlabel("东经")
    axes.set_ylabel("北纬")
    far = int(flows.loc[flows["km"] > within_km, "people"].sum())
    axes.set_title(f"{within_km:g} 公里以内 {int(near['people'].sum())} 人次，更远 {far} 人次")
    axes.legend()
    return figure


def flows_of(matches: Ranking, *, k: int = 1) -> pd.DataFrame:
    """Return how many people are shown the way from a home point to a work point.

    Columns: home_lat, home_lon, work_lat, work_lon, people, km. Points that are not known are left out.

    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "work_lat": [31.1], "work_lon": [109.5]}))
    >>> people = {"worker_id": ["W1", "W2"], "wanted_occupation": "缝纫工", "home_lat": 31.0, "home_lon": 109.5}
    >>> flows_of(matcher.recommend(pd.DataFrame(people))).round(1)[["people", "km"]].values.tolist()
    [[2.0, 11.1]]
    """
    frame = matches.to_frame()
    shown = frame[frame["rank"] <= k]
    homes = matches.workers.frame.set_index("worker_id")[["home_lat", "home_lon"]]
    works = matches.jobs.frame.set_index("job_id")[["work_lat", "work_lon"]]
    points = shown[["worker_id", "job_id", "distance_km"]].join(homes, on="worker_id").join(works, on="job_id")
    ends = ["home_lat", "home_lon", "work_lat", "work_lon"]
    points = points.dropna(subset=ends).astype(dict.fromkeys(ends, float))
    grouped = points.groupby(ends, as_index=False)
    return grouped.agg(people=("worker_id", "size"), km=("distance_km", "mean"))


def tier_bars(shares: Mapping[str, Mapping[str, float]], labels: Mapping[str, str]) -> Figure:
    """Return bars of tier shares, a bar a system.

    Parameters
    ----------
    shares
        System → measure → share, as ``evaluate(…, ["TierShare@5"])`` gives for each.
    labels
        Tier code → word for the legend.

    Raises
    ------
    MissingExtra
        matplotlib is not installed.

    Examples
    --------
    >>> bars = tier_bars({"ours": {"TierShare(town)@5": 0.7, "TierShare(county)@5": 0.3}}, {"town": "本镇", "county": "本县"})
    >>> [f"{bar.get_width():.1f}" for bar in bars.axes[0].patches]
    ['0.7', '0.3']
    """
    table = pd.DataFrame({name: list(found.values()) for name, found in shares.items()}, index=list(labels)).T
    figure = new_figure("tier_bars", (6, 0.8 + 0.5 * len(table)))
    axes = figure.subplots()
    left = pd.Series(0.0, index=table.index)
    for tier in table:
        axes.barh(table.index, table[tier], left=left, label=labels[str(tier)])
        left = left + table[tier]
    axes.set_xlabel("占推荐岗位的比例")
    axes.legend(ncols=4, fontsize=8, loc="lower center", bbox_to_anchor=(0.5, 1.0))
    return figure


def new_figure(what: str, inches: tuple[float, float]) -> Figure:
    """Return an empty matplotlib figure, width by height in inches, for ``what`` is to be drawn.

    Raises
    ------
    MissingExtra
        matplotlib is not installed.

    >>> new_figure("flow_map", (6, 5)).get_size_inches().tolist()
    [6.0, 5.0]
    """
    _matplotlib(what)
    from matplotlib.figure import Figure

    return Figure(figsize=inches, layout="constrained")


def _matplotlib(what: str) -> Any:
    try:
        import matplotlib
    except ImportError as error:
        raise MissingExtra.named("plots", what) from error
    return matplotlib
