"""What the program remembers of a folder from run to run: a text file that is only ever added to.

One JSON object a line.  A line says which content a file of ours is about to get (`writes`), or all that is
known of an input (`input`).  A killed process leaves at most one torn line, which is skipped; the newest line
of an input counts.  Only offsets and digests are held in memory.  Losing the file costs time, nothing else.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Iterator
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO

from itaxl.batch.stream import whole_text
from itaxl.errors import OutputError

Record = dict[str, Any]
#: Lines that count for nothing and are not worth a rewriting.
_SPARE = 100
#: Contents of an output that are remembered: the one before, and the one that was about to come.
_CONTENTS = 2
#: Bytes of a line; that of ten thousand measures, each with findings, is a third of it.
_LONGEST = 64_000_000


class Ledger:
    """Close it after use.  Raises OutputError where the file cannot be opened for writing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, int] = {}
        #: The contents of each output, oldest first.
        self._written: dict[str, dict[str, None]] = {}
        self._lines = 0
        self._torn = False
        self._open()
        self._scan()

    def _open(self) -> None:
        try:
            if self._path.exists() and not self._path.is_file():  # to open a pipe would wait for ever
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            self._out = FileIO(self._path, "ab")
            self._in: BinaryIO = self._path.open("rb")
        except OSError as problem:
            raise OutputError(
                f"เขียนไฟล์ {self._path} ไม่ได้ ({problem.strerror or problem})",
                "โปรดเลือกโฟลเดอร์ผลลัพธ์อื่น หรือขอสิทธิ์เขียนในโฟลเดอร์นี้",
            ) from problem

    def close(self) -> None:
        for file in (self._out, self._in):
            with contextlib.suppress(OSError):
                file.close()

    def find(self, identity: str) -> Record | None:
        """The newest record of an input."""
        at = self._places.get(identity)
        if at is None:
            return None
        with contextlib.suppress(OSError):
            self._in.seek(at)
            return _decoded(self._in.readline(_LONGEST))
        return None

    def wrote(self, output: str, digest: str) -> bool:
        """Whether this content of an output is the program's own."""
        return digest in self._written.get(output, ())

    def promise(self, output: str, digest: str) -> None:
        """To be said before the output appears: a process killed in between still knows its own work."""
        if next(reversed(self._written.get(output, {})), None) != digest:
            self._add({"writes": output, "digest": digest})
            self._note(output, digest)

    def _note(self, output: str, digest: str) -> None:
        contents = self._written.setdefault(output, {})
        contents.pop(digest, None)
        contents[digest] = None

    def keep(self, identity: str, record: Record) -> None:
        at = self._add({"input": identity, **record})
        if at is not None:
            self._places[identity] = at

    def compact(self) -> None:
        """Rewrite the file with what counts, when half of it does not.  A failure changes nothing."""
        if self._lines < 2 * (len(self._places) + len(self._written)) + _SPARE:
            return
        with contextlib.suppress(OutputError), whole_text(self._path) as text:
            for record in self._alive():
                text.write(_encoded(record).decode())
            self.close()  # Windows moves nothing over an open file
        self.close()
        self._open()

    def _alive(self) -> Iterator[Record]:
        for output, digests in self._written.items():
            for digest in list(digests)[-_CONTENTS:]:
                yield {"writes": output, "digest": digest}
        for identity in self._places:
            if record := self.find(identity):
                yield record

    def _scan(self) -> None:
        at = 0
        for line in iter(partial(self._in.readline, _LONGEST), b""):
            record = _decoded(line) or {}
            output, identity = record.get("writes"), record.get("input")
            if isinstance(output, str):
                self._note(output, str(record.get("digest")))
            elif isinstance(identity, str):
                self._places[identity] = at
            self._lines += 1
            self._torn = not line.endswith(b"\n")
            at += len(line)

    def _add(self, record: Record) -> int | None:
        """Where the line stands; None when the disk would not take it, which only costs time later."""
        line = _encoded(record)
        try:
            at = self._out.seek(0, 2)
            if self._torn:
                self._out.write(b"\n")
                at += 1
            self._torn = self._out.write(line) != len(line)
        except OSError:
            self._torn = True
        self._lines += 1
        return None if self._torn else at


def _encoded(record: Record) -> bytes:
    return json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def _decoded(line: bytes) -> Record | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
