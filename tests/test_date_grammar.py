"""Every spelling of every day: the day itself or a finding, never another day (see `thai.date_grammar`).

The spellings are written out here anew, as people type them, and owe nothing to the reader's patterns.
"""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from itaxl.core.assess import assess
from itaxl.core.grid import DAY_ZERO, Value
from itaxl.core.meanings.due import read_day
from itaxl.core.model import Finding
from itaxl.core.rules.rule import Case
from itaxl.core.thai.date_words import DateReading
from itaxl.core.thai.dates import read_date
from itaxl.core.thai.text import thai_digits
from tests.case_grids import grids_of, place_of

TODAY = dt.date(2024, 4, 2)
#: Days of FY2556 and later, as far as two digits of a BE year reach.
days = st.dates(dt.date(2012, 10, 1), dt.date(2056, 12, 31))
blanks = st.sampled_from(["", " ", "  ", "\u00a0"])

FULL = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()  # noqa: SIM905
SPOKEN = "มกรา กุมภา มีนา เมษา พฤษภา มิถุนา กรกฎา สิงหา กันยา ตุลา พฤศจิกา ธันวา".split()  # noqa: SIM905
ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = "จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์".split()  # noqa: SIM905
NAMES = tuple(
    (full, spoken, short, short.removesuffix("."), short.replace(".", ""), short.replace(".", "", 1),
     short.replace(".", ". ", 1), english, english.upper(), english[:3], english[:3] + ".")
    for full, spoken, short, english in zip(FULL, SPOKEN, SHORT, ENGLISH, strict=True)
)  # fmt: skip
BE_WORDS = ("", "พ.ศ. ", "พ.ศ.", "พศ ", "พ. ศ. ", "พุทธศักราช ", "พุทธศักราช", "ปี ", "ปี พ.ศ. ", "B.E. ")
CE_WORDS = ("", "ค.ศ. ", "คศ. ", "ค. ศ.", "คริสต์ศักราช ", "A.D. ")


@st.composite
def years(draw: st.DrawFn, day: dt.date) -> str:
    kind = draw(st.sampled_from(["BE", "BE", "CE", "two"]))
    if kind == "BE":
        return draw(st.sampled_from(BE_WORDS)) + str(day.year + 543)
    if kind == "CE":
        return draw(st.sampled_from(CE_WORDS)) + str(day.year)
    word = draw(st.sampled_from(("", "", "'", "พ.ศ. ", "ปี ")))
    return f"{word}{(day.year + 543) % 100:02}"


@st.composite
def spellings(draw: st.DrawFn, day: dt.date) -> str:
    """The day as somebody may type it into a cell."""
    number = draw(st.sampled_from([str(day.day), f"{day.day:02}"]))
    year, gap = draw(years(day)), draw(blanks)
    match draw(st.sampled_from(["named", "signed", "numbered", "headed", "reversed"])):
        case "named":
            name = draw(st.sampled_from(NAMES[day.month - 1]))
            word, sign = (
                draw(st.sampled_from(["", "เดือน", "เดือน "])),
                draw(st.sampled_from(["", " ", "-", "/", "."])),
            )
            ends = draw(st.sampled_from(["", sign]))
            text = f"{number}{gap}{sign}{gap}{word}{name}{gap}{ends}{gap}{year}"
        case "signed":
            sign = draw(st.sampled_from([*"/.-,\\–", "//"]))
            month = draw(st.sampled_from([str(day.month), f"{day.month:02}"]))
            gaps = [draw(blanks) for _ in range(4)]
            text = f"{number}{gaps[0]}{sign}{gaps[1]}{month}{gaps[2]}{sign}{gaps[3]}{year}"
        case "numbered":
            text = f"{number} เดือน {day.month} {year}"
        case "headed":
            name = draw(st.sampled_from(NAMES[day.month - 1]))
            text = f"{name} {number}, {draw(st.sampled_from([day.year, day.year + 543]))}"
        case _:
            sign = draw(st.sampled_from("/-."))
            text = f"{draw(st.sampled_from([day.year, day.year + 543]))}{sign}{day.month}{sign}{day.day}"
    lead = draw(st.sampled_from(["", "", "วันที่ ", "วันที่", "เมื่อวันที่ ", "ลงวันที่ ", "ณ วันที่ ", "weekday"]))
    if lead == "weekday":
        lead = draw(st.sampled_from(["วัน{}ที่ ", "วัน{} ที่ ", "{} ", "วัน{}"])).format(WEEKDAYS[day.weekday()])
    time = draw(st.sampled_from(["", "", "", " 00:00:00", " 09:30", " เวลา 09.30 น.", " 09.30 น."]))
    text = draw(blanks) + lead + text + time + draw(st.sampled_from(["", "", ".", " ", ","]))
    return draw(st.sampled_from([text, thai_digits(text)]))


