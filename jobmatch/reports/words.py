"""Facts of a posting in the words staff and workers read."""

from __future__ import annotations

from typing import Any

import pandas as pd

from jobmatch.schema import LODGINGS
from jobmatch.terms import facts

LODGING_WORDS = dict(zip(LODGINGS, ("不包食宿", "包吃", "包住", "包吃住"), strict=True))
"""What each code of board and lodging is called."""

SEGMENT_ADVICE = {
    "startup": "转创业服务",
    "training": "转培训报名",
    "unwilling": "定期回访",
    "in_school": "毕业前联系",
    "unable": "转社会保障",
}
"""What is done for people of the segments that are not matched."""

STATE_WORDS = {
    facts.POSTING_OPEN: "在招",
    facts.POSTING_KIND: "见习、培训等",
    facts.POSTING_WELFARE: "公益性岗位",
    facts.POSTING_EXPIRED: "已过期",
    facts.POSTING_AHEAD: "还没有开始",
    facts.POSTING_FULL: "已招满或推荐已满",
}
"""What each state of a posting is called."""

STATE_ADVICE = {
    facts.POSTING_KIND: "不进市场推荐，另行提供",
    facts.POSTING_WELFARE: "不进市场推荐，只作托底安置",
    facts.POSTING_EXPIRED: "仍在招人的，请更新有效期后重做",
    facts.POSTING_AHEAD: "到开始日期再推荐；日期写错的，请更正后重做",
    facts.POSTING_FULL: "不再推荐",
}
"""What becomes of the postings that are not on the market."""

FLAG_WORDS = {
    "sex_limit": "含性别限制或优先，发布前应删除",
    "hukou_limit": "含户籍限制，除依法定向的岗位外应删除",
    "marital_limit": "含婚育条件，应删除",
    "ethnic_limit": "含民族、宗教限制，应删除",
    "age_by_sex": "男女年龄要求不同，已按最宽区间读入",
    "openings_unknown": "没有写明招聘人数，按策略默认值计",
    "pay_estimated": "工资按日薪、时薪或年薪折算",
    "pay_approx": "工资为约数",
    "location_uncertain": "工作地点不确切",
}
"""What the office is told of a posting with this flag."""


def day_words(day: Any) -> str:
    """Return a day as it is written on forms; blank for none.

    >>> day_words(pd.Timestamp("2026-03-05")), day_words(None)
    ('2026年3月5日', '')
    """
    if day is None or pd.isna(day):
        return ""
    stamp = pd.Timestamp(day)
    return f"{stamp.year}年{stamp.month}月{stamp.day}日"


def iso_day(day: Any) -> str:
    """Return a day as it sorts in a table; blank for none.

    >>> iso_day(pd.Timestamp("2026-03-05")), iso_day(pd.NaT)
    ('2026-03-05', '')
    """
    return "" if day is None or pd.isna(day) else pd.Timestamp(day).date().isoformat()
