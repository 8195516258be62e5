"""The two streams: the product goes to stdout, messages and progress to stderr."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable

from itaxl.cli.width import printable


def utf8_streams() -> None:
    """Thai must survive a console whose code page is not UTF-8, and a redirect into a file."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


class Console:
    """Prints.  When the reader of stdout goes away, the work goes on and the rest is dropped."""

    def __init__(self) -> None:
        self.broken = False

    def out(self, text: str) -> None:
        """A line of the product."""
        self._guarded(lambda: print(text))

    def json(self, value: object) -> None:
        """The product as one line of JSON."""
        import json

        self.out(json.dumps(value, ensure_ascii=False))

    def say(self, text: str) -> None:
        """A message for the person."""
        with contextlib.suppress(OSError, ValueError):  # nobody listens: nothing to be done
            print(printable(text), file=sys.stderr, flush=True)

    def flush(self) -> None:
        self._guarded(lambda: sys.stdout.flush())

    def _guarded(self, write: Callable[[], object]) -> None:
        try:
            write()
        except BrokenPipeError:
            _silence_stdout()
        except OSError:
            self.broken = True
            _silence_stdout()
            raise


def _silence_stdout() -> None:
    """Python flushes stdout once more at exit; that must not fail a second time."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
