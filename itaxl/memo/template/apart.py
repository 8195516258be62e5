"""The first check of a foreign template, in a process of its own.

docxtpl reads a template's tags with patterns that a hostile text can keep busy for ever, and nothing but the
end of its process stops a running pattern.  A template that passed once is not checked again.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection

from itaxl.errors import ItaxlError, MissingError, TemplateError

#: Seconds, a slow PC's imports included; and bytes, where the system can limit them.
TIME, MEMORY = 20, 1_000_000_000
_NEXT_STEP = "โปรดลดคำสั่งในแม่แบบ หรือเริ่มจากแม่แบบที่มากับโปรแกรม"


#: Raises ItaxlError for a template that does not pass; a module's own function, which a process can be told.
Check = Callable[[bytes], None]


def check_apart(check: Check, docx: bytes) -> None:
    """Raises TemplateError: the check's own, or for one that takes too long or too much."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run_check, args=(theirs, check, docx, MEMORY, TIME), daemon=True)
    with contextlib.closing(ours):
        try:
            process.start()
        except OSError as error:
            raise MissingError("เริ่มการตรวจแม่แบบไม่ได้", "โปรดปิดโปรแกรมอื่นแล้วลองอีกครั้ง") from error
        theirs.close()
        try:
            answer = (
                ours.recv() if ours.poll(TIME) else TemplateError(f"ตรวจแม่แบบนานเกิน {TIME} วินาที", _NEXT_STEP)
            )
        except (EOFError, OSError):
            answer = _stopped_error()
        finally:
            process.kill()
            process.join()
    if answer is not None:
        raise answer


def _stopped_error() -> TemplateError:
    return TemplateError("การตรวจแม่แบบหยุดกลางคัน เพราะแม่แบบใช้หน่วยความจำหรือเวลามากเกินไป", _NEXT_STEP)


def _run_check(pipe: Connection, check: Check, docx: bytes, memory: int, seconds: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the parent decides
    _limit(memory, seconds)
    try:
        check(docx)
        pipe.send(None)
    except ItaxlError as problem:
        pipe.send(problem)
    except MemoryError:
        pipe.send(_stopped_error())


def _limit(memory: int, seconds: int) -> None:
    """Windows has no such limits: there time alone is bounded."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
