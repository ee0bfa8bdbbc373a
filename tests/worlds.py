"""Random small worlds, and the score written a second time, one pair at a time, straight from the rules."""

from __future__ import annotations

import math
import zlib
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from jobmatch.language.calibration import Calibration
from jobmatch.language.kinship import kinds_of
from jobmatch.language.lexicon import find
from jobmatch.language.posts import split_posts
from jobmatch.language.wishes import split_wishes
from jobmatch.language.work_vectors import encode_work
from jobmatch.places import is_partner, read_wish, road_factor
from jobmatch.places.counties import county_at
from jobmatch.policy import Policy
from jobmatch.schema import EDUCATION, Jobs, Workers

TODAY = date(2026, 3, 1)
TRADES = ("缝纫工", "电焊工", "保安员", "保洁员", "养老护理员", "叉车工", "厨师", "洗车工")
SOME_CAN, LEARNED, STRANGE = "洗车工", ("电焊工", "叉车工", "厨师"), "大数据架构师"
"""A trade that not anyone can begin, trades that are learned, and a post above any work of hands."""
CERTIFIED = "叉车证"
"""The one certificate of these worlds that is of a trade."""
VAGUE, HANDY = "钓鱼池", "手巧"
"""A wish and a skill that name no work."""
NOT_AT_ALL = "不做"
POSTS = (*TRADES, STRANGE)
COUNTIES = {  # code: latitude, longitude
    "500236117": (31.05, 109.57),
    "500236": (31.02, 109.46),
    "500241": (28.45, 109.00),
    "433124": (28.57, 109.48),
    "500106": (29.55, 106.46),
    "370102": (36.66, 117.07),
    "441900": (23.02, 113.75),
}


