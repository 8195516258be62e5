"""Setting up a PC: the fixed environment, a tracker to begin with, the trusted folder."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from itaxl.disk.atomic import write_new
from itaxl.errors import InputError, MissingError, OutputError, UsageError
from itaxl.setup.dropping import NAME, place_icon
from itaxl.setup.pc import LINUX, NO_HOME, Machine
from itaxl.setup.places import environment, in_environment, interpreter, tracker_folder
from itaxl.setup.python_checks import OLDEST
from itaxl.setup.source import source
from itaxl.setup.trustable import refuse_untrustable
from itaxl.setup.trusted import is_trusted, trust
from itaxl.shipped import BLANK_DISTRICT, BLANK_TRACKER, CONSTRAINTS

#: A Python that we start takes no module of the current folder and heeds none of its variables; what it
#: says comes as UTF-8 all the same.
ISOLATED = ("-I", "-X", "utf8")
_TRACKER_SUFFIX = Path(BLANK_TRACKER).suffix


@dataclass(frozen=True)
class Outcome:
    """How a command ended; `last` is the last line that it wrote."""

    code: int
    last: str = ""


Runner = Callable[[Sequence[str]], Outcome]


@dataclass(frozen=True)
class Options:
    """`workbook`: where the tracker goes, a folder or a file; None for the usual folder.

    `wheels`: a folder of wheels to install from, without the network.
    """

    workbook: Path | None = None
    trust: bool = False
    wheels: Path | None = None


@dataclass(frozen=True)
class Step:
    """`says` tells the person in Thai; `do` returns the path that came out of it, if any."""

    says: str
    do: Callable[[], Path | None]


def run_command(command: Sequence[str]) -> Outcome:
    """Runs a program to its end, unseen, in its own folder: what it starts finds nothing else around it."""
    try:
        done = subprocess.run(
            list(command),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd=os.path.dirname(command[0]) or None,
            check=False,
        )
    except OSError as problem:
        return Outcome(127, problem.strerror or type(problem).__name__)
    lines = done.stdout.decode("utf-8", "replace").strip().splitlines()
    errors = [line for line in lines if line.lower().startswith("error")]
    return Outcome(done.returncode, (errors or lines or [""])[-1].strip())


def plan(machine: Machine, options: Options, run: Runner = run_command) -> tuple[Step, ...]:
    """The steps, in order; nothing is done yet.  Raises MissingError for a Python that cannot serve,
    UsageError for options that do not fit."""
    refuse_unfit(machine)
    target = _target(machine, options.workbook)
    if options.trust and machine.windows:
        refuse_untrustable(machine, str(target.parent))
    steps = [] if in_environment(machine) else environment_steps(machine, options, run)
    steps.extend(_tracker_steps(machine, target, chosen=options.workbook is not None))
    steps.append(_district_step(machine, target.with_name(BLANK_DISTRICT)))
    if machine.system == LINUX:
        icon = target.with_name(NAME)
        steps.append(Step(f"วางไอคอนสำหรับลากโฟลเดอร์มาวาง: {icon}", lambda: place_icon(machine, icon)))
    if options.trust:
        steps.append(_trust_step(machine, str(target.parent)))
    return tuple(steps)


def refuse_unfit(machine: Machine) -> None:
    if machine.home == NO_HOME:
        raise MissingError("ไม่พบโฟลเดอร์ส่วนตัวของผู้ใช้คนนี้", "โปรดเข้าสู่ระบบด้วยบัญชีของผู้ที่จะใช้โปรแกรม แล้วลองอีกครั้ง")
    if machine.python.version[:2] < OLDEST:
        raise MissingError("Python ของเครื่องนี้เก่าเกินไป", "โปรดติดตั้ง Python 3.11 ขึ้นไปจาก python.org แล้วลองอีกครั้ง")
    if machine.windows and machine.python.from_store:
        raise MissingError(
            "Python จาก Microsoft Store ใช้กับปุ่มใน Excel ไม่ได้",
            "โปรดติดตั้ง Python จาก python.org แล้วใช้คำสั่ง itaxl install ด้วย Python นั้น",
        )


def environment_steps(machine: Machine, options: Options, run: Runner) -> list[Step]:
    place, python = environment(machine), interpreter(machine)
    libraries = ("--require-hashes", "-r", str(machine.shipped(CONSTRAINTS)))
    offline = ("--no-index", "--find-links", str(options.wheels.absolute())) if options.wheels else ()
    install = (python, *ISOLATED, "-m", "pip", "install", "--disable-pip-version-check", *offline)
    fill = (*install, *libraries)
    add = (*install, "--no-deps", "--upgrade", source(options.wheels))
    make = (machine.python.executable, *ISOLATED, "-m", "venv")

    def make_environment() -> None:
        if machine.disk.exists(python) and run((python, *ISOLATED, "-m", "pip", "--version")).code == 0:
            return
        # --clear: an environment whose base Python was removed cannot be mended in place.
        outcome = run((*make, "--clear", place) if machine.disk.exists(place) else (*make, place))
        _refuse(
            outcome, f"สร้างสภาพแวดล้อมที่ {place} ไม่สำเร็จ", "โปรดปิด Excel และตรวจสอบสิทธิเขียนโฟลเดอร์นี้ แล้วลองอีกครั้ง"
        )

    def install_packages() -> None:
        next_step = "โปรดปิด Excel ตรวจสอบอินเทอร์เน็ตหรือพร็อกซี แล้วลองอีกครั้ง หรือติดตั้งแบบออฟไลน์ด้วย --wheels"
        for command in (fill, add):
            _refuse(run(command), "ติดตั้ง itaxl ไม่สำเร็จ", next_step)

    return [
        Step(f"สร้างหรือใช้สภาพแวดล้อมเดิม: {_quoted((*make, place))}", make_environment),
        Step(
            f"ติดตั้งไลบรารี (อาจใช้เวลาหลายนาที) แล้วติดตั้ง itaxl: {_quoted(fill)} && {_quoted(add)}",
            install_packages,
        ),
    ]


def _refuse(outcome: Outcome, what: str, next_step: str) -> None:
    if outcome.code:
        raise MissingError(f"{what}: {outcome.last or f'รหัส {outcome.code}'}", next_step)


def _quoted(command: Sequence[str]) -> str:
    return " ".join(f'"{word}"' if " " in word else word for word in command)


def _target(machine: Machine, chosen: Path | None) -> Path:
    if chosen is None:
        return Path(machine.join(tracker_folder(machine), BLANK_TRACKER))
    if chosen.is_dir() or not chosen.suffix:
        return chosen.absolute() / BLANK_TRACKER
    if chosen.suffix.lower() != _TRACKER_SUFFIX:
        raise UsageError(
            f"ชื่อไฟล์ {chosen.name} ไม่ใช่ {_TRACKER_SUFFIX}", f"โปรดตั้งชื่อไฟล์ให้ลงท้ายด้วย {_TRACKER_SUFFIX}"
        )
    return chosen.absolute()


def _tracker_steps(machine: Machine, target: Path, *, chosen: bool) -> list[Step]:
    """Installing again, to update, must not leave one more tracker in the usual folder each time."""
    if not chosen and machine.disk.exists(str(target)):
        return [Step(f"มีแบบติดตามอยู่แล้ว จึงไม่วางเพิ่ม: {target}", lambda: None)]
    return [Step(f"วางแบบติดตามเปล่า: {target}", lambda: _place(machine, BLANK_TRACKER, target))]


def _district_step(machine: Machine, target: Path) -> Step:
    """One is enough, wherever it was asked for: it keeps what an officer set and wrote."""
    if machine.disk.exists(str(target)):
        return Step(f"มีสมุดงานระดับอำเภออยู่แล้ว จึงไม่วางเพิ่ม: {target}", lambda: None)
    return Step(f"วางสมุดงานระดับอำเภอ: {target}", lambda: _place(machine, BLANK_DISTRICT, target))


def _place(machine: Machine, name: str, target: Path) -> Path:
    blank = machine.shipped(name)
    try:
        data = blank.read_bytes()
    except OSError as problem:
        raise InputError(f"อ่านไฟล์ {blank} ไม่ได้", "โปรดติดตั้งโปรแกรมใหม่อีกครั้ง") from problem
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(f"สร้างโฟลเดอร์ {target.parent} ไม่ได้", "โปรดเลือกโฟลเดอร์อื่นด้วย --workbook") from problem
    return write_new(target, data)


def _trust_step(machine: Machine, folder: str) -> Step:
    if not machine.windows:
        return Step("ตำแหน่งที่เชื่อถือได้: ใช้เฉพาะเครื่อง Windows จึงข้ามไป", lambda: None)

    def add_location() -> None:
        if is_trusted(machine, folder):
            return
        try:
            trust(machine, folder)
        except OSError as problem:
            raise OutputError(
                f"เพิ่ม {folder} เป็นตำแหน่งที่เชื่อถือได้ไม่สำเร็จ",
                "โปรดเพิ่มเองใน Excel ที่ไฟล์ > ตัวเลือก > ศูนย์ความเชื่อถือ หรือขอผู้ดูแลระบบ",
            ) from problem

    return Step(f"เพิ่มเป็นตำแหน่งที่เชื่อถือได้ของ Excel: {folder}", add_location)
