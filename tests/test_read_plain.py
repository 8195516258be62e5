"""Cells and strings read without a parser: the same as with one, for every file that the tests have."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl.core.grid import Grid
from itaxl.core.sample import sample
from itaxl.errors import InputError
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.reading import xlsx_plain, xlsx_sheet, xlsx_strings
from itaxl.reading.limits import Allowance
from itaxl.reading.package import Entry, plain_directory
from itaxl.reading.refusal import Refusal
from itaxl.reading.workbook import grids_from_bytes
from itaxl.reading.xlsx_around import Values
from itaxl.reading.xlsx_strings import SharedStrings
from itaxl.reading.xlsx_styles import styles_of
from itaxl.shipped import BLANK_DISTRICT, BLANK_TRACKER, shipped
from tests import nasty_files as made
from tests import tracker_writers
from tests.refused_files import REFUSED

_REFUSE = Refusal("x")
_TESTS = Path(__file__).parent
_LYING = sorted(p for p in (_TESTS / "golden").rglob("*.xls[xm]"))
_EXAMPLES = sorted((_TESTS.parent / "examples").rglob("*.xls[xm]"))
_WRITTEN = {
    "shipped": shipped(BLANK_TRACKER).read_bytes(),
    "district": shipped(BLANK_DISTRICT).read_bytes(),
    "filled in": tracker_bytes(sample(), macros=False),
    "openpyxl": tracker_writers.openpyxl(),
    "XlsxWriter": tracker_writers.xlsxwriter(),
    "XlsxWriter from 1904": tracker_writers.xlsxwriter(date1904=True),
}


@contextmanager
def by_parser() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx_sheet, "plain_cells", lambda part, values: None)
        patch.setattr(xlsx_strings, "_plain_texts", lambda xml: None)
        yield


def outcome(data: bytes) -> tuple[Grid, ...] | str:
    try:
        return grids_from_bytes(data, "x")
    except InputError as error:
        return str(error)


def agrees(data: bytes) -> None:
    quick = outcome(data)
    with by_parser():
        thorough = outcome(data)
    assert quick == thorough
    assert repr(quick) == repr(thorough)  # 1.0 is not True, and what is shown is not the number


@pytest.mark.parametrize("path", _LYING + _EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_workbook_of_the_tests(path: Path) -> None:
    agrees(path.read_bytes())


@pytest.mark.parametrize("program", _WRITTEN)
def test_what_programs_write(program: str) -> None:
    agrees(_WRITTEN[program])


@pytest.mark.parametrize("program", [name for name in _WRITTEN if name != "openpyxl"])
def test_nearly_all_that_programs_write_needs_no_parser(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ours of openpyxl has formulas without their results."""
    monkeypatch.setattr(xlsx_sheet, "scanned_sheet", None)
    monkeypatch.setattr(xlsx_strings, "_Strings", None)
    assert outcome(_WRITTEN[program])


@pytest.mark.parametrize(
    "case", [name for name, (data, _) in REFUSED.items() if data.startswith(b"PK") and len(data) < 200_000]
)
def test_a_hostile_one_is_refused_either_way(case: str) -> None:
    agrees(REFUSED[case][0])


