"""How a person ends a run before its end: Esc in Excel, a second click in Calc, Ctrl-C at a command line.

A second click is another process: it leaves a word where the first one looks.  That word lies in the user's
own folder, never in one that was chosen, where others can write.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl.disk.patience import patiently
from itaxl.log import log_path

if TYPE_CHECKING:
    import xlwings

_ESCAPE = 0x1B
#: Held down, or pressed since this was asked before.
_HELD, _PRESSED = 0x8000, 0x1


def wish(out: Path) -> Path:
    """Where the wish to stop the run into an output folder lies."""
    digest = blake2b(str(out).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return log_path().with_name(f"stop-{digest}")


def ask_to_stop(out: Path) -> None:
    place = wish(out)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"")


def forget_the_wish(out: Path) -> None:
    with suppress(OSError):
        patiently(wish(out).unlink, missing_ok=True)


def escape_pressed(app: xlwings.App) -> bool:
    """Whether Esc was pressed while Excel was in front: it waits for the macro, and so cannot tell itself."""
    if sys.platform == "win32":
        import ctypes

        user = ctypes.windll.user32
        pressed = user.GetAsyncKeyState(_ESCAPE) & (_HELD | _PRESSED)
        return bool(pressed) and user.GetForegroundWindow() == app.hwnd
    return False
