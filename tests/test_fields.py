"""What is noticed while one cell is read."""

from __future__ import annotations

import pytest

from itaxl.core.fields import Notebook
from itaxl.core.layout import MEASURE_COLUMNS
from itaxl.core.reading import Cell


@pytest.mark.parametrize(
    ("text", "strays"),
    [
        ("มาตรการ ที่ ๑", False),
        ("เ กณฑ์", True),
        ("ได้แ  ก่", True),
        ("มาตรก าร", True),
        ("มาตรก   าร ข้อ ๑", True),
        ("ไ\u00a0ป ข้อ ๑", True),
        ("ก\u00a0 ิน", True),
        (" าร", False),
        ("เ ", False),
        ("ก 1 ะ", False),
        ("ก\nา ข", False),
        ("e เ1 ก", False),
    ],
)
def it_notices_a_space_inside_a_syllable(text: str, strays: bool) -> None:
    notes = Notebook()
    notes.text(Cell(MEASURE_COLUMNS[1], "มาตรการ", 2, 2, text))
    assert ("C204" in [sighting.code for sighting in notes.sightings]) is strays
