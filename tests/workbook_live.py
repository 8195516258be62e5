"""The workbook in LibreOffice: its macros run, its sheet buttons clicked on a real (virtual) screen.

LibreOffice cannot run xlwings' module (it needs Windows' script host), so the workbook is opened with a
module in its place that writes the Python command into a cell.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pyopenvba

from tests.workbook_kinds import TRACKER, Kind

_DRIVER = Path(__file__).with_name("workbook_live_uno.py")
_PYTHON = "/usr/bin/python3"
_RECORDER = """Attribute VB_Name = "xlwings"
Public Function RunPython(PythonCommand As String)
    ThisWorkbook.Sheets(1).Range("Z1").Value = PythonCommand
End Function
"""
_PATIENCE = 100.0


@cache
def missing() -> str:
    """What this machine lacks for the live checks; '' when nothing."""
    absent = [name for name in ("soffice", "Xvfb", "xdotool") if shutil.which(name) is None]
    if absent:
        return f"not on this machine: {', '.join(absent)}"
    has_uno = (
        Path(_PYTHON).exists()
        and not subprocess.run([_PYTHON, "-c", "import uno"], capture_output=True).returncode
    )
    return "" if has_uno else "the system's Python has no uno"


def macro_problems(paths: Sequence[Path], kind: Kind = TRACKER) -> dict[Path, list[str]]:
    """Run every command's sub in each workbook: what did not reach the proof cell."""
    wanted = {f"modButtons.{c.macro}": kind.python(c.name) for c in kind.commands}
    return _problems("macros", paths, wanted, kind)


def click_problems(
    paths: Sequence[Path], kind: Kind = TRACKER, picture: str | None = None
) -> dict[Path, list[str]]:
    """Click every button of both sheets in each workbook."""
    wanted = {
        f"{sheet}/{caption}": kind.python(c.name)
        for sheet in kind.button_sheets
        for caption, c in kind.sheet_buttons
    }
    return _problems("clicks", paths, wanted, kind, picture)


def _problems(
    mode: str, paths: Sequence[Path], wanted: dict[str, str], kind: Kind, picture: str | None = None
) -> dict[Path, list[str]]:
    found: dict[Path, list[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared = {}
        for number, path in enumerate(paths):
            copy = folder / f"{number}.xlsm"
            try:
                _record(path, copy)
                prepared[path] = copy
            except Exception as error:
                found[path] = [f"cannot be prepared: {error}"]
        # A click may leave a box that only a new office gets rid of; a macro without a screen does not.
        copies = list(prepared.values())
        batches = [[copy] for copy in copies] if mode == "clicks" else [copies]
        results: dict[str, dict[str, str]] = {}
        for batch in batches:
            results |= _drive(mode, batch, folder, list(wanted), kind, picture)
    for path, copy in prepared.items():
        result = results[str(copy)]
        found[path] = [
            f"{k}: {result.get(k)}" for k in wanted.keys() | result.keys() if result.get(k) != wanted.get(k)
        ]
    return found


def _record(source: Path, target: Path) -> None:
    """The workbook with the recorder in place of xlwings' module, where it has one."""
    shutil.copy(source, target)
    with pyopenvba.ExcelFile(target) as book:
        project = book.vba_project()
        names = project.module_names()
        if "xlwings" in names:
            book.set_module("xlwings", _RECORDER.replace("\n", "\r\n"))
        if "Dictionary" in names:
            project.delete_module("Dictionary")
        book.save()


def _drive(
    mode: str, files: list[Path], folder: Path, macros: list[str], kind: Kind, picture: str | None
) -> dict[str, dict[str, str]]:
    job = {
        "files": [str(file) for file in files],
        "macros": macros,
        "sheets": list(kind.button_sheets),
        "picture": picture,
        "profile": str(folder / f"office-{files[0].stem}-"),
    }
    (folder / "job.json").write_text(json.dumps(job), "utf-8")
    command = [_PYTHON, "-B", str(_DRIVER), mode, str(folder / "job.json")]
    pipe = subprocess.PIPE
    driver = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True)
    try:
        out, errors = driver.communicate(timeout=_PATIENCE + 5 * len(files))
    except subprocess.TimeoutExpired:
        return {str(file): {"error": "LibreOffice does not answer"} for file in files}
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(driver.pid, signal.SIGKILL)  # the driver, and what it started and could not stop
    if driver.returncode:
        raise RuntimeError(f"LibreOffice's driver failed: {errors[-500:]}")
    results: dict[str, dict[str, str]] = json.loads(out)
    return results