class ToyEncoder:
    """Bags of characters in 48 dimensions: texts that share characters are alike."""

    fingerprint = "toy"
    calibration = Calibration(1.0, 0.0)

    def encode(self, texts: list[str]) -> np.ndarray:
        rows = np.zeros((len(texts), 48), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text:
                row += np.random.default_rng(zlib.crc32(letter.encode())).normal(size=48)
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.where(length > 0, length, 1)


def random_workers(rng: np.random.Generator, n: int) -> Workers:
    """Return ``n`` people with every kind of gap and wish."""
    place = rng.choice(list(COUNTIES), n)
    frame = pd.DataFrame(
        {
            "worker_id": [f"W{i:03d}" for i in range(n)],
            "sex": rng.choice(["male", "female"], n),
            "age": _gaps(rng, rng.integers(15, 66, n).astype(float), 0.1),
            "education": _gaps(rng, rng.integers(0, 6, n).astype(float), 0.2),
            "experience_years": _gaps(rng, rng.integers(0, 9, n).astype(float), 0.4),
            "wanted_occupation": [_wish(rng) for _ in range(n)],
            "skills": rng.choice(["做过缝纫", "会电焊", "低压电工证", HANDY, None], n),
            "certificates": rng.choice(["健康证", "叉车证", "无", None], n, p=[0.2, 0.2, 0.2, 0.4]),
            "limits": rng.choice(["照顾小孩", None], n, p=[0.3, 0.7]),
            "home_code": _text_gaps(rng, place, 0.1),
            "home_lat": [COUNTIES[code][0] + rng.normal() * 0.1 for code in place],
            "home_lon": [COUNTIES[code][1] + rng.normal() * 0.1 for code in place],
            "mobility": rng.choice(["town", "county", "city", "province", "anywhere", None], n),
            "max_km": _gaps(rng, rng.choice([5.0, 20.0, 60.0], n), 0.6),
            "wanted_places": rng.choice(["广东", "县内", None], n, p=[0.15, 0.1, 0.75]),
            "pay_min_wanted": _gaps(rng, rng.choice([2000.0, 3500.0, 5000.0], n), 0.3),
            "groups": [("graduate_poor",) if rng.random() < 0.2 else () for _ in range(n)],
            "hukou_adcode": rng.choice(["500236", "500241", None], n),
            "order_class": rng.choice(["汽修班", None], n, p=[0.1, 0.9]),
            "last_job_id": rng.choice(["J000", "J003", None], n, p=[0.1, 0.1, 0.8]),
        }
    )
    return Workers(frame)


def random_jobs(rng: np.random.Generator, m: int) -> Jobs:
    """Return ``m`` postings with every kind of gap and condition."""
    place = rng.choice(list(COUNTIES), m)
    lawful = rng.random(m) < 0.1
    relaxed = rng.random(m) < 0.5
    frame = pd.DataFrame(
        {
            "job_id": [f"J{i:03d}" for i in range(m)],
            "title": ["/".join(rng.choice(POSTS, rng.choice([1, 1, 1, 2]), replace=False)) for _ in range(m)],
            "requirements": rng.choice(["需持健康证", "持叉车证上岗", "有健康证优先", None], m, p=[0.1, 0.1, 0.1, 0.7]),
            "employer_type": rng.choice(["国有企业", "民营企业", None], m),
            "kind": rng.choice(["job", "internship"], m, p=[0.95, 0.05]),
            "workplace_type": rng.choice(["enterprise", "workshop", "home_based", "public_welfare"], m, p=[0.7, 0.15, 0.1, 0.05]),
            "openings": _gaps(rng, rng.integers(0, 5, m).astype(float), 0.2),
            "referred": _gaps(rng, rng.integers(0, 9, m).astype(float), 0.5),
            "pay_min": _gaps(rng, rng.choice([1500.0, 3000.0, 4500.0], m), 0.2),
            "pay_max": _gaps(rng, rng.choice([5000.0, 7000.0], m), 0.5),
            "lodging": rng.choice(["none", "board", "lodging", "both", None], m),
            "hours": rng.choice(["8小时", "半天", None], m),
            "work_code": _text_gaps(rng, place, 0.1),
            "work_lat": [COUNTIES[code][0] + rng.normal() * 0.1 for code in place],
            "work_lon": [COUNTIES[code][1] + rng.normal() * 0.1 for code in place],
            "education_min": _gaps(rng, rng.integers(0, 5, m).astype(float), 0.3),
            "education_min_relaxed": np.where(lawful & relaxed, 1.0, np.nan),
            "hukou_scope": np.where(lawful, "500236", None),
            "legal_basis": np.where(lawful, "公务员定向", None),
            "age_min": _gaps(rng, rng.choice([16.0, 18.0, 25.0], m), 0.4),
            "age_max": _gaps(rng, rng.choice([40.0, 50.0, 60.0], m), 0.4),
            "experience_min_years": _gaps(rng, rng.choice([0.0, 1.0, 3.0], m), 0.5),
            "reserved_for": rng.choice(["汽修班", None], m, p=[0.05, 0.95]),
            "valid_from": [TODAY - pd.Timedelta(days=int(d)) for d in rng.integers(-4, 86, m)],
            "valid_until": [TODAY + pd.Timedelta(days=int(d)) for d in rng.integers(-5, 60, m)],
        }
    )
    return Jobs(frame)


def brute_score(worker: dict[str, Any], job: dict[str, Any], policy: Policy, encoder: Any) -> float | None:
    """Return the whole score of a pair, or None where it is no match; written apart from the library."""
    worker, job = _named_by_point(worker, "home"), _named_by_point(job, "work")
    fit, held = brute_fit(worker, job, encoder)
    if held and fit < policy.min_fit:
        return None
    if _refused(worker, job, policy) or _unwilling(worker, job):
        return None
    w = policy.weights
    near = brute_nearness(worker, job, policy)
    return (
        w.fit * fit
        + w.nearness * near
        + w.pay * _pay(worker, job, policy)
        + w.conditions * _conditions(worker, job, policy)
        + w.priority * _priority(worker, job, policy)
    )


def _named_by_point(record: dict[str, Any], side: str) -> dict[str, Any]:
    """Return the record with the county in which its point lies, where it came without a code."""
    code = record[f"{side}_code"] or county_at(record[f"{side}_lat"], record[f"{side}_lon"])
    return {**record, f"{side}_code": code}


def brute_fit(worker: dict[str, Any], job: dict[str, Any], encoder: Any) -> tuple[float, bool]:
    wishes = split_wishes(worker["wanted_occupation"] or "")
    shares = (0.65, 0.20, 0.15) if wishes else (0.0, 0.6, 0.4)
    past = ["" if text == HANDY else (text or "").replace("做过", "做") for text in (worker["skills"], worker["experience"])]
    unwanted = find((worker["wanted_occupation"] or "").partition(NOT_AT_ALL)[2])
    past = ["" if unwanted and find(text) == unwanted else text for text in past]
    held = [CERTIFIED] if worker["certificates"] == CERTIFIED and find(CERTIFIED) != unwanted else []
    past = past if any(past) else ["", "，".join(held)]
    each = [_like(wish, past, shares, encoder) for wish in wishes] or [shares]
    queries = [
        _mixed([(wish, True), *((text, True) for text in past)], own, encoder, query=True)
        for wish, own in zip(wishes or [""], each, strict=True)
    ]
    body = (job["description"] or job["requirements"] or "")[:300]
    titles = split_posts(job["title"]) or [job["title"]]
    posts = [_mixed([(title, True), (f"{title} {body}" if body else "", False)], (0.5, 0.5), encoder) for title in titles]
    if not wishes and set(titles) == {STRANGE}:
        return -math.inf, True
    if not any(query.any() for query in queries):
        return {3: 0.5, 2: 0.2, 1: 0.05}[max(map(_openness, titles))], False
    slope, offset = encoder.calibration.slope, encoder.calibration.offset
    named = [_kinds([wish, *past], own) for wish, own in zip(wishes or [""], each, strict=True)]
    asked = [(query, kinds, wish, 1.0) for wish, query, kinds in zip(wishes or [""], queries, named, strict=True)]
    behind = _behind(queries, [*past, *held], encoder, 0.75 if wishes else 1.0)
    best = max(  # every wish but one and every skill but one of these worlds names an everyday trade
        share
        * (
            slope * float(query.astype(float) @ post.astype(float))
            + _kin(kinds, kinds_of([title])[0], title in LEARNED)
            - (0.15 + 0.5 * 0.9 * (title == STRANGE) if wish == VAGUE else 0.9 * (title == STRANGE))
            + offset
        )
        for query, kinds, wish, share in [*asked, *behind]
        for post, title in zip(posts, titles, strict=True)
    )
    beside = -math.inf if wishes else _beside([kinds for _, kinds, _, _ in [*asked, *behind]], titles)
    return max(best, beside), True


def _openness(title: str) -> int:
    return 0 if title == STRANGE else 1 if title in LEARNED else 2 if title == SOME_CAN else 3


def _beside(known: list[np.ndarray], titles: list[str]) -> float:
    """Return the fit of what one can begin beside the trades one knows."""
    kinds = np.sum(known, axis=0).astype(float)
    kinds /= math.dist(kinds, 0 * kinds) or 1.0
    gains = {title: 0.2 * (1 + 0.7 * (title in LEARNED) * 0.42 / 0.57) for title in titles}
    return max((-1.0, -0.12, 0.03, 0.15)[_openness(title)] + gains[title] * float(kinds @ kinds_of([title])[0]) for title in titles)


def _like(wish: str, past: list[str], shares: tuple[float, ...], encoder: Any) -> tuple[float, ...]:
    """Return the shares of a wish and of those among skills and past that are like it."""
    asked, *known = (encode_work(encoder, [text], query=True)[0] if text else None for text in (wish, *past))
    rest = zip(shares[1:], known, strict=True)
    return shares[0], *(share if text is not None and float(asked @ text) >= 0.5 else 0.0 for share, text in rest)


def _behind(asked: list[np.ndarray], past: list[str], encoder: Any, share: float) -> list[tuple[np.ndarray, np.ndarray, str, float]]:
    """Return the trades that are unlike all that is asked for and each other: vector, kinds, no wish, what it counts."""
    found, before = [], list(asked)
    for text in split_wishes("，".join(past)):
        vector = encode_work(encoder, [text], query=True)[0]
        if all(float(vector @ other) < 0.9 for other in before):
            found.append((vector, kinds_of([text])[0], "", share))
            before.append(vector)
    return found


def _kin(worker: np.ndarray, job: np.ndarray, learned: bool) -> float:
    known = math.dist(worker, 0 * worker) * math.dist(job, 0 * job)
    kin, more = float(worker.astype(float) @ job.astype(float)), 0.7 * 0.42 * learned
    return (0.57 + more) * kin - (0.42 + more) * known


def _kinds(texts: list[str], shares: tuple[float, ...]) -> np.ndarray:
    """Return the mean of the kinds of the texts that name a trade; none where the wish names none."""
    parts = [(share, kinds_of([text])[0]) for text, share in zip(texts, shares, strict=True)]
    known = [(share, kinds) for share, kinds in parts if share and kinds.any()]
    if not known or (shares[0] and not parts[0][1].any()):
        return np.zeros(len(parts[0][1]))
    return sum(share * kinds for share, kinds in known) / sum(share for share, _ in known)


def brute_nearness(worker: dict[str, Any], job: dict[str, Any], policy: Policy) -> float:
    if job["workplace_type"] == "home_based":
        return 1.0
    rules, km = policy.nearness, brute_km(worker, job)
    road = road_factor(worker["home_code"])
    limit = worker["max_km"] if worker["max_km"] is not None else rules.max_km
    commute = 2 ** (-max(km * road - 3, 0) / 10) if km * road <= limit else 0.0
    away = 0.0
    if _moves(worker, job):
        away = 0.25 + 0.25 * 2 ** (-km / 150)
        if _partner(worker, job):
            away += 0.05
        if job["lodging"] in ("none", "board"):
            away -= 0.05
    named = 0.8 if worker["wanted_places"] == "广东" and str(job["work_code"] or "").startswith("44") else 0.0
    if worker["wanted_places"] == "县内" and _same(worker, job, 6):
        named = max(named, _county_named(worker, job))
    return min(max(commute, away, named), 1.0)


def brute_km(worker: dict[str, Any], job: dict[str, Any]) -> float:
    a, b = math.radians(worker["home_lat"]), math.radians(job["work_lat"])
    c = math.radians(job["work_lon"] - worker["home_lon"])
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(c / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


def _county_named(worker: dict[str, Any], job: dict[str, Any]) -> float:
    codes = read_wish("县内", near=worker["home_code"][:6]).codes
    return 0.8 if any(job["work_code"].startswith(code.rstrip("0")) for code in codes) else 0.0


def _partner(worker: dict[str, Any], job: dict[str, Any]) -> bool:
    return bool(worker["home_code"] and job["work_code"]) and is_partner(worker["home_code"][:6], job["work_code"][:6], TODAY)


def _same(worker: dict[str, Any], job: dict[str, Any], digits: int) -> bool:
    home, work = worker["home_code"], job["work_code"]
    return bool(home and work and home[:digits] == work[:digits])


def _moves(worker: dict[str, Any], job: dict[str, Any]) -> bool:
    kind, home, work = worker["mobility"], worker["home_code"], job["work_code"]
    if kind == "anywhere":
        return True
    if not (home and work) or kind is None:
        return False
    if kind == "town":
        return len(home) >= 9 and len(work) >= 9 and home[:9] == work[:9]
    if kind == "county":
        return home[:6] == work[:6]
    city = 2 if home[:2] == "50" else 4
    return home[: city if kind == "city" else 2] == work[: city if kind == "city" else 2]


def _unwilling(worker: dict[str, Any], job: dict[str, Any]) -> bool:
    """Return whether all posts of a job are of the trade that the wish refuses, and does not name as wanted."""
    wanted, _, refused = (worker["wanted_occupation"] or "").partition(NOT_AT_ALL)
    return refused not in wanted and set(job["title"].split("/")) == {refused}


def _refused(worker: dict[str, Any], job: dict[str, Any], policy: Policy) -> bool:
    age, limit = worker["age"], worker["max_km"] if worker["max_km"] is not None else policy.nearness.max_km
    road = road_factor(worker["home_code"])
    daily = job["workplace_type"] == "home_based" or brute_km(worker, job) * road <= limit
    named = brute_named(worker, job)
    held = f"{worker['certificates'] or ''}{worker['skills'] or ''}"
    needed = {"持叉车证上岗": "叉车证"}.get(job["requirements"] or "")
    inside = (worker["hukou_adcode"] or "").startswith("500236")
    asked = job["education_min"] or 0
    if job["education_min_relaxed"] is not None and (inside or worker["hukou_adcode"] is None):
        asked = min(asked, job["education_min_relaxed"])
    openings = job["openings"]
    return any(
        (
            job["kind"] != "job",
            job["workplace_type"] == "public_welfare",
            job["valid_until"].date() < TODAY,
            job["valid_from"].date() > TODAY,
            openings is not None and (openings <= 0 or (job["referred"] or 0) >= openings * 3),
            worker["mobility"] is not None and not (daily or _moves(worker, job) or named),
            age is not None and age < 16,
            age is not None and job["age_min"] is not None and age < job["age_min"],
            age is not None and job["age_max"] is not None and age > job["age_max"],
            worker["education"] is not None and worker["education"] < asked,
            needed is not None and worker["certificates"] is not None and needed not in held,
            job["hukou_scope"] is not None and job["education_min_relaxed"] is None and worker["hukou_adcode"] is not None and not inside,
            job["reserved_for"] is not None and worker["order_class"] != job["reserved_for"],
            worker["last_job_id"] == job["job_id"],
        )
    )


def brute_named(worker: dict[str, Any], job: dict[str, Any]) -> bool:
    if worker["wanted_places"] == "广东":
        return str(job["work_code"] or "").startswith("44")
    return worker["wanted_places"] == "县内" and _same(worker, job, 6) and _county_named(worker, job) > 0


def _pay(worker: dict[str, Any], job: dict[str, Any], policy: Policy) -> float:
    bounds = [value for value in (job["pay_min"], job["pay_max"]) if value is not None]
    if not bounds:
        return 0.5
    ratio = sum(bounds) / len(bounds) / (worker["pay_min_wanted"] or policy.pay.reference_yuan)
    if ratio <= 1:
        return max(0.0, (ratio - 0.5) / 0.5 * 0.7)
    return min(1.0, 0.7 + (ratio - 1) / 0.5 * 0.3)


def _conditions(worker: dict[str, Any], job: dict[str, Any], policy: Policy) -> float:
    asked, years, age = job["education_min"] or 0, job["experience_min_years"] or 0, worker["age"]
    education = 1.0 if not asked else 0.5 if worker["education"] is None else float(worker["education"] >= asked)
    worked = worker["experience_years"]
    experience = 1.0 if not years else 0.5 if worked is None else min(worked / years, 1.0)
    margins = [m for m in (_less(age, job["age_min"]), _less(job["age_max"], age)) if m is not None]
    bounded = job["age_min"] is not None or job["age_max"] is not None
    inside = 1.0 if not bounded else 0.5 if age is None else min(max((min(margins) + 1) / 3, 0), 1)
    lodging = {"none": 0.3, "board": 0.7, "lodging": 0.9, "both": 1.0, None: 0.5}[job["lodging"]]
    flexible = job["hours"] == "半天" or job["workplace_type"] == "home_based"
    hours = 0.5 if worker["limits"] is None else 1.0 if flexible else 0.2 if job["hours"] else 0.5
    s = policy.conditions
    return s.education * education + s.experience * experience + s.age * inside + s.lodging * lodging + s.hours * hours


def _less(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a - b


def _priority(worker: dict[str, Any], job: dict[str, Any], policy: Policy) -> float:
    fresh = 2 ** (-max((pd.Timestamp(TODAY) - job["valid_from"]).days, 0) / 30)
    near = 0.0
    if job["workplace_type"] == "home_based":
        near = 1.0
    elif job["workplace_type"] == "workshop" and _same(worker, job, 6):
        near = 1.0 if _same(worker, job, 9) and len(worker["home_code"]) >= 9 and len(job["work_code"]) >= 9 else 0.5
    state = float("graduate_poor" in worker["groups"] and job["employer_type"] == "国有企业")
    s = policy.priority
    return s.freshness * fresh + s.near_home_work * near + s.state_firm * state


def _mixed(parts: list[tuple[str, bool]], shares: tuple[float, ...], encoder: Any, *, query: bool = False) -> np.ndarray:
    total = np.zeros(encoder.encode([""]).shape[1], dtype=np.float32)
    for (text, names_work), share in zip(parts, shares, strict=True):
        if text:
            vector = encode_work(encoder, [text], query=query) if names_work else encoder.encode([text])
            total += np.asarray(vector[0], dtype=np.float32) * np.float32(share)
    length = np.linalg.norm(total)
    return (total / length if length > 0 else total).astype(np.float32)


def _wish(rng: np.random.Generator) -> str | None:
    if rng.random() < 0.15:
        return str(rng.choice(["随便", "", "不做保洁员"])) or None
    wanted = "或".join(rng.choice([*TRADES, VAGUE], rng.choice([1, 1, 2]), replace=False))
    return f"{wanted}，{NOT_AT_ALL}{rng.choice(TRADES)}" if rng.random() < 0.15 else wanted


def _gaps(rng: np.random.Generator, values: np.ndarray, share: float) -> np.ndarray:
    return np.where(rng.random(len(values)) < share, np.nan, values)


def _text_gaps(rng: np.random.Generator, values: np.ndarray, share: float) -> np.ndarray:
    return np.where(rng.random(len(values)) < share, None, values.astype(object))


__all__ = ["EDUCATION", "TODAY", "ToyEncoder", "brute_score", "random_jobs", "random_workers"]
