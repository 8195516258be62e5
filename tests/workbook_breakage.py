"""Ways to break one thing in the good workbook."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyopenvba
from pyopenvba.cfb import CFB
from pyopenvba.vba import compress, decompress

from tests.workbook_book import VBA_PART, rezip
from tests.workbook_kinds import TRACKER, Kind

GOOD = TRACKER.good
STRINGS = "xl/sharedStrings.xml"
#: Writes a faulty workbook: from the good one, to a path.
Make = Callable[[Path, Path], None]


@dataclass(frozen=True)
class Fault:
    """`break_one` writes the faulty workbook; `seen_by` names checks that must see it."""

    name: str
    break_one: Make
    seen_by: tuple[str, ...]
    kind: Kind = TRACKER

    def make(self, path: Path) -> None:
        self.break_one(self.kind.good, path)


def _edited(edit: Callable[[dict[str, bytes]], object]) -> Make:
    return lambda good, path: rezip(good, path, edit)


def swap(part: str, old: str, new: str) -> Make:
    """Replace the first occurrence of a text in a part; it must be there."""

    def edit(parts: dict[str, bytes]) -> None:
        before = parts[part]
        parts[part] = before.replace(old.encode(), new.encode(), 1)
        assert parts[part] != before, f"{old!r} is not in {part}"

    return _edited(edit)


def swap_pattern(part: str, pattern: str, new: str) -> Make:
    def edit(parts: dict[str, bytes]) -> None:
        parts[part], count = re.subn(pattern.encode(), new.encode(), parts[part], count=1)
        assert count, f"{pattern!r} is not in {part}"

    return _edited(edit)


def cut(part: str, bytes_left: int) -> Make:
    return _edited(lambda parts: parts.update({part: parts[part][:bytes_left]}))


def drop(part: str) -> Make:
    return _edited(lambda parts: parts.pop(part))


def vba(module: str, old: str, new: str) -> Make:
    def make(good: Path, path: Path) -> None:
        path.write_bytes(good.read_bytes())
        with pyopenvba.ExcelFile(path) as book:
            source = book.vba_project().get_module(module).source
            assert old in source, f"{old!r} is not in {module}"
            book.set_module(module, source.replace(old, new, 1))
            book.save()

    return make


def without_module(name: str) -> Make:
    def make(good: Path, path: Path) -> None:
        path.write_bytes(good.read_bytes())
        with pyopenvba.ExcelFile(path) as book:
            book.vba_project().delete_module(name)
            book.save()

    return make


def project(edit: Callable[[CFB], None]) -> Make:
    """Change the streams of the VBA project."""

    def of_parts(parts: dict[str, bytes]) -> None:
        files = CFB.from_bytes(parts[VBA_PART])
        edit(files)
        parts[VBA_PART] = files.to_bytes()

    return _edited(of_parts)


def directory(old: str, new: str) -> Make:
    """Replace the first occurrence of bytes, in hexadecimal, in the project's directory; they are there."""

    def edit(files: CFB) -> None:
        before = decompress(files.get_stream_in_storage("VBA", "dir"))
        after = before.replace(bytes.fromhex(old), bytes.fromhex(new), 1)
        assert after != before, f"{old} is not in the directory"
        files.write_stream_in_storage("VBA", "dir", compress(after))

    return project(edit)


def more(part: str, content: bytes) -> Make:
    """With one part more."""
    return _edited(lambda parts: parts.update({part: content}))


def shared(old: str, new: str) -> Make:
    return swap(STRINGS, f">{old}</t>", f">{new}</t>")
