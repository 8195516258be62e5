"""The whole examination of a PC, in the order in which things are mended."""

from __future__ import annotations

from pathlib import Path

from itaxl.setup import excel_settings as settings
from itaxl.setup import office_checks as office
from itaxl.setup import python_checks as program
from itaxl.setup.calc.checks import calc_checks
from itaxl.setup.check import Check, State
from itaxl.setup.pc import Machine
from itaxl.setup.places import tracker_folder


def examine(machine: Machine, workbook: Path | None = None) -> tuple[Check, ...]:
    """Every check; with a workbook also whether its own buttons will work.  Changes nothing, never raises
    for what it finds."""
    folder = tracker_folder(machine) if workbook is None else str(workbook.absolute().parent)
    checks = (
        program.python(machine),
        program.product(machine),
        program.fixed_environment(machine),
        settings.interpreter_letters(machine),
        program.shipped_files(machine),
        program.libraries(machine),
        program.log_folder(machine),
        office.excel(machine),
        office.macros(machine, folder),
        office.internet_macros(machine, folder),
        office.trusted_folder(machine, folder),
        settings.file_block(machine, folder),
        settings.protected_view(machine, folder),
        settings.ribbon(machine),
        office.defender(machine),
        office.documents_folder(machine),
        office.word(machine),
        office.date_order(machine),
        settings.list_separator(machine),
        office.fonts(machine),
        *calc_checks(machine),
    )
    if workbook is None:
        return checks
    from itaxl.setup.workbook_checks import workbook_checks

    return checks + workbook_checks(machine, workbook.absolute())


def examine_calc(machine: Machine, profile: str | None = None) -> tuple[Check, ...]:
    """The checks for somebody who works with LibreOffice Calc; Excel is not asked for.

    `profile`: the folder of LibreOffice's settings where it is not the usual one.
    """
    return (
        program.python(machine),
        program.shipped_files(machine),
        program.libraries(machine),
        program.log_folder(machine),
        *calc_checks(machine, wanted=True, profile=profile),
        office.date_order(machine),
        office.fonts(machine),
    )


def to_mend(checks: tuple[Check, ...]) -> int:
    return sum(check.state is State.MEND for check in checks)
