"""Every layout of `convert_layouts`: all of it right, nothing wrong without a doubt, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from itaxl.convert.sources import source_from_bytes
from itaxl.convert.workbook import converted_bytes
from itaxl.reading.workbook import grids_from_bytes
from tests.convert_layouts import LAYOUTS, Layout, as_grid, as_odt, as_rtf, draft_of, outcome
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


MEMOS = [name for name, one in LAYOUTS.items() if "memo" in one.doors]


@pytest.mark.parametrize("name", MEMOS)
@pytest.mark.parametrize("write", [as_odt, as_rtf])
def it_reads_the_same_memo_from_every_format(name: str, write: Callable[[Layout], bytes]) -> None:
    one = LAYOUTS[name]
    suffix = {as_odt: "odt", as_rtf: "rtf"}[write]
    draft, again = draft_of(one, "memo"), source_from_bytes(write(one), f"memo.{suffix}").draft
    assert again.tracker == draft.tracker
    assert [(d.code, d.field, d.measure) for d in again.doubts] == [
        (d.code, d.field, d.measure) for d in draft.doubts
    ]
