"""How far a batch is: a bar on a terminal, a plain line at each tenth elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

_CELLS = 24
_PAUSE = 0.1


class Progress:
    """Counts finished workbooks on a stream; `silent` says nothing at all."""

    def __init__(
        self, total: int, stream: TextIO, silent: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._total, self._stream, self._silent, self._clock = total, stream, silent, clock
        self._bar = stream.isatty()
        self._done = 0
        self._began = self._drawn = clock()
        self._shown = False

    def step(self) -> None:
        """One more workbook is finished."""
        self._done += 1
        if self._silent:
            return
        if self._bar:
            self._draw()
        elif self._done * 10 // self._total > (self._done - 1) * 10 // self._total:
            self._write(f"ทำแล้ว {self._done:,} จาก {self._total:,} ไฟล์\n")

    def clear(self) -> None:
        """Take the bar away, so that a line can be printed in its place."""
        if self._shown:
            self._write("\r\033[K")
            self._shown = False

    def _draw(self) -> None:
        now = self._clock()
        if now - self._drawn < _PAUSE and self._shown:
            return
        self._drawn = now
        self._shown = True
        self._write("\r\033[K" + self.line(now - self._began))

    def line(self, seconds: float) -> str:
        """The bar with count, rate and time left."""
        full = self._done * _CELLS // self._total
        rate = self._done / seconds if seconds > 0 else 0.0
        left = round((self._total - self._done) / rate) if rate else 0
        bar = "#" * full + "-" * (_CELLS - full)
        return (
            f"[{bar}] {self._done:,}/{self._total:,} ไฟล์  "
            f"{rate:,.0f} ไฟล์/วินาที  เหลือ {left // 60}:{left % 60:02d} นาที"
        )

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):  # the terminal went away; the work goes on
            self._silent = True
