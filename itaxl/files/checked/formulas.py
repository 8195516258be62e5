"""The formulas of a sheet's cells, judged where they stand: one that fetches leaves its last result."""

from __future__ import annotations

import re

from itaxl.files.checked.formula_rule import is_harmless
from itaxl.files.checked.markup import Unreadable, attributes, elements, openings, text_of, with_attributes

FORMULAS = "สูตรที่ดึงข้อมูลจากนอกสมุดงานหรือสั่งโปรแกรมอื่น (เหลือค่าล่าสุด)"


def calculating(rows: bytes) -> bytes:
    """The rows without formulas that fetch, run, or lead out; the same object where there is none."""
    if b"<f" not in rows and b":f" not in rows:
        return rows
    found = list(elements(b"f").finditer(rows))
    if len(found) != sum(1 for _ in openings(b"f").finditer(rows)):
        raise Unreadable
    bad = [one for one in found if not _calculates(one)]
    if not bad:
        return rows
    shared = {attributes(one["about"]).get(b"si") for one in bad if b"shared" in one["about"]}

    def judge(one: re.Match[bytes]) -> bytes:
        about = attributes(one["about"])
        depends = about.get(b"t") == b"shared" and about.get(b"si") in shared
        return b"" if depends or not _calculates(one) else one[0]

    return without_metadata(elements(b"f").sub(judge, rows), only_values=True)


def _calculates(formula: re.Match[bytes]) -> bool:
    if b"<" in (formula["inner"] or b""):
        return False
    about = attributes(formula["about"]) if formula["about"] else {}
    texts = (formula["inner"], about.get(b"r1"), about.get(b"r2"))
    return all(is_harmless(text_of(text)) for text in texts if text)


def without_metadata(rows: bytes, *, only_values: bool = False) -> bytes:
    """Cells without what they name of the parts for metadata; `only_values`: those without a formula."""
    if b" cm=" not in rows and (only_values or b" vm=" not in rows):
        return rows
    gone: dict[bytes, bytes | None] = {b"cm": None} if only_values else {b"cm": None, b"vm": None}

    def strip(cell: re.Match[bytes]) -> bytes:
        if only_values and elements(b"f").search(cell["inner"] or b""):
            return cell[0]
        start, end = cell.span("about")
        about = with_attributes(cell["about"], gone)
        return cell[0][: start - cell.start()] + about + cell[0][end - cell.start() :]

    return elements(b"c").sub(strip, rows)
