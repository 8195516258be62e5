"""How values are spelt between two tags, and a body that was written out as a function: nothing of Jinja."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any

#: The pieces of a body, from the values of a memo.
Written = Callable[[Mapping[str, object], "Spelt"], list[bytes]]


class UnforeseenError(Exception):
    """A value of a kind, or a lack of one, that the function was not written for: Jinja knows what to do."""


def spelt(text: str) -> bytes:
    """& < > escaped, quotes as they are."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


class Spelt(dict[str, bytes]):
    """The texts of one memo, each worked out once.  Texts alone are kept: 1 and True are one key."""

    def __missing__(self, value: object) -> bytes:
        if type(value) is str:
            known = self[value] = spelt(value)
            return known
        if type(value) is int or type(value) is bool:
            return str(value).encode()
        raise TypeError(value)


def batch(items: list[Any], size: int) -> list[list[Any]]:
    """Jinja's filter."""
    if type(items) is not list:
        raise TypeError(items)
    return [items[start : start + size] for start in range(0, len(items), size)]


def whole(value: object) -> int:
    """Jinja's filter `int`, of what is one."""
    if type(value) is not int:
        raise TypeError(value)
    return value


_GIVEN = {"__builtins__": {"enumerate": enumerate, "len": len}, "batch": batch, "whole": whole}


def loaded(code: CodeType) -> Written:
    """What `written_out` wrote."""
    given: dict[str, Any] = dict(_GIVEN)
    exec(code, given)
    written: Written = given["written"]
    return written


def print_bytes(written: Written, values: Mapping[str, object]) -> bytes:
    """Raises UnforeseenError."""
    try:
        return b"".join(written(values, Spelt()))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise UnforeseenError from error