@st.composite
def typed_days(draw: st.DrawFn) -> tuple[dt.date, str]:
    day = draw(days)
    return day, draw(spellings(day))


def findings_of(value: Value, key: str = "due") -> list[Finding]:
    case = Case({key: value})
    return [f for f in assess(grids_of(case), TODAY).findings if f.place == place_of(case)]


def due_of(value: Value) -> dt.date | None:
    return assess(grids_of(Case({"due": value})), TODAY).tracker.measures[0].due


class DescribeEverySpellingOfEveryDay:
    @given(typed_days())
    @example((dt.date(2024, 4, 2), "2. 4.67"))
    @example((dt.date(2024, 3, 31), "31/3/ 2567"))
    @example((dt.date(2024, 3, 31), "31 - 3 - 67"))
    @example((dt.date(2024, 3, 31), "31 March 2024"))
    @example((dt.date(2024, 3, 31), "31 Mar 67"))
    @example((dt.date(2024, 3, 31), "๓๑ มีนาคม พุทธศักราช ๒๕๖๗"))
    def it_is_read_as_that_day(self, typed: tuple[dt.date, str]) -> None:
        day, text = typed
        assert read_date(text) == DateReading(day), text

    @given(typed_days())
    def it_is_the_same_day_for_checks_and_for_convert(self, typed: tuple[dt.date, str]) -> None:
        day, text = typed
        assert (due_of(text), read_day(text).day) == (day, day), text

    @given(typed_days(), st.data())
    def it_is_never_another_day_when_a_letter_is_lost_or_typed_twice(
        self, typed: tuple[dt.date, str], data: st.DataObject
    ) -> None:
        """A lost figure may leave another date (3/3/2567), or a lost letter (ม.ค.), a lost sign never."""
        day, text = typed
        twice = data.draw(st.booleans())
        places = [n for n, c in enumerate(text) if (not c.isdecimal() if twice else c in " /.-,\\–:")]
        assume(places)  # 11ตุลาคม2555 has no sign to lose
        at = data.draw(st.sampled_from(places))
        text = text[:at] + text[at] * (2 if twice else 0) + text[at + 1 :]
        reading = read_date(text)
        assert reading.day in (day, None) or reading.doubt, text
        assert reading.suggestion in (day, None) or reading.doubt, text

    @pytest.mark.parametrize("sign", ["/", " / ", "/ ", " /", ".", ". ", " . ", " - ", "- ", "-", " "])
    def it_is_read_in_every_shape_of_blanks(self, sign: str) -> None:
        for number, year in itertools.product(range(366), ("2567", "67", "2024")):
            day = dt.date(2024, 1, 1) + dt.timedelta(number)
            text = f"{day.day}{sign}{day.month}{sign}{year}"
            assert read_date(text).day == day, text


