"""Between the engine and Calc: counts what crosses the bridge, and does mischief at a chosen call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any


class Wire:
    """`calls` by name: attributes read (x) and put (x=), methods called (x())."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self._at: tuple[int, Callable[[], object]] | None = None
        self._refused: dict[str, Exception] = {}

    @property
    def count(self) -> int:
        return self.calls.total()

    def reset(self) -> None:
        self.calls.clear()
        self._at = None
        self._refused.clear()

    def at(self, number: int, mischief: Callable[[], object]) -> None:
        """Do this before that call from now on."""
        self._at = self.count + number, mischief

    def refuse(self, name: str, error: Exception) -> None:
        """Raise this at every such call."""
        self._refused[name] = error

    def crossed(self, name: str) -> None:
        self.calls[name] += 1
        if name in self._refused:
            raise self._refused[name]
        if self._at and self.count >= self._at[0]:
            mischief, self._at = self._at[1], None
            mischief()

    def wrapped(self, thing: Any) -> Any:
        return Remote(self, thing) if type(thing).__name__ == "pyuno" else thing


class Remote:
    """An object of Calc."""

    def __init__(self, wire: Wire, thing: Any) -> None:
        object.__setattr__(self, "_wire", wire)
        object.__setattr__(self, "_thing", thing)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._thing, name)
        if type(found).__name__ == "PyUNO_callable":
            return self._called(name, found)
        self._wire.crossed(name)
        return self._wire.wrapped(found)

    def _called(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self._wire.crossed(f"{name}()")
            return self._wire.wrapped(method(*map(_bare, arguments)))

        return call

    def __setattr__(self, name: str, value: Any) -> None:
        self._wire.crossed(f"{name}=")
        setattr(self._thing, name, _bare(value))

    def __iter__(self) -> Iterator[Any]:
        self._wire.crossed("Count")
        for one in self._thing:
            self._wire.crossed("getByIndex()")
            yield self._wire.wrapped(one)


def _bare(thing: Any) -> Any:
    if isinstance(thing, Remote):
        return thing._thing
    return tuple(map(_bare, thing)) if isinstance(thing, tuple) else thing
