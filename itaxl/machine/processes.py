"""A program of our own with all the programs that it starts, ended together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from itaxl.machine.programs import find_program

_SECONDS = 10.0


class OwnProcess:
    """Apart from our terminal: Ctrl-C reaches only us, and we end it."""

    def __init__(self, command: Sequence[str], folder: Path, said: IO[bytes]) -> None:
        """Starts it in `folder`; all it says goes to `said`.  Raises OSError."""
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            creationflags=_flags(),
        )

    @property
    def code(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._process.poll()

    def end(self) -> None:
        """Kill it and whatever it started; nothing where it ended well by itself."""
        if self._process.poll() != 0:
            _kill_tree(self._process.pid)
            with suppress(OSError):
                self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_SECONDS)


def _flags() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    return 0


def _kill_tree(pid: int) -> None:
    if sys.platform == "win32":
        taskkill = find_program("taskkill")
        if taskkill is None:
            return
        command = [taskkill, "/PID", str(pid), "/T", "/F"]
        with suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(
                command, capture_output=True, timeout=_SECONDS, creationflags=_flags(), check=False
            )
    else:
        with suppress(ProcessLookupError, PermissionError):  # the whole group has ended already
            os.killpg(pid, signal.SIGKILL)
