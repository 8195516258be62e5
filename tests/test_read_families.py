"""Workbooks as other programs write them: each family of spelling with the value that it must give."""

from __future__ import annotations

import datetime as dt
import struct

import pytest

from itaxl.core.grid import CellFault, Grid, Moment, Value, shown
from itaxl.errors import InputError
from itaxl.reading.workbook import grids_from_bytes
from tests import nasty_files as made
from tests.compound_files import around
from tests.nasty_files import number_cell, record, xls

THAI = "กองคลัง"


def one(data: bytes) -> Grid:
    (grid,) = grids_from_bytes(data, "x", notes=True)
    return grid


def label(row: int, column: int, text: bytes, count: int | None = None, kind: int = 0x0204) -> bytes:
    return record(kind, struct.pack("<HHHH", row, column, 0, len(text) if count is None else count) + text)


def biff5(cells: bytes, code_page: int | None) -> bytes:
    """As programs before 1997 wrote: strings are bytes of a code page."""
    begin = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 0))
    page = b"" if code_page is None else record(0x0042, struct.pack("<H", code_page))
    bound = record(0x0085, struct.pack("<LBBB", len(begin) + len(page) + 18, 0, 0, 3) + b"S 1")
    sheet = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0))
    return around("Book", begin + page + bound + record(0x000A) + sheet + cells + record(0x000A))


class DescribeOldWorkbooks:
    @pytest.mark.parametrize("code_page", [1252, 874, 1200, 10000, 65000])
    def it_reads_the_letters_of_biff8_whatever_code_page_is_said(self, code_page: int) -> None:
        wide, narrow = label(0, 0, b"\1" + THAI.encode("utf-16-le"), len(THAI)), label(0, 1, b"\0caf\xe9", 4)
        page = record(0x0042, struct.pack("<H", code_page))
        assert one(xls(wide + narrow, globals_=page)).rows == ((THAI, "café"),)

    @pytest.mark.parametrize("code_page", [None, 874, 1252, 10000, 367])
    def it_reads_thai_bytes_as_thai_whatever_is_said(self, code_page: int | None) -> None:
        cells = label(0, 0, THAI.encode("cp874")) + label(0, 1, b"ITA 2568")
        grid = one(biff5(cells, code_page))
        assert grid.rows == ((THAI, "ITA 2568"),)
        assert grid.guessed is (code_page != 874), "a guess is told: finding S110, doubt C888"

    def it_leaves_what_is_french_french(self) -> None:
        cells = label(0, 0, "Évaluation à l'été, très réussie".encode("cp1252"))
        grid = one(biff5(cells, 1252))
        assert grid.rows == (("Évaluation à l'été, très réussie",),)
        assert not grid.guessed

    def it_guesses_nothing_of_plain_letters(self) -> None:
        assert not one(biff5(label(0, 0, b"ITA 2568"), None)).guessed

    def it_reads_comments_as_they_stood_before_1997(self) -> None:
        def note(row: int, column: int, text: bytes, whole: int) -> bytes:
            return record(0x001C, struct.pack("<HHH", row, column, whole) + text)

        thai = "รอผล".encode("cp874")
        notes = note(2, 1, thai[:2], 4) + note(0xFFFF, 0, thai[2:], 2) + note(4, 0, b"ok", 2)
        shape = record(0x005D, bytes(8))
        grid = one(biff5(label(0, 0, b"a") + notes + shape + note(5, 0, thai, 4), 874))
        assert grid.notes == {(3, 2): "รอผล", (5, 1): "ok", (6, 1): "รอผล"}

    @pytest.mark.parametrize("kind", [0x0006, 0x0206, 0x0406])
    def it_reads_results_of_formulas_of_whatever_version(self, kind: int) -> None:
        cell = record(kind, struct.pack("<HHHd", 0, 0, 0, 2.5) + bytes(8))
        assert one(xls(cell)).rows == ((2.5,),)

    def it_reads_a_result_that_goes_on_in_other_records(self) -> None:
        text = "ก" * 5000
        first = struct.pack("<HB", len(text), 1) + text[:4000].encode("utf-16-le")
        more = record(0x003C, b"\1" + text[4000:].encode("utf-16-le"))
        cell = record(0x0006, struct.pack("<HHH", 0, 0, 0) + b"\0" * 6 + b"\xff\xff" + bytes(8))
        assert one(xls(cell + record(0x0207, first) + more)).rows == ((text,),)

    def it_refuses_a_cell_that_nobody_knows_with_its_place(self) -> None:
        with pytest.raises(InputError, match="เซลล์ C8 ของแผ่นงาน “S1”"):
            one(xls(number_cell(0, 0, 1) + record(0x0002, struct.pack("<HH", 7, 2) + bytes(5))))

    def it_counts_from_1904_where_the_workbook_does(self) -> None:
        looks = record(0x00E0, struct.pack("<HH", 0, 14) + bytes(16))
        globals_ = record(0x0022, b"\1\0") + looks
        assert one(xls(number_cell(0, 0, 45716 - 1462), globals_=globals_)).at(1, 1) == dt.date(2025, 2, 28)

    def it_reads_a_file_whose_last_sector_is_not_filled_up(self) -> None:
        whole = xls(record(0x00EB, bytes(6000)) + number_cell(0, 0, 1))
        assert one(whole.rstrip(b"\0") + b"\0").rows == ((1.0,),)

    def it_refuses_a_stream_that_ends_within_a_sheet(self) -> None:
        whole = xls(number_cell(0, 0, 1) + number_cell(1, 0, 2))
        at = whole.rindex(number_cell(1, 0, 2))
        with pytest.raises(InputError, match="เสียหาย"):
            one(whole[:at] + bytes(len(whole) - at))

    def it_follows_a_link_and_reads_a_comment(self) -> None:
        url = "https://www.a.example.go.th/1".encode("utf-16-le") + b"\0\0"
        moniker = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b") + struct.pack("<L", len(url)) + url
        link = record(0x01B8, struct.pack("<4H", 0, 0, 1, 1) + bytes(16) + struct.pack("<LL", 2, 3) + moniker)
        shape = record(0x005D, struct.pack("<HHHH", 0x15, 0x12, 0x19, 7))
        text = record(0x01B6, bytes(10) + struct.pack("<HH", 3, 16) + bytes(4)) + record(
            0x003C, b"\1" + "รอผ".encode("utf-16-le")
        )
        note = record(0x001C, struct.pack("<4H", 2, 0, 0, 7) + bytes(4))
        grid = one(xls(number_cell(0, 0, 1) + link + shape + text + note))
        assert grid.links == {(1, 2): "https://www.a.example.go.th/1"}
        assert grid.notes == {(3, 1): "รอผ"}


