"""`itaxl install`, `itaxl doctor` and `itaxl run`: the commands about this PC and the Excel on it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itaxl.cli.console import Console
from itaxl.cli.examples import examples
from itaxl.cli.files import one_file
from itaxl.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from itaxl.buttons import Outcome
    from itaxl.setup.check import Check
    from itaxl.setup.install import Step

#: What `itaxl run` takes: the buttons that work on the open workbook.
BUTTONS = ("validate", "mend", "links", "colour", "rollup", "memo", "all")
#: Behind `itaxl run district`: those that work on the district officer's workbook.
DISTRICT, DISTRICT_BUTTONS = "district", ("choose", "all", "resume", "letters", "links", "open")
_RUN = "ทำงานแบบเดียวกับปุ่ม กับแบบติดตามที่เปิดอยู่ใน Excel หรือ LibreOffice Calc โดยไม่ใช้แมโคร"


def add_run(commands: Any, name: str) -> None:
    """The command, to argparse's sub-parsers; so do the next two."""
    _run_options(_command(commands, name, _RUN, run))


def add_install(commands: Any, name: str) -> None:
    _install_options(_command(commands, name, "ติดตั้งให้ปุ่มใน Excel ใช้งานได้บนเครื่องนี้", install))


def add_doctor(commands: Any, name: str) -> None:
    _doctor_options(_command(commands, name, "ตรวจเครื่องนี้ทีละรายการ และบอกวิธีแก้ไข", doctor))


def _command(commands: Any, name: str, summary: str, function: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=summary, epilog=examples(name)
    )
    parser.set_defaults(run=function)
    return parser


def _run_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "button", metavar="NAME", choices=(*BUTTONS, DISTRICT), help=" ".join((*BUTTONS, DISTRICT))
    )
    parser.add_argument(
        "district",
        metavar="COMMAND",
        nargs="?",
        choices=DISTRICT_BUTTONS,
        help=f"ใช้กับ {DISTRICT}: {' '.join(DISTRICT_BUTTONS)} ของสมุดงานระดับอำเภอ",
    )
    parser.add_argument(
        "--calc",
        metavar="ADDRESS",
        nargs="?",
        const="",
        help="ทำใน LibreOffice Calc ที่รับคำสั่งทาง ADDRESS (ชื่อช่องทาง pipe หรือ socket,host=…,port=…) "
        "หากไม่ระบุ จะเป็น itaxl",
    )


def _install_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workbook",
        metavar="PATH",
        type=Path,
        help="โฟลเดอร์หรือชื่อไฟล์ที่จะวางแบบติดตามเปล่า หากไม่ระบุ จะเป็น Documents/ITA",
    )
    parser.add_argument("--trust", action="store_true", help="เพิ่มโฟลเดอร์นั้นเป็นตำแหน่งที่เชื่อถือได้ของ Excel")
    parser.add_argument("--wheels", metavar="DIR", type=Path, help="ติดตั้งแบบออฟไลน์จากโฟลเดอร์ไฟล์ .whl")
    parser.add_argument("--dry-run", action="store_true", help="แสดงขั้นตอนเท่านั้น ไม่ทำจริง")
    parser.add_argument("--calc", action="store_true", help="ติดตั้งปุ่มใน LibreOffice Calc แทน Excel")
    parser.add_argument(
        "--uninstall",
        action="store_true",
        help="ถอนการติดตั้ง (ใช้คู่กับ --calc: เฉพาะปุ่มใน Calc)",
    )
    parser.add_argument(
        "--calc-python", metavar="PATH", type=Path, help="ให้ปุ่มใน Calc ใช้ Python ตัวนี้ ซึ่งมี itaxl อยู่แล้ว"
    )
    _profile_option(parser)


def _profile_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--calc-profile", metavar="DIR", type=Path, help="โฟลเดอร์การตั้งค่าของ LibreOffice หากไม่ได้อยู่ที่เดิม"
    )


