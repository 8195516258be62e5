"""Setting up LibreOffice Calc: the extension taken in, the Python that its buttons start, a tracker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from itaxl import __version__
from itaxl.disk.atomic import not_written, write_atomic, write_new
from itaxl.errors import MissingError, OutputError
from itaxl.files.desk.workbook import desk_bytes
from itaxl.files.tracker.workbook import blank_tracker, tracker_bytes
from itaxl.setup.calc import extension as extension
from itaxl.setup.calc.office import OLDEST, Office, find_office, is_running, unopkg
from itaxl.setup.install import Options, Outcome, Runner, Step, environment_steps, refuse_unfit, run_command
from itaxl.setup.pc import LINUX, Machine
from itaxl.setup.places import in_environment, interpreter, tracker_folder
from itaxl.shipped import BLANK_DISTRICT, BLANK_TRACKER, CALC_EXTENSION

_SECONDS = 90.0
_HUNG = 124
_AGAIN = "แล้วใช้คำสั่ง itaxl install --calc อีกครั้ง"
_CLOSE = f"โปรดปิด LibreOffice ทุกหน้าต่าง (หากปิดอยู่แล้ว โปรดเปิดและปิดอีกครั้ง) {_AGAIN}"


@dataclass(frozen=True)
class CalcOptions:
    """`interpreter`: a Python that has itaxl already, instead of the fixed environment's; `profile`: the
    folder of LibreOffice's settings where it is not the usual one; `wheels` as in `install.Options`."""

    interpreter: Path | None = None
    profile: Path | None = None
    wheels: Path | None = None
    workbook: Path | None = None


def run_patiently(command: Sequence[str]) -> Outcome:
    """As `run_command`, but ended with all that it started when it hangs: unopkg waits for ever for a
    LibreOffice that is open."""
    process = subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        said = process.communicate(timeout=_SECONDS)[0].decode("utf-8", "replace").strip()
    except subprocess.TimeoutExpired:
        _end(process)
        return Outcome(_HUNG, "ไม่มีคำตอบจาก LibreOffice")
    return Outcome(process.returncode, (said.splitlines() or [""])[-1])


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.communicate()


def plan(
    machine: Machine, options: CalcOptions, run: Runner = run_command, register: Runner = run_patiently
) -> tuple[Step, ...]:
    """The steps, in order; nothing is done yet.

    Raises MissingError where LibreOffice, its unopkg or a fit Python is missing, OutputError while the
    LibreOffice that is to take the extension in is open.
    """
    office = _office(machine, options)
    python = str(options.interpreter.absolute()) if options.interpreter else interpreter(machine)
    steps = []
    if options.interpreter is None:
        refuse_unfit(machine)
        if not in_environment(machine):
            steps += environment_steps(machine, Options(wheels=options.wheels), run)
    steps.append(Step(f"ตรวจว่า Python ใช้กับ LibreOffice ได้: {python}", lambda: _check_bridge(machine, python)))
    if _must_register(machine, office):
        steps.append(_register_step(machine, office, options, register))
    place = Path(extension.note_place(machine, office))
    note = extension.note(machine, python)
    steps.append(Step(f"ตั้ง Python ของปุ่มใน Calc: {place}", lambda: _write_note(place, note)))
    return (*steps, *_workbook_steps(machine, options.workbook))


def _office(machine: Machine, options: CalcOptions) -> Office:
    office = find_office(machine, str(options.profile.absolute()) if options.profile else None)
    if office is None:
        get = (
            "sudo apt install libreoffice-calc python3-uno" if machine.system == LINUX else "libreoffice.org"
        )
        raise MissingError("ไม่พบ LibreOffice ในเครื่องนี้", f"โปรดติดตั้ง LibreOffice 7.0 ขึ้นไป ({get}) {_AGAIN}")
    if office.version and office.version < OLDEST:
        raise MissingError(f"{office.shown} เก่าเกินไป", f"โปรดปรับเป็นรุ่น 7.0 ขึ้นไป {_AGAIN}")
    return office


def _must_register(machine: Machine, office: Office) -> bool:
    """An open LibreOffice that has this very version already need not be closed."""
    running = is_running(machine, office)
    if running and extension.registered(machine, office) != __version__:
        raise OutputError("LibreOffice เปิดอยู่ จึงเพิ่มส่วนขยายไม่ได้", _CLOSE)
    return not running


def _register_step(machine: Machine, office: Office, options: CalcOptions, run: Runner) -> Step:
    words = ("add", "--force", "--suppress-license", *_profile(options), str(machine.shipped(CALC_EXTENSION)))
    command = (_unopkg(machine, office), *words)
    return Step(f"เพิ่มส่วนขยายใน {office.shown}", lambda: _check_outcome(run(command)))


