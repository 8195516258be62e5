"""What the program remembers of a folder from run to run: a text file that is only ever added to.

One JSON object a line.  A line says which content a file of ours is about to get (`writes`), or all that is
known of an input (`input`).  A killed process leaves at most one torn line, which is skipped; the newest line
of an input counts.  Only offsets and digests are held in memory, and those small: a whole country's offices
stand here.  Losing the file costs time, nothing else.
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

from itaxl.batch.places import short_of
from itaxl.batch.stream import whole_text
from itaxl.errors import OutputError

Record = dict[str, Any]
#: Lines that count for nothing and are not worth a rewriting.
_SPARE = 100
#: Contents of an output that are remembered: the one before, and the one that was about to come.
_CONTENTS = 2
#: Bytes of a digest.
_DIGEST = 32
_JSON = json.JSONEncoder(separators=(",", ":"))
#: Bytes of a line; that of ten thousand measures, each with findings, is a third of it.
_LONGEST = 64_000_000


class Ledger:
    """Close it after use.  Raises OutputError where the file cannot be opened for writing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        #: Where the newest line of each input begins; `find` looks at the whole name there.
        self._places: dict[bytes, int] = {}
        #: The digests of each output's contents, one after the other, oldest first.
        self._written: dict[str, bytes] = {}
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
        record = self._read(self._places.get(short_of(identity)))
        return record if record and record.get("input") == identity else None

    def _read(self, at: int | None) -> Record | None:
        if at is None:
            return None
        with contextlib.suppress(OSError):
            self._in.seek(at)
            return _decoded(self._in.readline(_LONGEST))
        return None

    def wrote(self, output: str, digest: str) -> bool:
        """Whether this content of an output is the program's own."""
        return _raw(digest) in _contents(self._written.get(output, b""))

    def promise(self, output: str, digest: str) -> None:
        """To be said before the output appears: a process killed in between still knows its own work."""
        if _contents(self._written.get(output, b""))[-1:] != [_raw(digest)]:
            self._add({"writes": output, "digest": digest})
            self._note(output, digest)

    def _note(self, output: str, digest: str) -> None:
        newest = _raw(digest)
        if newest:
            before = (content for content in _contents(self._written.get(output, b"")) if content != newest)
            self._written[output] = b"".join((*before, newest))

    def keep(self, identity: str, record: Record) -> None:
        at = self._add({"input": identity, **record})
        if at is not None:
            self._places[short_of(identity)] = at

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
        for output, contents in self._written.items():
            for content in _contents(contents)[-_CONTENTS:]:
                yield {"writes": output, "digest": content.hex()}
        for at in self._places.values():
            if record := self._read(at):
                yield record

    def _scan(self) -> None:
        at = 0
        for line in iter(partial(self._in.readline, _LONGEST), b""):
            record = _decoded(line) or {}
            output, identity = record.get("writes"), record.get("input")
            if isinstance(output, str):
                self._note(output, str(record.get("digest")))
            elif isinstance(identity, str):
                self._places[short_of(identity)] = at
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


def _raw(digest: str) -> bytes:
    """A digest's bytes; none for what somebody wrote instead of one."""
    with contextlib.suppress(ValueError):
        if len(raw := bytes.fromhex(digest)) == _DIGEST:
            return raw
    return b""


def _contents(digests: bytes) -> list[bytes]:
    return [digests[at : at + _DIGEST] for at in range(0, len(digests), _DIGEST)]


def _encoded(record: Record) -> bytes:
    return _JSON.encode(record).encode() + b"\n"


def _decoded(line: bytes) -> Record | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
