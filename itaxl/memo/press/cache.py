"""Compiled templates on disk, from one click to the next.

A kept template is found by a key that holds everything it follows from: the template, the font, the kind of
emblem, this program's files, and the versions of Python and of the libraries.  It holds byte code, as
Python's own `__pycache__` does, so it is read only from a file of the user's own.  Whatever is wrong with
one, or with the folder, costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import importlib.util
import marshal
import os
import stat
import sys
from pathlib import Path
from typing import Any

from itaxl.disk.digest import digest
from itaxl.machine.folders import CACHE, kept_folder
from itaxl.memo.press.press import CompiledTemplate
from itaxl.memo.press.serialised import Proof
from itaxl.zip_writer import PackageWriter

ENVIRONMENT = CACHE
#: The rooms whose code decides what is kept.
_MEMO = Path(__file__).parents[1]
_OURS = (_MEMO, *(_MEMO / name for name in ("content", "press", "template")))
_LIBRARIES = ("docxtpl", "jinja2", "markupsafe", "docx", "lxml")
_SUFFIX = ".memo"
_MOST_FILES = 32
#: A file begins with the digest of what follows.
_NAME = 64
_LARGEST = 20_000_000


def folder() -> Path | None:
    """Where they lie: what ITAXL_CACHE names, else the platform's own; None when it names nothing."""
    return kept_folder()


def key_of(docx: bytes, font: str, picture_kind: str) -> str:
    """The name of what would be kept; '' where the libraries' files cannot be told apart."""
    facts = [sys.version, str(marshal.version), font, picture_kind, digest(docx)]
    try:
        for library in _LIBRARIES:
            facts += _files_of(library)
        for place in _OURS:
            facts += _described(place)
    except (OSError, ValueError, ImportError):
        return ""
    return digest("\0".join(facts).encode())


def _files_of(library: str) -> list[str]:
    """A library's modules by name, size and time: an upgrade changes them."""
    spec = importlib.util.find_spec(library)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(library)
    return _described(Path(spec.submodule_search_locations[0]))


def _described(place: Path) -> list[str]:
    with os.scandir(place) as entries:
        files = sorted(
            (entry.name, entry.stat()) for entry in entries if entry.name.endswith((".py", ".pyd", ".so"))
        )
    return [f"{place} {name} {facts.st_size} {facts.st_mtime_ns}" for name, facts in files]


def load(key: str) -> CompiledTemplate | None:
    """What was kept under a key."""
    place = folder()
    if not key or place is None:
        return None
    with contextlib.suppress(OSError, ValueError, TypeError, EOFError, KeyError):
        path = place / (key + _SUFFIX)
        with path.open("rb") as file:
            if not _is_own(os.fstat(file.fileno())):
                return None
            data = file.read(_LARGEST)
        name, payload = data[:_NAME], data[_NAME:]
        if digest(payload).encode() == name:
            return _from_plain(marshal.loads(payload))
    return None


def _is_own(facts: os.stat_result) -> bool:
    """Whether nobody else can have written the file."""
    if os.name == "nt":  # the folder is the user's own
        return True
    return facts.st_uid == os.getuid() and not facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def save(key: str, compiled: CompiledTemplate) -> None:
    """Keep it; where that fails, the next program compiles again."""
    place = folder()
    if not key or place is None:
        return
    payload = marshal.dumps(_to_plain(compiled))
    beside = place / f"{os.urandom(8).hex()}.tmp"
    with contextlib.suppress(OSError):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with open(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600), "wb") as file:
                file.write(digest(payload).encode() + payload)
            os.replace(beside, place / (key + _SUFFIX))
        finally:
            beside.unlink(missing_ok=True)
        _prune(place)


_BINARY = getattr(os, "O_BINARY", 0)


def _prune(place: Path) -> None:
    """The newest stay; what a killed process left goes."""
    with os.scandir(place) as entries:
        files = sorted(
            (entry.stat().st_mtime_ns, entry.path)
            for entry in entries
            if entry.name.endswith((_SUFFIX, ".tmp"))
        )
    for _, path in files[:-_MOST_FILES]:
        os.unlink(path)


def _to_plain(compiled: CompiledTemplate) -> dict[str, Any]:
    values = compiled._asdict()
    return values | {
        "names": sorted(compiled.names),
        "proof": tuple(compiled.proof),
        "edges": dict(compiled.edges),
        "finished": dict(compiled.finished),
        "package": compiled.package.kept(),
    }


def _from_plain(values: dict[str, Any]) -> CompiledTemplate:
    return CompiledTemplate(
        **values
        | {
            "names": frozenset(values["names"]),
            "proof": Proof(*values["proof"]),
            "package": PackageWriter.again(values["package"]),
        }
    )