def _check_outcome(outcome: Outcome) -> None:
    if not outcome.code:
        return
    if "root" in outcome.last:
        raise MissingError(
            "LibreOffice ไม่ยอมเพิ่มส่วนขยายในนามผู้ดูแลระบบ (root)", "โปรดใช้คำสั่งนี้ในนามผู้ใช้ที่จะใช้ Calc โดยไม่ใช้ sudo"
        )
    raise MissingError(f"เพิ่มส่วนขยายไม่สำเร็จ: {outcome.last or f'รหัส {outcome.code}'}", _CLOSE)


def _unopkg(machine: Machine, office: Office) -> str:
    program = unopkg(machine, office)
    if program is None:
        raise MissingError(
            f"ไม่พบโปรแกรม unopkg ใน {office.program}", f"โปรดติดตั้ง LibreOffice ใหม่ให้ครบชุด {_AGAIN}"
        )
    return program


def _profile(options: CalcOptions) -> tuple[str, ...]:
    if options.profile is None:
        return ()
    return (f"-env:UserInstallation={options.profile.absolute().as_uri()}",)


def _check_bridge(machine: Machine, python: str) -> None:
    if problem := machine.bridge(python).problem:
        raise MissingError(
            f"{problem} ({python})",
            "โปรดติดตั้ง python3-uno (Debian และ Ubuntu: sudo apt install python3-uno) "
            f"หรือใช้ Python รุ่นเดียวกับของ LibreOffice ดู docs/calc.md {_AGAIN}",
        )


def _write_note(place: Path, note: bytes) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise not_written(problem, place) from problem
    write_atomic(place, note)


def _workbook_steps(machine: Machine, chosen: Path | None) -> list[Step]:
    """Without macros: what Calc saves over a macro workbook is no good to Excel (docs/calc.md)."""
    name = Path(BLANK_TRACKER).with_suffix(".ods").name
    target = chosen or Path(machine.join(tracker_folder(machine), name))
    if chosen and (chosen.is_dir() or not chosen.suffix):
        target = chosen / name
    district = target.with_name(Path(BLANK_DISTRICT).with_suffix(".ods").name)
    return [
        _placing(machine, "แบบติดตาม", target, _tracker),
        _placing(machine, "สมุดงานระดับอำเภอ", district, lambda: desk_bytes(toolbar=True)),
    ]


def _tracker() -> bytes:
    return tracker_bytes(blank_tracker(), macros=False, toolbar=True)


def _placing(machine: Machine, name: str, target: Path, make: Callable[[], bytes]) -> Step:
    if machine.disk.exists(str(target)):
        return Step(f"มี{name}อยู่แล้ว จึงไม่วางเพิ่ม: {target}", lambda: None)
    return Step(f"วาง{name}เปล่าสำหรับ Calc: {target}", lambda: _place(target, make()))


def _place(target: Path, xlsx: bytes) -> Path:
    from itaxl.files.tracker.ods import opendocument

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise not_written(problem, target) from problem
    return write_new(target, opendocument(xlsx))


def removal(machine: Machine, options: CalcOptions, register: Runner = run_patiently) -> tuple[Step, ...]:
    """Taking it out again: the extension and the note of the interpreter; trackers and itaxl stay.

    Nothing there to remove is fine.  Raises as `plan` does.
    """
    office = _office(machine, options)
    steps = []
    if extension.registered(machine, office) is not None:
        if is_running(machine, office):
            raise OutputError("LibreOffice เปิดอยู่ จึงถอนการติดตั้งส่วนขยายไม่ได้", _CLOSE)
        command = (_unopkg(machine, office), "remove", *_profile(options), extension.IDENTIFIER)
        steps.append(Step(f"ถอนการติดตั้งส่วนขยายจาก {office.shown}", lambda: _check_outcome(register(command))))
    else:
        steps.append(Step(f"ไม่มีส่วนขยายใน {office.shown}", lambda: None))
    place = Path(extension.note_place(machine, office))
    steps.append(Step(f"ลบการตั้งค่า Python ของปุ่มใน Calc: {place}", lambda: _remove_note(place)))
    return tuple(steps)


def _remove_note(place: Path) -> None:
    try:
        place.unlink(missing_ok=True)
    except OSError as problem:
        raise OutputError(f"ลบไฟล์ {place} ไม่ได้", "โปรดปิด LibreOffice แล้วลองอีกครั้ง") from problem
