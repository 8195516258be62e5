"""Values that go from one process to another by the thousand."""

from __future__ import annotations

from typing import Any


class Sendable:
    """A frozen dataclass with slots, pickled as its fields' values.

    What dataclasses write for slots themselves takes ten times as long to read back; the fields must be all
    of the class's own `__init__`.
    """

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple([getattr(self, name) for name in self.__slots__])
