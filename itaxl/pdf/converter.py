"""What every converter can do, whichever program does the work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, Self

from itaxl.errors import ItaxlError

#: A Word file, and where its PDF belongs.
Pair = tuple[Path, Path]


class Converter(Protocol):
    """A context manager: the program starts with the first file, and the block ends it and what it left.

    `convert` yields one result a pair, in order, each as soon as it is known: None when a whole PDF lies at
    the target (it replaces what lay there), else the problem, and the target is as before.  The Word files
    are not touched.  Nothing is raised for a single file.  More than a hundred files at once are fastest.
    """

    @property
    def name(self) -> str:
        """The program's."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exception: object) -> None: ...

    def convert(self, pairs: Sequence[Pair]) -> Iterator[ItaxlError | None]: ...
