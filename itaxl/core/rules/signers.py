"""The office's two lists: who signs, and its divisions."""

from __future__ import annotations

from collections.abc import Iterator

from itaxl.core import layout
from itaxl.core.reading import Reading
from itaxl.core.rules.rule import ERROR, WARNING, Case, Family, Found, at, empty
from itaxl.core.thai.text import key

family = Family("ผู้ลงนามและส่วนราชการ")
#: The most signatures that a memo goes through in any office that was seen.
_MOST_SIGNERS = 8


@family.rule(
    "O309",
    ERROR,
    "ไม่มีผู้ลงนาม",
    why="บันทึกต้องมีผู้เสนออย่างน้อยหนึ่งคน",
    message="ยังไม่มีผู้ลงนาม โปรดกรอกชื่อและตำแหน่งของผู้เสนอในแถวแรกของตาราง",
    bad=Case(
        {f"signers.{f.key}@{n}": None for f in layout.SIGNER_COLUMNS for n in (1, 2, 3)}, at="#signers.role"
    ),
    good=Case({f"signers.{f.key}@{n}": None for f in layout.SIGNER_COLUMNS for n in (2, 3)}),
)
def no_signers(reading: Reading) -> Iterator[Found]:
    if reading.signers_table and not reading.signers:
        yield Found(reading.signers_table.place, None, {})


@family.rule(
    "O310",
    ERROR,
    "ผู้ลงนามขาดชื่อหรือตำแหน่ง",
    why="ชื่อในวงเล็บและตำแหน่งพิมพ์ใต้เส้นลงนามทุกคน",
    message="ผู้ลงนามแถวนี้ยังไม่ได้กรอก “{label}”",
    bad=Case({"signers.position@2": None}),
    good=Case({"signers.position2@2": "รักษาราชการแทน ปลัด"}),
)
def signer_incomplete(reading: Reading) -> Iterator[Found]:
    for row in reading.signers:
        for name in ("name", "position"):
            if name in row.cells and empty(row.cells[name]):
                yield at(row.cells[name])


@family.rule(
    "O311",
    WARNING,
    "ผู้ลงนามเกินแปดคน",
    why="บันทึกเสนอผ่านกี่ลำดับก็ได้ แต่เกินแปดลำดับมักเป็นแถวที่คัดลอกเกินมา",
    message="มีผู้ลงนามมากกว่า {most} คน โปรดตรวจว่าแถวนี้เป็นผู้ลงนามจริง",
    bad=Case(
        {
            f"signers.{c}@{n}": v
            for n in range(4, 10)
            for c, v in (("role", "ความเห็น"), ("name", f"นายคนที่ {n}"), ("position", f"ตำแหน่ง {n}"))
        },
        at="signers.name@9",
    ),
    good=Case({"signers.role@4": "ความเห็น", "signers.name@4": "นายสี่", "signers.position@4": "รองนายก"}),
)
def too_many_signers(reading: Reading) -> Iterator[Found]:
    for row in reading.signers[_MOST_SIGNERS:]:
        cell = row.cells.get("name") or next(iter(row.cells.values()))
        yield at(cell, most=str(_MOST_SIGNERS))


@family.rule(
    "O312",
    WARNING,
    "หัวข้อความเห็นของผู้บังคับบัญชาว่าง",
    why="ผู้ลงนามลำดับที่สองขึ้นไปคือผู้ให้ความเห็น หากไม่มีหัวข้อ บันทึกจะพิมพ์เป็นผู้เสนออีกคน",
    message="ผู้ลงนามลำดับที่สองขึ้นไปควรมี “{label}” เช่น ความเห็นปลัดองค์การบริหารส่วนตำบล",
    bad=Case({"signers.role@2": None}),
    good=Case({"signers.role@1": None}),
)
def role_missing(reading: Reading) -> Iterator[Found]:
    for row in reading.signers[1:]:
        if "role" in row.cells and empty(row.cells["role"]):
            yield at(row.cells["role"])


@family.rule(
    "O313",
    WARNING,
    "ผู้ลงนามซ้ำ",
    why="คนเดียวกันลงนามสองลำดับมักเป็นการคัดลอกแถวแล้วลืมแก้",
    message="“{value}” ลงนามมากกว่าหนึ่งลำดับ โปรดตรวจว่าถูกต้อง",
    bad=Case({"signers.name@2": "นางสาวสมศรี ตัวอย่าง"}),
    good=Case({"signers.name@2": "นางสาวสมใจ ตัวอย่าง"}),
)
def signer_twice(reading: Reading) -> Iterator[Found]:
    seen: set[str] = set()
    for row in reading.signers:
        name = key(row.signer.name)
        if name and name in seen:
            yield at(row.cells["name"])
        seen.add(name)


@family.rule(
    "O314",
    WARNING,
    "ยังไม่มีรายการส่วนราชการ",
    why="เมื่อไม่มีรายการ โปรแกรมใช้ชื่อส่วนราชการทั่วไปแทน ซึ่งอาจไม่ตรงกับโครงสร้างของหน่วยงาน",
    message="ยังไม่มีรายการส่วนราชการ โปรดกรอกชื่อย่อและชื่อเต็มของทุกสำนัก/กอง",
    bad=Case(
        {f"divisions.{c}@{n}": None for c in ("short", "full", "aliases") for n in range(1, 8)},
        at="#divisions.short",
    ),
    good=Case({f"divisions.{c}@{n}": None for c in ("short", "full", "aliases") for n in (6,)}),
)
def no_divisions(reading: Reading) -> Iterator[Found]:
    if reading.divisions_table and not reading.divisions:
        yield Found(reading.divisions_table.place, None, {})


@family.rule(
    "O315",
    ERROR,
    "ชื่อส่วนราชการซ้ำในรายการ",
    why="ชื่อเดียวกันสองแถวทำให้สรุปตามกองนับแยกกันไม่ได้",
    message="“{value}” มีในรายการแล้ว โปรดลบแถวที่ซ้ำ",
    bad=Case({"divisions.short@3": "กองคลัง"}),
    good=Case({"divisions.short@3": "กองประปา", "divisions.full@3": "กองประปา"}),
)
def division_listed_twice(reading: Reading) -> Iterator[Found]:
    seen: set[str] = set()
    for row in reading.divisions:
        name = key(row.short)
        if name and name in seen:
            yield at(row.cells["short"])
        seen.add(name)


@family.rule(
    "O316",
    ERROR,
    "ส่วนราชการขาดชื่อย่อ",
    why="ชื่อย่อคือชื่อที่ใช้ในตารางและในบันทึก โปรแกรมไม่นับแถวที่ไม่มีชื่อย่อ",
    message="แถวนี้ยังไม่ได้กรอก “{label}”",
    bad=Case({"divisions.short@6": None}),
    good=Case({"divisions.full@6": None}),
)
def division_without_short(reading: Reading) -> Iterator[Found]:
    for row in reading.divisions:
        if "short" in row.cells and empty(row.cells["short"]):
            yield at(row.cells["short"])
