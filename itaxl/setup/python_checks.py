"""Is the program itself in order: Python, the fixed environment, what travels with it, the log."""

from __future__ import annotations

import re

from itaxl import __version__
from itaxl.errors import MissingError
from itaxl.setup.check import Check, fine, mend, not_applicable, note
from itaxl.setup.pc import LINUX, Machine
from itaxl.setup.places import environment, in_environment, interpreter
from itaxl.shipped import BLANK_DISTRICT, BLANK_TRACKER, MEMO_TEMPLATE

OLDEST = (3, 11)
#: Distribution and module of what pyproject.toml requires; a test compares.
LIBRARIES = {
    "docxtpl": "docxtpl",
    "filelock": "filelock",
    "httpcore2": "httpcore2",
    "Jinja2": "jinja2",
    "openpyxl": "openpyxl",
    "python-dateutil": "dateutil",
    "rapidfuzz": "rapidfuzz",
    "segno": "segno",
    "XlsxWriter": "xlsxwriter",
    "xlwings": "xlwings",
}
_GET_PYTHON = "โปรดติดตั้ง Python 3.11 ขึ้นไปจาก python.org แล้วใช้คำสั่ง itaxl install อีกครั้ง"
_INSTALL = "โปรดใช้คำสั่ง itaxl install หรือดับเบิลคลิก install-windows.cmd"


def python(machine: Machine) -> Check:
    seen = f"{'.'.join(map(str, machine.python.version))} ที่ {machine.python.executable}"
    if machine.python.version[:2] < OLDEST:
        return mend("Python", seen, _GET_PYTHON)
    if machine.windows and machine.python.from_store:
        return mend("Python", f"{seen} (มาจาก Microsoft Store ซึ่ง Excel เรียกใช้ไม่ได้)", _GET_PYTHON)
    return fine("Python", seen)


def fixed_environment(machine: Machine) -> Check:
    """Whether the interpreter that every workbook names is there, with this version of itaxl."""
    name, place = "สภาพแวดล้อมของปุ่มใน Excel", interpreter(machine)
    if machine.system == LINUX:
        return not_applicable(name, "เครื่อง Linux ไม่มี Excel")
    if not machine.disk.exists(place):
        return mend(name, f"ไม่พบ {place}", _INSTALL)
    installed = __version__ if in_environment(machine) else _installed_version(machine)
    if installed is None:
        return mend(name, f"พบ {place} แต่ยังไม่มี itaxl", _INSTALL)
    if installed != __version__:
        return mend(name, f"{place} เป็น itaxl {installed} ไม่ใช่ {__version__}", _INSTALL)
    return fine(name, place)


def _installed_version(machine: Machine) -> str | None:
    """Read from the folder's names: starting that Python would take a second."""
    root = environment(machine)
    libraries = [machine.join(root, "Lib", "site-packages")]
    if not machine.windows:
        lib = machine.join(root, "lib")
        libraries = [machine.join(lib, each, "site-packages") for each in machine.disk.names(lib)]
    for folder in libraries:
        for entry in machine.disk.names(folder):
            if found := re.fullmatch(r"itaxl-(.+)\.dist-info", entry, re.IGNORECASE):
                return found[1]
    return None


def product(machine: Machine) -> Check:
    """This itaxl and where it runs."""
    seen = f"{__version__} ใน {machine.paths.dirname(machine.python.executable)}"
    if machine.system == LINUX or in_environment(machine):
        return fine("itaxl", seen)
    return note(
        "itaxl",
        seen,
        f"ปุ่มใน Excel ใช้ itaxl อีกชุดหนึ่งที่ {interpreter(machine)} เมื่อปรับรุ่น โปรดใช้คำสั่ง itaxl install",
    )


def shipped_files(machine: Machine) -> Check:
    """The memo's template and the blank workbooks: there, readable, not empty or cut off."""
    name = "แม่แบบและแบบติดตามเปล่า"
    for file in (MEMO_TEMPLATE, BLANK_TRACKER, BLANK_DISTRICT):
        try:
            whole = _is_whole(machine.shipped(file).read_bytes())
        except (MissingError, OSError):
            return mend(name, f"ไม่พบหรืออ่านไฟล์ {file} ไม่ได้", "โปรดติดตั้งโปรแกรมใหม่อีกครั้ง")
        if not whole:
            return mend(name, f"ไฟล์ {file} เสียหาย", "โปรดติดตั้งโปรแกรมใหม่อีกครั้ง")
    return fine(name, "อ่านได้ครบ")


def _is_whole(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"PK\x05\x06" in data[-66_000:]


#: The same of what only a click in Excel on Windows needs: win32com loads pythoncom and its DLLs.
_FOR_EXCEL = {"pywin32": "win32com.client"}


def libraries(machine: Machine) -> Check:
    needed = LIBRARIES | _FOR_EXCEL if machine.windows else LIBRARIES
    versions = {name: machine.version_of(name, module) for name, module in needed.items()}
    if absent := [name for name, version in versions.items() if version is None]:
        return mend("ไลบรารี", f"ใช้ไม่ได้: {', '.join(absent)}", _INSTALL)
    return fine("ไลบรารี", ", ".join(f"{name} {version}" for name, version in versions.items()))


def log_folder(machine: Machine) -> Check:
    name, folder = "โฟลเดอร์บันทึกข้อผิดพลาด", str(machine.paths.dirname(machine.log))
    if machine.disk.writable(folder):
        return fine(name, folder)
    return mend(
        name, f"เขียนใน {folder} ไม่ได้", "โปรดขอสิทธิเขียนโฟลเดอร์นี้ หรือกำหนดตัวแปร ITAXL_LOG เป็นไฟล์ในโฟลเดอร์อื่น"
    )
