"""Will Calc run the buttons: LibreOffice, its extension, the Python that it starts, the pipe between."""

from __future__ import annotations

from itaxl import __version__
from itaxl.setup.calc.extension import noted_interpreter, registered
from itaxl.setup.calc.office import OLDEST, Office, find_office, is_running
from itaxl.setup.check import Check, fine, mend, not_applicable, note
from itaxl.setup.pc import Machine

_INSTALL = "ใช้คำสั่ง itaxl install --calc"
_OFFICE, _EXTENSION, _PYTHON = "LibreOffice Calc", "ส่วนขยายใน Calc", "Python ของปุ่มใน Calc"
_UNO, _PIPE = "การเชื่อม Python กับ LibreOffice", "ช่องทางรับคำสั่งของ Calc (pipe)"


def calc_checks(machine: Machine, *, wanted: bool = False, profile: str | None = None) -> tuple[Check, ...]:
    """What concerns Calc.  Without LibreOffice or the extension that is nothing to mend, unless `wanted`."""
    office = find_office(machine, profile)
    if office is None:
        advice = f"โปรดติดตั้ง LibreOffice 7.0 ขึ้นไป แล้ว{_INSTALL}"
        return (mend(_OFFICE, "ไม่พบ LibreOffice", advice),) if wanted else ()
    if office.version and office.version < OLDEST:
        return ((mend if wanted else note)(_OFFICE, f"{office.shown} เก่าเกินไป", "โปรดปรับเป็นรุ่น 7.0 ขึ้นไป"),)
    first = (fine(_OFFICE, office.shown), _extension(machine, office, wanted))
    if registered(machine, office) is None and not wanted:
        return first
    return (*first, *_python(machine, office))


def _extension(machine: Machine, office: Office, wanted: bool) -> Check:
    version = registered(machine, office)
    if version is None:
        advice = f"โปรด{_INSTALL} หากต้องการใช้ปุ่มใน LibreOffice Calc"
        return (mend if wanted else note)(_EXTENSION, "ยังไม่ได้ติดตั้ง", advice)
    if version != __version__:
        return mend(_EXTENSION, f"รุ่น {version} ไม่ใช่ {__version__}", f"โปรดปิด LibreOffice แล้ว{_INSTALL}")
    return fine(_EXTENSION, f"รุ่น {version}")


def _python(machine: Machine, office: Office) -> tuple[Check, ...]:
    interpreter = noted_interpreter(machine, office)
    if interpreter is None:
        return (mend(_PYTHON, "ยังไม่ได้ตั้งค่า", f"โปรด{_INSTALL}"),)
    if not machine.disk.exists(interpreter):
        return (mend(_PYTHON, f"ไม่พบ {interpreter}", f"โปรด{_INSTALL}"),)
    bridge = machine.bridge(interpreter)
    if bridge.problem:
        uno = mend(
            _UNO, bridge.problem, f"โปรดติดตั้ง python3-uno หรือใช้ Python รุ่นเดียวกับของ LibreOffice แล้ว{_INSTALL}"
        )
        return (fine(_PYTHON, interpreter), uno)
    return (fine(_PYTHON, interpreter), fine(_UNO, "ใช้ได้"), _pipe(machine, office, bridge.listening))


def _pipe(machine: Machine, office: Office, listening: bool) -> Check:
    if listening:
        return fine(_PIPE, "เปิดอยู่ ผู้ใช้คนนี้เท่านั้นที่ใช้ได้")
    if is_running(machine, office):
        return fine(_PIPE, "Calc เปิดอยู่ ช่องทางนี้จะเปิดเมื่อกดปุ่มครั้งแรก")
    return not_applicable(_PIPE, "Calc ไม่ได้เปิดอยู่")
