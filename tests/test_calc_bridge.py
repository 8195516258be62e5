"""Finding LibreOffice's uno: in a fixed order, honestly, and without a trace in the interpreter."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from itaxl.calc import PIPE, accept_argument, bridge, connection
from itaxl.errors import MissingError, UsageError
from tests.calc_office import missing

OURS = sys.version_info.minor


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with no LibreOffice but what a test puts into this folder."""
    monkeypatch.delitem(sys.modules, "uno", raising=False)
    monkeypatch.setattr(bridge, "_places", lambda: iter([tmp_path]))
    return tmp_path


def lay(folder: Path, source: str, library: bytes = b"") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "uno.py").write_text(source)
    if library:
        (folder / "libpyuno.so").write_bytes(library)
    return folder


class DescribeLoading:
    def it_is_told_in_thai_where_there_is_none(self, nowhere: Path) -> None:
        with pytest.raises(MissingError, match="python3-uno") as missing:
            bridge.load()
        assert missing.value.exit_code == 6

    def it_refuses_one_for_another_python_before_it_is_imported(self, nowhere: Path) -> None:
        lay(nowhere, "raise SystemExit('imported')", b"\0libpython3.%d.so.1.0\0" % (OURS + 1))
        with pytest.raises(MissingError, match=rf"Python 3\.{OURS + 1}") as missing:
            bridge.load()
        assert "itaxl check" in missing.value.next_step
        assert "uno" not in sys.modules

    def it_tells_what_python_says_where_it_cannot_be_imported(self, nowhere: Path) -> None:
        lay(nowhere, "import pyuno_that_is_not_there")
        with pytest.raises(MissingError, match="pyuno_that_is_not_there"):
            bridge.load()
        assert "uno" not in sys.modules

    def it_goes_on_to_the_next_place(self, nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        other = lay(nowhere / "b", "which = 'b'")
        foreign = lay(nowhere / "a", "which = 'a'", b"\0libpython3.%d.so\0" % (OURS - 1))
        broken = lay(nowhere / "c", "raise ImportError")
        monkeypatch.setattr(bridge, "_places", lambda: iter([nowhere, foreign, broken, other]))
        assert bridge.load().which == "b"
        assert bridge.load() is sys.modules.pop("uno")

    def it_leaves_the_interpreter_as_it_was(self, nowhere: Path) -> None:
        lay(nowhere, "import builtins, sys; sys.path.append('/x'); builtins.__import__ = print; kept = 1")
        path, imports = list(sys.path), builtins.__import__
        assert bridge.load().kept == 1
        assert (sys.path, builtins.__import__) == (path, imports)
        del sys.modules["uno"]


@pytest.mark.parametrize(
    ("library", "name", "minor"),
    [
        (b"..libpython3.11.so.1.0..", "libpyuno.so", 11),
        (b"..python312.dll..", "pyuno.pyd", 12),
        (b"..LibreOfficePython.framework/Versions/3.10/LibreOfficePython", "libpyuno.dylib", 10),
        (b"..python3.dll..", "pyuno.pyd", None),
        (b"nothing", "pyuno.so", None),
    ],
)
def it_reads_the_python_version_off_the_library(
    tmp_path: Path, library: bytes, name: str, minor: int | None
) -> None:
    lay(tmp_path, "")
    (tmp_path / name).write_bytes(library)
    assert bridge.python_of(tmp_path) == minor


def it_finds_debians_library_where_uno_py_says_that_it_is(tmp_path: Path) -> None:
    program = lay(tmp_path / "program", "", b"libpython3.9.so")
    packages = lay(tmp_path / "packages", f"import sys\nsys.path.append('{program}')\n")
    assert bridge.python_of(packages) == 9


def it_looks_into_no_folder_of_linux_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    r"""There \usr\lib would be a folder of the current drive, in which anybody may have laid a uno.py."""
    fixed = {Path("/usr/lib/python3/dist-packages"), Path("/usr/lib64")}
    assert fixed & {place for found in bridge._places() for place in (found, *found.parents)}
    monkeypatch.setattr(bridge, "sys", SimpleNamespace(platform="win32", version_info=sys.version_info))
    monkeypatch.setattr(bridge, "program_folders", lambda on: ())
    assert list(bridge._places()) == []


def it_looks_where_uno_path_says_and_beside_soffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named, program = lay(tmp_path / "named", ""), lay(tmp_path / "program", "")
    office = program / "soffice"
    office.write_text("#!/bin/sh\n")
    office.chmod(0o755)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "soffice").symlink_to(office)
    monkeypatch.setenv("UNO_PATH", str(named))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    found = bridge.folders()
    assert [folder for folder in found if tmp_path in folder.parents] == [named, program]


@pytest.mark.libreoffice
@pytest.mark.skipif(bool(missing()), reason=missing() or "-")
def it_loads_the_real_one_into_a_fresh_interpreter_without_a_trace() -> None:
    code = (
        "import builtins, sys; before = list(sys.path), builtins.__import__;"
        "from itaxl.calc import bridge; uno = bridge.load();"
        "assert (sys.path, builtins.__import__) == before;"
        "a = bridge.make('com.sun.star.table.CellRangeAddress', EndRow=3); print(a.EndRow)"
    )
    root = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | {"PYTHONPATH": root}
    )
    assert (done.stdout.strip(), done.stderr) == ("3", "")


class DescribeAnAddress:
    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            (None, f"pipe,name={PIPE}"),
            ("", f"pipe,name={PIPE}"),
            ("work", "pipe,name=work"),
            ("pipe,name=a", "pipe,name=a"),
            ("uno:pipe,name=a;urp;StarOffice.ComponentContext", "pipe,name=a"),
            ("socket,host=localhost,port=2002", "socket,host=localhost,port=2002"),
        ],
    )
    def it_may_be_said_short(self, said: str | None, meant: str) -> None:
        assert connection(said) == meant

    @pytest.mark.parametrize("said", ["a b", "ท่อ", "file,name=a", "pipe,", "http://a"])
    def it_is_refused_where_it_is_none(self, said: str) -> None:
        with pytest.raises(UsageError, match="ที่อยู่ของ Calc"):
            connection(said)

    def it_is_what_libreoffice_is_started_with(self) -> None:
        assert accept_argument() == f"pipe,name={PIPE};urp;"
        assert accept_argument("a") == "pipe,name=a;urp;"
