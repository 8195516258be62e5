"""How far a batch is: a bar on a terminal, a plain line at each tenth elsewhere."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable
from typing import TextIO

_CELLS = 24
_PAUSE = 0.1
#: Seconds that the rate looks back: workbooks that need no work rush by and say nothing of the others.
_MEMORY = 10.0
#: Seconds before which a rate means nothing.
_LEAST = 0.5


class Progress:
    """Counts finished workbooks on a stream; `silent` says nothing at all."""

    def __init__(
        self,
        total: int,
        stream: TextIO,
        silent: bool = False,
        clock: Callable[[], float] = time.monotonic,
        unit: str = "ไฟล์",
    ) -> None:
        self._total, self._stream, self._silent, self._clock = total, stream, silent, clock
        self._unit, self._bar = unit, stream.isatty()
        #: Finished workbooks.
        self.done = self._worked = 0
        self._drawn = clock()
        #: When how many workbooks were worked on; the first is the oldest that the rate looks back to.
        self._past = deque([(self._drawn, 0)])
        self._shown = False

    def step(self, *, worked: bool = True) -> None:
        """One more workbook is finished; `worked` says that there was something to do."""
        self.done += 1
        self._worked += worked
        if self._silent:
            return
        if self._bar:
            self._draw()
        elif self.done * 10 // self._total > (self.done - 1) * 10 // self._total:
            self._write(f"ดำเนินการแล้ว {self.done:,} จาก {self._total:,} {self._unit}\n")

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
        self._write("\r\033[K" + self.line(now))

    def line(self, now: float) -> str:
        """The bar with count; rate and time left as soon as they mean something."""
        full = self.done * _CELLS // self._total
        bar = "#" * full + "-" * (_CELLS - full)
        lead = f"[{bar}] {self.done:,}/{self._total:,} {self._unit}"
        rate = self._rate(now)
        if not rate:
            return lead
        left = round((self._total - self.done) / rate)
        shown = f"{rate:,.0f} {self._unit}/วินาที" if rate >= 1 else f"{60 * rate:,.0f} {self._unit}/นาที"
        return f"{lead}  {shown}  เหลือ {left // 60}:{left % 60:02d} นาที"

    def _rate(self, now: float) -> float:
        """Worked on a second, of late; 0.0 while it is not known."""
        self._past.append((now, self._worked))
        while len(self._past) > 2 and now - self._past[1][0] >= _MEMORY:
            self._past.popleft()
        then, worked = self._past[0]
        return (self._worked - worked) / (now - then) if now - then >= _LEAST else 0.0

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):  # the terminal went away; the work goes on
            self._silent = True


def heard(silent: bool) -> Callable[[int, int], None]:
    """Tells of links (done, total) on stderr; it begins when it is known how many are asked."""
    bar: list[Progress] = []

    def told(done: int, total: int) -> None:
        if not bar:
            bar.append(Progress(total, sys.stderr, silent, unit="ลิงก์"))
        if done:
            bar[0].step()
        if done == total:
            bar[0].clear()

    return told
