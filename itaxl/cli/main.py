"""From the words typed to an exit code: the one place where the command line catches exceptions."""

from __future__ import annotations

from collections.abc import Sequence

from itaxl.catching import Guard
from itaxl.cli.console import Console
from itaxl.cli.streams import fit_streams
from itaxl.errors import ExitCode, ItaxlError, OutputError, TemplateError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; `argv` without the program's name.  Returns the exit code, never raises it."""
    fit_streams()
    console = Console()
    code = _ended(argv, console)
    console.flush()
    if console.lost:  # a full disk behind `>`, or nothing at all: the work is done all the same
        lost = OutputError("เขียนผลลัพธ์ออกไม่ได้", "โปรดตรวจสอบพื้นที่ว่างและปลายทางของผลลัพธ์")
        code = max(code, _failed(console, str(lost), lost.exit_code))
    return int(code)


def _ended(argv: Sequence[str] | None, console: Console) -> ExitCode:
    """The command's exit code; whatever went wrong has been told."""
    with Guard(_sentence) as guard:
        try:
            return _run(argv, console)
        except SystemExit as stop:  # argparse, after --help and --version
            return ExitCode.OK if not stop.code else ExitCode.USAGE
        except ItaxlError as problem:
            return _told(console, problem)
        except KeyboardInterrupt:
            return _failed(console, "หยุดตามคำสั่งผู้ใช้", ExitCode.INTERRUPTED, "")
    return _failed(console, guard.told, ExitCode.BUG)


def _told(console: Console, problem: ItaxlError) -> ExitCode:
    """In one line; several faults of a template below each other."""
    faults = problem.problems if isinstance(problem, TemplateError) else ()
    if len(faults) < 2:
        return _failed(console, str(problem), problem.exit_code)
    _failed(console, f"แม่แบบมีปัญหา {len(faults):,} รายการ", problem.exit_code)
    for number, sentence in enumerate(faults, 1):
        console.say(f"{number}. {sentence}")
    return problem.exit_code


def _sentence(bug: Exception) -> str:
    from itaxl.log import bug_sentence

    return bug_sentence(bug)


def _run(argv: Sequence[str] | None, console: Console) -> ExitCode:
    """The parser is imported here: whoever stops the program while it starts gets no traceback."""
    from itaxl.cli.parser import parse

    arguments = parse(argv)
    code: ExitCode = arguments.run(arguments, console)
    return code


def _failed(console: Console, sentence: str, code: ExitCode, lead: str = "ผิดพลาด: ") -> ExitCode:
    console.say(lead + sentence)
    return code
