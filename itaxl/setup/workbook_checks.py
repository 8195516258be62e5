"""Will the buttons of one workbook work where it lies."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from itaxl.core.grid import shown
from itaxl.core.layout import CONFIG_SHEET
from itaxl.errors import InputError
from itaxl.files.tracker.config import INTERPRETER_MAC, INTERPRETER_WINDOWS
from itaxl.setup.check import Check, fine, mend, not_applicable, note
from itaxl.setup.pc import LINUX, MAC, Machine
from itaxl.setup.places import desktop, documents, downloads, interpreter, is_remote, tracker_folder

_KEYS = {"INTERPRETER_WIN": INTERPRETER_WINDOWS, "INTERPRETER_MAC": INTERPRETER_MAC}
_INTERNET = 3  # this zone and above: Office blocks macros
_MOVE = "ใช้แบบติดตามที่สร้างด้วยคำสั่ง itaxl new แล้วย้ายข้อมูลไปไว้ในนั้น"


def workbook_checks(machine: Machine, path: Path) -> tuple[Check, ...]:
    """The checks of one workbook; a file that cannot be read is one answer, not an error."""
    from itaxl.reading.workbook import grids_from_bytes, read_workbook

    try:
        data = read_workbook(path)
        grids_from_bytes(data, path.name)
    except InputError as problem:
        return (mend("สมุดงาน", problem.what, problem.next_step),)
    config = configuration(data)
    return (
        fine("สมุดงาน", str(path)),
        whole(path.name, data, config),
        named_interpreter(machine, config),
        same_name(machine, str(path)),
        mark_of_the_web(machine, str(path)),
        place(machine, str(path)),
        writable(machine, str(path)),
    )


def configuration(data: bytes) -> dict[str, str]:
    """The workbook's xlwings.conf sheet: key -> value; empty without that sheet."""
    from itaxl.reading.workbook import configuration_rows

    rows = configuration_rows(data, CONFIG_SHEET)
    return {shown(row[0]): shown(row[1]) for row in rows if len(row) > 1 and row[0]}


def whole(name: str, data: bytes, config: dict[str, str]) -> Check:
    """Whether a workbook with macros still has them, and the sheet that tells them where Python is."""
    about = "แมโครและการตั้งค่าของสมุดงาน"
    if not name.lower().endswith(".xlsm"):
        return not_applicable(about, "สมุดงานไม่มีปุ่ม (ไม่มีแมโคร)")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        has_macros = any(part.lower().endswith("/vbaproject.bin") for part in package.namelist())
    lost = "แมโคร" if not has_macros else f"แผ่นงานซ่อน {CONFIG_SHEET} " if not config else ""
    if not lost:
        return fine(about, "อยู่ครบ")
    return mend(
        about,
        f"{lost}หายไป อาจเพราะบันทึกด้วยโปรแกรมอื่น",
        f'โปรดใช้คำสั่ง itaxl new --from "{name}" ซึ่งสร้างเล่มใหม่พร้อมข้อมูลเดิม',
    )


def same_name(machine: Machine, path: str) -> Check:
    """Excel opens no two workbooks of one name, and a click would meet the one that is open."""
    name, own = "สมุดงานชื่อเดียวกัน", str(machine.paths.basename(path))
    folders = dict.fromkeys(where(machine) for where in (tracker_folder, documents, desktop, downloads))
    others = [
        machine.join(folder, each)
        for folder in folders
        for each in machine.disk.names(folder)
        if each.lower() == own.lower() and not machine.same(machine.join(folder, each), path)
    ]
    if not others:
        return fine(name, "ไม่พบในโฟลเดอร์ที่ใช้ประจำ")
    return note(
        name, f"มีอีกเล่มที่ {', '.join(others)}", "Excel เปิดพร้อมกันไม่ได้ โปรดเปลี่ยนชื่อเล่มที่ไม่ใช้ และดูว่าเปิดเล่มที่ต้องการ"
    )


def named_interpreter(machine: Machine, config: dict[str, str]) -> Check:
    """Whether the workbook names the Python that `itaxl install` makes, and it is there."""
    name = "Python ที่สมุดงานระบุ"
    if not config:
        return not_applicable(name, "สมุดงานไม่มีปุ่ม (ไม่มีแมโคร)")
    key = "INTERPRETER_MAC" if machine.system == MAC else "INTERPRETER_WIN"
    written = config.get(key, "")
    if not _same_setting(written, _KEYS[key]):
        return mend(
            name,
            f"{key} คือ {written or 'ว่าง'} ไม่ใช่ {_KEYS[key]}",
            f"โปรดแก้ค่าในแผ่นงานซ่อน {CONFIG_SHEET} หรือ{_MOVE}",
        )
    if machine.system != LINUX and not machine.disk.exists(interpreter(machine)):
        return mend(
            name, f"ไม่พบ {interpreter(machine)}", "โปรดใช้คำสั่ง itaxl install หรือดับเบิลคลิก install-windows.cmd"
        )
    return fine(name, written)


def _same_setting(one: str, other: str) -> bool:
    return re.sub(r"[\\/]+", "/", one.strip()).lower() == re.sub(r"[\\/]+", "/", other).lower()


def mark_of_the_web(machine: Machine, path: str) -> Check:
    name = "เครื่องหมายไฟล์จากอินเทอร์เน็ต"
    if not machine.windows:
        return not_applicable(name)
    zone = machine.disk.zone(path)
    if zone is not None and zone >= _INTERNET:
        return mend(
            name, "Excel จะบล็อกแมโครของไฟล์นี้", "โปรดปิดไฟล์ คลิกขวา > คุณสมบัติ > เลิกบล็อก (Unblock) > ตกลง แล้วเปิดใหม่"
        )
    return fine(name, "ไม่มี")


def place(machine: Machine, path: str) -> Check:
    name = "ที่เก็บสมุดงาน"
    if is_remote(machine, path):
        return mend(
            name,
            "อยู่บน OneDrive หรือเครือข่าย ปุ่มอาจหาโฟลเดอร์ไม่พบ",
            "โปรดย้ายไปไว้ในไดรฟ์ของเครื่อง เช่น C:\\Users\\ชื่อผู้ใช้\\ITA",
        )
    return fine(name, "ไดรฟ์ของเครื่อง")


def writable(machine: Machine, path: str) -> Check:
    """The results go into the workbook, the memo beside it."""
    name, folder = "การเขียนสมุดงาน", str(machine.paths.dirname(path)) or "."
    if machine.disk.read_only(path):
        return mend(name, "ไฟล์เป็นแบบอ่านอย่างเดียว", "โปรดคลิกขวา > คุณสมบัติ > เอาเครื่องหมายอ่านอย่างเดียวออก")
    if not machine.disk.writable(folder):
        return mend(name, f"เขียนในโฟลเดอร์ {folder} ไม่ได้", "โปรดย้ายสมุดงานไปไว้ในโฟลเดอร์เอกสารของเครื่อง")
    return fine(name, "เขียนได้")
