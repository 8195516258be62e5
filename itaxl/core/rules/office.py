"""The office: required fields, choices, book number, names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from itaxl.core import layout
from itaxl.core.divisions import read_divisions
from itaxl.core.layout import Need
from itaxl.core.links import meant_links, sites
from itaxl.core.model import Office, OfficeKind
from itaxl.core.office_words import own_name
from itaxl.core.reading import Cell, Reading
from itaxl.core.rules.rule import ERROR, WARNING, Case, Family, Found, at, empty
from itaxl.core.rules.scores import expected_level
from itaxl.core.thai.text import arabic_digits, clean, key

family = Family(layout.OFFICE_SECTION)

_BOOK_NUMBER = re.compile(r"[ก-ฮ]{2}\s?\d{5}(?:\.\d{1,3})?/?")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_BOOK_PARTS = r"(?:ที่)?\s*([ก-ฮ]{2})[\s.]*(\d{5}(?:\.\d{1,3})?)\s*(?:/\s*\d*)?"
_SHORT_KINDS = [kind.abbreviation for kind in OfficeKind if kind.abbreviation]
_KIND_WORDS = (*(k.value for k in OfficeKind), *_SHORT_KINDS, *(short[:-1] + " " for short in _SHORT_KINDS))
_PICTURE = r"(?i)[^\\/:*?\"<>|\x00-\x1f]{1,120}\.(png|jpe?g)"


def _empty_fields(reading: Reading, need: Need) -> Iterator[Found]:
    for cell in reading.cells.values():
        if cell.field.need is need and empty(cell) and not _needs_no_name(cell, reading):
            yield at(cell, _told_elsewhere(cell, reading), hint=cell.field.hint)


def _needs_no_name(cell: Cell, reading: Reading) -> bool:
    kind = reading.tracker.office.kind
    return cell.field.key == "name" and kind is not None and kind.alone


def _told_elsewhere(cell: Cell, reading: Reading) -> str | None:
    """What another cell says: the kind of อบต.ตัวอย่าง, the level that the scores give."""
    office, report = reading.tracker.office, reading.tracker.report
    if cell.field.key == "kind":
        return next((kind.value for kind in OfficeKind if own_name(office.name, kind) != office.name), None)
    return expected_level(report) if cell.field.key == "level" else None


@family.rule(
    "O301",
    ERROR,
    "ช่องที่จำเป็นยังว่าง",
    why="ข้อมูลนี้พิมพ์อยู่ในบันทึกโดยตรง",
    message="ยังไม่ได้กรอก “{label}” ({hint})",
    question="ยังไม่ได้กรอก “{label}” หมายถึง “{meant}” ใช่หรือไม่",
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
    message="ควรกรอก “{label}” ({hint})",
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
    message="“{label}” มีค่า “{value}” ซึ่งไม่อยู่ในรายการ โปรดเลือกคำใดคำหนึ่ง: {choices}",
    question="“{label}” มีค่า “{value}” ซึ่งไม่อยู่ในรายการ หมายถึง “{meant}” ใช่หรือไม่ หากใช่ โปรดเลือกคำนี้",
    bad=Case({"kind": "สำนักงานจังหวัด"}),
    good=Case({"kind": "เทศบาลตำบล"}),
)


@family.rule(
    "O304",
    WARNING,
    "รูปแบบเลขที่หนังสือ",
    why="ตามระเบียบงานสารบรรณ เลขที่หนังสือคือรหัสตัวอักษรจังหวัดสองตัว เลขห้าหลัก และเครื่องหมายทับ",
    message="เลขที่หนังสือ “{value}” ไม่ตรงรูปแบบ โปรดพิมพ์ เช่น กข 70101/ แล้วเว้นเลขทะเบียนไว้",
    question="เลขที่หนังสือ “{value}” ไม่ตรงรูปแบบ หมายถึง “{meant}” ใช่หรือไม่ (เว้นเลขทะเบียนไว้)",
    bad=Case({"book_code": "ที่ว่าการ 12"}),
    good=Case({"book_code": "สม ๗๐๑๐๑/"}),
)
def book_number(reading: Reading) -> Iterator[Found]:
    code = arabic_digits(reading.tracker.office.book_code)
    if code and not _BOOK_NUMBER.fullmatch(code):
        parts = re.fullmatch(_BOOK_PARTS, code)
        yield at(reading.cells["book_code"], f"{parts[1]} {parts[2]}/" if parts else None)


@family.rule(
    "O305",
    WARNING,
    "ชื่อหน่วยงานมีคำบอกประเภทซ้ำ",
    why="โปรแกรมเติมคำบอกประเภทหน้าชื่อให้แล้ว พิมพ์ซ้ำอาจได้ชื่อที่ไม่ถูกต้องในบันทึก",
    message="ชื่อหน่วยงาน “{value}” มีคำว่า “{word}” อยู่แล้ว โปรดกรอกเฉพาะชื่อ",
    question="ชื่อหน่วยงาน “{value}” มีคำว่า “{word}” อยู่แล้ว หมายถึง “{meant}” ใช่หรือไม่ (บันทึกเติมประเภทหน่วยงานให้)",
    bad=Case({"name": "อบต.ตัวอย่างสุข"}),
    good=Case({"name": "ตัวอย่างสุข"}),
)
def name_repeats_kind(reading: Reading) -> Iterator[Found]:
    office = reading.tracker.office
    cell = reading.cells.get("name")
    typed = clean(cell.raw) if cell and isinstance(cell.raw, str) else ""
    word = next((w for w in _KIND_WORDS if typed.startswith(w)), None)
    if cell and word and not (office.kind and office.kind.alone):
        yield at(cell, None if office.name == typed else office.name, word=word)


@family.rule(
    "O306",
    WARNING,
    "ส่วนราชการเจ้าของเรื่องไม่อยู่ในรายการ",
    why="ชื่อเจ้าของเรื่องควรสะกดตรงกับรายการส่วนราชการของหน่วยงาน จะได้ไม่มีชื่อสองแบบในบันทึกเดียว",
    message="“{value}” ไม่ตรงกับชื่อใดในรายการส่วนราชการ โปรดใช้ชื่อตามรายการ หรือเพิ่มชื่อนี้ในรายการ",
    question="“{value}” ไม่ตรงกับชื่อใดในรายการส่วนราชการ หมายถึง “{meant}” ใช่หรือไม่",
    bad=Case({"owner_division": "สำนักงานปลัด"}),
    good=Case({"owner_division": "กองการศึกษา ศาสนาและวัฒนธรรม"}),
)
def owner_unknown(reading: Reading) -> Iterator[Found]:
    office = reading.tracker.office
    known = {key(name) for d in office.divisions for name in (d.short, d.full)}
    if office.owner_division and known and key(office.owner_division) not in known:
        yield at(reading.cells["owner_division"], _meant_owner(office))


def _meant_owner(office: Office) -> str | None:
    from itaxl.core.meanings.divisions import meant_division  # large, and most names are known

    read = read_divisions(office.owner_division, office.divisions)
    if len(read.names) == 1 and not read.unknown:
        return read.names[0]
    meant = meant_division(office.owner_division, office.divisions)
    return meant if meant != layout.ALL_DIVISIONS else None


@family.rule(
    "O307",
    WARNING,
    "รูปแบบอีเมล",
    why="อีเมลที่พิมพ์ผิดทำให้ติดต่อกลับไม่ได้",
    message="อีเมล “{value}” ไม่ถูกรูปแบบ ตัวอย่างที่ถูกคือ saraban@ชื่อหน่วยงาน.go.th",
    question="อีเมล “{value}” ไม่ถูกรูปแบบ หมายถึง “{meant}” ใช่หรือไม่",
    bad=Case({"email": "saraban at tuayangsuk"}),
    good=Case({"email": "saraban@tuayangsuk.example.go.th"}),
)
def email_form(reading: Reading) -> Iterator[Found]:
    email = reading.tracker.office.email
    if email and not _EMAIL.fullmatch(email):
        meant = "".join(arabic_digits(email).removeprefix("mailto:").split()).rstrip(".,;").replace("＠", "@")
        yield at(reading.cells["email"], meant if _EMAIL.fullmatch(meant) else None)


@family.rule(
    "O317",
    WARNING,
    "รูปแบบที่อยู่เว็บไซต์",
    why="โปรแกรมใช้ตรวจว่าหลักฐานเผยแพร่บนเว็บไซต์ของหน่วยงานเอง",
    message="“{value}” ไม่ใช่ที่อยู่เว็บไซต์ ตัวอย่างที่ถูกคือ www.ชื่อหน่วยงาน.go.th หลายแห่งโปรดคั่นด้วย ,",
    question="“{value}” ไม่ใช่ที่อยู่เว็บไซต์ หมายถึง “{meant}” ใช่หรือไม่",
    bad=Case({"website": "เว็บ อบต."}),
    good=Case({"website": "https://www.tuayangsuk.example.go.th/, ita.tuayangsuk.example.go.th"}),
)
def website_form(reading: Reading) -> Iterator[Found]:
    website = reading.tracker.office.website
    if sites(website) is None:
        meant = meant_links(website)
        yield at(reading.cells["website"], ", ".join(meant.split()) if meant else None)


@family.rule(
    "O308",
    WARNING,
    "ชื่อไฟล์ภาพตราครุฑ",
    why="ไฟล์ภาพต้องวางไว้ข้างสมุดงาน โปรแกรมไม่เปิดไฟล์จากที่อื่นตามข้อความในเซลล์",
    message="“{value}” ใช้ไม่ได้ โปรดกรอกเฉพาะชื่อไฟล์ .png หรือ .jpg โดยไม่มีชื่อโฟลเดอร์ เช่น krut.png",
    question="“{value}” ใช้ไม่ได้ หมายถึง “{meant}” ใช่หรือไม่ โปรดวางไฟล์ภาพไว้ข้างสมุดงานนี้",
    bad=Case({"emblem": "..\\ภาพ\\krut.png"}),
    good=Case({"emblem": "krut.PNG"}),
)
def emblem_name(reading: Reading) -> Iterator[Found]:
    emblem = reading.tracker.office.emblem
    if emblem and not _is_picture(emblem):
        name = re.split(r"[\\/]", emblem)[-1].strip(" \"'")
        yield at(reading.cells["emblem"], name if _is_picture(name) else None)


def _is_picture(name: str) -> bool:
    return bool(re.fullmatch(_PICTURE, name)) and not name.startswith(".")
