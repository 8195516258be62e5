"""A letter and a mail for each office that has something to do.  Nothing is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from itaxl.batch.digests import digest
from itaxl.batch.mail import Attached, draft
from itaxl.batch.outcome import Options
from itaxl.batch.places import Names, Places, stems_of
from itaxl.batch.reply import MOST_ITEMS, Item, Reply
from itaxl.core import layout
from itaxl.core.district.desk import Desk, DeskOffice, Standing
from itaxl.core.model import OfficeKind
from itaxl.core.thai.dates import format_date
from itaxl.core.thai.text import thai_digits
from itaxl.disk.atomic import write_beside
from itaxl.disk.plain_file import NotPlainError, TooLargeError, read_plain
from itaxl.memo.finish import About
from itaxl.memo.letter import Letter

#: Findings that a mail lists one by one.
_IN_MAIL = 15
#: A larger copy is not attached: hardly a mailbox takes it.
_LARGEST = 15_000_000
TRACKER = "แบบติดตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน (ITA)"


def _label(name: str) -> str:
    return layout.field(layout.OFFICE_FIELDS, name).label


class Replies:
    """Makes them for one desk; `items` are the errors of each file."""

    def __init__(
        self, desk: Desk, options: Options, places: Places, items: Mapping[str, Sequence[Item]]
    ) -> None:
        self._desk, self._options, self._places, self._items = desk, options, places, items
        self._letter = Letter(options.letter)
        self._names = Names()
        self.made: list[Reply] = []

    def answered(self) -> Desk:
        """The desk whose offices know their letter and mail.  Raises OutputError, TemplateError."""
        return self._desk._replace(offices=tuple(map(self._answered, self._desk.offices)))

    def _answered(self, office: DeskOffice) -> DeskOffice:
        if office.standing is Standing.READY:
            return office
        stems = stems_of(office.name, office.district, office.province, self._desk.terms.year)
        stem = self._names.take(self._names.free_of(stems))
        copy = self._copy(office)
        items = self._items.get(office.line.file if office.line else "", ())
        said = _Said(self._desk, office, items, attached=copy is not None)
        about = About(said.subject, TRACKER, said.sender, self._desk.terms.made_on)
        letter = self._letter.printed(said.values(), about, self._options.emblem)
        mail = draft(office.name, office.email, said.subject, said.body(), copy)
        return office._replace(letter=self._put(f"{stem}.docx", letter), mail=self._put(f"{stem}.eml", mail))

    def _copy(self, office: DeskOffice) -> Attached | None:
        path = office.line.checked if office.line else ""
        if not path or office.standing is not Standing.TO_MEND:
            return None
        try:
            return Attached(Path(path).name, read_plain(self._places.out / path, _LARGEST))
        except (OSError, ValueError, NotPlainError, TooLargeError):
            return None

    def _put(self, name: str, data: bytes) -> str:
        target = self._places.replies / name
        lies = write_beside(target, data, durable=False)
        self.made.append(Reply(self._places.relative(target), lies, digest(data)))
        return self.made[-1].name


class _Said:
    """What is said to one office, in the letter's Thai digits and in the mail."""

    def __init__(self, desk: Desk, office: DeskOffice, items: Sequence[Item], *, attached: bool) -> None:
        self._copy = "ช่องที่ต้องแก้ไขทำเครื่องหมายไว้ในสำเนาที่ตรวจแล้วซึ่งแนบมาพร้อมนี้" if attached else ""
        self._terms, self._office, self._items = desk.terms, office, items
        self._year = thai_digits(str(desk.terms.year))
        places = ((_label(name), desk.shared(name)) for name in ("district", "province"))
        self.sender = " ".join(label + name for label, name in places if name)

    @property
    def subject(self) -> str:
        what = {
            Standing.NOT_SENT: "ขอความร่วมมือจัดส่ง",
            Standing.UNREAD: "ขอความร่วมมือจัดส่งใหม่ซึ่ง",
            Standing.OTHER: "ขอความร่วมมือจัดส่ง",
        }.get(self._office.standing, "ขอความร่วมมือแก้ไข")
        return f"{what}แบบติดตามมาตรการ ITA ประจำปีงบประมาณ พ.ศ. {self._year}"

    @property
    def _to(self) -> str:
        kind, name = self._office.identity[:2]
        known = next((one for one in OfficeKind if one.value == kind), None)
        if known is None:
            return f"หัวหน้าหน่วยงาน {self._office.name}"
        return known.chief if known.alone else known.chief + name

    @property
    def _due(self) -> str:
        return format_date(self._terms.due) if self._terms.due else ""

    @property
    def _round(self) -> str:
        return f"รอบ {thai_digits(self._terms.round)} เดือน" if self._terms.round else ""

    def values(self) -> dict[str, object]:
        """By the names of the letter's template (`itaxl.memo.letter.NAMES`)."""
        office, standing = self._office, self._office.standing
        line = office.line
        shown, rest = self._items[:MOST_ITEMS], max((line.errors if line else 0) - MOST_ITEMS, 0)
        items = [
            {"number": thai_digits(str(n)), "value": "", **item._asdict()} for n, item in enumerate(shown, 1)
        ]
        warnings = line.warnings if line and standing is Standing.TO_MEND else 0
        return {
            "to": self._to,
            "office": office.name,
            "place": " ".join(filter(None, (office.district, office.province))),
            "sender": self.sender or "……………………………………",
            "date": format_date(self._terms.made_on),
            "subject": self.subject,
            "fiscal_year": self._year,
            "round": self._round,
            "due": self._due,
            "contact": office.contact,
            "not_sent": standing is Standing.NOT_SENT,
            "unread": standing is Standing.UNREAD,
            "other_year": standing is Standing.OTHER,
            "to_mend": standing is Standing.TO_MEND,
            "copy": bool(self._copy),
            "reason": thai_digits(office.remark),
            "items": items,
            "more": thai_digits(f"และอีก {rest:,} รายการตามสำเนาที่ตรวจแล้ว") if rest else "",
            "warnings": thai_digits(f"นอกจากนี้มีรายการที่ควรตรวจสอบอีก {warnings:,} รายการ") if warnings else "",
        }

    def body(self) -> str:
        """The mail's text."""
        office, standing = self._office, self._office.standing
        round_ = f" {self._round}" if self._round else ""
        year, reason = f"ประจำปีงบประมาณ พ.ศ. {self._year}{round_}", thai_digits(office.remark)
        first = {
            Standing.NOT_SENT: f"ขณะนี้ยังไม่ได้รับ{TRACKER} {year} ของ{office.name}",
            Standing.UNREAD: f"ไม่สามารถเปิดไฟล์{TRACKER} {year} ที่ได้รับจาก{office.name}: {reason}",
            Standing.OTHER: f"ไฟล์{TRACKER} ที่ได้รับจาก{office.name} ยังไม่ใช่ของ{year}: {reason}",
        }.get(
            standing,
            f"ได้ตรวจสอบ{TRACKER} {year} ของ{office.name} แล้ว พบรายการที่ต้องแก้ไขดังนี้ {self._copy}".rstrip(),
        )
        items = [
            f"{thai_digits(str(n))}. แผ่นงาน {item.sheet} เซลล์ {item.cell}: {item.message}"
            for n, item in enumerate(self._items[:_IN_MAIL], 1)
        ]
        rest = (office.line.errors if office.line else 0) - len(items)
        if items and rest > 0:
            items.append(thai_digits(f"และอีก {rest:,} รายการตามสำเนาที่แนบ"))
        when = f"ภายในวันที่ {self._due}" if self._due else "โดยเร็ว"
        do = "แก้ไขและจัดส่ง" if standing is Standing.TO_MEND else "จัดส่ง"
        closing = f"จึงเรียนมาเพื่อโปรด{do}แบบติดตาม{when}"
        # a blank line after each: some programs fill paragraphs anew when they open a draft
        return "\n\n".join([f"เรียน {self._to}", first, *items, closing, "ขอแสดงความนับถือ"]) + "\n"
