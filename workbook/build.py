"""Make ITA_tracker.xlsm and ITA_district.xlsm from text: `python workbook/build.py`.

Writes the workbooks beside this file, and the two parts that a written tracker reuses at run time
(itaxl/data/vbaProject.bin, itaxl/data/customUI.xml).  The same sources give the same bytes, and a
test compares them with the committed files, so nobody edits a workbook itself.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyopenvba
import xlwings
from pyopenvba.cfb import CFB
from pyopenvba.vba import compress, parse_vba_project, rebuild_module_stream, serialize_dir_stream
from xlsxwriter.workbook import Workbook

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from pictures import PICTURES  # noqa: E402

from itaxl.files.desk import commands as desk_commands  # noqa: E402
from itaxl.files.desk import workbook as desk  # noqa: E402
from itaxl.files.tracker import commands, workbook  # noqa: E402
from itaxl.files.tracker.commands import Command  # noqa: E402
from itaxl.files.tracker.package import WORKBOOK_CODE_NAME, Macros  # noqa: E402

SOURCES = HERE / "src"
DATA = HERE.parent / "itaxl" / "data"
OWN_MODULES = ("modButtons", "modRibbon")

#: _VBA_PROJECT without a performance cache, by 2.3.4.1.
_NO_COMPILED_CODE = bytes.fromhex("CC61 FFFF 00 0100")
_ANY_COOKIE = 0xFFFF
#: The directory ends with six bytes, of which pyOpenVBA writes the last four twice.
_ONCE_TOO_OFTEN = bytes(4)
_VBA_PART = "xl/vbaProject.bin"
_PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


class Book(NamedTuple):
    """A workbook to be built: `package.click('name')` is what its buttons run, `ribbon` a file in src."""

    file: str
    package: str
    commands: Sequence[Command]
    ribbon: str
    code_names: Mapping[str, str]
    write: Callable[[Macros], bytes]

    @property
    def path(self) -> Path:
        return HERE / self.file

    def macros(self) -> Macros:
        modules = own_sources(self) | xlwings_sources()
        return Macros(
            vba=vba_project(modules, self.code_names.values()),
            ribbon=(SOURCES / self.ribbon).read_text("utf-8").encode(),
        )


TRACKER = Book(
    "ITA_tracker.xlsm",
    "itaxl.buttons",
    commands.COMMANDS,
    "customUI.xml",
    workbook.CODE_NAMES,
    lambda macros: workbook.build_workbook(workbook.blank_tracker(), macros),
)
DISTRICT = Book(
    "ITA_district.xlsm",
    "itaxl.buttons.desk",
    desk_commands.COMMANDS,
    "district.customUI.xml",
    desk.CODE_NAMES,
    desk.desk_bytes,
)
BOOKS = (TRACKER, DISTRICT)


def own_sources(book: Book) -> dict[str, str]:
    """Our modules' text by name, with a sub for each command.

    Raises UnicodeDecodeError when a source is not 7-bit ASCII.
    """
    subs = {"modButtons": lambda c: _click(book.package, c), "modRibbon": _callback}
    return {
        name: (SOURCES / f"{name}.bas")
        .read_text("ascii")
        .replace("@COMMANDS@", "\n\n".join(map(subs[name], book.commands)))
        for name in OWN_MODULES
    }


def _click(package: str, command: Command) -> str:
    python = f"import {package}; {package}.click('{command.name}')"
    return f'Public Sub {command.macro}()\n    RunItaxl "{python}"\nEnd Sub'


def _callback(command: Command) -> str:
    return f"Public Sub {command.callback}(control As IRibbonControl)\n    {command.macro}\nEnd Sub"


def xlwings_sources() -> dict[str, str]:
    """xlwings' standalone module, and the dictionary class that its Mac branch needs."""
    package = Path(xlwings.__file__).parent
    return {
        "xlwings": (package / "xlwings.bas").read_text("ascii"),
        "Dictionary": (package / "addin" / "Dictionary.cls").read_text("ascii"),
    }


def vba_project(modules: Mapping[str, str], sheets: Iterable[str]) -> bytes:
    """The binary project: a document module for the workbook and each of the `sheets`, then `modules`.

    Raises RuntimeError when the finished project does not validate.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "skeleton.xlsm"
        path.write_bytes(_skeleton(sheets))
        with pyopenvba.ExcelFile(path) as book:
            project = book.add_vba_project()
            for name, source in modules.items():
                is_class = source.startswith("VERSION 1.0 CLASS")
                kind = pyopenvba.VBAModuleKind.other if is_class else pyopenvba.VBAModuleKind.standard
                project.add_module(name, re.sub(r"\r?\n", "\r\n", source), kind=kind)
            book.save()
        with pyopenvba.ExcelFile(path) as book:
            if problems := book.validate():
                raise RuntimeError(f"the VBA project does not validate: {problems}")
        with zipfile.ZipFile(path) as package:
            return conforming(package.read(_VBA_PART))


def conforming(vba: bytes) -> bytes:
    """The project as [MS-OVBA] has it written: nothing but source text, for whichever Excel compiles it.

    pyOpenVBA starts from a project that Excel once saved, and keeps that Excel's compiled code: 2.3.4.1 and
    2.3.4.3 forbid it to a writer that is not that Excel, and 2.3.4.2 wants every cookie to be 0xFFFF.
    """
    files = CFB.from_bytes(vba)
    project = parse_vba_project(files)
    for module in project.modules:
        files.write_stream_in_storage(
            "VBA", module.stream_name, rebuild_module_stream(module, project.code_page)
        )
        module.text_offset, module.cookie = 0, _ANY_COOKIE
    project.project_cookie = _ANY_COOKIE
    directory = serialize_dir_stream(project).removesuffix(_ONCE_TOO_OFTEN)
    files.write_stream_in_storage("VBA", "dir", compress(directory))
    files.write_stream_in_storage("VBA", "_VBA_PROJECT", _NO_COMPILED_CODE)
    return files.to_bytes()


def _skeleton(sheets: Iterable[str]) -> bytes:
    """Empty sheets with these code names: what pyOpenVBA derives the document modules from."""
    plain, out = io.BytesIO(), io.BytesIO()
    book = Workbook(plain, {"in_memory": True})
    book.set_vba_name(WORKBOOK_CODE_NAME)
    for name in sheets:
        book.add_worksheet().set_vba_name(name)
    book.close()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(_PLAIN_TYPE, _MACRO_TYPE))
    return out.getvalue()


def build() -> dict[Path, bytes]:
    """Every file that this script owns, with its content; the tracker shows the pictures that are kept."""
    made = {book.file: book.macros() for book in BOOKS}
    tracker = made[TRACKER.file]
    return {
        **{DATA / name: draw() for name, draw in PICTURES.items()},
        DATA / "vbaProject.bin": tracker.vba,
        DATA / "customUI.xml": tracker.ribbon,
        **{book.path: book.write(made[book.file]) for book in BOOKS},
    }


def main() -> None:
    for path, content in build().items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        print(f"{path.relative_to(HERE.parent)}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
