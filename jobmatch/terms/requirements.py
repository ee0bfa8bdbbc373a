"""Requirements: the hard conditions, each ``met``, ``unmet`` or ``unknown``.

Only ``unmet`` refuses, by −1e4 on the score; what is not stated on either side is ``unknown`` and shows as
待核实. In the order staff read them:

============ ========================================================================================
posting      open, on the market, begun (``valid_from``) and not expired, openings left (public-welfare posts are the last
             net, not market)
reach        within the daily way, the stated mobility, or a named place (``nearness.requirement``)
working_age  16 completed years (劳动法 art. 15)
age          within the posting's bounds, inclusive
education    at least what is asked; the relaxed threshold for people in ``hukou_scope``
certificates every certificate asked for is held; refuses only people who stated what they hold,
             and never for one that takes days to get
hukou        only with a stated legal basis
reserved     openings kept for an order class
lawful_sex   only with a stated lawful exception (女职工禁忌劳动)
unasked      no post at a desk, of selling or above for who names no wish (``jobmatch.language.manual_work``): such a post is
             asked for
refused      not all posts are of trades that the person will not do, or say of themselves what is refused (不想进厂, 莫上夜班: ``jobmatch.language.refusals``)
last_job     not the post just left
============ ========================================================================================

Sex, ethnicity, marriage and hukou limits without a legal basis are flags for the office, never requirements.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from jobmatch.language import certificates
from jobmatch.language.manual_work import NOBODY
from jobmatch.language.refusals import all_refused
from jobmatch.policy import Policy
from jobmatch.schema import EDUCATION, WORKING_AGE
from jobmatch.terms import facts, nearness
from jobmatch.terms.term import MET, UNKNOWN, UNMET, Array, Facts, Requirement, Row, Table, lookup

QUICK_CERTIFICATES = frozenset({"健康证"})
"""Got within days of a check-up: missing, they are 待核实 and refuse nobody."""
POSTING_WORDS = {
    facts.POSTING_KIND: "不是市场化岗位（见习、培训等另列）",
    facts.POSTING_WELFARE: "公益性岗位，只作托底安置，不进入市场推荐",
    facts.POSTING_EXPIRED: "招聘已过期",
    facts.POSTING_AHEAD: "招聘还没有开始",
    facts.POSTING_FULL: "招满或推荐名额已用完",
}


def requirements(policy: Policy) -> tuple[Requirement, ...]:
    """Return every requirement, in the order staff read them.

    Examples
    --------
    >>> age = next(rule for rule in requirements(Policy()) if rule.name == "age")
    >>> bounds = {"age_min": np.array([18.0]), "age_max": np.array([45.0])}
    >>> age.table.outer({"age": np.array([45.0, 46.0, np.nan])}, bounds).ravel().tolist()  # met, unmet, unknown
    [1, -1, 0]
    """
    return (
        _posting(policy),
        nearness.requirement(policy),
        Requirement("working_age", "劳动年龄", Table(("age",), (), _working_age), _nothing, _too_young),
        Requirement("age", "年龄", Table(("age",), ("age_min", "age_max"), _age), _age_stated, _age_gap(policy)),
        Requirement(
            "education", "学历",
            Table(("education", "hukou"), ("education_min", "education_relaxed", "hukou_scope"), _education),
            _education_stated, _education_gap,
        ),
        Requirement(
            "certificates", "证书", Table(("certificates",), ("certificates",), _certificates),
            _certificates_stated, _certificates_gap,
        ),
        Requirement(
            "hukou", "户籍", Table(("hukou",), ("hukou_scope", "education_relaxed"), _hukou),
            lambda job: _text(job["hukou_scope"]) if pd.notna(job["legal_basis"]) else None,
            lambda worker, job, km: f"只面向户籍在 {job['hukou_scope']} 的人员",
        ),
        Requirement(
            "reserved", "订单班", Table(("order_class",), ("reserved_for",), _reserved),
            lambda job: _text(job["reserved_for"]),
            lambda worker, job, km: f"名额留给{job['reserved_for']}",
        ),
        Requirement(
            "lawful_sex", "法定禁忌", Table(("woman",), ("bars_women",), _lawful_sex),
            lambda job: _text(job["lawful_exception"]),
            lambda worker, job, km: f"属女职工禁忌劳动（{job['lawful_exception']}）",
        ),
        Requirement(
            "unasked", "意向", Table(("any_work",), ("open_to",), _unasked), _nothing,
            lambda worker, job, km: "没有填意向，这类岗位不主动推荐；本人想做，请把它填进意向工种",
        ),
        Requirement(
            "refused", "本人意愿", Table(("refused",), ("posts",), _refused), _nothing,
            lambda worker, job, km: f"本人说过不做这类工作（{worker['wanted_occupation']}）",
        ),
        Requirement(
            "last_job", "原岗位", Table(("last_job",), ("id",), _last_job), _nothing,
            lambda worker, job, km: "刚离开的岗位，不再推荐",
        ),
    )  # fmt: skip


def _posting(policy: Policy) -> Requirement:
    def formula(worker: Facts, job: Facts) -> Array:
        return np.where(job["posting"] == facts.POSTING_OPEN, MET, UNMET)

    def relaxation(worker: Row, job: Row, distance: float) -> str:
        row = pd.DataFrame([job]).astype({"valid_from": "datetime64[s]", "valid_until": "datetime64[s]"})
        state = int(facts.postings(row, policy)[0])
        begins = f"，{pd.Timestamp(job['valid_from']).date()}起才推荐" if state == facts.POSTING_AHEAD else ""
        return POSTING_WORDS.get(state, "") + begins

    return Requirement("posting", "岗位状态", Table((), ("posting",), formula), _nothing, relaxation)


def _working_age(worker: Facts, job: Facts) -> Array:
    young = np.where(worker["age"] < WORKING_AGE, UNMET, MET)
    return np.where(np.isnan(worker["age"]), UNKNOWN, young)


def _age(worker: Facts, job: Facts) -> Array:
    asked = ~(np.isnan(job["age_min"]) & np.isnan(job["age_max"]))
    outside = (worker["age"] < job["age_min"]) | (worker["age"] > job["age_max"])
    unknown = asked & np.isnan(worker["age"])
    return np.where(outside, UNMET, np.where(unknown, UNKNOWN, MET))


def _education(worker: Facts, job: Facts) -> Array:
    asked = np.nan_to_num(job["education_min"])
    relaxed = np.where(np.isnan(job["education_relaxed"]), asked, job["education_relaxed"])
    local = _inside(worker["hukou"], job["hukou_scope"])
    stranger = (worker["hukou"] > 0) & ~local
    threshold = np.where(stranger, asked, np.minimum(asked, relaxed))
    unsure = (worker["education"] < asked) & ~local & (worker["education"] >= threshold)
    unknown = ((asked > 0) & np.isnan(worker["education"])) | unsure
    return np.where(worker["education"] < threshold, UNMET, np.where(unknown, UNKNOWN, MET))


def _hukou(worker: Facts, job: Facts) -> Array:
    limited = (job["hukou_scope"] > 0) & np.isnan(job["education_relaxed"])
    outside = (worker["hukou"] > 0) & ~_inside(worker["hukou"], job["hukou_scope"])
    open_question = limited & (worker["hukou"] == 0)
    return np.where(limited & outside, UNMET, np.where(open_question, UNKNOWN, MET))


def _inside(code: Array, scope: Array) -> Array:
    """Return whether a 12-digit code lies in a scope whose trailing zeros only fill it up."""
    found: Array = (scope > 0) & (code == scope)
    for digits in (10, 8, 6, 3):
        fills = scope % 10**digits == 0
        found = found | ((scope > 0) & fills & (code // 10**digits == scope // 10**digits))
    return found


def _certificates(worker: Facts, job: Facts) -> Array:
    def outcome(held: str, needed: str) -> int:
        if not needed:
            return MET
        if all(_covered(held, one) for one in needed.split(";")):
            return MET
        missing = [one for one in needed.split(";") if not _covered(held, one)]
        return UNKNOWN if "?" in held.split(";") or QUICK_CERTIFICATES.issuperset(missing) else UNMET

    return lookup(worker["certificates"], job["certificates"], outcome)


def _covered(held: str, needed: str) -> bool:
    return any(certificates.covers(one, needed) for one in held.split(";") if one not in ("", "?"))


def _reserved(worker: Facts, job: Facts) -> Array:
    kept = (job["reserved_for"] != "") & (worker["order_class"] != job["reserved_for"])
    return np.where(kept, UNMET, MET)


def _lawful_sex(worker: Facts, job: Facts) -> Array:
    return np.where(worker["woman"] & job["bars_women"], UNMET, MET)


def _unasked(worker: Facts, job: Facts) -> Array:
    return np.where(worker["any_work"] & (job["open_to"] == NOBODY), UNMET, MET)


def _refused(worker: Facts, job: Facts) -> Array:
    if not np.any(worker["refused"] != ""):
        return np.full(np.broadcast_shapes(worker["refused"].shape, job["posts"].shape), MET)
    return lookup(worker["refused"], job["posts"], lambda unwanted, posts: UNMET if all_refused(unwanted, posts) else MET)


def _last_job(worker: Facts, job: Facts) -> Array:
    return np.where((worker["last_job"] != "") & (worker["last_job"] == job["id"]), UNMET, MET)


def _nothing(job: Row) -> str | None:
    return None


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


def _too_young(worker: Row, job: Row, distance: float) -> str:
    return "未满16周岁，不得招用"


def _age_stated(job: Row) -> str | None:
    low, high = job["age_min"], job["age_max"]
    if pd.isna(low) and pd.isna(high):
        return None
    if pd.isna(high):
        return f"{low}周岁以上"
    return f"{high}周岁以下" if pd.isna(low) else f"{low}—{high}周岁"


def _age_gap(policy: Policy):  # type: ignore[no-untyped-def]
    def gap(worker: Row, job: Row, distance: float) -> str:
        age = facts.ages_on(_columns(worker, "birth_date", "age", "age_as_of"), policy.today)[0]
        if pd.notna(job["age_max"]) and age > job["age_max"]:
            return f"年龄超{age - job['age_max']:.0f}岁"
        return f"年龄差{job['age_min'] - age:.0f}岁"

    return gap


def _columns(row: Row, *names: str) -> pd.DataFrame:
    """Return some values of one row as the table that facts are read from."""
    return pd.DataFrame({name: [row[name]] for name in names})


def _education_stated(job: Row) -> str | None:
    asked = job["education_min"]
    return None if pd.isna(asked) or asked <= 0 else f"{EDUCATION[int(asked)]}及以上"


def _education_gap(worker: Row, job: Row, distance: float) -> str:
    return f"学历要求{EDUCATION[int(job['education_min'])]}，本人{EDUCATION[int(worker['education'])]}"


def _certificates_stated(job: Row) -> str | None:
    return "、".join(facts.needed_certificates(job)) or None


def _certificates_gap(worker: Row, job: Row, distance: float) -> str:
    held = facts.held_certificates(_columns(worker, "certificates", "skills", "wanted_occupation"))[0]
    needed = facts.needed_certificates(job)
    return "缺" + "、".join(one for one in needed if not _covered(held, one))
