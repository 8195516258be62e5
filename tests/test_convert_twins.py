"""The same content gives the same draft, whether it stands in a table or in a memo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itaxl.core import layout
from itaxl.core.divisions import NATIONAL
from itaxl.core.meanings.divisions import ABBREVIATIONS
from itaxl.core.meanings.headers import meaning
from itaxl.core.meanings.vocabulary import (
    COLUMNS,
    CROSSES,
    NO_MARK,
    STATUS_WORDS,
    TICK_LETTERS,
    TICKS,
    UNSURE_STATUS_WORDS,
    YES_NO,
)
from itaxl.core.model import Measure, Status
from itaxl.core.thai.date_words import MONTHS
from tests.convert_twins import Row, both, content_of

TITLES = (
    "จัดทำคู่มือการให้บริการ",
    "ประกาศเจตนารมณ์สุจริต",
    "เปิดช่องทางร้องเรียน",
    "ทบทวนระเบียบพัสดุ",
    "อบรมจริยธรรมบุคลากร",
)
STATUSES = ("ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการเสร็จเรียบร้อยแล้ว")
WORDS = sorted(
    {
        word
        for table in (STATUS_WORDS, UNSURE_STATUS_WORDS)
        for words in table.values()
        for word in words.split("|")
    }
    | {status.value for status in Status}
)
SENTENCES = (
    "ดำเนินการแล้วเสร็จ เมื่อวันที่ ๓๐ เมษายน ๒๕๖๘ มีผู้ใช้บริการ ๑๒๐ ราย",
    "ดำเนินการแล้ว (ประกาศ ลว. ๓ ก.พ. ๒๕๖๘)",
    "อยู่ระหว่างดำเนินการ ร้อยละ ๘๐",
    "ไม่ได้ดำเนินการ เนื่องจากไม่มีงบประมาณ",
    "ดำเนินการแล้ว แต่ยังไม่เผยแพร่",
    *(
        "100%",
        "ร้อยละ ๕๐",
        "0 %",
        "100",
        "60",
        "1",
        "0",
        "0.5",
        "3",
        "TRUE",
        "-",
        "",
        "ควรเร่งรัด",
        "50% จาก 80%",
    ),
    *("กำลังดำเนินกา", "แล้วเสร็จ: ดู https://www.example.go.th/a", "ดำเนินการแล้ว\n(หน้าเว็บไซต์)"),
)
MARKS = (
    *TICKS,
    *CROSSES,
    *TICK_LETTERS,
    *NO_MARK,
    *("-", "–", "—", "...", "", "/ (หน้าเว็บ)", "(/)", "/(ก)(ข)", "✓ 31 มี.ค. 67", "หน้าเว็บ /", "x รออนุมัติ"),
    *("TRUE", "1. ประชุม", "ทำไปครึ่งทาง", "5 ม.ค. 67", "ยังไม่เสร็จ", "100%", "2", "/\nหน้าเว็บ"),
)
DATES = (
    *(f"{form} {year}" for names in MONTHS for form in names[1:] for year in ("2567", "๖๗")),
    *(f"31 {names[1]} 2567" for names in MONTHS),
    *(
        "31/3/2567",
        "๓๑/๓/๒๕๖๗",
        "31-03-2567",
        "31.3.67",
        "2024-03-31",
        "31 มีนาคม พ.ศ. 2567",
        "๓๑ เดือน มีนาคม ๒๕๖๗",
    ),
    *(
        "ภายใน 31 มีนาคม 2567",
        "ภายในวันที่ ๓๑ มี.ค. ๖๗",
        "ภายในเดือนมีนาคม 2567",
        "ไม่เกิน 31/3/2567",
        "สิ้นเดือนมีนาคม 2567",
    ),
    *("ต.ค. 66 - มี.ค. 67", "ต.ค. - ธ.ค. 2566", "1 ต.ค. 2566 ถึง 30 ก.ย. 2567", "ตุลาคม 2566 – มีนาคม 2567"),
    *(f"ไตรมาส {number} ปี 2567" for number in "1234"),
    *(
        "ไตรมาส 2",
        "ไตรมาสที่ ๒/๒๕๖๗",
        "ไตรมาส 1-2/2567",
        "ปีงบประมาณ พ.ศ. ๒๕๖๗",
        "ตลอดปีงบประมาณ 2567",
        "ตลอดปี",
        "ปี 2567",
    ),
    *("31 กุมภาพันธ์ 2567", "31/2/2567", "เร็ว ๆ นี้", "-", "", "45382", "รายงานต่อนายกภายใน 31 มีนาคม 2567 ทุกปี"),
)
NAMES = (
    *(name for d in NATIONAL for name in (d.short, d.full, *d.aliases)),
    *ABBREVIATIONS,
    *layout.ALL_DIVISIONS_WORDS,
    *("สำนักปลัด, กองคลัง", "กองคลัง/กองช่าง", "กองคลังและกองช่าง", "1. กองคลัง\n2. กองช่าง", "ผอ.กองคลัง"),
    *("กองพัสดุและทรัพย์สิน", "ศูนย์พัฒนาเด็กเล็ก", "โรงเรียนบ้านทดลอง", "กองการศึกษา ศาสนา", "งานธุรการ", "ฝ่ายอำนวยการ"),
    *("นายสมชาย สมมุติ", "คณะทำงาน ITA", "กองคลัง นายสมชาย", "กองคลงั", "-", "", "หัวหน้าสำนักปลัด", "บุคลากรทุกคน"),
)
HEADERS = sorted(
    {w for words in COLUMNS.values() for w in words.split("|")} | {f.label for f in layout.MEASURE_COLUMNS}
)
ODD_HEADERS = (
    *("มาตราการ", "ผู้รับผิดขอบ", "สถาณะ", "ผู้รับผิดชอบ (กอง)", "โครงการ/กิจกรรม/มาตรการ", "สถานะ ณ สิ้นไตรมาส 2"),
    *("ผลการดำเนินงาน (ร้อยละ)", "น้ำหนัก", "งบประมาณ (บาท)", "ขั้นตอน และวิธีการ", "ก" * 130, "หมาย เหตุ"),
)


def numbered(column: str, cells: Sequence[str], *, status: bool = True) -> list[Row]:
    """A table with a row for each text in a column of that name."""
    head = ("ลำดับ", "มาตรการ", column, "สถานะ") if status else ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", column)
    rows: list[Row] = [head]
    for number, text in enumerate(cells, 1):
        title = f"{TITLES[number % len(TITLES)]} ที่ {'กขคงจฉชซญฐ'[number % 10] * (number % 7 + 1)}{number}"
        rows.append(
            (str(number), title, text, STATUSES[number % 3])
            if status
            else (str(number), title, "กองคลัง", text)
        )
    return rows


def marked(rows: Sequence[Sequence[str]], names: Sequence[str] = STATUSES) -> list[Row]:
    """A table with columns of marks below one heading."""
    table: list[Row] = [
        ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", ("สถานะการดำเนินการ", len(names))),
        ("", "", "", *names),
    ]
    for number, cells in enumerate(rows, 1):
        table.append((str(number), f"{TITLES[number % 5]} แห่งที่ {number}", "กองช่าง", *cells))
    return table


def agree(rows: Sequence[Row], *more: Sequence[Row]) -> dict[str, object]:
    """Both doors say the same, and there is something that they say."""
    sheet, memo = map(content_of, both(rows, *more))
    assert sheet == memo
    return sheet


def each(rows: Sequence[Row], head: int = 1, step: int = 1) -> Iterator[list[Row]]:
    for at in range(head, len(rows), step):
        yield [*rows[:head], *rows[at : at + step]]


class DescribeTheTwoDoors:
    @pytest.mark.parametrize("words", [WORDS, SENTENCES])
    def it_reads_every_status_word_alike(self, words: Sequence[str]) -> None:
        rows = numbered("สถานะ", words, status=False)
        assert len(agree(rows)["measures"]) == len(words)  # type: ignore[arg-type]
        for alone in each(rows):
            agree(alone)

    def it_reads_every_status_word_alike_behind_another(self) -> None:
        agree(numbered("ผลการดำเนินการ", [f"{word} ตามหนังสือสั่งการ" for word in WORDS], status=False))

    @pytest.mark.parametrize("column", range(3))
    def it_reads_every_mark_alike(self, column: int) -> None:
        rows = marked([[*[""] * column, mark, *[""] * (2 - column)] for mark in MARKS])
        agree(rows)
        for alone in each(rows, 2):
            agree(alone)

    @pytest.mark.parametrize("other", ["/", "x", "-", "5 ม.ค. 67"])
    def it_reads_two_marks_alike(self, other: str) -> None:
        agree(marked([[mark, "", other] for mark in MARKS]))

    def it_reads_marks_below_divisions_alike(self) -> None:
        agree(
            [("ลำดับ", "มาตรการ", "กองคลัง", "กองช่าง", "สถานะ")]
            + [
                (str(at), f"{TITLES[at % 5]} {at}", mark, "/", STATUSES[at % 3])
                for at, mark in enumerate(MARKS, 1)
            ]
        )

    @pytest.mark.parametrize("column", ["กำหนดแล้วเสร็จ", "ระยะเวลา", "วันที่แล้วเสร็จ"])
    def it_reads_every_day_alike(self, column: str) -> None:
        rows = numbered(column, DATES)
        agree(rows)
        for alone in each(rows, step=7):
            agree(alone)

    def it_reads_every_division_alike(self) -> None:
        rows = numbered("ผู้รับผิดชอบ", NAMES)
        agree(rows)
        for alone in each(rows):
            agree(alone)

    @pytest.mark.parametrize("header", [*HEADERS, *ODD_HEADERS])
    def it_reads_every_header_alike(self, header: str) -> None:
        rows = numbered(header, ("ข้อความ", "31/3/2567", "กองคลัง", "เสร็จแล้ว", "50%"))
        if meaning(header).fields == ("title",):  # twice in a sheet, it begins a table beside the first
            rows = [(row[0], row[1] if at else row[2], row[3]) for at, row in enumerate(rows)]
        agree(rows)
        agree([row[:3] for row in rows])

    @pytest.mark.parametrize("word", [*WORDS, *YES_NO, "ดำเนินการเสร็จเรียบร้อยแลว", "อยู่ระหวางดำเนินการ"])
    def it_reads_every_heading_of_marks_alike(self, word: str) -> None:
        agree(marked([("/", "", ""), ("", "/", ""), ("", "", "/ (หน้าเว็บ)")], (word, *STATUSES[:2])))
        agree(marked([("/", "", ""), ("", "/", ""), ("", "", "/")], (*STATUSES[1:], word)))

    def it_joins_a_plan_and_its_results_alike(self) -> None:
        plan = [("ลำดับ", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "หมายเหตุ")] + [
            (str(at), f"ควร{title}", "- ประชุม\n- สรุปผล", name, note)
            for at, (title, name, note) in enumerate(
                zip(
                    TITLES,
                    ("กองคลัง", "กองช่าง", "สำนักปลัด", "ทุกส่วนราชการ", "นายสมชาย"),
                    ("", "ก", "", "ข", ""),
                    strict=True,
                ),
                1,
            )
        ]
        results = [("มาตรการ", "ขั้นตอน", "สถานะ", "หมายเหตุ")] + [
            (title, "ประชุม\nสรุปผล", status, note)
            for title, status, note in zip(
                TITLES, (*STATUSES, "เสร็จแล้ว", ""), ("", "ค", "ง", "", ""), strict=True
            )
        ]
        agree(plan, results)


def measure_of(column: str, text: str) -> Measure:
    """The one measure with this text in a column."""
    rows = numbered(column, [text], status=column != "ผลการดำเนินการ")
    sheet, memo = both(rows)
    (measure,) = sheet.tracker.measures
    assert memo.tracker.measures == (measure,)
    return measure


class DescribeWhatACarefulColleagueReads:
    @pytest.mark.parametrize(
        ("text", "status"),
        [
            ("เรียบร้อยแล้ว", Status.DONE),
            ("เสร็จสิ้นแล้ว", Status.DONE),
            ("ดำเนินการแล้ว (ประกาศ ลว. ๓ ก.พ. ๒๕๖๘)", Status.DONE),
            ("อยู่ระหว่างดำเนินการ ร้อยละ ๘๐", Status.IN_PROGRESS),
            ("60", Status.IN_PROGRESS),
            ("ยังไม่เริ่ม", Status.NOT_STARTED),
            ("ไม่ได้ดำเนินการ เนื่องจากไม่มีงบประมาณ", Status.NOT_STARTED),
            ("0", Status.NOT_STARTED),
            ("ควรเร่งรัด", None),
        ],
    )
    def it_is_the_status(self, text: str, status: Status | None) -> None:
        assert measure_of("ผลการดำเนินการ", text).status is status

    def it_takes_a_day_and_a_note_out_of_a_sentence(self) -> None:
        found = measure_of("ผลการดำเนินการ", SENTENCES[0])
        assert (found.status, found.done_on, found.note) == (
            Status.DONE,
            dt.date(2025, 4, 30),
            "มีผู้ใช้บริการ ๑๒๐ ราย",
        )

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("ไตรมาส 2 ปี 2567", dt.date(2024, 3, 31)),
            ("มีค 67", dt.date(2024, 3, 31)),
            ("31 มีนาคม 2567", dt.date(2024, 3, 31)),
            ("๓๑ กุมภาพันธ์ ๒๕๖๗", None),
        ],
    )
    def it_is_the_day(self, text: str, day: dt.date | None) -> None:
        assert measure_of("กำหนดแล้วเสร็จ", text).due == day

    @pytest.mark.parametrize(
        ("cells", "status"),
        [
            (("/", "", ""), Status.NOT_STARTED),
            (("", "x", ""), Status.IN_PROGRESS),
            (("✗", "✗", "✓"), Status.DONE),
            (("☐", "☐", "☒ (หน้าเว็บ)"), Status.DONE),
            (("", "ทำไปครึ่งทาง", ""), Status.IN_PROGRESS),
            (("", "", "ยังไม่เสร็จ"), None),
            (("/", "/", ""), None),
        ],
    )
    def it_is_the_column_of_the_mark(self, cells: tuple[str, ...], status: Status | None) -> None:
        (measure,) = agree(marked([cells]))["measures"]  # type: ignore[misc]
        assert measure.status is status  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        "ticks", [("TRUE", "FALSE", "TRUE"), ("✓", "-", "/"), ("1", "0", "1"), ("☑", "☐", "☑")]
    )
    def it_reads_a_single_column_of_ticks(self, ticks: tuple[str, ...]) -> None:
        found = agree(numbered("เสร็จแล้ว", ticks, status=False))["measures"]
        assert [m.status for m in found] == [Status.DONE, Status.NOT_STARTED, Status.DONE]  # type: ignore[attr-defined]


_CELLS = {
    "ผู้รับผิดชอบ": NAMES,
    "กำหนดแล้วเสร็จ": DATES,
    "สถานะ": (*WORDS, *SENTENCES),
    "หมายเหตุ": ("", "-", "หน้าเว็บไซต์", "ดู https://www.example.go.th/b"),
    "ขั้นตอน": ("", "ประชุม", "- ประชุม\n- สรุปผล", "- ประชุมและ\nสรุปผล", "๑. ประชุม\n๒. สรุปผล"),
    "การกำกับติดตาม": ("", "รายงานทุกไตรมาส", "รายงานทุกเดือน"),
    "หลักฐาน": ("", "https://www.example.go.th/c", "แฟ้มเอกสาร"),
}


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """Numbered measures under some of the usual headers, with known words of every kind in their cells."""
    names = draw(st.lists(st.sampled_from(sorted(_CELLS)), unique=True, min_size=2))
    marks = "สถานะ" not in names and draw(st.booleans())
    head: list[Row] = [("ลำดับ", "มาตรการ", *names)]
    if marks:
        head = [(*head[0], ("สถานะ", 3)), ("",) * (len(names) + 2) + STATUSES]
    rows: list[Row] = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        cells = [draw(st.sampled_from(_CELLS[name])) for name in names]
        cells += [draw(st.sampled_from(MARKS)) for _ in range(3)] if marks else []
        rows.append((str(number), f"{TITLES[number % 5]} {'กขคงจ'[number % 5] * 5}", *cells))
    return [*head, *rows]


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def it_reads_any_content_alike(rows: list[Row]) -> None:
    agree(rows)
