"""What a run amounts to: the counts that add up, and the rows that could not be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobmatch.reports.masking import mask_phone, scrub
from jobmatch.reports.words import SEGMENT_ADVICE, STATE_ADVICE, STATE_WORDS
from jobmatch.schema import SEGMENT_WORDS, rows_set_aside

if TYPE_CHECKING:
    from jobmatch.ranking import Ranking

FEWEST_OF_A_PHONE, FEWEST_OF_AN_ID = 9, 14
"""So many digits may be a mobile number, or an ID number, that lost some."""


def summary(matches: Ranking, offered: Sequence[tuple[str, Any, str]] = ()) -> pd.DataFrame:
    """Return the counts of the run; people and jobs add up to the rows read. ``offered`` are lines of after the market."""
    people, shown = matches.segments, matches.counts
    short = int((shown < matches.policy.min_jobs).sum())
    aside, jobs_aside = (rows_set_aside(table.problems) for table in (matches.workers, matches.jobs))
    lines = [
        ("求职人员读入", len(matches.workers) + aside, f"其中搁置 {aside} 行，见“问题数据”"),
        ("参加匹配", int(people["job"]), "有劳动能力、想找工作的人"),
        *[
            (f"未参加匹配：{SEGMENT_WORDS[segment]}", int(people[segment]), advice)
            for segment, advice in SEGMENT_ADVICE.items()
            if people[segment]
        ],
        ("推荐到岗位的人数", int((shown > 0).sum()), f"共 {len(matches)} 人次"),
        (f"不足{matches.policy.min_jobs}个岗位的人数", short, "原因见“不足三个岗位”，可电话联系的见“差一点岗位”"),
        ("岗位读入", len(matches.jobs) + jobs_aside, f"其中搁置 {jobs_aside} 行，见“问题数据”"),
        ("在招岗位", matches.open_jobs, "参加匹配的岗位"),
        *[(f"未参加匹配：{state}", count, advice) for state, count, advice in off_the_market(matches)],
        ("被推荐到的岗位", len(np.unique(matches.job_row)), ""),
        *offered,
        ("计算日期", matches.policy.today.isoformat(), "年龄、有效期按这一天计算"),
        ("就近程度", round(matches.policy.locality, 2), "0 不看远近，1 最看重就近；默认 0.5"),
        *[("分配说明", "", note) for note in matches.notes],
        ("使用提醒", "", "性别、民族、婚育、户籍不参与评分；推荐结果供工作人员参考，是否录用由双方决定"),
    ]
    return pd.DataFrame(lines, columns=["项目", "数量", "说明"])


def off_the_market(matches: Ranking) -> list[tuple[str, int, str]]:
    """Return why postings take no part, how many for each reason, and what becomes of them.

    >>> import jobmatch as jm
    >>> jobs = pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "valid_until": pd.to_datetime(["2020-01-01"])})
    >>> off_the_market(jm.Matcher(jobs).recommend(pd.DataFrame({"worker_id": ["W1"]})))
    [('已过期', 1, '仍在招人的，请更新有效期后重做')]
    """
    counts = [(STATE_WORDS[state], int((matches.posting_states == state).sum()), advice) for state, advice in STATE_ADVICE.items()]
    return [line for line in counts if line[1]]


def problems(matches: Ranking, *, unmask: bool = False) -> pd.DataFrame:
    """Return the problem rows of both tables, with what to do; values masked unless ``unmask``."""
    both = [("人员", matches.workers.problems), ("岗位", matches.jobs.problems)]
    parts = [frame.assign(table=label) for label, frame in both if len(frame)]
    if not parts:
        return pd.DataFrame()
    found = pd.concat(parts, ignore_index=True)
    values = found["value"].fillna("").astype(str)
    return pd.DataFrame(
        {
            "来源": found["table"],
            "工作表": found["sheet"],
            "行": found["row"],
            "栏": found["column"],
            "填写内容": values if unmask else values.map(_masked_value),
            "问题": found["message"],
            "处理": np.select(
                [found["column"].eq(""), found["kept"].astype(bool)], ["整个工作表未导入", "已导入，请核对"], "已搁置，改好后重新导入"
            ),
        }
    )


def _masked_value(value: str) -> str:
    """Return what was written with what may be an ID number or a phone hidden, whole or not: it is here because it is wrong.

    >>> _masked_value("1398765432"), _masked_value("5002361979031501"), _masked_value("3000元")
    ('139***5432', '500236********01', '3000元')
    """
    digits = sum(letter.isdigit() for letter in value)
    if digits < FEWEST_OF_A_PHONE:
        return scrub(value)
    return mask_phone(value) if digits < FEWEST_OF_AN_ID else value[:6] + "*" * max(len(value) - 8, 4) + value[-2:]
