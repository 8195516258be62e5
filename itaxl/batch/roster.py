"""The roster of a district, from a file and into one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from itaxl.core.district.desk import Expected, name_of
from itaxl.core.district.identity import Register
from itaxl.core.district.line import OfficeLine
from itaxl.core.district.roster import SHEET, roster_in, roster_sheet
from itaxl.errors import InputError
from itaxl.reading.workbook import grids_from_bytes, read_workbook


def read_roster(path: Path) -> tuple[Expected, ...]:
    """The offices that a workbook or a CSV file lists.  Raises InputError."""
    data = read_workbook(path)
    if path.suffix.lower() in (".csv", ".txt"):
        from itaxl.reading.csv_text import csv_grid

        offices = roster_in([csv_grid(data, path.name)])
    else:
        offices = roster_in(grids_from_bytes(data, path.name))
    if not offices:
        raise InputError(
            f"ไม่พบรายชื่อหน่วยงานในไฟล์ {path.name}",
            "โปรดใช้ตารางที่มีหัวคอลัมน์ ชื่อหน่วยงาน หรือสร้างไฟล์เริ่มต้นด้วยคำสั่ง itaxl roster",
        )
    return offices


def roster_of(lines: Iterable[OfficeLine]) -> list[Expected]:
    """The offices that have sent something, each once, by district and name."""
    register = Register()
    found: dict[int, Expected] = {}
    for line in lines:
        if line.named:
            expected = Expected(name_of(line), line.email, line.phone)
            known = found.setdefault(register.number(expected.office), expected)
            about = known.email or expected.email, known.contact or expected.contact
            found[register.number(expected.office)] = Expected(known.office, *about)
    return sorted(found.values(), key=lambda one: (one.office.province, one.office.district, one.office.name))


def roster_bytes(offices: list[Expected], made_on: dt.date) -> bytes:
    """A workbook with the roster alone."""
    from itaxl.files.district.workbook import sheets_bytes

    return sheets_bytes({SHEET: lambda: roster_sheet(offices)}, made_on)
