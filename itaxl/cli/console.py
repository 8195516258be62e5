"""The two streams: the product goes to stdout, messages and progress to stderr.

Whatever is shown here may come from a cell or a file's name: nothing of it may steer a terminal.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable

from itaxl.cli.streams import silence_stdout
from itaxl.cli.width import printable

#: `y` in English, and what the same keys and the same mind give on a Thai keyboard.
_AGREED = frozenset(("y", "yes", "ั", "ใช่", "ตกลง"))
_WINDOWS = os.name == "nt"


class Console:
    """Prints.  When nothing more can be written to stdout, the work goes on and the rest is dropped.

    `lost` says that a part of the product was dropped although nobody had turned away from it.
    """

    def __init__(self) -> None:
        self.lost = False

    def out(self, text: str) -> None:
        """A line of the product."""
        line = printable(text)
        self._guarded(lambda: print(line))

    def json(self, value: object) -> None:
        """The product as one line of JSON."""
        import json

        line = json.dumps(value, ensure_ascii=False)
        if not line.isprintable():
            line = "".join(map(_escaped, line))
        self._guarded(lambda: print(line))

    def say(self, text: str) -> None:
        """A message for the person."""
        with contextlib.suppress(OSError, ValueError):  # nobody listens: nothing to be done
            print(printable(text), file=sys.stderr, flush=True)

    def agreed(self, question: str) -> bool:
        """Whether the person agrees; nobody at a keyboard has agreed by giving the command."""
        self.say(question)
        if sys.stdin is None or not sys.stdin.isatty():
            return True
        self.say("พิมพ์ y แล้วกด Enter เพื่อตกลง หรือกด Enter อย่างเดียวเพื่อยกเลิก")
        return sys.stdin.readline().strip().casefold() in _AGREED

    def flush(self) -> None:
        self._guarded(lambda: sys.stdout.flush())

    def _guarded(self, write: Callable[[], object]) -> None:
        try:
            write()
        except OSError as problem:
            self.lost = self.lost or not _reader_left(problem)
            silence_stdout()


def _reader_left(problem: OSError) -> bool:
    """Windows answers EINVAL where others tell of a broken pipe."""
    return problem.errno == errno.EPIPE or (_WINDOWS and problem.errno == errno.EINVAL)


def _escaped(letter: str) -> str:
    """The same to whoever reads JSON, and nothing to a terminal."""
    if letter.isprintable():
        return letter
    return "".join(f"\\u{unit:04x}" for unit in _units(letter))


def _units(letter: str) -> memoryview:
    return memoryview(letter.encode("utf-16-" + sys.byteorder[0] + "e", errors="surrogatepass")).cast("H")
