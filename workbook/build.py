"""Make ITA_tracker.xlsm from text: `python workbook/build.py`.

Writes the workbook beside this file, and the two parts that a written tracker reuses at run time
(itaxl/data/vbaProject.bin, itaxl/data/customUI.xml).  The same sources give the same bytes, and a
test compares them with the committed files, so nobody edits the workbook itself.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pyopenvba
import xlwings
from pyopenvba.cfb import CFB
from pyopenvba.vba import compress, parse_vba_project, rebuild_module_stream, serialize_dir_stream
from xlsxwriter.workbook import Workbook

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from pictures import PICTURES  # noqa: E402

from itaxl.files.tracker.package import Macros  # noqa: E402
from itaxl.files.tracker.workbook import CODE_NAMES, WORKBOOK_CODE_NAME, blank_tracker, build_workbook  # noqa: E402

SOURCES = HERE / "src"
DATA = HERE.parent / "itaxl" / "data"
WORKBOOK = HERE / "ITA_tracker.xlsm"
OWN_MODULES = ("modButtons", "modRibbon")

#: _VBA_PROJECT without a performance cache, by 2.3.4.1.
_NO_COMPILED_CODE = bytes.fromhex("CC61 FFFF 00 0100")
_ANY_COOKIE = 0xFFFF
#: The directory ends with six bytes, of which pyOpenVBA writes the last four twice.
_ONCE_TOO_OFTEN = bytes(4)
_VBA_PART = "xl/vbaProject.bin"
_PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def own_sources() -> dict[str, str]:
    """Our modules' text by name.  Raises UnicodeDecodeError when one is not 7-bit ASCII."""
    return {name: (SOURCES / f"{name}.bas").read_text("ascii") for name in OWN_MODULES}


def xlwings_sources() -> dict[str, str]:
    """xlwings' standalone module, and the dictionary class that its Mac branch needs."""
    package = Path(xlwings.__file__).parent
    return {
        "xlwings": (package / "xlwings.bas").read_text("ascii"),
        "Dictionary": (package / "addin" / "Dictionary.cls").read_text("ascii"),
    }


def vba_project(modules: Mapping[str, str]) -> bytes:
    """The binary project: a document module for the workbook and each sheet, then `modules`.

    Raises RuntimeError when the finished project does not validate.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "skeleton.xlsm"
        path.write_bytes(_skeleton())
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


def _skeleton() -> bytes:
    """Empty sheets with the tracker's code names: what pyOpenVBA derives the document modules from."""
    plain, out = io.BytesIO(), io.BytesIO()
    book = Workbook(plain, {"in_memory": True})
    book.set_vba_name(WORKBOOK_CODE_NAME)
    for sheet, code_name in CODE_NAMES.items():
        book.add_worksheet(sheet).set_vba_name(code_name)
    book.close()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(_PLAIN_TYPE, _MACRO_TYPE))
    return out.getvalue()


def build() -> dict[Path, bytes]:
    """Every file that this script owns, with its content; the workbook shows the pictures that are kept."""
    macros = Macros(
        vba=vba_project(own_sources() | xlwings_sources()),
        ribbon=(SOURCES / "customUI.xml").read_text("utf-8").encode(),
    )
    return {
        **{DATA / name: draw() for name, draw in PICTURES.items()},
        DATA / "vbaProject.bin": macros.vba,
        DATA / "customUI.xml": macros.ribbon,
        WORKBOOK: build_workbook(blank_tracker(), macros),
    }


def main() -> None:
    for path, content in build().items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        print(f"{path.relative_to(HERE.parent)}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