class DescribeWhatCannotBeMissed:
    """Texts that are no date by the grammar, and the one day that a colleague would ask about."""

    @pytest.mark.parametrize(
        ("text", "code", "day"),
        [
            ("3/31/2567", "D502", dt.date(2024, 3, 31)),
            ("31 มีนาคม พ.ศ. 2024", "D502", dt.date(2024, 3, 31)),
            ("31 มีนาคม ค.ศ. 2567", "D502", dt.date(2024, 3, 31)),
            ("31/3/24", "D503", dt.date(2024, 3, 31)),
            ("31/3 2567", "D501", dt.date(2024, 3, 31)),
            ("31 มีนาคน 2567", "D501", dt.date(2024, 3, 31)),
            ("30 เมษายม 67", "D501", dt.date(2024, 4, 30)),
            ("15 กุมภาพันธุ์ 2567", "D501", dt.date(2024, 2, 15)),
            ("10 พฤษจิกายน 2566", "D501", dt.date(2023, 11, 10)),
            ("ภายใน 31 มี.ค. 67", "D501", dt.date(2024, 3, 31)),
            ("ภายในเดือนมีนาคม 2567", "D501", dt.date(2024, 3, 31)),
            ("ไตรมาส 2 ปี 2567", "D501", dt.date(2024, 3, 31)),
            ("1 - 31 มีนาคม 2567", "D501", dt.date(2024, 3, 31)),
            ("31032567", "D506", dt.date(2024, 3, 31)),
            ("310367", "D506", dt.date(2024, 3, 31)),
            (31032567.0, "D506", dt.date(2024, 3, 31)),
            (25670331.0, "D506", dt.date(2024, 3, 31)),
            (9022567.0, "D506", dt.date(2024, 2, 9)),
            (310367.0, "D506", dt.date(2024, 3, 31)),
            (DAY_ZERO + dt.timedelta(150367), "D506", dt.date(2024, 3, 15)),
            (dt.date(2567, 3, 31), "D504", dt.date(2024, 3, 31)),
            (dt.date(1967, 3, 31), "D505", dt.date(2024, 3, 31)),
        ],
    )
    def it_is_asked_about_with_that_day(self, text: Value, code: str, day: dt.date) -> None:
        (found,) = [f for f in findings_of(text) if f.code[0] == "D"]
        assert (found.code, found.suggestion) == (code, day)
        assert read_day(text).day == (None if code in ("D502", "D503") else day)
        assert not [f for f in findings_of(day) if f.code[0] == "D"]  # mended, it is settled

    @pytest.mark.parametrize(
        "text",
        [
            "31/2/2567", "29/2/2566", "13/13/2567", "31/3", "มีนาคม", "31/3/256", "31/3/25667", "1-3/2567",
            "31 ม.ย. 2567", "31 กันยาคม 2567", "วันจันทร์ที่ 31 มีนาคม 2567", "31 มีนาคม ร.ศ. 243", "3042567",
            "31/3/2657", "67/3/31", "31/3/67/2567", "1/2/3/2567", "-31/3/2567", "31/3/พ.ศ. 24",
            "ภายในเดือนมีนาคม", "2024-03-31T17:00:00Z", "31 มี.ค. 30 เม.ย. 67",
        ],
    )  # fmt: skip
    def it_is_told_and_no_day_is_put_in_its_place(self, text: str) -> None:
        for key in ("done_on", "memo_date"):
            told = [f for f in findings_of(text, key) if f.code[0] == "D"]
            assert [f.suggestion for f in told] == [None], text

    @pytest.mark.parametrize(
        ("value", "reason"),
        [
            ("29/2/2566", "เดือนกุมภาพันธ์ 2566 มี 28 วัน"),
            ("31 เมษายน 2024", "เดือนเมษายน 2567 มี 30 วัน"),
            ("3/31/2567", "วันกับเดือนอาจสลับกัน"),
            ("13/13/2567", "ไม่มีเดือนที่ 13"),
            ("31/3/2657", "ปี 2657 ไม่น่าถูกต้อง"),
            ("31 มีนาคม พ.ศ. 2024", "ศักราชไม่ตรงกับปี"),
            ("วันจันทร์ที่ 31 มีนาคม 2567", "วันนั้นตรงกับวันอาทิตย์"),
            (dt.date(1930, 3, 31), "ปี ค.ศ. 1930 ไม่น่าถูกต้อง"),
            (dt.date(2510, 3, 31), "ปี 2510 ไม่น่าถูกต้อง"),
            (dt.date(2568, 2, 29), "ปี พ.ศ. นั้นไม่มีวันที่ 29 กุมภาพันธ์"),
        ],
    )
    def it_is_told_why(self, value: Value, reason: str) -> None:
        (found,) = [f for f in findings_of(value) if f.code == "D502"]
        assert reason in found.message

    def it_takes_a_month_for_a_day_only_where_something_is_due(self) -> None:
        for key, day in (("due", dt.date(2024, 3, 31)), ("done_on", None), ("memo_date", None)):
            assert findings_of("มีนาคม 2567", key)[0].suggestion == day


@given(st.text("0123456789๐๑๒/.- ,'\\", max_size=14) | st.text("0123456789 มีคเยกพ.ศ", max_size=16))
def test_a_day_that_is_read_stands_in_the_text(text: str) -> None:
    """Nothing comes from the clock: day, month and year are figures (or a name) of the text."""
    reading = read_date(text)
    for day in filter(None, (reading.day, reading.suggestion)):
        figures = text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
        assert str(day.day) in figures
        assert any(str(year)[-2:] in figures for year in (day.year, day.year + 543))


@given(st.dates(dt.date(1900, 1, 1), dt.date(3000, 12, 31)))
def test_a_date_cell_is_itself_or_asked_about(cell: dt.date) -> None:
    reading = read_date(cell)
    if cell.year in range(2000, 2101):
        assert reading == DateReading(cell)
    elif reading.day:
        assert reading.doubt and reading.suggestion == reading.day
        assert read_date(reading.day) == DateReading(reading.day)
    else:
        assert reading.problem and reading.suggestion is None
