"""A conversion that failed: one sentence for the person, the program's own words for the log."""

from __future__ import annotations

from itaxl.errors import ItaxlError, OutputError
from itaxl.log import log_bug

_LAST_WORDS = 4000
_AGAIN = "โปรดลองอีกครั้ง หรือเปิดบันทึกข้อความด้วย Word แล้วบันทึกเป็น PDF"


class ConverterFault(Exception):
    """What the program itself said, in its own language."""


def file_fault(name: str, why: str, said: str = "", next_step: str = _AGAIN) -> OutputError:
    """The problem of one file; what the program `said` goes to the log."""
    return _log(OutputError(f"แปลง {name} เป็น PDF ไม่ได้ เพราะ{why}", next_step), said)


def program_fault(why: str, next_step: str, said: str) -> OutputError:
    """The problem of the program itself."""
    return _log(OutputError(why, next_step), said)


def untried_fault(problem: ItaxlError, name: str) -> OutputError:
    """The problem of a file that was not tried, because of an earlier one."""
    return OutputError(f"ไม่ได้แปลง {name} เป็น PDF เพราะ{problem.what}", problem.next_step)


def _log(problem: OutputError, said: str) -> OutputError:
    problem.__cause__ = ConverterFault(said.strip()[-_LAST_WORDS:] or "(nothing)")
    log_bug(problem)
    return problem
