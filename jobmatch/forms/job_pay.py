"""The pay a posting offers: one column, two for both ends, or an allowance; and board and lodging beside it."""

from __future__ import annotations

from jobmatch.forms.lodging import Lodging, read_lodging
from jobmatch.forms.pay import Pay, joined_pay, read_pay
from jobmatch.forms.rows import Form, Note, Row

_BOARD_COLUMNS = {"board": "both", "meals": "board", "bed": "lodging"}
"""Columns of board and lodging → what a bare yes in them answers."""


def pay_of(row: Row, form: Form, note: Note) -> Pay:
    """Return the pay of a posting; what cannot be read, and a blank where the form asks, is reported."""
    if row.text("pay"):
        pay = read_pay(row.text("pay"), form.unit("pay"))
    elif row.text("pay_min") or row.text("pay_max"):
        pay = joined_pay(*(read_pay(row.text(name), form.unit(name)) for name in ("pay_min", "pay_max")))
    elif row.text("pay_allowance"):  # what an internship or a public post pays
        pay = read_pay(row.text("pay_allowance"), form.unit("pay_allowance"))
    else:
        pay = Pay()
        if row.has("pay") or row.has("pay_min"):
            note(row, "pay", "没有填工资；请补填数额或“面议”")
    if pay.warning:
        note(row, "pay", pay.warning)
    return pay


def lodging_of(row: Row, pay: Pay) -> Lodging:
    """Return board and lodging: its own columns first, then what is said beside the pay."""
    board, bed = None, None
    for text, about in ((text, about) for name, about in _BOARD_COLUMNS.items() for text in row.all_texts(name)):
        said = read_lodging(text, about)
        board, bed = board or said.board, bed if bed is not None else said.lodging
    extra = read_lodging(row.joined("pay_note"))
    if board is None:
        board = pay.board or extra.board
    if bed is None:
        bed = pay.lodging if pay.lodging is not None else extra.lodging
    return Lodging(board, bed)
