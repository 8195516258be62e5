"""What stands in .xls, .xlsb and .ods beside the values: errors, merged cells, strings in pieces."""

from __future__ import annotations

import struct

import pytest

from itaxl.core.grid import CellFault, Grid, Value
from itaxl.reading.biff import shared_texts
from itaxl.reading.compound import CompoundFile
from itaxl.reading.refusal import Refusal
from itaxl.reading.workbook import grids_from_bytes
from tests.compound_files import around
from tests.nasty_files import error_cell, number_cell, ods, record, shared_cell, xls, xlsb


def one(data: bytes) -> Grid:
    (grid,) = grids_from_bytes(data, "x")
    return grid


def formula(row: int, column: int, result: bytes) -> bytes:
    """A formula record with a stored result and a formula text that makes no sense."""
    return record(0x0006, struct.pack("<HHH", row, column, 0) + result + bytes(6) + b"\xff\xff\x99\x99\x99")


def test_errors_in_an_xls_are_faults_even_those_that_nobody_knows() -> None:
    cells = error_cell(0, 0, 0x2A) + error_cell(0, 1, 0x17) + error_cell(0, 2, 0x99) + number_cell(0, 3, 4)
    assert one(xls(cells)).rows == ((CellFault("#N/A"), CellFault("#REF!"), CellFault("#N/A"), 4.0),)


def test_results_of_formulas_in_an_xls() -> None:
    error = formula(0, 0, b"\x02\0\x07\0\0\0\xff\xff")
    unknown = formula(0, 1, b"\x02\0\x99\0\0\0\xff\xff")
    number = formula(0, 2, struct.pack("<d", 2.5))
    text = formula(0, 3, b"\0\0\0\0\0\0\xff\xff") + record(
        0x0207, struct.pack("<HB", 1, 1) + "ก".encode("utf-16-le")
    )
    assert one(xls(error + unknown + number + text)).rows == (
        (CellFault("#DIV/0!"), CellFault("#N/A"), 2.5, "ก"),
    )


def test_packed_numbers_merged_cells_and_names_in_an_xls() -> None:
    packed = record(0x00BD, struct.pack("<HHHlHlH", 0, 1, 0, 5 << 2 | 2, 0, 6 << 2 | 2, 2))
    merged = record(0x00E5, struct.pack("<5H", 1, 0, 1, 1, 2))
    name = record(0x0018, b"\0" * 3 + b"\xff" * 12)
    grid = one(xls(packed + merged, globals_=name))
    assert grid.rows == ((None, 5.0, 6.0),)
    assert grid.merged == ((1, 2, 2, 3),)


def test_the_cells_of_a_chart_within_an_xls_sheet_are_not_the_sheets() -> None:
    chart = (
        record(0x0809, struct.pack("<HHHHLL", 0x0600, 0x0020, 0, 0, 0, 0))
        + error_cell(9, 9, 7)
        + record(0x000A)
    )
    assert one(xls(chart + number_cell(0, 0, 1))).rows == ((1.0,),)


def test_a_string_that_goes_on_in_another_record_is_one_string() -> None:
    first = struct.pack("<LLHB", 2, 2, 4, 1) + "กข".encode("utf-16-le")
    then = b"\x00ab" + struct.pack("<HB", 1, 1) + "ค".encode("utf-16-le")
    table = record(0x00FC, first) + record(0x003C, then)
    assert one(xls(shared_cell(0, 0, 0) + shared_cell(0, 1, 1), globals_=table)).rows == (("กขab", "ค"),)
    assert shared_texts([first, then]) == ["กขab", "ค"]


def test_of_a_rich_string_only_the_letters_are_read() -> None:
    rich = struct.pack("<HBHL", 3, 0x0C, 2, 5) + b"abc" + bytes(2 * 4 + 5)
    plain = struct.pack("<HB", 1, 0) + b"d"
    assert shared_texts([struct.pack("<LL", 2, 2) + rich + plain]) == ["abc", "d"]


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, 5_000_000])
def test_a_container_gives_back_what_was_put_into_it(size: int) -> None:
    content = bytes(range(256)) * (size // 256) + bytes(size % 256)
    container = CompoundFile(around("Workbook", content), Refusal("x"))
    assert container.names == {"workbook"}
    assert container.stream("Workbook").rstrip(b"\0") == content.rstrip(b"\0")


def test_an_old_stream_name_is_found() -> None:
    assert one(xls(number_cell(0, 0, 1), stream="BOOK")).rows == ((1.0,),)


def test_errors_in_an_xlsb_are_faults() -> None:
    assert one(xlsb([Grid("S", ((CellFault("any"), 1.0),))])).rows == ((CellFault("#DIV/0!"), 1.0),)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (
            '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
            'calcext:value-type="error"><office:annotation><text:p>note</text:p></office:annotation>'
            "<text:p>#DIV/0!</text:p></table:table-cell>",
            CellFault("#DIV/0!"),
        ),
        ('<table:table-cell table:formula="of:=1+1"/>', CellFault("")),
        ('<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>', 2.0),
        ('<table:table-cell table:formula="x" office:value-type="string" office:string-value=""/>', None),
        ('<table:table-cell office:value-type="boolean" office:boolean-value="true"/>', True),
        ('<table:table-cell office:value-type="string"><text:p>ก<text:s/>ข</text:p><text:p>ค</text:p>'
         "</table:table-cell>", "ก ข\nค"),
    ],
)  # fmt: skip
def test_cells_of_an_ods(cell: str, value: Value) -> None:
    after = '<table:table-cell office:value-type="float" office:value="1"/>'
    assert one(ods(f"<table:table-row>{cell}{after}</table:table-row>")).rows == ((value, 1.0),)


def test_repeats_and_merged_cells_of_an_ods() -> None:
    number = (
        '<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="2"/>'
    )
    spanned = '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3"/>'
    grid = one(
        ods(
            '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
            f"<table:table-row><table:table-cell/>{number}{spanned}<table:covered-table-cell/></table:table-row>"
            '<table:table-row table:number-rows-repeated="1048573"><table:table-cell '
            'table:number-columns-repeated="16384"/></table:table-row>'
        )
    )
    assert grid.rows == ((), (), (None, 7.0, 7.0))
    assert grid.merged == ((3, 4, 5, 5),)
