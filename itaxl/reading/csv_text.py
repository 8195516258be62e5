"""A CSV file as a grid: whatever the encoding and the delimiter of the program that saved it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from itaxl.core.grid import Grid, Value
from itaxl.errors import InputError
from itaxl.reading.limits import MAX_FILE_BYTES, MEGABYTE, Allowance
from itaxl.reading.refusal import Refusal

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 60
_LONGEST_CELL = 10 * MEGABYTE
#: Of the letters beyond ASCII at least this share must be Thai, or it is another code page.
_THAI_SHARE = 0.6


class CsvRefusal(Refusal):
    """The sentences for a text file, beside those for any file."""

    def unknown_letters(self) -> InputError:
        return InputError(
            f"อ่านตัวอักษรในไฟล์ {self._named()} ไม่ได้",
            "โปรดเปิดไฟล์ใน Excel แล้วบันทึกเป็น CSV UTF-8 หรือ .xlsx จากนั้นลองอีกครั้ง",
        )


def csv_grid(data: bytes, name: str) -> Grid:
    """The one sheet of a CSV file; its cells are texts.  Raises InputError only."""
    refuse = CsvRefusal(name)
    if not data:
        raise refuse.empty()
    if len(data) > MAX_FILE_BYTES:
        raise refuse.file_too_large(MAX_FILE_BYTES // MEGABYTE)
    text = _decoded(data, refuse)
    said, text = _said_delimiter(text)
    allowance = Allowance(refuse)
    rows: list[tuple[Value, ...]] = []
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=said or _delimiter(text)):
            while cells and not cells[-1].strip():
                cells.pop()
            allowance.take_cells(max(1, len(cells)))
            rows.append(tuple(cell if cell.strip() else None for cell in cells))
    except csv.Error as error:
        raise refuse.damaged() from error
    finally:
        csv.field_size_limit(before)
    while rows and not rows[-1]:
        rows.pop()
    return Grid("CSV", tuple(rows))


def _decoded(data: bytes, refuse: CsvRefusal) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            if (text := _strict(data, encoding)) is None:
                raise refuse.unknown_letters()
            return text
    if b"\0" in data[:4096]:
        for encoding in ("utf-16-le", "utf-16-be"):
            text = _strict(data, encoding)
            if text and "\0" not in text and _is_thai(text):
                return text
        raise refuse.unknown_letters()
    text = _strict(data, "utf-8")
    if text is None:
        text = _strict(data, "cp874")
        if text is None or not _is_thai(text):
            raise refuse.unknown_letters()
    if "\0" in text:
        raise refuse.unknown_letters()
    return text


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _is_thai(text: str) -> bool:
    beyond = [letter for letter in text if letter > "\x7f"]
    thai = sum("\u0e00" <= letter <= "\u0e7f" for letter in beyond)
    return thai >= _THAI_SHARE * len(beyond)


def _said_delimiter(text: str) -> tuple[str, str]:
    """Excel's own first line 'sep=;'."""
    first, _, rest = text.partition("\n")
    said = first.strip()
    if said.lower().startswith("sep=") and len(said) == 5:
        return said[4], rest
    return "", text


def _delimiter(text: str) -> str:
    """The one that splits most of the first rows into the same number of cells."""

    def evenness(delimiter: str) -> tuple[int, int]:
        lines = islice(csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter), _LOOKED_AT)
        try:
            widths = Counter(len(cells) for cells in lines if len(cells) > 1)
        except csv.Error:
            return 0, 0
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return rows, width

    return max(_DELIMITERS, key=evenness)