def cells(*rows: str, **parts: str) -> bytes:
    return made.xlsx(made.sheet("".join(rows)), **parts)


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: Nothing of this is what it seems, or it is spelt otherwise.
_ODD = {
    "no place": "<row><c><v>1</v></c></row>",
    "a place after the style": '<c s="1" r="B1"><v>1</v></c>',
    "the same behind an empty cell": '<c r="A1" s="0"/><c s="1" r="B1"><v>1</v></c>',
    "quoted otherwise": "<c r=\"A1\"/><c r='B1'><v>1</v></c>",
    "said twice": '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
    "said twice, empty at last": '<c r="A1"><v>1</v></c><c r="A1" s="1"/>',
    "a style said twice": '<c r="A1" s="1" s="0"><v>1</v></c>',
    "a kind said twice": '<c r="A1" t="s" t="n"><v>1</v></c>',
    "rows in disorder": '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="B1"><v>1</v></c></row>',
    "a cell in another row": '<row r="1"><c r="A5"><v>1</v></c></row>',
    "two values": '<c r="A1"><v>1</v><v>2</v></c>',
    "two values, and none": '<c r="A1"><v>1</v><v>2</v></c><c r="B1"></c>',
    "a mark in a value": '<c r="A1" t="str"><v>a<b/></v></c>',
    "no end of a value": '<c r="A1"><v>1</c>',
    "a comment": '<!--<c r="A1"><v>1</v></c>-->',
    "an instruction": '<?x <c r="A1"><v>1</v></c>?>',
    "letters as they stand": '<c r="A1" t="str"><v><![CDATA[<c r="B1"><v>1</v></c>]]></v></c>',
    "another namespace": '<c r="A1"><v>1</v></c><y:c xmlns:y="m" r="B1"><y:v>2</y:v></y:c>',
    "a prefix": f'<m:c xmlns:m="{_MAIN}" r="B1"><m:v>2</m:v></m:c>',
    "behind a value": '<c r="A1"><v>1</v><extLst/></c>',
    "white space": '<c r="A1">\n<v>1</v>\n</c>',
    "white space in a number": '<c r="A1"><v> 1 </v></c><c r="B1"><v>\n2</v></c>',
    "white space that is kept": '<c r="A1" t="str"><v xml:space="preserve"> a </v></c>',
    "a formula": '<c r="A1"><f>B1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>a</v></c>',
    "a formula without a result": '<c r="A1"><f>B1</f></c><c r="B1"><f>C1</f><v></v></c>',
    "a formula that gives nothing": '<c r="A1" t="str"><f>B1</f><v></v></c>',
    "a formula that is shared": '<c r="A1"><f t="shared" ref="A1:B1" si="0">C1</f><v>1</v></c>'
    '<c r="B1"><f t="shared" si="0"/><v>2</v></c>',
    "a formula behind its value": '<c r="A1"><v>2</v><f>B1</f></c>',
    "an array": '<c r="A1" cm="1"><f t="array" ref="A1">B1</f><v>2</v></c>',
    "a link": '<c r="A1" t="str"><f>HYPERLINK("https://a.go.th","a")</f><v>a</v></c>',
    "a fault": '<c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>A1</f><v>#REF!</v></c>',
    "truths": '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="b"><v> true </v></c>',
    "a day as a text": '<c r="A1" t="d"><v>2024-02-29T00:00:00Z</v></c>',
    "a text of its own": '<c r="A1" t="inlineStr"><is><t>ก &amp; ข</t></is></c>',
    "an empty one of its own": '<c r="A1" t="inlineStr"><is><t></t></is></c><c r="B1"><v>1</v></c>',
    "one of its own, in runs": '<c r="A1" t="inlineStr"><is><r><t>ก</t></r><r><t>ข</t></r></is></c>',
    "one of its own, in a number": '<c r="A1"><is><t>ก</t></is></c><c r="B1" t="s"><is><t>2</t></is></c>',
    "one of its own, spoken": '<c r="A1" t="inlineStr"><is><t>ก</t><rPh sb="0"><t>ข</t></rPh></is></c>',
    "names of signs": '<c r="A1" t="str"><v>&lt;&amp;lt;&gt;&quot;&apos;&#3585;&#xe02;</v></c>',
    "a name of nothing": '<c r="A1" t="str"><v>&nbsp;</v></c>',
    "control characters": '<c r="A1" t="str"><v>a_x000D_b_xD800_</v></c>',
    "ends of lines": '<c r="A1" t="str"><v>a\r\nb\rc</v></c>',
    "numbers": '<c r="A1"><v>1e3</v></c><c r="B1"><v>-0</v></c><c r="C1"><v>nan</v></c>',
    "a number as a program spells it": '<c r="A1"><v>1_0</v></c>',
    "no number": '<c r="A1"><v>ก</v></c><c r="B1"><v></v></c><c r="C1"><v>1</v></c>',
    "a kind of its own": '<c r="A1" t="zz"><v>1</v></c>',
    "no such string": '<c r="A1" t="s"><v>99</v></c>',
    "a string below": '<c r="A1" t="s"><v>-1</v></c>',
    "a string by another number": '<c r="A1" t="s"><v>+1</v></c><c r="B1" t="s"><v>٢</v></c>',
    "far down": '<c r="A1048576"><v>1</v></c>',
    "too far down": '<c r="A1048577"><v>1</v></c>',
    "above": '<c r="A0"><v>1</v></c>',
    "far right": '<c r="XFD1"><v>1</v></c><c r="AA1"><v>2</v></c>',
    "too far right": '<c r="XFE1"><v>1</v></c>',
    "small letters": '<c r="b1"><v>1</v></c>',
    "other letters": '<c r="É1"><v>1</v></c>',
    "dollars": '<c r="$B$1"><v>1</v></c>',
    "zeros before": '<c r="A01"><v>1</v></c>',
    "no number of a row": '<c r="A"><v>1</v></c>',
    "a style of its own": '<c r="A1" s="999999"><v>1</v></c><c r="B1" s="1"><v>45351</v></c>',
}
_STRINGS = {
    "plain": "<si><t>ก</t></si><si><t>ข</t></si>",
    "kept spaces, and none": '<si><t xml:space="preserve"> ก </t></si><si><t/></si><si><t></t></si>',
    "runs": "<si><t>ก</t></si><si><r><t>ข</t></r>"
    '<r><rPr><b/><sz val="11"/></rPr><t xml:space="preserve"> ค</t></r></si>',
    "a sound": '<si><t>ก</t><rPh sb="0" eb="1"><t>ข</t></rPh></si>',
    "a sound behind runs": '<si><r><t>ก</t></r><rPh sb="0" eb="1"><t>ข</t></rPh></si>',
    "empty": "<si/><si></si><si><t>ก</t></si>",
    "white space": "<si>\n<t>ก</t>\n</si>",
    "names of signs": "<si><t>&lt;si&gt;&amp;lt; &quot;&apos;</t></si><si><t>&#3585;</t></si>",
    "a name of nothing": "<si><t>&nbsp;</t></si>",
    "control characters": "<si><t>a_x000D_b_x005F_c</t></si>",
    "ends of lines": "<si><t>a\r\nb\rc\nd</t></si>",
    "a comment": "<si><t>a<!-- b -->c</t></si>",
    "letters as they stand": "<si><t><![CDATA[</t></si><si><t>]]></t></si>",
    "another mark": "<si><t>a</t></si><extLst/>",
    "two texts": "<si><t>a</t><t>b</t></si>",
    "cut off": "<si><t>a</t></si><si><t>b",
    "one within another": "<si><t>a<si><t>b</t></si></t></si>",
}
_ASKED = "".join(f'<c r="{letter}1" t="s"><v>{n}</v></c>' for n, letter in enumerate("ABC"))


