"""Up to three plain reasons for a pair that was found, in Chinese."""

from __future__ import annotations

import math

from jobmatch.explanation.comparison import SAME_FAMILY
from jobmatch.places import SAME_POINT_KM
from jobmatch.ranking import Ranking
from jobmatch.schema import TIER_WORDS
from jobmatch.terms.fit import BEHIND
from jobmatch.terms.term import Row

MAX_REASONS = 3
SAME_TRADE = 0.7
NAMED_PLACE = 0.8


def reasons(ranking: Ranking, row: int) -> list[str]:
    """Return up to three plain reasons for one pair of a result: the trade, the place, then what the other terms say.

    ``row`` is the row of the pair in ``to_frame()``. Nothing is said of pay that nobody named, or of a distance that
    is not known.

    Examples
    --------
    >>> import pandas as pd
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "work_code": ["500236117"]}))
    >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"], "home_code": ["500236117"]})
    >>> reasons(matcher.recommend(person), 0)
    ['与意向工种相符', '就在本镇']
    """
    pair = ranking.records[row]
    worker = ranking.workers.records[int(ranking.worker_row[row])]
    job = ranking.jobs.records[int(ranking.job_row[row])]
    wished, asked, easy, widened = ranking.told_of_fit[row]
    fit = _fit_reason(worker, pair, wished, asked, easy) or _widened_reason(widened and not asked, easy)
    found = [fit, _place_reason(worker, job, pair)]
    for term in ranking.search.formula.terms:
        if term.name != "nearness":
            found.append(term.reason(worker, job, float(pair["distance_km"])))
    return [text for text in found if text][:MAX_REASONS]


def _fit_reason(worker: Row, pair: Row, wished: bool, asked: bool, easy: bool) -> str | None:
    same = pair["fit"] >= (SAME_TRADE if asked or not wished else BEHIND * SAME_TRADE)
    if wished and asked:
        return "与意向工种相符" if same else "与意向工种相近" if pair["fit"] >= SAME_FAMILY else None
    if same and (worker["skills"] is not None or worker["experience"] is not None):
        return "与技能经历相符"
    if wished or not easy:
        return None
    return "未填意向，上手快" if worker["wanted_occupation"] is None else "不挑工种，上手快"


def _widened_reason(widened: bool, easy: bool) -> str | None:
    """Return why a job is shown that is not like the wish, to who has few left that are."""
    if not widened:
        return None
    return "意向岗位已不多，这个上手快" if easy else "意向岗位已不多，这个可以试试"


def _place_reason(worker: Row, job: Row, pair: Row) -> str | None:
    if job["workplace_type"] == "home_based":
        return "在家就能做"
    if pair["tier"] == "partner":
        return "东西部协作地区岗位"
    km = float(pair["distance_km"])
    if math.isnan(km):
        return None
    word = TIER_WORDS.get(str(pair["tier"]), "")
    if pair["nearness"] >= NAMED_PLACE and km > 100:
        return "在本人愿去的地方"
    vague = bool(worker["home_inherited"] is True or job["work_inherited"] is True)
    if pair["tier"] in ("village", "town") and km < SAME_POINT_KM:
        return f"就在{word}"
    rounded = max(round(km), 1)
    return f"{word}，离家{'大约' if vague else '约'}{rounded}公里" if word else f"离家约{rounded}公里"
