"""An invented office: what the blank tracker's example rows, the rules' examples and the tests start from."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from itaxl.core.model import (
    Division,
    EarlierMemo,
    Measure,
    Office,
    OfficeKind,
    Report,
    Round,
    Signer,
    Status,
    Tracker,
)
from itaxl.core.years import FiscalYear

#: The divisions most offices have, with the other spellings in use; new trackers offer them.
DIVISIONS = (
    Division("สำนักปลัด", "สำนักปลัด", ("สำนักงานปลัด", "สำนักปลัด อบต.", "สำนักปลัดเทศบาล")),
    Division("กองคลัง", "กองคลัง"),
    Division("กองช่าง", "กองช่าง"),
    Division("กองการศึกษาฯ", "กองการศึกษา ศาสนาและวัฒนธรรม", ("กองการศึกษา",)),
    Division("กองสาธารณสุขฯ", "กองสาธารณสุขและสิ่งแวดล้อม", ("กองสาธารณสุข",)),
    Division("กองสวัสดิการสังคม", "กองสวัสดิการสังคม"),
    Division("หน่วยตรวจสอบภายใน", "หน่วยตรวจสอบภายใน"),
)

_SITE = "https://www.tuayangsuk.example.go.th/ita/"


def sample() -> Tracker:
    """A tracker without a single finding: fiscal year 2567, assessed year 2566, five measures."""
    return Tracker(_office(), _report(), _measures())


def _office() -> Office:
    return Office(
        kind=OfficeKind.SAO,
        name="ตัวอย่างสุข",
        district="เมืองสมมุติ",
        province="สมมุติบุรี",
        phone="0 4300 0000",
        email="saraban@tuayangsuk.example.go.th",
        website="www.tuayangsuk.example.go.th",
        book_code="สม 70101/",
        owner_division="สำนักปลัด",
        sub_unit="งานบริหารทั่วไป",
        addressee="นายกองค์การบริหารส่วนตำบลตัวอย่างสุข",
        through="ปลัดองค์การบริหารส่วนตำบลตัวอย่างสุข",
        emblem="krut.png",
        signers=(
            Signer("นางสาวสมศรี ตัวอย่าง", ("หัวหน้าสำนักปลัด",)),
            Signer(
                "นายสมชาย สมมุติ",
                ("ปลัดองค์การบริหารส่วนตำบลตัวอย่างสุข",),
                "ความเห็นปลัดองค์การบริหารส่วนตำบล",
            ),
            Signer(
                "นายสมหมาย ทดลอง",
                ("นายกองค์การบริหารส่วนตำบลตัวอย่างสุข",),
                "ความเห็น/คำสั่งนายกองค์การบริหารส่วนตำบล",
            ),
        ),
        divisions=DIVISIONS,
    )


def _report() -> Report:
    return Report(
        fiscal_year=FiscalYear(2567),
        assessed_year=FiscalYear(2566),
        iit=Decimal("88.4"),
        eit=Decimal("86.2"),
        oit=Decimal("92.5"),
        total=Decimal("89.38"),
        level="ผ่านดี",
        memo_date=dt.date(2024, 4, 2),
        subject="รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        earlier=EarlierMemo(
            "รายงานผลการวิเคราะห์การประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566", dt.date(2024, 1, 31), "4"
        ),
        cutoff=dt.date(2024, 3, 31),
        follow_up="รายงานความก้าวหน้าและสรุปผลภายในวันที่ 31 มีนาคม 2567",
        closing="จึงเรียนมาเพื่อโปรดทราบ",
        round=Round.SIX_MONTHS,
    )


def _measures() -> tuple[Measure, ...]:
    done, day = Status.DONE, dt.date
    return (
        Measure(
            1,
            "ควรสร้างความเข้าใจเรื่องการประเมิน ITA แก่บุคลากรทุกระดับ",
            ("จัดประชุมชี้แจงหลักเกณฑ์การประเมินก่อนเปิดระบบ", "ส่งสรุปสาระสำคัญทางกลุ่มไลน์ของหน่วยงานทุกเดือน"),
            tuple(d.short for d in DIVISIONS),
            True,
            day(2024, 2, 15),
            done,
            day(2024, 2, 9),
            _SITE + "meeting",
            "เอกสารการประชุมบนเว็บไซต์",
            indicator=1,
        ),
        Measure(
            2,
            "ควรมีคู่มือการให้บริการที่ประชาชนเข้าใจง่าย",
            ("ควรปรับปรุงคู่มือการให้บริการให้เหลือไม่เกินสองหน้า", "ควรติดประกาศขั้นตอนและระยะเวลาที่จุดบริการ"),
            ("สำนักปลัด", "กองคลัง", "กองช่าง"),
            due=day(2024, 3, 29),
            status=done,
            done_on=day(2024, 3, 20),
            evidence=_SITE + "handbook",
            note="คู่มือบนเว็บไซต์",
            indicator=6,
        ),
        Measure(
            3,
            "เผยแพร่แผนและผลการจัดซื้อจัดจ้างให้ครบทุกเดือน",
            ("ประกาศผลการจัดซื้อจัดจ้างภายในวันที่ 10 ของเดือนถัดไป",),
            ("กองคลัง",),
            due=day(2024, 9, 30),
            status=Status.IN_PROGRESS,
            indicator=9,
        ),
        Measure(
            4,
            "ควรเปิดช่องทางรับฟังความคิดเห็นที่ตอบกลับได้",
            ("ควรเพิ่มแบบสอบถามออนไลน์ที่จุดบริการทุกแห่ง", "รายงานข้อร้องเรียนและผลการแก้ไขทุกไตรมาส"),
            ("สำนักปลัด", "กองการศึกษาฯ"),
            due=day(2024, 8, 30),
            status=Status.IN_PROGRESS,
            follow_up="รายงานต่อที่ประชุมหัวหน้าส่วนราชการทุกไตรมาส",
            indicator=8,
        ),
        Measure(
            5,
            "กำหนดแนวทางการใช้ทรัพย์สินของราชการ",
            ("จัดทำขั้นตอนการยืมทรัพย์สินเป็นลายลักษณ์อักษร", "ตรวจสอบทะเบียนยืมคืนทุกสิ้นเดือน"),
            ("กองคลัง", "หน่วยตรวจสอบภายใน"),
            due=day(2024, 9, 16),
            status=Status.NOT_STARTED,
            indicator=4,
        ),
    )
