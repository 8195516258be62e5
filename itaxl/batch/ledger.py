"""What the program remembers of a folder from run to run: a text file that is only ever added to.

One JSON object a line.  A line says which content an output is about to get (`writes`), or all that is known
of an input (`input`).  A killed process leaves at most one torn line, which is skipped; the newest line of an
input counts.  Only offsets and digests are held in memory, and those small: a whole country's offices stand
here.  Losing the file costs time, nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from itaxl.batch.places import short_of
from itaxl.batch.written import Written
from itaxl.disk.plain_file import open_for_adding, open_plain
from itaxl.disk.reason import reason_of
from itaxl.disk.whole_text import whole_text
from itaxl.errors import OutputError

Record = dict[str, Any]
#: Lines that count for nothing and are not worth a rewriting.
_SPARE = 100
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
#: Bytes of a line; that of ten thousand measures, each with findings, is a third of it.
_LONGEST = 64_000_000
#: How a line about an output begins; all others need not be taken apart to find those.
_WRITES = b'{"writes":"'


class Ledger:
    """Close it after use.  Raises OutputError where the file cannot be opened for writing.

    `written` tells of the outputs.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        #: Where the newest line of each input begins; `find` looks at the whole name there.
        self._places: dict[bytes, int] = {}
        self.written = Written()
        self._found: tuple[str | None, Record | None] = (None, None)
        self._lines = 0
        self._torn = False
        self._open()
        self._scan()

    def _open(self) -> None:
        try:
            _unshare(self._path)
            self._out = open_for_adding(self._path)
            self._in = open_plain(self._path)
        except OSError as problem:
            raise OutputError(
                f"เขียนไฟล์ {self._path} ไม่ได้ ({reason_of(problem)})",
                "โปรดเลือกโฟลเดอร์ผลลัพธ์อื่น หรือขอสิทธิเขียนในโฟลเดอร์นี้",
            ) from problem

    def close(self) -> None:
        for file in (self._out, self._in):
            with contextlib.suppress(OSError):
                file.close()

    @property
    def inputs(self) -> int:
        """How many have a record."""
        return len(self._places)

    def find(self, identity: str) -> Record | None:
        """The newest record of an input, which is asked for several times in a row."""
        if self._found[0] != identity:
            record = self._read(self._places.get(short_of(identity)))
            self._found = identity, record if record and record.get("input") == identity else None
        return self._found[1]

    def others(self, identities: Iterable[bytes]) -> list[Record]:
        """The records of all inputs but those whose `short_of` is given."""
        known = set(identities) if self._places else ()
        places = [at for identity, at in self._places.items() if identity not in known]
        records = (self._read(at) or {} for at in places)
        return [record for record in records if isinstance(record.get("input"), str)]

    def _read(self, at: int | None) -> Record | None:
        if at is None:
            return None
        with contextlib.suppress(OSError):
            self._in.seek(at)
            return _decoded(self._in.readline(_LONGEST))
        return None

    def promise(self, output: str, digest: str) -> None:
        """To be said before the output appears: a process killed in between still knows its own work."""
        if not self.written.is_newest(output, digest):
            self._add({"writes": output, "digest": digest})
            self.written.note(output, digest)

    def disown(self, output: str) -> None:
        """What has the name from now on is not ours."""
        self._add({"writes": output, "digest": None})
        self.written.note(output, None)

    def keep(self, identity: str, record: Record) -> None:
        self._found = None, None
        at = self._add({"input": identity, **record})
        if at is not None:
            self._places[short_of(identity)] = at

    def drop(self, identity: str) -> None:
        """Nothing is known of an input any more."""
        self._found = None, None
        self._add({"input": identity, "gone": True})
        self._places.pop(short_of(identity), None)

    def compact(self) -> None:
        """Rewrite the file with what counts, when half of it does not.  A failure changes nothing."""
        if self._lines < 2 * (len(self._places) + len(self.written)) + _SPARE:
            return
        with contextlib.suppress(OutputError), whole_text(self._path) as text:
            for record in self._alive():
                text.write(_encoded(record).decode())
            self.close()  # Windows moves nothing over an open file
        self.close()
        self._open()

    def _alive(self) -> Iterator[Record]:
        for output, content in self.written.kept():
            yield {"writes": output, "digest": content}
        for at in self._places.values():
            if record := self._read(at):
                yield record

    def _scan(self) -> None:
        at = 0
        for line in iter(partial(self._in.readline, _LONGEST), b""):
            record = _decoded(line) or {}
            output, identity = record.get("writes"), record.get("input")
            if isinstance(output, str):
                self.written.note(output, record.get("digest"))
            elif isinstance(identity, str):
                if record.get("gone") is True:
                    self._places.pop(short_of(identity), None)
                else:
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


def written_in(path: Path, *starts: str) -> Written:
    """What a ledger says of outputs whose names begin so; nothing where there is none that can be read."""
    wanted = tuple(_WRITES + start.encode() for start in starts)
    written = Written()
    with contextlib.suppress(OSError), open_plain(path) as file:
        for line in iter(partial(file.readline, _LONGEST), b""):
            record = (_decoded(line) if line.startswith(wanted) else None) or {}
            if isinstance(output := record.get("writes"), str):
                written.note(output, record.get("digest"))
    return written


def _unshare(path: Path) -> None:
    """A ledger under a second name (a hard link) becomes a file of its own: we add to nobody else's."""
    with contextlib.suppress(FileNotFoundError):
        if os.lstat(path).st_nlink > 1:
            with (
                whole_text(path) as own,
                open_plain(path) as shared,
            ):  # closed first: Windows moves over no open file
                own.write(shared.read().decode(errors="replace"))


def _encoded(record: Record) -> bytes:
    """Halves of characters, which only names of files have, as JSON writes them."""
    return _JSON.encode(record).encode(errors="backslashreplace") + b"\n"


def _decoded(line: bytes) -> Record | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