def xlsb_of(records: bytes, *, styles: bytes = b"", settings: bytes = b"") -> bytes:
    """A binary workbook with one row of these cell records."""
    parts = made.unzipped(made.xlsb([Grid("S", ((1.0,),))]))
    sheet = made._record12(0x81) + made._record12(0x91) + made._record12(0, struct.pack("<L", 0) + bytes(13))
    parts["xl/worksheets/sheet1.bin"] = sheet + records + made._record12(0x92) + made._record12(0x82)
    book = parts["xl/workbook.bin"]
    parts["xl/workbook.bin"] = made._record12(0x83) + settings + book[len(made._record12(0x83)) :]
    related = parts["xl/_rels/workbook.bin.rels"]
    if styles:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
        entry = f'<Relationship Id="st" Type="{kind}" Target="styles.bin"/></Relationships>'
        parts["xl/_rels/workbook.bin.rels"] = related.replace(b"</Relationships>", entry.encode())
        parts["xl/styles.bin"] = styles
    return made.zipped(parts)


class DescribeBinaryWorkbooks:
    def it_reads_short_cells_right_of_the_one_before(self) -> None:
        look = bytes(4)
        short = (
            made._record12(0x02, struct.pack("<LLL", 3, 0, 7 << 2 | 2))
            + made._record12(0x0C, look)
            + made._record12(0x0D, look + struct.pack("<L", 5 << 2 | 2))
            + made._record12(0x0E, look + b"\x07")
            + made._record12(0x0F, look + b"\1")
            + made._record12(0x10, look + struct.pack("<d", 2.5))
            + made._record12(0x11, look + made._wide(THAI))
        )
        expected = (None, None, None, 7.0, None, 5.0, CellFault("#DIV/0!"), True, 2.5, THAI)
        assert one(xlsb_of(short)).rows == (expected,)

    @pytest.mark.parametrize(("settings", "serial"), [(b"\0\0\0\0", 45716), (b"\1\0\0\0", 45716 - 1462)])
    def it_reads_days_stored_as_whole_numbers(self, settings: bytes, serial: int) -> None:
        looks = made._record12(0x269, struct.pack("<L", 1)) + made._record12(0x2F, struct.pack("<HH", 0, 14))
        styles = made._record12(0x116) + looks + made._record12(0x26A)
        cell = made._record12(0x02, struct.pack("<LLL", 0, 0, serial << 2 | 2))
        data = xlsb_of(cell, styles=styles, settings=made._record12(0x99, settings + bytes(8)))
        assert one(data).rows == ((dt.date(2025, 2, 28),),)