@pytest.mark.parametrize("case", _ODD)
def test_an_odd_cell(case: str) -> None:
    styles = made.date_styles("d/m/yyyy")
    strings = made.shared("<si><t>ก</t></si>", "<si><t></t></si>", "<si><t>ค</t></si>")
    agrees(cells(_ODD[case], styles=styles, strings=strings))


@pytest.mark.parametrize("case", _STRINGS)
def test_an_odd_string(case: str) -> None:
    for asked in (_ASKED, _ASKED[: len(_ASKED) // 3]):
        agrees(cells(asked, strings=made.shared(_STRINGS[case])))


_PIECES = st.sampled_from(
    [
        *_ODD.values(),
        *("<row>", '<row r="2">', "</row>", '<c r="', 'A1"', ">", "<v>", "</v>", "</c>", "1", "&"),
    ]
)


@given(st.lists(_PIECES, max_size=8))
@settings(max_examples=300)
def test_odd_cells_side_by_side(pieces: list[str]) -> None:
    """What no parser would take may be read all the same, but never otherwise than by one."""
    data = cells("".join(pieces))
    with by_parser():
        thorough = outcome(data)
    if not isinstance(thorough, str):
        assert repr(outcome(data)) == repr(thorough)


@given(
    st.lists(
        st.sampled_from([*_STRINGS.values(), "<si>", "</si>", "<t>", "</t>", "ก", "<r>", "</r>"]), max_size=6
    )
)
@settings(max_examples=300)
def test_odd_strings_side_by_side(pieces: list[str]) -> None:
    data = made.shared("".join(pieces)).encode()
    quick = xlsx_strings._plain_texts(data)
    with by_parser():
        try:
            thorough = SharedStrings(data, _REFUSE).texts
        except InputError:
            return
    assert quick is None or quick == thorough


def test_the_table_of_numbers_that_is_kept_does_not_grow() -> None:
    styles = styles_of(b"", _REFUSE)
    values = Values(SharedStrings(b"", _REFUSE), styles, False)
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}.5</v></c></row>' for n in range(1, 9000))
    found = xlsx_plain.plain_cells(f"<sheetData>{rows}</sheetData>".encode(), values)
    assert found and len(found) == 8999
    assert len(xlsx_plain._numbers(styles.format(""), False)) <= 4096


def test_a_text_in_many_cells_counts_as_often() -> None:
    """One string of 30,000 letters in 1,000 cells is more than any tracker holds; ten are not."""
    strings = made.shared(f"<si><t>{'ก' * 30_000}</t></si>")
    few, many = (
        "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, count))
        for count in (11, 1001)
    )
    assert len(grids_from_bytes(cells(few, strings=strings), "x")[0].rows) == 10
    with pytest.raises(InputError, match="ใหญ่ผิดปกติ"):
        grids_from_bytes(cells(many, strings=strings), "x")
    assert Allowance(_REFUSE).text < 1000 * 90_000


def by_zipfile(data: bytes) -> list[Entry] | None:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return [
                Entry(i.filename, i.flag_bits, i.compress_type, i.CRC, i.compress_size, i.header_offset)
                for i in archive.infolist()
            ]
    except Exception:
        return None


_ZIPS = [
    *(path.read_bytes() for path in _LYING + _EXAMPLES),
    *_WRITTEN.values(),
    *(data for data, _ in REFUSED.values() if data.startswith(b"PK") and len(data) < 200_000),
]


def test_the_directory_of_a_zip_is_what_zipfile_says() -> None:
    read = 0
    for data in _ZIPS:
        quick = plain_directory(data)
        assert quick is None or quick == by_zipfile(data)
        read += quick is not None
    assert all(plain_directory(data) for data in _WRITTEN.values())
    assert read > len(_ZIPS) // 2


@given(st.data())
@settings(max_examples=300)
def test_a_directory_that_was_changed_is_left_to_zipfile_or_the_same(data: st.DataObject) -> None:
    whole = made.xlsx(made.sheet('<c r="A1"><v>1</v></c>'))
    end = len(whole) - 22
    start = int.from_bytes(whole[end + 16 : end + 20], "little")
    at = data.draw(st.integers(start, len(whole) - 1))
    changed = whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]
    quick, thorough = plain_directory(changed), by_zipfile(changed)
    assert quick is None or thorough is None or quick == thorough


@pytest.mark.parametrize(
    "odd",
    [
        lambda whole: whole + b"\0" * 3,
        lambda whole: whole[:-2] + b"\3\0abc",
        lambda whole: b"x" + whole,
        lambda whole: whole[:-30],
        lambda whole: whole[:-12] + b"\xff\xff" + whole[-10:],
    ],
    ids=["something behind it", "a comment", "something before it", "cut off", "more entries than there are"],
)
def test_a_directory_that_is_odd_is_left_to_zipfile(odd: Callable[[bytes], bytes]) -> None:
    assert plain_directory(odd(made.xlsx())) is None


def test_a_usual_workbook_is_read_without_zipfile() -> None:
    """A click need not wait for its import."""
    script = (
        "import sys; from pathlib import Path; from itaxl.reading.workbook import grids_from_bytes;"
        "grids_from_bytes(Path(sys.argv[1]).read_bytes(), 'x');"
        "sys.exit('zipfile' in sys.modules)"
    )
    path = next(path for path in _EXAMPLES if path.suffix == ".xlsx")
    assert subprocess.run([sys.executable, "-c", script, str(path)]).returncode == 0
