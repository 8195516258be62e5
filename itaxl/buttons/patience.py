"""How long to wait for an Excel that is busy: somebody is typing in a cell, or a dialog stands open.

Excel then rejects every call, and xlwings repeats it for ever, without a pause.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from itaxl.errors import ItaxlError, MissingError

#: 50 × 0.1 s for each call, so that a clerk who just presses Enter does not even notice.
ATTEMPTS, PAUSE = 50, 0.1
#: RPC_E_CALL_REJECTED, which xlwings repeats, and RPC_E_SERVERCALL_RETRYLATER, which it does not.
_BUSY = {-2147418111, -2147417846}
_SUSPENDED = -2146777998  # VBA_E_IGNORE, what a put gets while a cell is being edited


class Attempts(int):
    """The number that xlwings compares its count of attempts with; waits a little at every comparison."""

    _pause: Callable[[], None]

    def __new__(cls, count: int = ATTEMPTS, pause: Callable[[], None] | None = None) -> Attempts:
        number = super().__new__(cls, count)
        number._pause = pause or _sleep
        return number

    def __gt__(self, attempt: int) -> bool:
        self._pause()
        return int(self) > attempt


def _sleep() -> None:
    time.sleep(PAUSE)


@contextmanager
def bounded_patience(attempts: Attempts | None = None) -> Iterator[None]:
    """Bound xlwings' retries for a while.  Does nothing where its engine for Windows is not loaded."""
    engine: Any = sys.modules.get("xlwings._xlwindows")
    if engine is None:
        yield
        return
    before = engine.N_COM_ATTEMPTS  # private to xlwings: it offers no setting
    engine.N_COM_ATTEMPTS = Attempts() if attempts is None else attempts
    try:
        yield
    finally:
        engine.N_COM_ATTEMPTS = before


def is_busy(error: BaseException) -> bool:
    """Whether Excel rejected a call because it is occupied."""
    if type(error).__name__ == "ExcelBusyError":
        return True
    if getattr(error, "hresult", None) in _BUSY:
        return True
    details = error.args[2] if len(error.args) > 2 else None
    return isinstance(details, tuple) and details[-1:] == (_SUSPENDED,)


def busy() -> ItaxlError:
    return MissingError(
        "Excel ยังไม่ว่าง เพราะกำลังพิมพ์ค้างอยู่ในช่องใดช่องหนึ่ง หรือมีหน้าต่างข้อความเปิดอยู่",
        "โปรดกด Enter หรือ Esc ปิดหน้าต่างที่ค้างอยู่ แล้วลองอีกครั้ง",
    )
