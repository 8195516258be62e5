"""LibreOffice as the converter: few processes, many files each."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from itaxl.errors import ItaxlError
from itaxl.pdf.chunk import Chunk
from itaxl.pdf.converter import Pair
from itaxl.pdf.run import Limits
from itaxl.pdf.session import Session

#: Files for one process: its start is then a tenth of its time.  LibreOffice 7.4 silently does no more
#: than 247 files of one command line.
_CHUNK = 100
#: A process takes some 200 MB and over a second to start; with fewer files another is not worth it.
_WORTH_A_PROCESS = 25
_MOST_PROCESSES = 4


class LibreOffice:
    """`processes` at once; by default as many as the machine's cores and the number of files allow."""

    name = "LibreOffice"

    def __init__(self, program: Path, *, processes: int | None = None, limits: Limits | None = None) -> None:
        self._processes = processes
        self._session = Session(program, limits or Limits())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._session.end()

    def convert(self, pairs: Sequence[Pair]) -> Iterator[ItaxlError | None]:
        """See Converter.  While one chunk's results are awaited, the next one's process works already."""
        processes = self._processes or _worthwhile(len(pairs))
        size = max(1, min(_CHUNK, -(-len(pairs) // processes)))
        ahead: deque[Chunk] = deque()
        for first in range(0, len(pairs), size):
            ahead.append(Chunk(self._session, pairs[first : first + size]))
            if len(ahead) == processes:
                yield from ahead.popleft().results()
        while ahead:
            yield from ahead.popleft().results()


def _worthwhile(files: int) -> int:
    return max(1, min(os.cpu_count() or 1, _MOST_PROCESSES, files // _WORTH_A_PROCESS))
