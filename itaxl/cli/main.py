"""From the words typed to an exit code: the one place where the command line catches exceptions."""

from __future__ import annotations

from collections.abc import Sequence

from itaxl.cli.console import Console, utf8_streams
from itaxl.cli.parser import parse
from itaxl.collector import look_seldom
from itaxl.errors import ExitCode, ItaxlError, OutputError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; `argv` without the program's name.  Returns the exit code, never raises it."""
    utf8_streams()
    look_seldom()
    console = Console()
    try:
        try:
            arguments = parse(argv)
            code: ExitCode = arguments.run(arguments, console)
        except SystemExit as stop:  # argparse, after --help and --version
            code = ExitCode.OK if not stop.code else ExitCode.USAGE
        console.flush()
        return int(code)
    except ItaxlError as problem:
        return _failed(console, str(problem), problem.exit_code)
    except KeyboardInterrupt:
        return _failed(console, "หยุดตามคำสั่งผู้ใช้", ExitCode.INTERRUPTED, "")
    except OSError as problem:
        return _os_failed(console, problem)
    except Exception as bug:
        return _bug(console, bug)


def _failed(console: Console, sentence: str, code: ExitCode, lead: str = "ผิดพลาด: ") -> int:
    console.say(lead + sentence)
    return int(code)


def _os_failed(console: Console, problem: OSError) -> int:
    """The product could not be delivered (a full disk behind `>`); anything else is a bug."""
    if console.broken:
        error = OutputError("เขียนผลลัพธ์ออกไม่ได้", "โปรดตรวจสอบพื้นที่ว่างและปลายทางของผลลัพธ์")
        return _failed(console, str(error), error.exit_code)
    return _bug(console, problem)


def _bug(console: Console, bug: Exception) -> int:
    from itaxl.log import bug_sentence

    return _failed(console, bug_sentence(bug), ExitCode.BUG)
