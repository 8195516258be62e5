"""CSV files of every program: encodings, delimiters, and what is refused."""

from __future__ import annotations

import pytest

from itaxl.convert.sources import source_from_bytes, table_grids
from itaxl.core.grid import Grid
from itaxl.errors import InputError
from itaxl.reading.csv_text import csv_grid

ROWS = (("ลำดับ", "มาตรการ", "สถานะ"), ("1", 'เปิด "ศูนย์" รับเรื่อง, ร้องเรียน', "เสร็จ\nแล้ว"))


def text(delimiter: str = ",") -> str:
    lines = (delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in ROWS)
    return "\r\n".join(lines)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874", "tis-620"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter_gives_the_same_cells(encoding: str, delimiter: str) -> None:
    assert csv_grid(text(delimiter).encode(encoding), "a.csv").rows == ROWS


def test_excels_own_first_line_names_the_delimiter() -> None:
    assert csv_grid(b"sep=;\r\na;b,c\r\n", "a.csv").rows == (("a", "b,c"),)


def test_cells_are_texts_and_never_formulas() -> None:
    assert csv_grid(b'1,=1+1,"001"\n', "a.csv") == Grid("CSV", (("1", "=1+1", "001"),))


def test_blank_cells_and_rows_at_the_end_are_not_there() -> None:
    assert csv_grid("ก, ,\n,,\nข\n,,\n".encode(), "a.csv").rows == (("ก",), (), ("ข",))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "M\xfcller,Gru\xdf".encode("latin-1"),
        b"\xff\xfe\x00",
        b"a,b\0c",
        b"a\0" + b"\x01\xd8" * 9,
        ("ก," * 600_000).encode("cp874"),
        b"x" * 50_000_001,
        b'"' + b"x" * 11_000_000 + b'"',
    ],
    ids=["empty", "latin", "half", "nul", "surrogates", "cells", "size", "cell"],
)
def test_what_is_no_table_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        csv_grid(data, "a.csv")
    assert "\n" not in str(refused.value)


def test_the_content_decides_and_not_the_name(good_bytes: bytes) -> None:
    assert table_grids(text("\t").encode("utf-8-sig"), "export.xls")[0].rows == ROWS
    assert len(table_grids(good_bytes, "renamed.csv")) > 2
    with pytest.raises(InputError, match="HTML"):
        table_grids(b"<html><table><tr><td>1</td></tr></table>", "web.xls")


def scrambled(text: str, opened: str, written: str = "utf-8") -> bytes:
    """A text that was written in one code page, opened in another, and saved as UTF-8."""
    letters = []
    for byte in text.encode(written):
        try:
            letters.append(bytes([byte]).decode(opened))
        except UnicodeDecodeError:
            letters.append(chr(byte))
    return "".join(letters).encode("utf-8-sig")


_TABLE = "ลำดับ,มาตรการ,ผู้รับผิดชอบ,สถานะ\n1,จัดทำคู่มือ,กองคลัง,เสร็จแล้ว\n2,อบรม,สำนักปลัด,ยังไม่ดำเนินการ\n"


@pytest.mark.parametrize(
    ("opened", "written"),
    [("latin-1", "utf-8"), ("cp1252", "utf-8"), ("cp874", "utf-8"), ("latin-1", "cp874")],
)
def test_it_puts_scrambled_thai_right(opened: str, written: str) -> None:
    found = source_from_bytes(scrambled(_TABLE, opened, written), "a.csv").draft
    assert [(m.title, m.divisions) for m in found.tracker.measures] == [
        ("จัดทำคู่มือ", ("กองคลัง",)),
        ("อบรม", ("สำนักปลัด",)),
    ]
    assert "C882" in {doubt.code for doubt in found.doubts}


def test_it_tells_thai_that_is_lost() -> None:
    lost = _TABLE.encode().decode("cp1252", "replace").encode()
    found = source_from_bytes(lost, "a.csv").draft
    assert "C883" in {doubt.code for doubt in found.doubts}
    assert found.tracker.measures == ()
