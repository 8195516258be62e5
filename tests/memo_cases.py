"""An invented office with long texts, and the small things that the memo's tests share."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from decimal import Decimal

from itaxl.core.model import (
    Assessment,
    EarlierMemo,
    Measure,
    Office,
    OfficeKind,
    Report,
    Rollup,
    Round,
    Signer,
    Status,
    Tally,
    Tracker,
)
from itaxl.core.years import FiscalYear

OFFICE = Office(
    kind=OfficeKind.TAMBON,
    name="ทุ่งสมมุติ",
    district="ลำน้ำใส",
    province="สมมุตินคร",
    phone="0 4399 0000",
    book_code="สน 52301/",
    owner_division="สำนักปลัด",
    sub_unit="งานธุรการ",
    through="ปลัดเทศบาลตำบลทุ่งสมมุติ",
    signers=(
        Signer("นางสาวใจดี มีตัวอย่าง", ("หัวหน้าสำนักปลัด",)),
        Signer("นายขยัน สมมุติกุล", ("ปลัดเทศบาลตำบลทุ่งสมมุติ",), "ความเห็นปลัดเทศบาล"),
        Signer(
            "นายตั้งใจ ทดลองงาน",
            ("รองนายกเทศมนตรี รักษาราชการแทน", "นายกเทศมนตรีตำบลทุ่งสมมุติ"),
            "ความเห็น/คำสั่งนายกเทศมนตรี",
        ),
    ),
)
REPORT = Report(
    fiscal_year=FiscalYear(2565),
    assessed_year=FiscalYear(2564),
    total=Decimal("83.47"),
    level="B",
    memo_date=dt.date(2022, 3, 31),
    earlier=EarlierMemo(
        "วิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2564 ของเทศบาลตำบลทุ่งสมมุติ", dt.date(2022, 1, 31), "5"
    ),
    cutoff=dt.date(2022, 3, 31),
    follow_up="- รายงานผลให้ผู้บริหารทราบ\nทุก 3 เดือน\n- สรุปผล ณ 31 มีนาคม 2565",
    round=Round.SIX_MONTHS,
)
EVERYONE = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษาฯ")
MEASURES = (
    Measure(
        1,
        "อบรมและทบทวนเกณฑ์การประเมิน ITA ให้พนักงานและผู้บริหารทุกคนเข้าใจตรงกัน",
        (
            "จัดอบรมภายในก่อนเปิดระบบตอบแบบวัด โดยใช้คู่มือฉบับล่าสุดของสำนักงาน ป.ป.ช. "
            "และเผยแพร่คลิปสั้นที่สรุปสาระสำคัญผ่านกลุ่มสื่อสารภายในและหน้าเว็บของเทศบาล",
        ),
        EVERYONE,
        status=Status.DONE,
    ),
    Measure(
        2,
        "ควรลดระยะเวลาและเอกสารที่ใช้ในการขอรับบริการ",
        (
            "ควรทบทวนแบบคำขอทุกประเภท ตัดสำเนาเอกสารที่ราชการตรวจเองได้ และรวมจุดรับคำขอไว้ที่โต๊ะบริการเดียว "
            "พร้อมเปิดให้ยื่นคำขอทางออนไลน์",
            "ติดตั้งกล่องและคิวอาร์โค้ดรับข้อเสนอแนะ แล้วแจ้งผลการแก้ไขแก่ผู้เสนอภายใน 15 วันทำการ",
        ),
        EVERYONE,
        status=Status.IN_PROGRESS,
    ),
    Measure(
        3,
        "ควรมีแนวปฏิบัติในการจัดซื้อจัดจ้างที่ประชาชนตรวจสอบได้",
        (
            "ควรประกาศแผน ราคากลาง และผลการจัดซื้อจัดจ้างบนเว็บไซต์ทุกโครงการโดยไม่จำกัดวงเงิน "
            "และรายงานสรุปต่อสภาเทศบาลทุกไตรมาส เพื่อป้องกันการเอื้อประโยชน์",
        ),
        ("กองคลัง",),
        status=Status.DONE,
        note="ดูหน้าจัดซื้อจัดจ้างของเว็บไซต์",
    ),
    Measure(
        4,
        "ผู้บริหารประกาศเจตนารมณ์ ถ่ายทอดนโยบาย และติดตามการนำไปปฏิบัติให้ครอบคลุมประเด็นการประเมินทุกด้าน "
        "ทั้งการปฏิบัติหน้าที่ การใช้งบประมาณ การใช้อำนาจ การใช้ทรัพย์สินของราชการ และการแก้ไขปัญหาการทุจริต",
        (
            "นายกเทศมนตรีลงนามประกาศเจตนารมณ์สุจริตและงดรับของขวัญทุกชนิด จัดพิธีประกาศต่อหน้าพนักงานและผู้แทนชุมชน "
            "เผยแพร่เป็นภาษาไทยและภาษาอังกฤษ มอบหมายหัวหน้าส่วนราชการทุกคนจัดทำแผนปฏิบัติการย่อยของตน "
            "ชี้แจงในการประชุมประจำเดือน ปิดประกาศไว้ที่บอร์ดประชาสัมพันธ์ทุกหมู่บ้าน "
            "และรายงานความคืบหน้าต่อสาธารณะทางเว็บไซต์และสื่อสังคมออนไลน์ของเทศบาลอย่างน้อยไตรมาสละหนึ่งครั้ง",
        ),
        ("สำนักปลัด",),
        status=Status.DONE,
        note="(ดูประกาศบนเว็บไซต์)",
    ),
    Measure(
        5,
        "มาตรฐานการให้บริการและการปฏิบัติต่อผู้มาติดต่อ",
        (
            "- กำหนดขั้นตอนและเวลาแล้วเสร็จของงานบริการแต่ละประเภทไว้ที่หน้าเคาน์เตอร์ให้เห็นชัดเจน",
            "- จัดลำดับบัตรคิวและช่องทางพิเศษสำหรับผู้สูงอายุและคนพิการ โดยให้บริการตามลำดับอย่างเสมอภาค",
            "- ให้คำแนะนำที่ถูกต้องครบถ้วนตั้งแต่ครั้งแรก และไม่ปิดบังข้อมูลที่ประชาชนพึงได้รับ",
        ),
        EVERYONE,
        status=Status.DONE,
        follow_up="สำรวจความพึงพอใจของผู้รับบริการทุกเดือน",
    ),
    Measure(
        6,
        "การเปิดเผยข้อมูลและการสื่อสารกับประชาชน",
        (
            "ปรับปรุงหน้าเว็บให้ค้นหาข้อมูลสำคัญได้ภายในสามคลิก เผยแพร่แผนงาน งบประมาณ และผลงานให้เป็นปัจจุบัน "
            "เพิ่มช่องทางถามตอบและรับเรื่องร้องเรียนการทุจริตที่คุ้มครองข้อมูลของผู้แจ้ง",
        ),
        ("สำนักปลัด",),
        status=Status.NOT_STARTED,
    ),
)
TRACKER = Tracker(OFFICE, REPORT, MEASURES)

#: Texts that have broken templates, XML or Jinja somewhere.
NASTY = (
    "a & b < c > d",
    "\"double\" 'single'",
    "{{ x }} {% if %} {# c #}",
    "{_{ }_} {_% %_}",
    "{",
    "_",
    "}_",
    "%",
    "tab\there",
    "line\nbreak\r\nand\rmore",
    "bell\x07 vertical\x0b feed\x0c nul\x00",
    "😀 👨‍👩‍👧 \ue000 \uf70a \ufffe",
    "]]> <!-- --> &amp; &#95; &#34;",
    "=1+1",
    "</w:t></w:r></w:p>",
    "<w:docPr id='5'/>",
    "\u2028 \x85 \u200b",
    "",
    " ",
)


def assessed(tracker: Tracker = TRACKER) -> Assessment:
    """The tracker as `assess` would hand it on, without findings."""
    statuses = [measure.status for measure in tracker.measures]
    total = Tally(
        "รวม",
        len(statuses),
        statuses.count(Status.NOT_STARTED),
        statuses.count(Status.IN_PROGRESS),
        statuses.count(Status.DONE),
    )
    return Assessment(tracker, (), Rollup(dt.date(2022, 3, 31), (), total))


def with_office(**changes: object) -> Tracker:
    return TRACKER._replace(office=OFFICE._replace(**changes))  # type: ignore[arg-type]


def with_report(**changes: object) -> Tracker:
    return TRACKER._replace(report=REPORT._replace(**changes))  # type: ignore[arg-type]


def with_measures(measures: Iterable[Measure]) -> Tracker:
    return TRACKER._replace(measures=tuple(measures))


def parts_of(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def docx_of(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def picture(width: int, height: int) -> bytes:
    """A PNG: a dark shield-like shape, so that it is seen on a page that somebody looks at."""
    rows = bytearray()
    for y in range(height):
        reach = 1 - max(0.0, (y / height - 0.5) * 1.6) ** 2
        rows.append(0)
        for x in range(width):
            rows += b"\x50" if abs(x / width - 0.5) * 2 < reach else b"\xff"

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
