"""The invented offices of the examples that show what the checker is for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from examples.offices import (
    DONE,
    IN_PROGRESS,
    MORE_DIVISIONS,
    NOT_STARTED,
    day,
    office,
    report,
    site,
)
from itaxl.core.model import Measure, OfficeKind, Signer, Tracker


def typed(text: str) -> Any:
    """What somebody typed into a cell meant for a date, a status, divisions …"""
    return cast(Any, text)


def longtham() -> Tracker:
    """Warnings only: a memo comes of it, and the clerk is told what to look at."""
    place = office(
        OfficeKind.SAO,
        "ลองทำ",
        "longtham",
        "สม70305",
        "นายลองดู ตัวอย่าง",
        "นางทดลอง สมมุติ",
        "นายจำลอง ลองทำ",
    )
    scored = report(2568, ("86.5", "84.9", "90.75", "87.72"), "ผ่าน", day(2025, 4, 5), day(2025, 1, 31))
    scored = scored._replace(subject="รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2563")
    slug = "longtham"
    measures = (
        Measure(
            1,
            "ควรสื่อสารนโยบายไม่รับของขวัญให้บุคลากรทราบทั่วกัน",
            ("ประกาศนโยบายหน้าสำนักงานและบนเว็บไซต์",),
            ("สำนักปลัด",),
            due=day(2025, 2, 28),
            status=DONE,
            done_on=day(2025, 2, 20),
            indicator=3,
        ),
        Measure(
            2,
            "ควรปรับปรุงเว็บไซต์ให้ค้นข้อมูลได้ภายในสามคลิก",
            ("จัดหมวดหมู่ข้อมูลใหม่", "ทดสอบกับผู้ใช้บริการสิบคน"),
            ("สำนักปลัด", "กองคลัง"),
            due=day(2025, 3, 14),
            status=IN_PROGRESS,
            indicator=9,
        ),
        Measure(
            4,
            "เพิ่มช่องทางชำระภาษีออนไลน์",
            ("ติดป้ายคิวอาร์โค้ดที่จุดชำระเงิน",),
            typed("สำนักงานปลัด, กองคลัง"),
            due=day(2025, 9, 30),
            status=DONE,
            done_on=day(2025, 3, 3),
            evidence="www.longtham.example.go.th/pay",
            note="คิวอาร์โค้ดหน้าเคาน์เตอร์",
            indicator=8,
        ),
        Measure(
            5,
            "สำรวจความพึงพอใจผู้รับบริการทุกไตรมาส",
            ("ใช้แบบสำรวจห้าข้อ", "สรุปผลเสนอผู้บริหาร"),
            ("กองสวัสดิการสังคม",),
            status=NOT_STARTED,
            evidence=site(slug, "survey"),
        ),
    )
    return Tracker(place._replace(emblem=""), scored, measures)


def laichut() -> Tracker:
    """Errors of many kinds: no memo, but a list of what to mend and where."""
    place = office(
        OfficeKind.SAO,
        "หลายจุด",
        "laichut",
        "สม 70406/",
        "นางสาวต้องแก้ ตัวอย่าง",
        "นายหลายจุด สมมุติ",
        "นายทดลอง ตรวจสอบ",
    )
    clerk = place.signers[1]._replace(positions=())
    place = place._replace(signers=(place.signers[0], clerk, place.signers[2]))
    scored = report(2567, ("88", "84", "91", "93.5"), "A", day(2024, 4, 3), day(2024, 1, 31))
    scored = scored._replace(eit=typed("แปดสิบสี่"), oit=Decimal("191"))
    march = day(2024, 3, 29)
    first = Measure(1, "ควรประชาสัมพันธ์การประเมินให้ทั่วถึง", ("ประกาศเสียงตามสาย",), ("สำนักปลัด",))
    measures = (
        first._replace(due=typed("31/2/2567"), status=IN_PROGRESS),
        Measure(
            2,
            "ควรลดเอกสารที่ประชาชนต้องยื่น",
            ("ทบทวนรายการเอกสารทุกงานบริการ",),
            typed("กองวิจัยและพัฒนา"),
            due=march,
            status=typed("เสร็จแล้ว"),
        ),
        Measure(
            2,
            "จัดทำแผนจัดซื้อจัดจ้างประจำปี",
            ("เผยแพร่แผนภายในเดือนตุลาคม",),
            ("กองคลัง",),
            due=typed("กลางเดือนมีนาคม"),
            status=NOT_STARTED,
        ),
        Measure(
            3,
            "ตรวจสอบการใช้รถยนต์ส่วนกลาง",
            (),
            ("กองช่าง",),
            due=typed("15/3/24"),
            status=DONE,
            done_on=day(2024, 4, 25),
            evidence=site("laichut", "car"),
        ),
        Measure(
            4,
            "รายงานเรื่องร้องเรียนทุกไตรมาส",
            ("สรุปจำนวนเรื่องและผลการแก้ไข",),
            (),
            due=march,
            status=IN_PROGRESS,
            done_on=day(2024, 3, 1),
        ),
    )
    return Tracker(place, scored, measures)


def phimeng() -> Tracker:
    """Dates and divisions as people type them; all of them can be read."""
    place = office(
        OfficeKind.SAO,
        "พิมพ์เอง",
        "phimeng",
        "สม 70507/",
        "นางพิมพ์เอง ตัวอย่าง",
        "นายสมมุติ พิมพ์เก่ง",
        "นายทดลอง พิมพ์ไว",
    )
    scored = report(2567, ("87.25", "86.1", "94.3", "89.73"), "ผ่านดี", day(2024, 4, 4), day(2024, 1, 29))
    scored = scored._replace(memo_date=typed("วันพฤหัสบดีที่ ๔ เมษายน พ.ศ. ๒๕๖๗"), cutoff=typed("31 มี.ค. 67"))
    slug = "phimeng"
    measures = (
        Measure(
            1,
            "ควรทบทวนคำสั่งมอบหมายงานให้เป็นปัจจุบัน",
            ("ควรแจ้งเวียนคำสั่งให้ทุกกองทราบ",),
            typed("ทุกกอง"),
            due=typed("29/3/2567"),
            status=DONE,
            done_on=typed("๑๕ มี.ค. ๖๗"),
            evidence=site(slug, "order"),
            note="คำสั่งบนเว็บไซต์",
        ),
        Measure(
            2,
            "ควรจัดทำปฏิทินการจัดเก็บรายได้",
            ("ติดประกาศปฏิทินที่ศูนย์บริการ",),
            typed("กองคลัง/กองช่าง"),
            due=typed("29-3-2024"),
            status=DONE,
            done_on=typed("2567-03-20"),
            evidence=site(slug, "calendar"),
            note="ปฏิทินหน้าศูนย์บริการ",
        ),
        Measure(
            3,
            "ส่งเสริมให้เด็กและเยาวชนเรียนรู้เรื่องความซื่อสัตย์",
            ("จัดกิจกรรมในศูนย์พัฒนาเด็กเล็ก", "เชิญผู้ปกครองร่วมกิจกรรม"),
            typed("กองการศึกษา ศาสนาและวัฒนธรรมและกองสวัสดิการสังคม"),
            due=typed("30 กันยายน 2567"),
            status=IN_PROGRESS,
        ),
        Measure(
            4,
            "ตรวจสุขลักษณะร้านอาหารและแจ้งผลเป็นสาธารณะ",
            ("ออกตรวจเดือนละสองครั้ง", "ประกาศผลตรวจทุกสิ้นเดือน"),
            typed("กองสาธารณสุขฯ สำนักปลัด"),
            due=day(2567, 9, 16),
            status=NOT_STARTED,
        ),
    )
    return Tracker(place, scored, measures)


def thotsopyao() -> Tracker:
    """Four signers, long names and long texts: the memo runs over several pages."""
    kind, name = OfficeKind.CITY, "ทดสอบข้อความยาวพิเศษเฉลิมพระเกียรติสมมุติ"
    place = office(
        kind,
        name,
        "thotsopyao",
        "สม 52008/",
        "ว่าที่ร้อยตรีหญิงตัวอย่างนามยาว ทดสอบสกุลยาวยิ่งกว่า",
        "นางสาวสมมุตินาม ณ ตัวอย่างเมือง",
        "นายลองชื่อยาว ทดสอบสกุลยาว",
    )
    deputy = Signer(
        "นายรองลำดับ ตัวอย่างการ",
        (f"รองปลัด{kind.value}{name}", f"รักษาราชการแทน{kind.clerk}{name}"),
        f"ความเห็นรองปลัด{kind.value}",
    )
    signers = (place.signers[0], deputy, *place.signers[1:])
    place = place._replace(divisions=MORE_DIVISIONS, signers=signers)
    scored = report(2569, ("96.2", "95.15", "98.4", "96.77"), "ผ่านดีเยี่ยม", day(2026, 4, 2), day(2026, 1, 30))
    return Tracker(place, scored, tuple(_long_measure(n) for n in range(1, 13)))


_TITLES = (
    "ควรพัฒนาระบบบริการอิเล็กทรอนิกส์ (e-Service) & จุดบริการเบ็ดเสร็จให้รองรับผู้รับบริการทุกกลุ่ม "
    "รวมทั้งผู้สูงอายุและคนพิการที่ไม่สะดวกเดินทางมายังสำนักงาน",
    "ควรเปิดเผยข้อมูลการจัดซื้อจัดจ้างทุกวิธีอย่างครบถ้วน ตั้งแต่ขั้นวางแผนจนถึงการตรวจรับและบริหารสัญญา",
    "ปรับปรุงการบริหารทรัพยากรบุคคลให้โปร่งใส ตรวจสอบได้ และสื่อสารหลักเกณฑ์ล่วงหน้าไม่น้อยกว่า 30 วัน",
)
_STEPS = (
    "ควรแต่งตั้งคณะทำงานที่มีผู้แทนจากทุกส่วนราชการ และกำหนดผู้ประสานงานหลักของแต่ละงานให้ชัดเจน",
    "วิเคราะห์ผลการประเมินรายข้อ เปรียบเทียบย้อนหลังสามปี แล้วเลือกประเด็นที่คะแนน < 85 มาแก้ไขก่อน",
    'จัดทำ "คู่มือฉบับประชาชน" ภาษาเข้าใจง่าย พร้อมภาพประกอบ และเผยแพร่บนเว็บไซต์กับป้ายหน้าสำนักงาน',
    "ควรรับฟังความคิดเห็นของผู้มีส่วนได้ส่วนเสียอย่างน้อยสองครั้ง และตอบข้อเสนอแนะทุกข้อเป็นลายลักษณ์อักษร",
    "รายงานความก้าวหน้าต่อที่ประชุมหัวหน้าส่วนราชการทุกเดือน และสรุปผลเมื่อสิ้นไตรมาส",
)


def _long_measure(number: int) -> Measure:
    names = tuple(division.short for division in MORE_DIVISIONS)
    status = (DONE, IN_PROGRESS, NOT_STARTED)[number % 3]
    finished = status is DONE
    round_of = (number - 1) // len(_TITLES) + 1
    return Measure(
        number,
        f"{_TITLES[number % 3]} (ระยะที่ {round_of})",
        _STEPS[: 2 + number % 4],
        (names[number % 8], names[(number + 3) % 8]),
        due=day(2026, 3, 31) if finished else day(2026, 9, 30),
        status=status,
        done_on=day(2026, 3, number) if finished else None,
        evidence=site("thotsopyao", f"measure-{number}") if finished else "",
        note=f"รายงานผลระยะที่ {round_of} บนเว็บไซต์" if finished else "",
        indicator=(number - 1) % 10 + 1,
    )
