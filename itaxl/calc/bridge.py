"""Python's way into LibreOffice: the module `uno`, which only LibreOffice can bring.

Looked for in this order; the first that fits this Python is taken:
1. the folder that UNO_PATH names in full, where nobody else can write to it;
2. where Linux systems put it: dist-packages (Debian's python3-uno), site-packages;
3. the program folders of LibreOffice (see `itaxl.machine.libreoffice`).
It is loaded from its file, never through `sys.path`, where a folder of received files may stand.
`sys.path` and the import function, both of which uno.py changes for good, are put back.
"""

from __future__ import annotations

import builtins
import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from itaxl.catching import undone_on_failure
from itaxl.errors import MissingError
from itaxl.machine.around import here
from itaxl.machine.libreoffice import program_folders
from itaxl.machine.programs import is_safe

_INSTALL = (
    "โปรดติดตั้ง python3-uno (Debian และ Ubuntu: sudo apt install python3-uno) "
    "หรือติดตั้ง LibreOffice แล้วตั้งตัวแปร UNO_PATH ให้ชี้โฟลเดอร์ program"
)
#: What LibreOffice's bridge to Python is linked with: libpython3.11.so.1.0, python311.dll.
_LINKED = re.compile(rb"(?:libpython|python|Versions/)3\.?(\d{1,2})(?:\.so|\.dll|\.dylib|/)")
_LIBRARIES = ("libpyuno.so", "pyuno.pyd", "libpyuno.dylib", "pyuno.so")
_MOST_BYTES = 20_000_000


def load() -> Any:
    """The module `uno`.  Raises MissingError: none is here, or it was made for another Python."""
    if "uno" in sys.modules:
        return sys.modules["uno"]
    unfit: list[tuple[Path, str]] = []
    for folder in folders():
        wanted = python_of(folder)
        if wanted not in (None, sys.version_info.minor):
            unfit.append((folder, f"Python 3.{wanted}"))
            continue
        try:
            return _import_from(folder)
        except ImportError as error:
            unfit.append((folder, str(error).splitlines()[0] if str(error) else type(error).__name__))
    if unfit:
        raise _misfit(*unfit[0])
    raise MissingError("เครื่องนี้ไม่มีส่วนเชื่อม LibreOffice กับ Python (uno)", _INSTALL)


def _misfit(folder: Path, why: str) -> MissingError:
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    return MissingError(
        f"ส่วนเชื่อมของ LibreOffice ใน {folder} ใช้กับ Python {ours} ของโปรแกรมนี้ไม่ได้ ({why})",
        "โปรดติดตั้งโปรแกรมนี้ด้วย Python รุ่นเดียวกับที่ LibreOffice ใช้ หรือใช้คำสั่ง itaxl check, rollup และ memo กับไฟล์แทน",
    )


def folders() -> tuple[Path, ...]:
    """The folders that hold a uno.py, in the order in which they are tried."""
    return tuple(dict.fromkeys(folder for folder in _places() if (folder / "uno.py").is_file()))


def _places() -> Iterator[Path]:
    named = os.environ.get("UNO_PATH", "")
    if is_safe(os.path.join(named, "uno.py")):
        yield Path(named)
    if sys.platform != "win32":
        yield Path("/usr/lib/python3/dist-packages")
        for library in ("/usr/lib64", "/usr/lib"):
            yield Path(library, f"python3.{sys.version_info.minor}", "site-packages")
    for folder in map(Path, program_folders(here())):
        yield folder
        yield folder.parent / "Resources"  # on a Mac


def python_of(folder: Path) -> int | None:
    """The minor version of the Python 3 that the bridge there is linked with; None when it does not say.

    Asked before it is imported: a library for another Python can take this process down.
    """
    for place in (folder, *_beside(folder)):
        for name in _LIBRARIES:
            library = place / name
            if library.is_file() and library.stat().st_size < _MOST_BYTES:
                found = _LINKED.search(library.read_bytes())
                if found:
                    return int(found[1])
    return None


def _beside(folder: Path) -> Iterator[Path]:
    """Debian keeps uno.py apart from the library, in a folder that uno.py names; a Mac in a sister folder."""
    named = re.search(r"sys\.path\.append\('([^']+)'\)", (folder / "uno.py").read_text("utf-8", "replace"))
    if named:
        yield Path(named[1])
    yield folder.parent / "Frameworks"


def _import_from(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("uno", folder / "uno.py")
    if spec is None or spec.loader is None:
        raise ImportError(str(folder))
    module = importlib.util.module_from_spec(spec)
    with _interpreter_restored():
        _libraries_of(folder)
        sys.modules["uno"] = module
        with undone_on_failure(lambda: sys.modules.pop("uno", None)):
            spec.loader.exec_module(module)
    return module


@contextmanager
def _interpreter_restored() -> Iterator[None]:
    """Meanwhile nothing comes from the current folder: uno.py imports `pyuno` by its name alone."""
    path, imports = list(sys.path), builtins.__import__
    sys.path[:] = [entry for entry in path if os.path.isabs(entry) and not _is_current(entry)]
    try:
        yield
    finally:
        sys.path[:], builtins.__import__ = path, imports


def _is_current(folder: str) -> bool:
    return os.path.realpath(folder) == os.path.realpath(os.curdir)


def _libraries_of(folder: Path) -> None:
    """LibreOffice's own libraries within reach of its bridge, also of those that it loads later."""
    sys.path.insert(0, str(folder))
    for settings in (folder / "fundamentalrc", folder / "fundamental.ini"):
        if settings.is_file():
            os.environ.setdefault("URE_BOOTSTRAP", f"vnd.sun.star.pathname:{settings}")
    if sys.platform == "win32" and (folder / "pyuno.pyd").is_file():
        os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
        os.add_dll_directory(str(folder))


def make(name: str, **members: Any) -> Any:
    """A UNO struct, such as 'com.sun.star.table.CellRangeAddress'."""
    load()
    import pyuno  # type: ignore[import-not-found, unused-ignore]

    struct = pyuno.getClass(name)()
    for member, value in members.items():
        setattr(struct, member, value)
    return struct