EXT = (
    '<extLst><ext xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main">'
    '<x15:workbookPr date1904="0" chartTrackingRefBase="1"/></ext></extLst>'
)


class DescribeNewWorkbooks:
    def it_takes_no_extension_for_what_it_extends(self) -> None:
        part = made.sheet('<c r="A1" s="1"><v>44254</v></c>')
        data = made.xlsx(
            part, styles=made.date_styles("d/m/yyyy"), settings='<workbookPr date1904="1"/>' + EXT
        )
        assert one(data).at(1, 1) == dt.date(2025, 2, 28)

    def it_reads_no_cell_and_no_format_of_an_extension(self) -> None:
        cell = '<y:row r="9"><y:c r="C9" t="e"><y:v>#N/A</y:v></y:c></y:row>'
        other = f'<extLst><ext xmlns:y="y">{cell}</ext></extLst>'
        part = made.sheet('<c r="A1" s="1" t="e"><v>#N/A</v></c><c r="B1" s="1"><v>7</v></c>', after=other)
        styles = made.date_styles("d/m/yyyy").replace(
            "</styleSheet>", '<y:cellXfs xmlns:y="y"><y:xf numFmtId="0"/></y:cellXfs></styleSheet>'
        )
        assert one(made.xlsx(part, styles=styles)).rows == ((CellFault("#N/A"), dt.date(1900, 1, 7)),)

    def it_reads_the_strict_form_and_prefixes(self) -> None:
        part = (
            '<w:worksheet xmlns:w="http://purl.oclc.org/ooxml/spreadsheetml/main"><w:sheetData><w:row r="1">'
        )
        part += '<w:c r="A1" t="s"><w:v>0</w:v></w:c></w:row></w:sheetData></w:worksheet>'
        strings = f'<q:sst xmlns:q="http://purl.oclc.org/ooxml/spreadsheetml/main"><q:si><q:t>{THAI}</q:t></q:si></q:sst>'
        assert one(made.xlsx(part, strings=strings)).rows == ((THAI,),)

    @pytest.mark.parametrize(
        "word", [":si", "ชื่อ:si", "<!", 'uniqueCount="99999999999"', "Line ID:siriporn", ":c x"]
    )
    def it_takes_no_word_for_a_tag(self, word: str) -> None:
        from xml.sax.saxutils import escape

        strings = made.shared(f"<si><t>{escape(word)}</t></si>", *["<si><t>ก</t></si>"] * 3000)
        cells = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 3001))
        assert one(made.xlsx(made.sheet(cells), strings=strings)).at(3000, 1) == word

    @pytest.mark.parametrize(
        ("reference", "area"),
        [
            ("1:1", (1, 1, 1, 16384)),
            ("$A:$B", (1, 1, 1048576, 2)),
            ("B2", (2, 2, 2, 2)),
            ("b2:c3", (2, 2, 3, 3)),
            ("#REF!", None),
            ("C3:B2", None),
        ],
    )
    @pytest.mark.parametrize("fault", ["", '<c r="B1" t="e"><v>#N/A</v></c>'])
    def it_reads_merged_areas_of_every_form(
        self, reference: str, area: tuple[int, ...] | None, fault: str
    ) -> None:
        after = f'<mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>'
        grid = one(made.xlsx(made.sheet(f'<c r="A1"><v>1</v></c>{fault}', after=after)))
        assert grid.merged == ((area,) if area else ())
        assert grid.at(1, 1) == 1.0

    @pytest.mark.parametrize("dimension", ["1:29", "A:C", "A1", "", "XFD1048576", "ก"])
    def it_does_not_mind_what_size_is_claimed(self, dimension: str) -> None:
        part = made.sheet('<c r="A1" t="e"><v>#N/A</v></c>', before=f'<dimension ref="{dimension}"/>')
        assert one(made.xlsx(part)).rows == ((CellFault("#N/A"),),)

    def it_takes_a_part_for_no_directory(self) -> None:
        """A workbook may hold other packages as they are; only its own directory counts."""
        import zipfile
        from io import BytesIO

        out = BytesIO(made.xlsx(made.sheet('<c r="A1"><v>1</v></c>')))
        with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as archive:
            archive.writestr("xl/embeddings/a.zip", b"PK\1\2" * 6000)
        assert one(out.getvalue()).rows == ((1.0,),)

    def it_reads_the_part_that_is_named_where_two_differ_in_case(self) -> None:
        parts = made.unzipped(made.xlsx(made.sheet('<c r="A1"><v>1</v></c>')))
        both = {**parts, "xl/worksheets/Sheet1.xml": made.sheet('<c r="A1"><v>2</v></c>')}
        assert one(made.zipped(both)).rows == ((1.0,),)

    def it_passes_over_a_listed_sheet_that_has_no_part(self) -> None:
        data = made.replaced(
            made.xlsx(made.sheet('<c r="A1"><v>1</v></c>')),
            "xl/workbook.xml",
            b"<sheets>",
            b'<sheets><sheet name="gone" sheetId="9"/>',
        )
        assert one(data).sheet == "S1"

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("2025-02-28T00:00:00.000Z", dt.date(2025, 2, 28)),
            ("2025-02-27T17:00:00.000Z", dt.date(2025, 2, 28)),
            ("2025-02-28", dt.date(2025, 2, 28)),
            ("2025-02-28T00:00:00+07:00", dt.date(2025, 2, 28)),
            ("2025-02-28T08:30:00", Moment.of(dt.date(2025, 2, 28), "08:30")),
            ("2025-02-28T08:29:59.999Z", Moment.of(dt.date(2025, 2, 28), "08:30")),
            ("2568-02-28T00:00:00Z", dt.date(2568, 2, 28)),
            ("2025-02-30", "2025-02-30"),
            ("วันนี้", "วันนี้"),
        ],
    )
    def it_reads_days_that_a_program_spells_out(self, text: str, day: Value) -> None:
        value = one(made.xlsx(made.sheet(f'<c r="A1" t="d"><v>{text}</v></c>'))).at(1, 1)
        assert value == day and shown(value) == shown(day)

    @pytest.mark.parametrize("fault", ["", '<c r="C3" t="e"><v>#N/A</v></c>'])
    def it_reads_a_number_that_is_none_as_the_text_that_it_is(self, fault: str) -> None:
        part = made.sheet(f'<row r="3"><c r="B3"><v>สิบ</v></c>{fault}</row>')
        assert one(made.xlsx(part)).at(3, 2) == "สิบ"

    @pytest.mark.parametrize(
        ("cell", "value"),
        [
            (' t="inlineStr"><v>ก</v>', "ก"),
            (' t="inlineStr"><is><t>ก</t></is><v>ข</v>', "ก"),
            (' t="inlineStr"><v>ข</v><is><t>ก</t></is>', "ก"),
            (' t="str"><is><t>ก</t></is>', "ก"),
            (' t="s"><is><t>ก</t></is>', "ก"),
            ("><is><t>ก</t></is>", "ก"),
            ("><v> 1 </v>", 1.0),
            ("><v>\n1\n</v>", 1.0),
            ("><v>&#49;0</v>", 10.0),
            (' t="b"><v> 1 </v>', True),
            (' t="str"><v> ก </v>', " ก "),
            (' t="str"><v>&#10;a&amp;#10;</v>', "\na&#10;"),
            (' t="str"><v>a<![CDATA[b]]></v>', "ab"),
        ],
    )
    @pytest.mark.parametrize("fault", ["", '<c r="B9" t="e"><v>#N/A</v></c>'], ids=["plain", "thorough"])
    def it_reads_a_value_in_whatever_way_it_is_spelt(self, cell: str, value: Value, fault: str) -> None:
        assert one(made.xlsx(made.sheet(f'<c r="A1"{cell}</c>{fault}'))).at(1, 1) == value

    def it_refuses_a_cell_of_a_kind_that_nobody_knows_with_its_place(self) -> None:
        with pytest.raises(InputError, match="เซลล์ B3 ของแผ่นงาน “S1”"):
            one(made.xlsx(made.sheet('<row r="3"><c r="B3" t="zz"><v>1</v></c></row>')))

    @pytest.mark.parametrize(
        ("row", "cell", "told"),
        [
            ("0", "A0", "0"),
            ("1", "A0", "A0"),
            ("1", "XFE1", "XFE1"),
            ("1", "ก1", "ก1"),
        ],
    )
    def it_refuses_a_place_that_no_sheet_has_with_its_name(self, row: str, cell: str, told: str) -> None:
        part = made.sheet(f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>')
        with pytest.raises(InputError, match=f"“{told}” ในแผ่นงาน “S1” ซึ่งไม่มีในแผ่นงาน"):
            one(made.xlsx(part))

    def it_reads_a_share_that_other_readers_do_not_want(self) -> None:
        """A wrong claim in one part does not make a file damaged."""
        styles = (
            made.date_styles("d/m/yyyy")
            .replace("<xf numFmtId", '<xf numFmtId="x" y')
            .replace("<xf/>", "<xf/>")
        )
        part = made.sheet('<c r="A1" s="1"><v>7</v></c>')
        assert one(made.xlsx(part, styles=styles)).rows == ((7.0,),)


_SHOWN = [
    ("000000000", 42555007, "042555007"),
    ("000-000-0000", 425550071, "042-555-0071"),
    ("0-0000-00000-00-0", 1234567890123, "1-2345-67890-12-3"),
    ("&quot;ITA-&quot;000", 7, "ITA-007"),
    ("0%", 0.25, "25%"),
    ("0.00%", 0.875, "87.50%"),
    ("#,##0 &quot;บาท&quot;", 1234567, "1,234,567 บาท"),
    ("[&lt;=9999999]###-####;(0##) ###-####", 42555007, "(04) 255-5007"),
    ("00000", 41000, "41000"),
    ("d/m/yyyy h:mm", 45716.354166666664, "28/2/2568 08:30"),
    ("d/m/yyyy h:mm", 45716, "28/2/2568"),
    ("d/m/yyyy", 45716.354166666664, "28/2/2568"),
    ("[h]:mm", 1.5, "36:00"),
    ("h:mm", 0.5, "12:00:00"),
    ("0.00", 87.5, "87.5"),
    ("#,##0.00", 1234.5, "1234.5"),
    ("_(* #,##0.00_);_(* (#,##0.00)", -12, "-12"),
    ("0.00E+00", 1234, "1234"),
    ("General", 5, "5"),
    ("@", 5, "5"),
]


class DescribeWhatACellShows:
    @pytest.mark.parametrize(("code", "number", "text"), _SHOWN)
    @pytest.mark.parametrize("thorough", [False, True])
    def it_is_kept_where_it_says_more_than_the_number(
        self, code: str, number: float, text: str, thorough: bool
    ) -> None:
        fault = '<c r="B1" t="e"><v>#N/A</v></c>' if thorough else ""
        part = made.sheet(f'<c r="A1" s="1"><v>{number!r}</v></c>{fault}')
        value = one(made.xlsx(part, styles=made.date_styles(code))).at(1, 1)
        assert shown(value) == text
        if isinstance(value, float):
            assert value == number  # it is still the number
        spread = part.replace("<v>", "\n   <v>").replace("</v>", "</v>\n  ")
        assert shown(one(made.xlsx(spread, styles=made.date_styles(code))).at(1, 1)) == text

    @pytest.mark.parametrize("fault", ["", '<c r="B1" t="e"><v>#N/A</v></c>'])
    def it_is_what_the_first_format_says_where_a_cell_names_none(self, fault: str) -> None:
        styles = made.date_styles("d/m/yyyy").replace("<xf/>", '<xf numFmtId="14"/>', 1)
        part = made.sheet(f'<c r="A1"><v>45716</v></c>{fault}')
        assert one(made.xlsx(part, styles=styles)).at(1, 1) == dt.date(2025, 2, 28)
        telling = styles.replace('numFmtId="14"', 'numFmtId="9"')
        assert shown(one(made.xlsx(part.replace("45716", "0.25"), styles=telling)).at(1, 1)) == "25%"

    @pytest.mark.parametrize("number", [14, 22, 71, 77, 81])
    def it_knows_the_days_of_every_language_by_number(self, number: int) -> None:
        styles = f'<styleSheet xmlns="m"><cellXfs><xf/><xf numFmtId="{number}"/></cellXfs></styleSheet>'
        for fault in ("", '<c r="B1" t="e"><v>#N/A</v></c>'):
            part = made.sheet(f'<c r="A1" s="1"><v>45716</v></c>{fault}')
            assert one(made.xlsx(part, styles=styles)).at(1, 1) == dt.date(2025, 2, 28)


_LINKED = (
    '<hyperlinks xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<hyperlink ref="A1" r:id="l1"/><hyperlink ref="B1:C1" r:id="l2" location="top"/>'
    '<hyperlink ref="D1" location="\'S1\'!A1"/></hyperlinks>'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class DescribeWhatStandsBesideCells:
    @pytest.mark.parametrize("fault", ["", '<c r="F1" t="e"><v>#N/A</v></c>'])
    def it_tells_where_words_lead_to(self, fault: str) -> None:
        cells = '<c r="A1" t="str"><v>ดูประกาศ</v></c><c r="E1" t="str"><f>HYPERLINK("https://e.example/5","ดู")</f>'
        part = made.sheet(f"{cells}<v>ดู</v></c>{fault}", after=_LINKED)
        related = "".join(
            f'<Relationship Id="l{n}" Type="{_TYPE}/hyperlink" Target="https://a.example/{n}" '
            'TargetMode="External"/>'
            for n in (1, 2)
        )
        extra = {"xl/worksheets/_rels/sheet1.xml.rels": f"<Relationships>{related}</Relationships>"}
        assert one(made.xlsx(part, extra=extra)).links == {
            (1, 1): "https://a.example/1",
            (1, 2): "https://a.example/2#top",
            (1, 5): "https://e.example/5",
        }

    def it_tells_what_people_wrote_on_them(self) -> None:
        comments = '<comments xmlns="m"><commentList><comment ref="B2"><text><r><t>สมชาย:\n</t></r>'
        comments += "<r><t>รอผล</t></r>"
        comments += (
            "</text></comment><comment ref='A1'><text><t>[เธรด]</t></text></comment></commentList></comments>"
        )
        thread = '<ThreadedComments xmlns="n"><threadedComment ref="A1"><text>ถาม</text></threadedComment>'
        thread += '<threadedComment ref="A1"><text>ตอบ</text></threadedComment></ThreadedComments>'
        related = (
            f'<Relationships><Relationship Id="a" Type="{_TYPE}/comments" Target="../comments1.xml"/>'
            "<Relationship "
            'Id="b" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
            'Target="../threads.xml"/></Relationships>'
        )
        extra = {
            "xl/worksheets/_rels/sheet1.xml.rels": related,
            "xl/comments1.xml": comments,
            "xl/threads.xml": thread,
        }
        data = made.xlsx(made.sheet('<c r="A1"><v>1</v></c>'), extra=extra)
        assert one(data).notes == {(2, 2): "สมชาย:\nรอผล", (1, 1): "ถาม\nตอบ"}
        assert grids_from_bytes(data, "x")[0].notes == {}


_SEVEN = '<table:table-cell office:value-type="float" office:value="7"/>'
_MOMENT = 'office:value-type="date" office:date-value="2025-02-28T08:30:00"><text:p>'


def ods_of(cells: str) -> bytes:
    return made.ods(f"<table:table-row>{cells}</table:table-row>")


class DescribeOpenDocuments:
    def it_takes_no_white_space_between_elements_for_text(self) -> None:
        cell = (
            '\n  <table:table-cell office:value-type="string">\n   <text:p>ก<text:s/>ข</text:p>\n   '
            "<text:p>\n"
            "   ค  ง</text:p>\n  </table:table-cell>\n  <table:table-cell>\n  </table:table-cell>\n"
        )
        assert one(ods_of(cell)).rows == (("ก ข\nค ง",),)

    def it_does_not_mind_prefixes_nor_a_package_that_does_not_say_what_it_is(self) -> None:
        parts = made.unzipped(ods_of('<table:table-cell office:value-type="float" office:value="7"/>'))
        del parts["mimetype"]
        content = parts["content.xml"]
        for prefix, other in ((b"table", b"t"), (b"office", b"o")):
            content = content.replace(b"<" + prefix + b":", b"<" + other + b":")
            content = content.replace(b"</" + prefix + b":", b"</" + other + b":")
            content = content.replace(b" " + prefix + b":", b" " + other + b":")
            content = content.replace(b"xmlns:" + prefix + b"=", b"xmlns:" + other + b"=")
        assert b"table:" not in content.replace(b"xmlns:table:1.0", b"")
        assert one(made.zipped({**parts, "content.xml": content})).rows == ((7.0,),)

    def it_reads_a_workbook_in_one_file(self) -> None:
        content = made.unzipped(ods_of('<table:table-cell office:value-type="float" office:value="7"/>'))[
            "content.xml"
        ]
        flat = content.replace(
            b"<office:document-content ",
            b'<?xml version="1.0"?><office:document office:mimetype="'
            b'application/vnd.oasis.opendocument.spreadsheet" ',
        ).replace(b"</office:document-content>", b"</office:document>")
        assert one(flat).rows == ((7.0,),)

    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            ('office:value-type="float" office:value="42555007"><text:p>042-555-007</text:p>', "042-555-007"),
            ('office:value-type="percentage" office:value="0.25"><text:p>25%</text:p>', "25%"),
            ('office:value-type="float" office:value="1234.5"><text:p>1,234.50</text:p>', "1234.5"),
            ('office:value-type="currency" office:value="12"><text:p>฿12.00</text:p>', "12"),
            (f"{_MOMENT}28/2/68 08:30</text:p>", "28/2/2568 08:30"),
            (f"{_MOMENT}28/2/68</text:p>", "28/2/2568"),
            ('office:value-type="float" office:value="45716"><text:p>28/2/2025</text:p>', "28/2/2568"),
            ('office:value-type="float" office:value="7"><text:p>28/2/2025</text:p>', "28/2/2025"),
            ('office:value-type="time" office:time-value="PT08H30M00S"><text:p>08:30</text:p>', "08:30:00"),
        ],
    )  # fmt: skip
    def it_keeps_what_a_cell_shows(self, cell: str, text: str) -> None:
        assert shown(one(ods_of(f"<table:table-cell {cell}</table:table-cell>")).at(1, 1)) == text

    def it_tells_of_links_and_comments(self) -> None:
        cell = (
            '<table:table-cell office:value-type="string">'
            "<office:annotation><text:p>รอผล</text:p></office:annotation>"
            '<text:p><text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://a.example/1">ดู</text:a>'
            "</text:p></table:table-cell>"
        )
        grid = one(ods_of(cell))
        assert (grid.rows, grid.links, grid.notes) == (
            (("ดู",),),
            {(1, 1): "https://a.example/1"},
            {(1, 1): "รอผล"},
        )

    def it_reads_no_table_of_a_drawing(self) -> None:
        drawing = (
            '<table:shapes><draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">'
            f'<table:table table:name="local-table"><table:table-row>{_SEVEN}</table:table-row></table:table>'
            "</draw:frame></table:shapes>"
        )
        row = f"<table:table-row>{_SEVEN}</table:table-row>"
        assert one(made.ods(drawing + row)).rows == ((7.0,),)
