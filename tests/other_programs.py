"""Other programs that save a workbook: LibreOffice, Gnumeric, SheetJS and ExcelJS, where they are here."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from itaxl.machine.libreoffice import soffice
from itaxl.machine.libreoffice_save import saved_as

_SCRIPT = Path(__file__).parent / "node" / "save.js"
#: Where `.ci/run` puts the packages of tests/node, outside the tree.
NODE_ROOM = Path(os.environ.get("ITAXL_TEST_NODE") or Path.home() / ".cache" / "itaxl-tests" / "node")
LIBREOFFICE = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods:calc8",
    "fods": "fods:OpenDocument Spreadsheet Flat XML",
}
GNUMERIC = {
    "xlsx": "Gnumeric_Excel:xlsx2",
    "older.xlsx": "Gnumeric_Excel:xlsx",
    "xls": "Gnumeric_Excel:excel_biff8",
    "ods": "Gnumeric_OpenCalc:odf",
    "strict.ods": "Gnumeric_OpenCalc:openoffice",
}


def missing(program: str) -> str:
    """Why a program is not here; '' for one that is."""
    match program:
        case "LibreOffice":
            return "" if soffice() else "LibreOffice is not installed"
        case "Gnumeric":
            return "" if shutil.which("ssconvert") else "Gnumeric is not installed"
    if not shutil.which("node"):
        return "node is not installed"
    return "" if (NODE_ROOM / "node_modules" / "xlsx").is_dir() else "npm ci of tests/node was not run"


def by_libreoffice(source: bytes, suffix: str) -> bytes:
    program = soffice()
    assert program is not None
    made = saved_as(source, ".xlsx", LIBREOFFICE[suffix], program)
    assert made is not None
    return made


def by_gnumeric(source: bytes, exporter: str, folder: Path) -> bytes:
    return _run(["ssconvert", "-T", exporter, "source.xlsx", "made"], source, folder)["made"]


def by_node(source: bytes, folder: Path) -> dict[str, bytes]:
    """By file name: what SheetJS and ExcelJS save."""
    (folder / "out").mkdir()
    made = _run(["node", str(_SCRIPT), str(NODE_ROOM / "node_modules"), "source.xlsx", "out"], source, folder)
    return {name.removeprefix("out/"): data for name, data in made.items()}


def _run(command: Iterable[str], source: bytes, folder: Path) -> dict[str, bytes]:
    (folder / "source.xlsx").write_bytes(source)
    subprocess.run([*command], cwd=folder, check=True, capture_output=True, timeout=180)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
