"""The score's own arithmetic on paper: weight × value = points, rounded so that the printed points add up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jobmatch.terms.term import Array

DIGITS = 3
"""Decimals of printed points."""


def rounded_points(points: Array) -> Array:
    """Return points ``[n, terms]`` in whole thousandths whose rows add up to the rounded total, int64.

    Every part is rounded down or up to a neighbour; those nearest the next thousandth go up (largest remainder).

    >>> rounded_points(np.array([[0.3334, 0.3334, 0.3334]])).tolist()
    [[334, 333, 333]]
    """
    scaled = np.round(points * 10**DIGITS, 6)
    whole = np.floor(scaled)
    missing = np.round(scaled.sum(axis=1)) - whole.sum(axis=1)
    order = np.argsort(whole - scaled, axis=1, kind="stable")
    place = np.argsort(order, axis=1, kind="stable")
    thousandths: Array = (whole + (place < missing[:, None])).astype(np.int64)
    return thousandths


def sum_lines(terms: Sequence[tuple[str, float, float]]) -> list[str]:
    """Return label, weight and value of each term as a table whose last column adds up as printed.

    >>> print("\\n".join(sum_lines([("工种", 0.4, 0.97), ("就近", 0.3, 0.5)])))
    项目   权重     得分     分值
    工种  0.400 × 0.970 =  0.388
    就近  0.300 × 0.500 =  0.150
    合计                   0.538
    """
    parts = printed_points(terms)
    rows = [f"{label}  {weight:.3f} × {value:.3f} = {part:6.3f}" for (label, weight, value), part in zip(terms, parts, strict=True)]
    return ["项目   权重     得分     分值", *rows, f"合计                  {parts.sum():6.3f}"]


def printed_total(terms: Sequence[tuple[str, float, float]]) -> float:
    """Return the total that `sum_lines` prints.

    >>> printed_total([("工种", 0.4, 0.97), ("就近", 0.3, 0.5)])
    0.538
    """
    return float(printed_points(terms).sum())


def printed_points(terms: Sequence[tuple[str, float, float]]) -> Array:
    """Return the points of each term as they are printed, ``[terms]``: they add up to the printed total.

    >>> printed_points([("工种", 0.4, 0.97), ("就近", 0.3, 0.5)]).tolist()
    [0.388, 0.15]
    """
    points: Array = rounded_points(np.array([[weight * value for _, weight, value in terms]]))[0] / 10**DIGITS
    return points
