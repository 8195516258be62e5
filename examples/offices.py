"""The invented offices of the examples whose trackers hold no error."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from itaxl.core.model import (
    DateStyle,
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
from itaxl.core.sample import DIVISIONS, sample
from itaxl.core.years import FiscalYear

EMBLEM = "tra-sammut.png"
DONE, IN_PROGRESS, NOT_STARTED = Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED
day = dt.date


def site(slug: str, page: str) -> str:
    return f"https://www.{slug}.example.go.th/ita/{page}"


def office(
    kind: OfficeKind, name: str, slug: str, code: str, proposer: str, clerk: str, chief: str
) -> Office:
    """An office of สมมุติบุรี with three signers; every name says that it is invented."""
    return Office(
        kind=kind,
        name=name,
        district="เมืองสมมุติ",
        province="สมมุติบุรี",
        phone="0 4300 0000",
        email=f"saraban@{slug}.example.go.th",
        website=f"www.{slug}.example.go.th",
        book_code=code,
        owner_division="สำนักปลัด",
        sub_unit="งานบริหารทั่วไป",
        addressee=kind.chief + name,
        through=kind.clerk + name,
        emblem=EMBLEM,
        signers=(
            Signer(proposer, ("หัวหน้าสำนักปลัด",)),
            Signer(clerk, (kind.clerk + name,), f"ความเห็น{kind.clerk}"),
            Signer(chief, (kind.chief + name,), f"ความเห็น/คำสั่ง{kind.chief}"),
        ),
        divisions=DIVISIONS,
    )


def report(
    year: int, scores: tuple[str, str, str, str], level: str, memo: dt.date, earlier: dt.date
) -> Report:
    """A half-year report; `scores` are IIT, EIT, OIT and the total."""
    iit, eit, oit, total = map(Decimal, scores)
    return Report(
        fiscal_year=FiscalYear(year),
        assessed_year=FiscalYear(year - 1),
        iit=iit,
        eit=eit,
        oit=oit,
        total=total,
        level=level,
        memo_date=memo,
        subject="รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        earlier=EarlierMemo(f"รายงานผลการวิเคราะห์การประเมิน ITA ประจำปีงบประมาณ พ.ศ. {year - 1}", earlier, "5"),
        cutoff=day(year - 543, 3, 31),
        follow_up=f"รายงานความก้าวหน้าและสรุปผลภายในวันที่ 31 มีนาคม {year}",
        closing="จึงเรียนมาเพื่อโปรดทราบ",
        round=Round.SIX_MONTHS,
    )


def tuayangsuk() -> Tracker:
    """The sample office itself: fiscal year 2567."""
    tracker = sample()
    return tracker._replace(office=tracker.office._replace(emblem=EMBLEM))


def tuayangsuk_elsewhere() -> Tracker:
    """Another office of the same name, in another district: two memos must come of the two."""
    tracker = tuayangsuk()
    return tracker._replace(office=tracker.office._replace(district="ทดลองใต้", book_code="สม 70202/"))


def sammutitham() -> Tracker:
    """Fiscal year 2565, on the older scale (AA–F), with the longer form of dates."""
    place = office(
        OfficeKind.TAMBON,
        "สมมุติธรรม",
        "sammutitham",
        "สม 52301/",
        "นางสาวตัวอย่าง ทดลองดี",
        "นายสมมุติ ลองทำ",
        "นางจำลอง แบบอย่าง",
    )
    place = place._replace(date_style=DateStyle.LONG)
    scored = report(2565, ("88.1", "85.4", "92", "88.85"), "A", day(2022, 4, 1), day(2022, 1, 31))
    slug, march = "sammutitham", day(2022, 3, 31)
    measures = (
        Measure(
            1,
            "ควรแจ้งหลักเกณฑ์การประเมินให้ผู้มีส่วนได้ส่วนเสียทราบล่วงหน้า",
            ("จัดทำแผ่นพับอธิบายแบบสอบถามแต่ละชุด", "แนะนำวิธีตอบแบบสอบถามที่จุดบริการ"),
            all_divisions=True,
            divisions=tuple(d.short for d in DIVISIONS),
            due=march,
            status=DONE,
            done_on=day(2022, 2, 25),
            evidence=site(slug, "leaflet"),
            note="แผ่นพับบนเว็บไซต์",
            indicator=1,
        ),
        Measure(
            2,
            "ควรเปิดเผยงบประมาณรายจ่ายประจำปีในรูปแบบที่อ่านง่าย",
            ("สรุปงบประมาณเป็นแผนภาพหน้าเดียว", "ควรปรับปรุงข้อมูลการใช้จ่ายทุกสามเดือน"),
            ("กองคลัง",),
            due=march,
            status=DONE,
            done_on=day(2022, 3, 14),
            evidence=site(slug, "budget"),
            note="แผนภาพงบประมาณ",
            indicator=2,
        ),
        Measure(
            3,
            "ควรมีช่องทางร้องเรียนที่ผู้ร้องติดตามเรื่องได้ด้วยตนเอง",
            ("เพิ่มเลขรับเรื่องในแบบรับคำร้อง", "แจ้งผลการพิจารณาภายใน 15 วัน"),
            ("สำนักปลัด",),
            due=day(2022, 8, 31),
            status=IN_PROGRESS,
            indicator=5,
        ),
        Measure(
            4,
            "ปรับปรุงขั้นตอนการขออนุญาตก่อสร้างให้สั้นลง",
            ("รวมแบบคำขอสามฉบับเป็นฉบับเดียว",),
            ("กองช่าง",),
            due=day(2022, 9, 30),
            status=NOT_STARTED,
            follow_up="รายงานผลต่อผู้บริหารเมื่อสิ้นปีงบประมาณ",
            indicator=8,
        ),
    )
    return Tracker(place, scored, measures)


def bepkao() -> Tracker:
    """Kept as .xls by an office with an old Excel: fiscal year 2566."""
    place = office(
        OfficeKind.TOWN,
        "แบบเก่า",
        "bepkao",
        "สม 52004/",
        "นายทดสอบ ระบบดี",
        "นางสาวลองใช้ ตัวอย่าง",
        "นายแม่แบบ สมมุติ",
    )
    scored = report(2566, ("90.2", "87.6", "95.1", "91.38"), "A", day(2023, 4, 3), day(2023, 1, 30))
    slug = "bepkao"
    measures = (
        Measure(
            1,
            "ควรกำหนดแนวทางการยืมทรัพย์สินของราชการให้ชัดเจน",
            ("จัดทำแบบยืมพัสดุและผังขั้นตอน", "ควรตรวจนับพัสดุที่ยืมทุกเดือน"),
            ("กองคลัง", "หน่วยตรวจสอบภายใน"),
            due=day(2023, 3, 24),
            status=DONE,
            done_on=day(2023, 3, 8),
            evidence=site(slug, "assets"),
            note="ประกาศแนวทางการยืม",
            indicator=4,
        ),
        Measure(
            2,
            "เผยแพร่ผลการดำเนินงานรายไตรมาส",
            ("สรุปผลการดำเนินงานให้ประชาชนเข้าใจได้ในหน้าเดียว",),
            ("สำนักปลัด",),
            due=day(2023, 9, 29),
            status=IN_PROGRESS,
            indicator=7,
        ),
        Measure(
            3,
            "อบรมเจ้าหน้าที่เรื่องการรับของขวัญและผลประโยชน์ทับซ้อน",
            ("จัดอบรมครึ่งวัน", "ประเมินความเข้าใจหลังอบรม"),
            ("สำนักปลัด", "กองสวัสดิการสังคม"),
            due=day(2023, 7, 31),
            status=NOT_STARTED,
            indicator=3,
        ),
    )
    return Tracker(place, scored, measures)


#: A town has more divisions than the usual list.
MORE_DIVISIONS = (*DIVISIONS, Division("กองยุทธศาสตร์ฯ", "กองยุทธศาสตร์และงบประมาณ", ("กองยุทธศาสตร์",)))
