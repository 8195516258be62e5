"""The spreadsheet programs that the buttons are tested in: one suite, the same expectations."""

from __future__ import annotations

from typing import TypeAlias

import pytest

from tests.calc_office import Calc, needs_calc
from tests.excel_engine import Excel

Desk: TypeAlias = Excel | Calc

#: For a module's `pytestmark`: every test once in the pretended Excel and once in a live Calc.
IN_BOTH = pytest.mark.parametrize("xl", ["excel", pytest.param("calc", marks=needs_calc)], indirect=True)
IN_CALC = pytest.mark.parametrize("xl", [pytest.param("calc", marks=needs_calc)], indirect=True)
