"""Thai text in columns, and progress that suits where it is shown."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from itaxl.cli.progress import Progress
from itaxl.cli.width import padded, printable, shortened, table, width, wrapped

THAI = st.text(alphabet="กขคงเแาิีึืุู่้๊๋์็ำ ABC12😀", max_size=60)


def it_gives_vowels_and_tone_marks_no_width() -> None:
    assert [width(w) for w in ("กอง", "สำนักปลัด", "ผู้ที่", "น้ำ", "日本", "")] == [3, 7, 2, 2, 4, 0]


@given(THAI, st.integers(0, 40))
def it_pads_to_the_width_asked(text: str, columns: int) -> None:
    assert width(padded(text, columns)) == max(width(text), columns)


@given(THAI, st.integers(1, 40))
def it_never_shortens_past_the_width(text: str, columns: int) -> None:
    short = shortened(text, columns)
    assert width(short) <= columns
    assert short == text or short.endswith("…")


@given(THAI, st.integers(5, 40))
def it_wraps_at_spaces_only(text: str, columns: int) -> None:
    assert " ".join(wrapped(text, columns)).split() == text.split()


@given(st.text(max_size=80))
def it_prints_one_line_without_control_characters(text: str) -> None:
    shown = printable(text)
    assert len(shown.splitlines()) <= 1
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in shown)


def it_lines_up_a_table_by_thai_width() -> None:
    lines = table([["ส่วนราชการ", "จำนวน"], ["สำนักปลัด", "5"], ["กองคลัง", "12"]], right=[1])
    assert [width(line) for line in lines] == [width(lines[0])] * 4
    assert lines[2].endswith("    5")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def it_says_each_tenth_in_plain_lines_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    progress = Progress(1000, stream)
    for _ in range(1000):
        progress.step()
    lines = stream.getvalue().splitlines()
    assert len(lines) == 10
    assert lines[-1] == "ดำเนินการแล้ว 1,000 จาก 1,000 ไฟล์"
    assert "\r" not in stream.getvalue()


def it_draws_a_bar_with_count_rate_and_time_left_on_a_terminal() -> None:
    stream, clock = Terminal(), iter(range(1000))
    progress = Progress(100, stream, clock=lambda: float(next(clock)))
    for _ in range(25):
        progress.step()
    assert "25/100 ไฟล์  1 ไฟล์/วินาที  เหลือ 1:15 นาที" in stream.getvalue()
    progress.clear()
    assert stream.getvalue().endswith("\r\033[K")
    assert "\n" not in stream.getvalue()


def it_shows_a_rate_that_unchanged_workbooks_do_not_blow_up() -> None:
    stream, now = Terminal(), [0.0]
    progress = Progress(2000, stream, clock=lambda: now[0])
    for _ in range(1000):
        now[0] += 0.001
        progress.step(worked=False)
    assert progress.line(now[0]).endswith("] 1,000/2,000 ไฟล์")
    for _ in range(80):
        now[0] += 0.25
        progress.step()
    assert progress.line(now[0]).endswith("1,080/2,000 ไฟล์  4 ไฟล์/วินาที  เหลือ 3:50 นาที")


def it_counts_slow_workbooks_by_the_minute() -> None:
    stream, now = Terminal(), [0.0]
    progress = Progress(10, stream, clock=lambda: now[0])
    for _ in range(2):
        now[0] += 20
        progress.step()
    assert stream.getvalue().endswith("2/10 ไฟล์  3 ไฟล์/นาที  เหลือ 2:40 นาที")


def it_says_nothing_when_silent() -> None:
    for stream in (io.StringIO(), Terminal()):
        progress = Progress(3, stream, silent=True)
        progress.step()
        progress.clear()
        assert stream.getvalue() == ""
