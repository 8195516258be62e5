"""The whole examination of a PC, in the order in which things are mended."""

from __future__ import annotations

from pathlib import Path

from itaxl.setup import office_checks as office
from itaxl.setup import python_checks as program
from itaxl.setup.check import Check, State
from itaxl.setup.machine import Machine
from itaxl.setup.places import tracker_folder


def examine(machine: Machine, workbook: Path | None = None) -> tuple[Check, ...]:
    """Every check; with a workbook also whether its own buttons will work.  Changes nothing, never raises
    for what it finds."""
    folder = tracker_folder(machine) if workbook is None else str(workbook.absolute().parent)
    checks = (
        program.python(machine),
        program.product(machine),
        program.fixed_environment(machine),
        program.shipped_files(machine),
        program.libraries(machine),
        program.log_folder(machine),
        office.excel(machine),
        office.macros(machine, folder),
        office.internet_macros(machine, folder),
        office.trusted_folder(machine, folder),
        office.defender(machine),
        office.documents_folder(machine),
        office.word(machine),
        office.fonts(machine),
    )
    if workbook is None:
        return checks
    from itaxl.setup.workbook_checks import workbook_checks

    return checks + workbook_checks(machine, workbook.absolute())


def to_mend(checks: tuple[Check, ...]) -> int:
    return sum(check.state is State.MEND for check in checks)
