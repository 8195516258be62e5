"""All checks of the macro workbook, by name.  A check gives the problems that it sees in a file."""

from __future__ import annotations

from pathlib import Path

from tests import workbook_ovba_checks as of_project
from tests import workbook_package_checks as of_package
from tests import workbook_repair_book as of_book
from tests import workbook_repair_sheets as of_sheets
from tests import workbook_ribbon_checks as of_ribbon
from tests import workbook_vba_checks as of_vba
from tests.workbook_book import Book, Check
from tests.workbook_kinds import TRACKER, Kind

#: What makes Excel offer a repair; they hold for every workbook, not only for a tracker.
REPAIR: dict[str, Check] = {
    "cells": of_sheets.cells,
    "areas": of_sheets.areas,
    "views": of_sheets.views,
    "styles": of_book.styles,
    "strings": of_book.strings,
    "workbook": of_book.names_of_book,
    "table parts": of_book.table_parts,
    "drawings": of_book.drawings,
    "package": of_book.package_parts,
}
CHECKS: dict[str, Check] = {
    "lxml": of_package.well_formed,
    "pyOpenVBA check_file": of_package.package,
    "openxml-audit": of_package.schema,
    "customUI rules": of_ribbon.ribbon_rules,
    "icons": of_ribbon.icons,
    "macro-enabled": of_package.macro_enabled,
    "bindings": of_ribbon.bindings,
    "code names": of_package.code_names,
    "tables": of_package.tables,
    "drop-downs": of_package.drop_downs,
    "dates": of_package.dates,
    "names": of_package.names,
    "pictures": of_package.pictures,
    "printing": of_package.printing,
    "settings": of_package.settings,
    "text": of_package.text,
    "colours": of_package.colours,
    "contract": of_package.contract,
    "MS-OVBA": of_project.ovba,
    "pyvbaanalysis": of_vba.analyser,
    "vbalidator": of_vba.prechecker,
    "declarations": of_vba.declarations,
    "pyOpenVBA runtime": of_vba.runtime,
    **REPAIR,
}
#: Checks of nothing but the VBA project.
OF_VBA = frozenset(("MS-OVBA", "pyvbaanalysis", "vbalidator", "declarations", "pyOpenVBA runtime"))


def problems(check: str, path: Path, kind: Kind = TRACKER) -> list[str]:
    """What a check says of a file; a file that it cannot even open is a problem too."""
    try:
        return CHECKS[check](Book(path, kind))
    except ModuleNotFoundError:
        raise
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
