"""Programs and modules that we start come from where only the user and administrators can write."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from itaxl.machine import around, imports, libreoffice
from itaxl.machine.programs import find_program, is_safe
from tests.setup_machines import FakeRegistry

ROOT = Path(__file__).resolve().parents[1]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
#: Modules of others that some command of ours imports, and modules that Python itself would bring.
PLANTED = (
    "xlwings", "jinja2", "docxtpl", "docx", "lxml", "openpyxl", "xlsxwriter", "python_calamine", "rapidfuzz",
    "filelock", "isal", "win32com", "pythoncom", "uno", "pyuno", "unohelper", "markupsafe",
    "sitecustomize", "six",
)  # fmt: skip
PYTHONS_OWN = ("multiprocessing", "pickle", "argparse", "enum", "tempfile", "zipfile", "subprocess", "signal")


def lay(folder: Path, name: str = "soffice", mode: int = 0o755) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text("#!/bin/sh\n")
    program.chmod(mode)
    return program


def plant(folder: Path, telltale: Path, names: tuple[str, ...]) -> None:
    """Modules that write down that they ran, under every name that may be asked for."""
    for name in names:
        (folder / f"{name}.py").write_text(f"open({str(telltale)!r}, 'a').write('{name}\\n')\n", "utf-8")


@POSIX
class DescribeAProgram:
    def it_is_found_by_its_whole_path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        program = lay(tmp_path / "bin")
        monkeypatch.setenv("PATH", str(program.parent))
        assert find_program("soffice") == str(program)
        assert find_program("absent") is None

    @pytest.mark.parametrize("path", ["", ".", ":", "bin", "./bin", "{here}", "{here}/bin/.."])
    def it_is_never_one_of_the_current_folder(
        self, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lay(tmp_path)
        lay(tmp_path / "bin")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("PATH", path.format(here=tmp_path))
        assert find_program("soffice") is None

    @pytest.mark.parametrize("name", ["./soffice", "bin/soffice", "../soffice", "{here}/soffice"])
    def it_is_named_not_described(self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        lay(tmp_path / "bin" / "bin")
        monkeypatch.setenv("PATH", str(lay(tmp_path / "bin").parent))
        assert find_program(name.format(here=tmp_path / "bin")) is None

    @pytest.mark.parametrize("open_", ["bin", "bin/soffice", "."])
    @pytest.mark.parametrize("mode", [0o777, 0o775])
    def it_is_not_one_that_others_can_write(
        self, open_: str, mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = lay(tmp_path / "a" / "bin")
        monkeypatch.setenv("PATH", str(program.parent))
        assert find_program("soffice")
        place = tmp_path / "a" / open_
        os.chown(place, -1, 12345) if os.geteuid() == 0 else None
        place.chmod(mode)
        assert not is_safe(program) or (mode == 0o775 and os.geteuid() != 0)
        assert find_program("soffice") is None or (mode == 0o775 and os.geteuid() != 0)

    def it_may_lie_below_a_folder_where_each_has_what_is_his(self, tmp_path: Path) -> None:
        program = lay(tmp_path / "own" / "bin")
        tmp_path.chmod(0o1777)
        assert is_safe(program)
        assert not is_safe(lay(tmp_path))

    def it_is_judged_by_what_lies_behind_the_link(self, tmp_path: Path) -> None:
        target = lay(tmp_path / "open")
        (tmp_path / "bin").mkdir()
        link = tmp_path / "bin" / "soffice"
        link.symlink_to(target)
        assert is_safe(link)
        target.parent.chmod(0o777)
        assert not is_safe(link)

    @pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give files away")
    def it_is_not_one_that_another_user_owns(self, tmp_path: Path) -> None:
        program = lay(tmp_path / "bin")
        os.chown(program, 12345, -1)
        assert not is_safe(program)

    def it_is_not_one_that_is_not_there(self, tmp_path: Path) -> None:
        assert not is_safe(tmp_path / "absent")
        assert not is_safe("")


class DescribeLibreOffice:
    def folders(self, system: str, **other: object) -> list[str]:
        made = {
            "system": system,
            "home": "/users/somsri",
            "variable": lambda name: "",
            "registry": FakeRegistry(),
            "names": lambda folder: (),
            "exists": lambda path: False,
            "has_module": lambda name: False,
            "which": lambda name: None,
            "real": lambda path: path,
        }
        return list(libreoffice.program_folders(around.Around(**made | other)))  # type: ignore[arg-type]

    def it_has_no_place_on_windows_that_lacks_its_drive(self) -> None:
        key = r"SOFTWARE\LibreOffice\UNO\InstallPath"
        registry = FakeRegistry().put("HKEY_LOCAL_MACHINE", key, "", r"\LibreOffice\program")
        assert self.folders(around.WINDOWS, registry=registry) == []
        variables = {"ProgramFiles": r"C:\Program Files"}
        assert self.folders(around.WINDOWS, variable=lambda name: variables.get(name, "")) == [
            r"C:\Program Files\LibreOffice\program"
        ]

    def it_has_only_whole_paths_elsewhere(self) -> None:
        for system in (around.LINUX, around.MAC):
            assert all(folder.startswith("/") for folder in self.folders(system, home=""))


def calls(name: str) -> list[str]:
    """Files of the program in which a function of this name is called."""
    files = sorted((ROOT / "itaxl").rglob("*.py"))
    nodes = [(path, node) for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    called = [(path, ast.unparse(node.func)) for path, node in nodes if isinstance(node, ast.Call)]
    return [path.relative_to(ROOT / "itaxl").as_posix() for path, function in called if function == name]


@pytest.mark.parametrize("name", ["shutil.which", "os.system", "os.popen", "webbrowser.open", "find_spec"])
def it_looks_for_programs_nowhere_else(name: str) -> None:
    assert calls(name) == (["machine/around.py"] if name == "find_spec" else [])


#: With its drive, on Windows: what begins with a bare \\ lies on whichever drive is the current one.
INSTALLED = os.path.abspath("/usr/lib/python3")


class DescribeImports:
    @pytest.fixture
    def received(self, tmp_path: Path) -> Path:
        folder = tmp_path / "received"
        folder.mkdir()
        plant(folder, tmp_path / "telltale", PLANTED)
        return folder

    def ran(self, received: Path, *words: str, **variables: str) -> str:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONSAFEPATH"} | variables
        done = subprocess.run(
            [sys.executable, *words], cwd=received, env=environment, capture_output=True, encoding="utf-8"
        )
        assert "Traceback" not in done.stderr, done.stderr
        telltale = received.parent / "telltale"
        return telltale.read_text("utf-8") if telltale.exists() else ""

    def it_would_notice_one_that_ran(self, received: Path) -> None:
        assert self.ran(received, "-c", "import jinja2") == "jinja2\n"

    @pytest.mark.parametrize(
        "words",
        [
            ("memo", "a.xlsx", "-o", "a.docx"),
            ("check", "a.xlsx"),
            ("batch", ".", "--out", "../out", "--annotate", "--jobs", "2"),
            ("convert", "a.xlsx", "-o", "b.xlsx"),
            ("doctor",),
            ("doctor", "--calc"),
            ("run", "all", "--calc", "pipe,name=nobody-at-all"),
            ("run", "all"),
            ("install", "--dry-run"),
        ],
    )
    def it_takes_no_module_of_the_folder_where_a_command_runs(
        self, words: tuple[str, ...], received: Path, good_bytes: bytes
    ) -> None:
        plant(received, received.parent / "telltale", PYTHONS_OWN)
        (received / "a.xlsx").write_bytes(good_bytes)
        assert self.ran(received, "-m", "itaxl", *words) == ""

    def it_takes_none_for_a_button_either(self, received: Path) -> None:
        code = (
            "import itaxl.buttons as b; b.dialog.show = lambda *a, **k: None; b.session.caller = lambda: 1/0;"
            "b.click('validate'); import jinja2, docxtpl, xlwings"
        )
        assert self.ran(received, "-c", code) == ""

    def it_leaves_what_is_installed_and_tells_children(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("PYTHONSAFEPATH", "")
        monkeypatch.setattr(sys, "path", ["", ".", str(tmp_path), "relative", INSTALLED])
        imports.only_installed()
        assert sys.path == [INSTALLED]
        assert os.environ["PYTHONSAFEPATH"] == "1"

    def it_leaves_a_developers_checkout(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(ROOT)
        monkeypatch.setenv("PYTHONSAFEPATH", "")
        monkeypatch.setattr(sys, "path", ["", str(ROOT), INSTALLED])
        imports.only_installed()
        assert sys.path == [str(ROOT), INSTALLED]

    @pytest.mark.parametrize("executable", [True, False])
    def it_leaves_the_folder_in_which_python_itself_lies(
        self, executable: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """A button runs there: the set-up's Python has its own libraries beside it."""
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("PYTHONSAFEPATH", "")
        monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe") if executable else "")
        monkeypatch.setattr(sys, "path", ["", str(tmp_path), INSTALLED])
        imports.only_installed()
        assert sys.path == [*([str(tmp_path)] if executable else []), INSTALLED]
