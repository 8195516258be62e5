"""Problems of the surroundings: each knows its exit code and its next step.

A data problem is never raised; it is a `Finding`.  A bug is never wrapped; it keeps its traceback.
The exit codes are a public contract and never change their meaning.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller.  In a batch the gravest wins (see `gravest`)."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    OUTPUT = 4
    TEMPLATE = 5
    MISSING = 6
    BUG = 70
    INTERRUPTED = 130


def gravest(codes: list[ExitCode]) -> ExitCode:
    """The code that a run over several files ends with: the largest, OK when there is none."""
    return max(codes, default=ExitCode.OK)


class ItaxlError(Exception):
    """A problem that the user can solve.  `what` happened and `next_step`, both one Thai sentence."""

    exit_code = ExitCode.BUG

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(what, next_step)
        self.what = what
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.what} — {self.next_step}"


class UsageError(ItaxlError):
    """The command's words or options do not fit together."""

    exit_code = ExitCode.USAGE


class InputError(ItaxlError):
    """A workbook that cannot be read: absent, damaged, encrypted, too large, not a workbook."""

    exit_code = ExitCode.INPUT


class OutputError(ItaxlError):
    """An output that cannot be written: read-only, locked, disk full, already there."""

    exit_code = ExitCode.OUTPUT


class TemplateError(ItaxlError):
    """A memo template that cannot be used: damaged, or with a variable missing or misspelt.

    `problems`: a Thai sentence for each fault, where they are known one by one.
    """

    exit_code = ExitCode.TEMPLATE
    problems: tuple[str, ...] = ()


class MissingError(ItaxlError):
    """Something this machine lacks: a converter, Excel, an emblem's library."""

    exit_code = ExitCode.MISSING
