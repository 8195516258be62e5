"""A process that is told to end puts its things away first."""

from __future__ import annotations

import signal


def end_in_order() -> None:
    """For the main thread of a command: TERM, and a closed terminal, end it as Ctrl-C does.

    What the caller chose to ignore (nohup) stays ignored.
    """
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
