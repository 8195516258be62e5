"""`itaxl install`, `itaxl doctor` and `itaxl run`: the commands about this PC and the Excel on it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itaxl.cli.console import Console
from itaxl.errors import ExitCode

if TYPE_CHECKING:
    from itaxl.setup.check import Check

#: What `itaxl run` takes: the buttons that work on the open workbook.
BUTTONS = ("validate", "colour", "rollup", "memo", "all")
_RUN = "ทำอย่างที่ปุ่มทำ กับแบบติดตามที่เปิดอยู่ใน Excel โดยไม่ใช้มาโคร"


def register(commands: Any) -> None:
    """Add the three commands to argparse's sub-parsers."""
    _run_options(_command(commands, "run", _RUN, run))
    _install_options(_command(commands, "install", "ติดตั้งให้ปุ่มใน Excel ใช้งานได้บนเครื่องนี้", install))
    _doctor_options(_command(commands, "doctor", "ตรวจเครื่องนี้ทีละข้อ และบอกวิธีแก้ไข", doctor))


def _command(commands: Any, name: str, summary: str, function: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=summary)
    parser.set_defaults(run=function)
    return parser


def _run_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("button", metavar="NAME", choices=BUTTONS, help=" ".join(BUTTONS))


def _install_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workbook", metavar="PATH", type=Path, help="โฟลเดอร์หรือชื่อไฟล์ที่จะวางแบบติดตามเปล่า ปกติคือ Documents/ITA"
    )
    parser.add_argument("--trust", action="store_true", help="เพิ่มโฟลเดอร์นั้นเป็นตำแหน่งที่เชื่อถือได้ของ Excel")
    parser.add_argument("--wheels", metavar="DIR", type=Path, help="ติดตั้งแบบออฟไลน์จากโฟลเดอร์ไฟล์ .whl")
    parser.add_argument("--dry-run", action="store_true", help="แสดงขั้นตอนเท่านั้น ไม่ทำจริง")


def _doctor_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("workbook", metavar="WORKBOOK", nargs="?", type=Path, help="ตรวจปุ่มของสมุดงานนี้ด้วย")
    parser.add_argument("--json", action="store_true", help="แสดงผลเป็น JSON แทนข้อความ")


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """The button's function on the open workbook; MissingError where there is no Excel."""
    from itaxl.buttons import run_on_active

    outcome = run_on_active(arguments.button)
    if outcome.text:
        console.say(outcome.text)
    return outcome.exit_code


def install(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """The steps, each told before it is done; then the examination."""
    from itaxl.setup.doctor import examine
    from itaxl.setup.install import Options, plan
    from itaxl.setup.this_machine import this_machine

    machine = this_machine()
    steps = plan(machine, Options(arguments.workbook, arguments.trust, arguments.wheels))
    for number, step in enumerate(steps, start=1):
        words = f"{number}. {step.says}"
        if arguments.dry_run:
            console.out(words)
            continue
        console.say(words)
        if (made := step.do()) is not None:
            console.say(f"   {made}")
    return ExitCode.OK if arguments.dry_run else _told(examine(machine), console)


def doctor(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """One line a check; MISSING when something must be mended."""
    from itaxl.setup.doctor import examine
    from itaxl.setup.this_machine import this_machine

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
        console.say(f"ต้องแก้ไข {bad} ข้อจาก {len(checks)} ข้อ แก้ไขแล้วเรียก itaxl doctor อีกครั้ง")
        return ExitCode.MISSING
    console.say("เครื่องนี้พร้อมใช้งาน")
    return ExitCode.OK


def _mend(checks: tuple[Check, ...]) -> int:
    from itaxl.setup.doctor import to_mend

    return to_mend(checks)
