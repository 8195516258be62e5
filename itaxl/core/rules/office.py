"""The office: required fields, choices, book number, signers, divisions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from itaxl.core import layout
from itaxl.core.layout import Need
from itaxl.core.model import OfficeKind
from itaxl.core.reading import Reading
from itaxl.core.rules.rule import ERROR, WARNING, Case, Family, Found, at, empty
from itaxl.core.thai.text import arabic_digits, key

family = Family("ข้อมูลหน่วยงาน ผู้ลงนาม และส่วนราชการ")

_BOOK_NUMBER = re.compile(r"[ก-ฮ]{2}\s?\d{5}(?:\.\d{1,3})?/?")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_KIND_WORDS = (*(kind.value for kind in OfficeKind), "อบต.", "อบต", "อบจ.", "อบจ", "ทต.", "ทม.", "ทน.")
_PICTURE = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]{1,120}\.(png|jpe?g)", re.IGNORECASE)


def _empty_fields(reading: Reading, need: Need) -> Iterator[Found]:
    for cell in reading.cells.values():
        if cell.field.need is need and empty(cell):
            yield at(cell, hint=cell.field.hint)


@family.rule(
    "O301",
    ERROR,
    "ช่องที่จำเป็นยังว่าง",
    why="ข้อมูลนี้พิมพ์อยู่ในบันทึกโดยตรง",
    message="ยังไม่ได้กรอก «{label}» ({hint})",
    bad=Case({"province": None}),
    good=Case({"phone": None}),
)
def required(reading: Reading) -> Iterator[Found]:
    yield from _empty_fields(reading, Need.REQUIRED)


@family.rule(
    "O302",
    WARNING,
    "ช่องที่ควรกรอกยังว่าง",
    why="บันทึกออกได้ แต่ข้อความบางส่วนจะขาดหรือตรวจความถูกต้องไม่ได้",
    message="ควรกรอก «{label}» ({hint})",
    bad=Case({"book_code": None}),
    good=Case({"sub_unit": None}),
)
def advised(reading: Reading) -> Iterator[Found]:
    yield from _empty_fields(reading, Need.ADVISED)


family.noticed(
    "O303",
    ERROR,
    "ค่าไม่อยู่ในรายการ",
    why="ช่องนี้รับเฉพาะคำในรายการ เพราะใช้เลือกถ้อยคำของบันทึก",
    message="«{label}» มีค่า «{value}» ซึ่งไม่อยู่ในรายการ ให้เลือกคำใดคำหนึ่ง: {choices}",
    bad=Case({"kind": "สำนักงานจังหวัด"}),
    good=Case({"kind": "เทศบาลตำบล"}),
)


@family.rule(
    "O304",
    WARNING,
    "รูปแบบเลขที่หนังสือ",
    why="ตามระเบียบงานสารบรรณ เลขที่หนังสือคือรหัสตัวอักษรจังหวัดสองตัว เลขห้าหลัก และเครื่องหมายทับ",
    message="เลขที่หนังสือ «{value}» ไม่ตรงรูปแบบ ให้พิมพ์ เช่น กข 70101/ แล้วเว้นเลขทะเบียนไว้",
    bad=Case({"book_code": "ที่ว่าการ 12"}),
    good=Case({"book_code": "สม ๗๐๑๐๑/"}),
)
def book_number(reading: Reading) -> Iterator[Found]:
    code = reading.tracker.office.book_code
    if code and not _BOOK_NUMBER.fullmatch(arabic_digits(code)):
        yield at(reading.cells["book_code"])


@family.rule(
    "O305",
    WARNING,
    "ชื่อหน่วยงานมีคำบอกประเภทซ้ำ",
    why="ระบบเติมคำบอกประเภทหน้าชื่อให้แล้ว พิมพ์ซ้ำอาจได้ชื่อที่ไม่ถูกต้องในบันทึก",
    message="ชื่อหน่วยงาน «{value}» มีคำว่า «{word}» อยู่แล้ว ให้กรอกเฉพาะชื่อ",
    bad=Case({"name": "อบต.ตัวอย่างสุข"}),
    good=Case({"name": "ตัวอย่างสุข"}),
)
def name_repeats_kind(reading: Reading) -> Iterator[Found]:
    name = reading.tracker.office.name
    word = next((w for w in _KIND_WORDS if name.startswith(w)), None)
    if word:
        yield at(reading.cells["name"], word=word)


@family.rule(
    "O306",
    WARNING,
    "ส่วนราชการเจ้าของเรื่องไม่อยู่ในรายการ",
    why="ชื่อเจ้าของเรื่องควรสะกดตรงกับรายการส่วนราชการของหน่วยงาน จะได้ไม่มีชื่อสองแบบในบันทึกเดียว",
    message="«{value}» ไม่ตรงกับชื่อใดในรายการส่วนราชการ ให้ใช้ชื่อตามรายการ หรือเพิ่มชื่อนี้ในรายการ",
    bad=Case({"owner_division": "สำนักงานปลัด"}),
    good=Case({"owner_division": "กองการศึกษา ศาสนาและวัฒนธรรม"}),
)
def owner_unknown(reading: Reading) -> Iterator[Found]:
    office = reading.tracker.office
    known = {key(name) for d in office.divisions for name in (d.short, d.full)}
    if office.owner_division and known and key(office.owner_division) not in known:
        yield at(reading.cells["owner_division"])


@family.rule(
    "O307",
    WARNING,
    "รูปแบบอีเมล",
    why="อีเมลที่พิมพ์ผิดทำให้ติดต่อกลับไม่ได้",
    message="อีเมล «{value}» ไม่ถูกรูปแบบ ตัวอย่างที่ถูกคือ saraban@ชื่อหน่วยงาน.go.th",
    bad=Case({"email": "saraban at tuayangsuk"}),
    good=Case({"email": "saraban@tuayangsuk.example.go.th"}),
)
def email_form(reading: Reading) -> Iterator[Found]:
    email = reading.tracker.office.email
    if email and not _EMAIL.fullmatch(email):
        yield at(reading.cells["email"])


@family.rule(
    "O308",
    WARNING,
    "ชื่อไฟล์ภาพตราครุฑ",
    why="ไฟล์ภาพต้องวางไว้ข้างสมุดงาน ระบบไม่เปิดไฟล์จากที่อื่นตามข้อความในเซลล์",
    message="«{value}» ใช้ไม่ได้ ให้กรอกเฉพาะชื่อไฟล์ .png หรือ .jpg โดยไม่มีชื่อโฟลเดอร์ เช่น krut.png",
    bad=Case({"emblem": "..\\ภาพ\\krut.png"}),
    good=Case({"emblem": "krut.PNG"}),
)
def emblem_name(reading: Reading) -> Iterator[Found]:
    emblem = reading.tracker.office.emblem
    if emblem and (not _PICTURE.fullmatch(emblem) or emblem.startswith(".")):
        yield at(reading.cells["emblem"])


@family.rule(
    "O309",
    ERROR,
    "ไม่มีผู้ลงนาม",
    why="บันทึกต้องมีผู้เสนออย่างน้อยหนึ่งคน",
    message="ยังไม่มีผู้ลงนาม ให้กรอกชื่อและตำแหน่งของผู้เสนอในแถวแรกของตาราง",
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
    message="ผู้ลงนามแถวนี้ยังไม่ได้กรอก «{label}»",
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
    ERROR,
    "ผู้ลงนามเกินแปดคน",
    why="บันทึกหนึ่งฉบับเสนอขึ้นไปไม่เกินแปดลำดับ",
    message="มีผู้ลงนามมากกว่า {most} คน ให้ลบแถวที่เกิน",
    bad=Case(
        {
            f"signers.{c}@{n}": v
            for n in range(4, layout.SIGNER_ROWS + 2)
            for c, v in (("role", "ความเห็น"), ("name", f"นายคนที่ {n}"), ("position", f"ตำแหน่ง {n}"))
        },
        at=f"signers.name@{layout.SIGNER_ROWS + 1}",
    ),
    good=Case({"signers.role@4": "ความเห็น", "signers.name@4": "นายสี่", "signers.position@4": "รองนายก"}),
)
def too_many_signers(reading: Reading) -> Iterator[Found]:
    for row in reading.signers[layout.SIGNER_ROWS :]:
        cell = row.cells.get("name") or next(iter(row.cells.values()))
        yield at(cell, most=str(layout.SIGNER_ROWS))


@family.rule(
    "O312",
    WARNING,
    "หัวข้อความเห็นของผู้บังคับบัญชาว่าง",
    why="ผู้ลงนามลำดับที่สองขึ้นไปคือผู้ให้ความเห็น ถ้าไม่มีหัวข้อ บันทึกจะพิมพ์เป็นผู้เสนออีกคน",
    message="ผู้ลงนามลำดับที่สองขึ้นไปควรมี «{label}» เช่น ความเห็นปลัดองค์การบริหารส่วนตำบล",
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
    message="«{value}» ลงนามมากกว่าหนึ่งลำดับ ให้ตรวจว่าถูกต้อง",
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
    why="เมื่อไม่มีรายการ ระบบใช้ชื่อส่วนราชการทั่วไปแทน ซึ่งอาจไม่ตรงกับโครงสร้างของหน่วยงาน",
    message="ยังไม่มีรายการส่วนราชการ ให้กรอกชื่อย่อและชื่อเต็มของทุกสำนัก/กอง",
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
    message="«{value}» มีในรายการแล้ว ให้ลบแถวที่ซ้ำ",
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
    why="ชื่อย่อคือชื่อที่ใช้ในตารางและในบันทึก แถวที่ไม่มีชื่อย่อจะไม่ถูกนับ",
    message="แถวนี้ยังไม่ได้กรอก «{label}»",
    bad=Case({"divisions.short@6": None}),
    good=Case({"divisions.full@6": None}),
)
def division_without_short(reading: Reading) -> Iterator[Found]:
    for row in reading.divisions:
        if "short" in row.cells and empty(row.cells["short"]):
            yield at(row.cells["short"])
