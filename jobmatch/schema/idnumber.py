"""The check character of a citizen's ID number."""

from __future__ import annotations

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHARACTERS = "10X98765432"


def check_character(digits: str) -> str:
    """Return the 18th character of an ID number by its first 17 digits (GB 11643-1999: Σ weight · digit modulo 11).

    >>> check_character("50023619790315901")
    '0'
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return _CHARACTERS[total % 11]
