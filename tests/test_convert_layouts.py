"""Every layout of `convert_layouts`: all of it right, nothing wrong without a doubt, and nothing lost."""

from __future__ import annotations

import pytest

from itaxl.convert.workbook import converted_bytes
from itaxl.reading.workbook import grids_from_bytes
from tests.convert_layouts import LAYOUTS, as_grid, draft_of, outcome
from tests.convert_loss import lost
from tests.convert_verdict import TODAY

EVERY = [pytest.param(name, door, id=f"{name}-{door}") for name, one in LAYOUTS.items() for door in one.doors]


@pytest.mark.parametrize(("name", "door"), EVERY)
def it_reads_the_layout(name: str, door: str) -> None:
    one = LAYOUTS[name]
    draft = draft_of(one, door)
    got = outcome(draft, one)
    assert got.silent == ()
    assert (got.found, got.statuses, got.divisions) == (got.wanted, got.wanted, got.wanted)
    assert got.other == ()
    grids = grids_from_bytes(converted_bytes(draft, "a", TODAY, macros=False), "new.xlsx")
    assert lost([as_grid(one)], grids) == []
