"""What a formula opens, in every format: =HYPERLINK("https://…", "…") is evidence as a link is."""

from __future__ import annotations

import struct

import pytest

from itaxl.core.grid import Grid
from itaxl.reading.opened import BIFF5, BIFF8, BIFF12, opened_by, opened_by_tokens
from itaxl.reading.workbook import grids_from_bytes
from tests import nasty_files as made
from tests.test_read_families import biff5, xlsb_of

URL = "https://a.example/1"
_OPENS = b"\x42\2" + struct.pack("<H", 359)
_ALONE = b"\x42\1" + struct.pack("<H", 359)


def spelt5(text: str) -> bytes:
    return b"\x17" + bytes([len(text)]) + text.encode("cp874")


def spelt8(text: str) -> bytes:
    narrow = text.isascii()
    return b"\x17" + bytes([len(text), not narrow]) + text.encode("latin-1" if narrow else "utf-16-le")


def spelt12(text: str) -> bytes:
    return b"\x17" + struct.pack("<H", len(text)) + text.encode("utf-16-le")


FORMATS = pytest.mark.parametrize(
    ("spelling", "spelt", "cell"),
    [(BIFF5, spelt5, 3), (BIFF8, spelt8, 4), (BIFF12, spelt12, 6)],
    ids=["before 1997", "xls", "xlsb"],
)


class DescribeTokens:
    @FORMATS
    def it_tells_an_address_beside_any_words(self, spelling, spelt, cell) -> None:  # type: ignore[no-untyped-def]
        address, reference = spelt(URL), b"\x44" + bytes(cell)
        words = [
            spelt("ดูประกาศ"),
            reference,
            spelt("ดู") + reference + b"\x08",  # joined by &
            reference + spelt("0") + b"\x41" + struct.pack("<H", 48),  # TEXT()
            b"\x1e\1\0\x15",  # a number in brackets
            b"\x16",  # left empty
            b"\x19\x40\0\1" + spelt("ดู"),  # spaces between
        ]
        assert [opened_by_tokens(address + word + _OPENS, spelling) for word in words] == [URL] * len(words)
        assert opened_by_tokens(address + _ALONE, spelling) == URL

    @FORMATS
    def it_tells_none_that_is_put_together(self, spelling, spelt, cell) -> None:  # type: ignore[no-untyped-def]
        address, reference = spelt(URL), b"\x44" + bytes(cell)
        others = [
            b"",
            address,
            reference + spelt("ดู") + _OPENS,
            address + reference + b"\x08" + spelt("ดู") + _OPENS,  # "https://…" & A1
            address + b"\x41" + struct.pack("<H", 15) + _ALONE + b"\x14",  # part of another formula
            address + spelt("ดู") + b"\x42\2" + struct.pack("<H", 1),  # another function
            spelt("#S1!A1") + spelt("ดู") + _OPENS,  # within the workbook
            address + spelt("ดู") + b"\x19\4\0\0" + _OPENS,
            address + b"\x7f" + _OPENS,
            (address + spelt("ดู") + _OPENS)[:-1],
        ]
        assert [opened_by_tokens(one, spelling) for one in others] == [""] * len(others)

    def it_tells_the_same_of_a_text(self) -> None:
        assert opened_by(f' hyperlink("{URL}","ดู")') == URL
        assert not opened_by('HYPERLINK("#S1!A1","ดู")')


def formula(row: int, column: int, tokens: bytes) -> bytes:
    result = struct.pack("<HHHdHL", row, column, 0, 1.0, 0, 0)
    return made.record(0x0006, result + struct.pack("<H", len(tokens)) + tokens)


def formula12(column: int, tokens: bytes, extra: bytes = b"") -> bytes:
    result = struct.pack("<LL", column, 0) + made._wide("ดู") + b"\0\0"
    sized = struct.pack("<L", len(tokens)) + tokens + struct.pack("<L", len(extra)) + extra
    return made._record12(0x08, result + sized)


class DescribeCells:
    def it_follows_a_formula_of_an_old_workbook(self) -> None:
        tokens = spelt8(URL) + spelt8("ดู") + _OPENS
        assert read(made.xls(formula(2, 1, tokens))).links == {(3, 2): URL}
        older = spelt5(URL) + spelt5("ดู") + _OPENS
        assert read(biff5(formula(2, 1, older), 874)).links == {(3, 2): URL}

    def it_follows_what_cells_of_an_old_workbook_share(self) -> None:
        tokens = spelt8(URL) + _ALONE
        shares = b"\1" + struct.pack("<HH", 2, 1)
        shared = made.record(0x04BC, struct.pack("<HHBBBBH", 2, 3, 1, 1, 0, 2, len(tokens)) + tokens)
        cells = formula(2, 1, shares) + shared + formula(3, 1, shares) + formula(4, 1, b"\1\x07\0\0\0")
        assert read(made.xls(cells)).links == {(3, 2): URL, (4, 2): URL}

    def it_follows_a_formula_of_a_binary_workbook(self) -> None:
        tokens = spelt12(URL) + spelt12("ดู") + _OPENS
        assert read(xlsb_of(formula12(3, tokens))).links == {(1, 4): URL}

    def it_follows_what_cells_of_a_binary_workbook_share(self) -> None:
        tokens, shares = spelt12(URL) + _ALONE, b"\1" + struct.pack("<L", 0)
        shared = made._record12(
            0x1AB, struct.pack("<LLLL", 0, 0, 3, 4) + struct.pack("<L", len(tokens)) + tokens
        )
        column = struct.pack("<L", 3)
        cells = formula12(3, shares, column) + shared + formula12(4, shares, column)
        assert read(xlsb_of(cells)).links == {(1, 4): URL, (1, 5): URL}

    def it_follows_what_cells_of_a_new_workbook_share(self) -> None:
        first = f'<c r="B1" t="str"><f t="shared" ref="B1:B2" si="0">HYPERLINK("{URL}")</f><v>ดู</v></c>'
        second = '<c r="B2" t="str"><f t="shared" si="0"/><v>ดู</v></c>'
        other = '<c r="C2" t="str"><f t="shared" si="1"/><v>ดู</v></c>'
        rows = f'<row r="1">{first}</row><row r="2">{second}{other}</row>'
        assert read(made.xlsx(made.sheet(rows))).links == {(1, 2): URL, (2, 2): URL}

    def it_lets_a_link_of_the_cell_go_before_its_formula(self) -> None:
        """As where both are in an .xlsx."""
        url = "https://b.example/2".encode("utf-16-le") + b"\0\0"
        moniker = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b") + struct.pack("<L", len(url)) + url
        link = made.record(
            0x01B8, struct.pack("<4H", 2, 2, 1, 1) + bytes(16) + struct.pack("<LL", 2, 3) + moniker
        )
        tokens = spelt8(URL) + _ALONE
        assert read(made.xls(formula(2, 1, tokens) + link)).links == {(3, 2): "https://b.example/2"}


def read(data: bytes) -> Grid:
    (grid,) = grids_from_bytes(data, "x", notes=True)
    return grid
