"""What a room gives to others says itself: a first line, and an example with a value in it."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from typing import Any

import pytest

import jobmatch

ROOMS = ["jobmatch", *(f"jobmatch.{room.name}" for room in pkgutil.iter_modules(jobmatch.__path__) if room.ispkg)]
NOTHING_TO_SHOW = {"jobmatch.ledger.book.Ledger.close"}


def given(room: str) -> Iterator[tuple[str, Any]]:
    """The functions and classes that a room names in ``__all__``."""
    module = import_module(room)
    for name in getattr(module, "__all__", ()):
        thing = getattr(module, name)
        if (inspect.isclass(thing) and not issubclass(thing, BaseException)) or inspect.isroutine(inspect.unwrap(thing)):
            yield f"{thing.__module__}.{thing.__qualname__}", thing


def methods(kind: type) -> Iterator[tuple[str, Any]]:
    """The public methods and properties that a class defines itself, as what bears their docstring."""
    for name, member in vars(kind).items():
        if isinstance(member, cached_property):
            member = member.func
        elif isinstance(member, property):
            member = member.fget
        member = inspect.unwrap(getattr(member, "__func__", member))
        if not name.startswith("_") and inspect.isfunction(member):
            yield f"{kind.__module__}.{kind.__qualname__}.{name}", member


def functions() -> dict[str, Any]:
    """Every function, method and property that rooms give to others, each once."""
    found = {}
    for room in ROOMS:
        for name, thing in given(room):
            found |= dict(methods(thing)) if inspect.isclass(thing) else {name: inspect.unwrap(thing)}
    return {name: thing for name, thing in sorted(found.items()) if name not in NOTHING_TO_SHOW}


@pytest.mark.parametrize(("name", "thing"), functions().items())
def test_what_a_room_gives_shows_an_example(name: str, thing: Any) -> None:
    said = inspect.getdoc(thing) or ""
    assert ">>>" in said or "::\n" in said or needs_an_extra(thing), f"{name}: no example"


def needs_an_extra(thing: Any) -> bool:
    """Whether it is of a class that works only with a part that the tests do without, and that shows it as a whole."""
    return thing.__qualname__.startswith(("SentenceEncoder.", "Result.to_dataset"))
