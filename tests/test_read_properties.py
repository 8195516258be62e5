"""Whatever bytes come: grids, or an InputError in one line; nothing else, and the process lives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl.core.grid import Grid
from itaxl.errors import InputError
from itaxl.reading.workbook import grids_from_bytes
from tests import nasty_files as made

_SHEET = made.sheet(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45382</v></c></row>'
    '<row r="2"><c r="A2" t="e"><v>#SPILL!</v></c><c r="B2"><f>1+1</f></c></row>',
    after='<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>',
)
_XLSX = made.xlsx(
    _SHEET,
    strings=made.shared("<si><t>ก</t></si>", attributes='uniqueCount="1"'),
    styles=made.date_styles("d/m/yyyy"),
)
_CELLS = made.number_cell(0, 0, 1.5) + made.error_cell(1, 1, 0x2A) + made.shared_cell(2, 0, 0)
_ROW = (
    '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/>'
    '<table:table-cell office:value-type="string" table:number-columns-repeated="2">'
    '<text:p>ก<text:s text:c="2"/></text:p></table:table-cell>'
    '<table:table-cell table:formula="of:=1"/></table:table-row>'
)
WORKBOOKS = {
    "xlsx": _XLSX,
    "xlsb": made.xlsb([Grid("S", (("ก", 1.0, True), (None, 2.0)))]),
    "xls": made.xls(
        made.record(0x0200, bytes(14)) + _CELLS,
        globals_=made.record(0x22, b"\0\0") + made.shared_table("กข", "ค"),
    ),
    "ods": made.ods(_ROW),
}
#: What, put in the place of some bytes, has broken readers before.
_BITES = st.sampled_from(
    [
        b"",
        b"\0",
        b"\xff",
        b"\xff\xff\xff\xff",
        b"\xfe\xff\xff\xff",
        b"\xff\xff\0\0",
        b"9999999",
        b"<",
        b'"',
        b"&#0;",
        b"A1",
    ]
) | st.binary(max_size=6)
_CHANGES = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 8), _BITES), min_size=1, max_size=5
)


def changed(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for place, length, bite in changes:
        at = int(place * len(data))
        data = data[:at] + bite + data[at + length :]
    return data


def survives(data: bytes) -> None:
    try:
        grids = grids_from_bytes(data, "x.xlsx")
    except InputError as error:
        assert error.what and error.next_step and "\n" not in str(error)
    else:
        assert all(isinstance(grid, Grid) for grid in grids)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_unchanged_workbooks_are_read(name: str) -> None:
    assert grids_from_bytes(WORKBOOKS[name], name)[0].rows


@given(data=st.binary(max_size=2000))
def test_random_bytes(data: bytes) -> None:
    survives(data)


@given(
    signature=st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
    data=st.binary(max_size=2000),
)
def test_random_bytes_after_a_signature(signature: bytes, data: bytes) -> None:
    survives(signature + data)


@pytest.mark.parametrize("name", WORKBOOKS)
@given(changes=_CHANGES)
@settings(max_examples=150)
def test_a_workbook_with_bytes_changed(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    survives(changed(WORKBOOKS[name], changes))


@pytest.mark.parametrize("name", ["xlsx", "xlsb", "ods"])
@given(data=st.data(), changes=_CHANGES)
@settings(max_examples=150)
def test_a_workbook_with_one_part_changed(
    name: str, data: st.DataObject, changes: list[tuple[float, int, bytes]]
) -> None:
    parts = made.unzipped(WORKBOOKS[name])
    part = data.draw(st.sampled_from(sorted(parts)))
    survives(made.zipped({**parts, part: changed(parts[part], changes)}))


@given(
    cells=st.dictionaries(
        st.tuples(st.integers(1, 30), st.integers(0, 25)),
        st.sampled_from(
            [
                "",
                "<v/>",
                "<v>1</v>",
                "<f>A1</f>",
                "<f>A1</f><v/>",
                "<f>A1</f><v>2</v>",
                '<f t="shared" si="0"/><v>3</v>',
            ]
        ),
        max_size=12,
    ),
    prefix=st.sampled_from(["", "x:"]),
    explicit=st.booleans(),
)
def test_the_quick_look_at_a_sheet_agrees_with_the_thorough_one(
    cells: dict[tuple[int, int], str], prefix: str, explicit: bool
) -> None:
    """Only the spelling differs: with a prefix or a comment every cell goes through expat."""
    rows = "".join(
        f'<row r="{r}">'
        + "".join(f'<c r="{chr(65 + c)}{r}">{v}</c>' for (at, c), v in sorted(cells.items()) if at == r)
        + "</row>"
        for r in sorted({at for at, _ in cells})
    )
    plain = made.sheet(rows) if rows else made.sheet("")
    thorough = made.sheet(rows, before="<!-- -->") if explicit else plain
    if prefix:
        named = rows
        for tag in ("row", "c", "v", "f"):
            for end in (" ", ">", "/"):
                named = named.replace(f"<{tag}{end}", f"<x:{tag}{end}").replace(
                    f"</{tag}{end}", f"</x:{tag}{end}"
                )
        thorough = f'<x:worksheet xmlns:x="m"><x:sheetData>{named}</x:sheetData></x:worksheet>'
    assert grids_from_bytes(made.xlsx(plain), "x") == grids_from_bytes(made.xlsx(thorough), "x")
