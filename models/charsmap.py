"""A table character → character as the tokenizer's normalizer takes it (sentencepiece's precompiled map).

The map is a double-array trie over UTF-8 bytes: unit ``i`` holds its label in the low byte, whether a value
hangs below it in bit 8, and from bit 10 the offset whose XOR with ``i`` is the base of its children; a value
is a unit with bit 31 set, and points into the replacement strings.
"""

from __future__ import annotations

import struct
from typing import Any

_VALUE = 0  # the label of a value: no UTF-8 byte of a character is 0


def character_map(table: dict[str, str]) -> bytes:
    """Return the precompiled map of ``table``.

    >>> from tokenizers.normalizers import Precompiled
    >>> Precompiled(character_map({"護": "护", "員": "员"})).normalize_str("護理員")
    '护理员'
    """
    root: dict[int, Any] = {}
    strings = b""
    for character, other in sorted(table.items()):
        node = root
        for byte in character.encode():
            node = node.setdefault(byte, {})
        node[_VALUE] = len(strings)
        strings += other.encode() + b"\0"
    units = _double_array(root)
    return struct.pack("<I", 4 * len(units)) + struct.pack(f"<{len(units)}I", *units) + strings


def _double_array(root: dict[int, Any]) -> list[int]:
    units, used, bases = [0] * 256, {0}, {0}
    queue = [(root, 0)]
    for node, index in queue:
        base = _free_base(node, used, bases)
        units.extend([0] * (256 * (base // 256 + 1) - len(units)))
        bases.add(base)
        units[index] |= ((index ^ base) << 10) | ((_VALUE in node) << 8)
        for label, child in sorted(node.items()):
            used.add(base ^ label)
            units[base ^ label] = child | 1 << 31 if label == _VALUE else label
            if label != _VALUE:
                queue.append((child, base ^ label))
    return units


def _free_base(node: dict[int, Any], used: set[int], bases: set[int]) -> int:
    base = 1
    while base in bases or any(base ^ label in used for label in node):
        base += 1
    return base