def _doctor_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("workbook", metavar="WORKBOOK", nargs="?", type=one_file, help="ตรวจปุ่มของสมุดงานนี้ด้วย")
    parser.add_argument("--json", action="store_true", help="แสดงผลเป็น JSON แทนข้อความ")
    parser.add_argument("--calc", action="store_true", help="ตรวจสำหรับผู้ใช้ LibreOffice Calc แทน Excel")
    _profile_option(parser)


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """The button's function on the open workbook; MissingError where there is neither Excel nor Calc."""
    if (arguments.button == DISTRICT) != (arguments.district is not None):
        words = f"itaxl run {DISTRICT} {' หรือ '.join(DISTRICT_BUTTONS)}"
        raise UsageError(f"{DISTRICT} ใช้กับคำสั่งของสมุดงานระดับอำเภอเท่านั้น", f"โปรดใช้ {words}")
    outcome = _of_district(arguments) if arguments.district else _of_tracker(arguments, console)
    if outcome.text:
        console.say(outcome.text)
    return outcome.exit_code


def _of_tracker(arguments: argparse.Namespace, console: Console) -> Outcome:
    from itaxl.buttons.calc import run as in_calc

    if arguments.calc is None:
        return in_calc.run_anywhere(arguments.button, console.agreed)
    return in_calc.run(arguments.button, arguments.calc or None, ask=console.agreed)


def _of_district(arguments: argparse.Namespace) -> Outcome:
    from itaxl.buttons.calc import district as in_calc

    if arguments.calc is None:
        return in_calc.run_anywhere(arguments.district)
    return in_calc.run(arguments.district, arguments.calc or None)


def install(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """The steps, each told before it is done; then the examination."""
    from itaxl.setup.doctor import examine
    from itaxl.setup.install import Options, plan
    from itaxl.setup.this_pc import this_machine

    if arguments.calc:
        return _install_calc(arguments, console)
    machine = this_machine()
    if arguments.uninstall:
        from itaxl.setup.removal import removal

        _do(removal(machine), arguments, console)
        console.say("ถอนการติดตั้งแล้ว แบบติดตามและบันทึกข้อความยังอยู่ตามเดิม")
        return ExitCode.OK
    steps = plan(machine, Options(arguments.workbook, arguments.trust, arguments.wheels))
    _do(steps, arguments, console)
    return ExitCode.OK if arguments.dry_run else _told(examine(machine), console)


def _install_calc(arguments: argparse.Namespace, console: Console) -> ExitCode:
    from itaxl.setup.calc.install import CalcOptions, plan, removal
    from itaxl.setup.doctor import examine_calc
    from itaxl.setup.this_pc import this_machine

    machine, profile = this_machine(), arguments.calc_profile
    options = CalcOptions(arguments.calc_python, profile, arguments.wheels, arguments.workbook)
    if arguments.uninstall:
        _do(removal(machine, options), arguments, console)
        return ExitCode.OK
    _do(plan(machine, options), arguments, console)
    if arguments.dry_run:
        return ExitCode.OK
    return _told(examine_calc(machine, _absolute(profile)), console)


def _absolute(path: Path | None) -> str | None:
    return str(path.absolute()) if path else None


def _do(steps: Iterable[Step], arguments: argparse.Namespace, console: Console) -> None:
    for number, step in enumerate(steps, start=1):
        words = f"{number}. {step.says}"
        if arguments.dry_run:
            console.out(words)
            continue
        console.say(words)
        if (made := step.do()) is not None:
            console.say(f"   {made}")


def doctor(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """One line a check; MISSING when something must be mended."""
    from itaxl.setup.doctor import examine, examine_calc
    from itaxl.setup.this_pc import this_machine

    if arguments.calc:
        checks = examine_calc(this_machine(), _absolute(arguments.calc_profile))
    else:
        checks = examine(this_machine(), arguments.workbook)
    if not arguments.json:
        return _told(checks, console)
    bad = _mend(checks)
    console.json({"ok": not bad, "checks": [_record(check) for check in checks]})
    return ExitCode.MISSING if bad else ExitCode.OK


def _record(check: Check) -> dict[str, str]:
    return {"name": check.name, "state": check.state.value, "seen": check.seen, "advice": check.advice}


def _told(checks: tuple[Check, ...], console: Console) -> ExitCode:
    for check in checks:
        console.out(check.line)
    if bad := _mend(checks):
        console.say(f"ต้องแก้ไข {bad} รายการจาก {len(checks)} รายการ แก้ไขแล้วโปรดใช้คำสั่ง itaxl doctor อีกครั้ง")
        return ExitCode.MISSING
    console.say("เครื่องนี้พร้อมใช้งาน")
    return ExitCode.OK


def _mend(checks: tuple[Check, ...]) -> int:
    from itaxl.setup.doctor import to_mend

    return to_mend(checks)
