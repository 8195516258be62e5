"""Checked copies keep what people put into a tracker, byte for byte where nothing was written."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from itaxl.core import layout
from itaxl.core.grid import CellFault, Value
from itaxl.core.locate import find_sheet
from itaxl.core.sample import sample
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.reading.workbook import grids_from_bytes
from tests.active_content import BOOK, OFFICE, SHEET, add, put, relate
from tests.excel_tracker import COLUMNS, FINDINGS, FIRST, MEASURES
from tests.kept_content import FINDINGS_PART, KEPT, KIND, MAIN, STRINGS
from tests.test_annotate import checked, edited, opened, parts_of, with_parts, without_results
from tests.test_annotate_active import faults

#: What results are written into.
WRITTEN = {"[Content_Types].xml", "docProps/core.xml", "xl/styles.xml", "xl/workbook.xml"} | {
    f"xl/worksheets/sheet{number}.xml" for number in (2, 3, 4, 5, 6)
}


def unchanged(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {name for name, part in before.items() if after.get(name) == part}


@pytest.mark.parametrize("macros", [False, True])
def test_only_what_is_written_changes(macros: bool) -> None:
    before = parts_of(tracker_bytes(sample(), macros=macros))
    after = parts_of(checked(tracker_bytes(sample(), macros=macros)).data)
    assert after.keys() == before.keys()
    assert before.keys() - unchanged(before, after) <= WRITTEN
    assert len(unchanged(before, after)) >= 12


@pytest.mark.parametrize("name", KEPT)
def test_it_is_kept_and_nothing_is_told(macro_bytes: bytes, name: str) -> None:
    build, words = KEPT[name]
    before = parts_of(macro_bytes)
    same = build(before)
    data = with_parts(macro_bytes, before)
    copy = checked(data)
    after = parts_of(copy.data)
    assert copy.lost == ()
    assert [part for part in same if after.get(part) != before[part]] == []
    assert words.encode() in after[SHEET]
    if name != "talk":  # its parts are named by their relations only
        assert faults_beside_kinds(copy.data) == []
    grids, copied = grids_from_bytes(data, "a"), grids_from_bytes(copy.data, "b")
    assert [grid for grid in copied if grid.sheet == layout.GUIDE_SHEET] == [
        grid for grid in grids if grid.sheet == layout.GUIDE_SHEET
    ]
    assert checked(checked(copy.data).data).data == checked(copy.data).data


def faults_beside_kinds(data: bytes) -> list[str]:
    return [fault for fault in faults(data) if not re.search(r"\.rels: \w+$", fault)]


def test_a_persons_table_among_the_findings_stays_where_it_is(macro_bytes: bytes) -> None:
    parts = parts_of(macro_bytes)
    KEPT["table of a person"][0](parts)
    sheet = opened(checked(with_parts(macro_bytes, parts)).data)[FINDINGS]
    assert [sheet[at].value for at in ("B90", "C90", "B91", "C91")] == ["งาน", "ผู้ทำ", "นัดประชุม", "สมศรี"]
    assert sheet.tables["ของฉัน"].ref == "B90:C91"


@pytest.mark.parametrize("area", ["B6:C6", "B6:B8", "B6:H9"])
def test_values_under_a_merged_area_of_the_measures_stay(macro_bytes: bytes, area: str) -> None:
    """Colours and messages are written into these very rows."""
    parts = parts_of(macro_bytes)
    merge = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    put(parts, SHEET, b"<dataValidations", merge)
    data = with_parts(macro_bytes, parts)
    copy = checked(data)
    assert copy.lost == ()
    before, after = (find_sheet(grids_from_bytes(found, "a"), MEASURES) for found in (data, copy.data))
    assert before is not None and after is not None
    assert after.merged == before.merged != ()
    inside = [(row, column) for row in range(FIRST, FIRST + 5) for column in range(1, COLUMNS["message"])]
    assert [after.at(*place) for place in inside] == [before.at(*place) for place in inside]
    assert any("ผสาน" in str(message) for message in column_of_messages(copy.data))


def test_a_formula_with_an_empty_result_passes_the_check_again(macro_bytes: bytes) -> None:
    parts = parts_of(macro_bytes)
    KEPT["empty result"][0](parts)
    copy = checked(with_parts(macro_bytes, parts)).data
    grid = find_sheet(grids_from_bytes(copy, "b"), MEASURES)
    assert grid is not None
    assert not any(isinstance(value, CellFault) for row in grid.rows for value in row)


class DescribeSpellings:
    """However a program spells a workbook, results go into it."""

    def it_writes_into_a_strict_workbook(self, good_bytes: bytes) -> None:
        strict = {
            MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
            OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
        }
        parts = parts_of(good_bytes)
        for name, part in parts.items():
            for one, other in strict.items():
                part = part.replace(one.encode(), other.encode())
            parts[name] = part
        self.compare(good_bytes, with_parts(good_bytes, parts))

    def it_writes_into_sheets_with_a_prefix(self, good_bytes: bytes) -> None:
        parts = parts_of(good_bytes)
        for name in (*(f"xl/worksheets/sheet{n}.xml" for n in range(1, 7)), "xl/styles.xml", BOOK):
            bare = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", parts[name])
            parts[name] = bare.replace(b' xmlns="', b' xmlns:x="')
        self.compare(good_bytes, with_parts(good_bytes, parts))

    def it_writes_into_lists_of_relations_with_a_prefix(self, good_bytes: bytes) -> None:
        """New sheets for the results are added to them."""
        parts = parts_of(edited(good_bytes, without_results))
        usual = with_parts(b"PK\5\6" + b"\0" * 18, parts)
        for name in [name for name in parts if name.endswith(".rels")]:
            bare = re.sub(rb"<(/?)(?=Relationship)", rb"<\1ns0:", parts[name])
            parts[name] = bare.replace(b' xmlns="', b' xmlns:ns0="')
        self.compare(usual, with_parts(b"PK\5\6" + b"\0" * 18, parts))

    def it_writes_into_rows_and_cells_that_do_not_say_where_they_stand(self, good_bytes: bytes) -> None:
        parts = parts_of(good_bytes)
        grids = grids_from_bytes(good_bytes, "a")
        grid = find_sheet(grids, MEASURES)
        assert grid is not None
        cell = '<c t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'

        def spelt(value: Value) -> str:
            return "<c/>" if value is None else cell.format(as_typed(value))

        rows = "".join(f"<row>{''.join(map(spelt, row))}</row>" for row in grid.rows)
        sheet = re.sub(
            rb"<sheetData>.*</sheetData>", b"<sheetData></sheetData>", parts[SHEET], flags=re.DOTALL
        )
        parts[SHEET] = sheet.replace(b"<sheetData>", b"<sheetData>" + rows.encode())
        copy = checked(with_parts(good_bytes, parts)).data
        assert found(copy) and column_of_messages(copy)[0] != ""

    def it_writes_into_sheets_with_remarks_and_raw_text(self, good_bytes: bytes) -> None:
        parts = parts_of(good_bytes)
        parts[SHEET] = parts[SHEET].replace(b"<sheetData>", b"<!-- <sheetData> --><sheetData><?a b?>")
        self.compare(good_bytes, with_parts(good_bytes, parts))

    def it_writes_into_a_workbook_without_styles_or_properties(self, good_bytes: bytes) -> None:
        parts = parts_of(good_bytes)
        del parts["xl/styles.xml"], parts["docProps/core.xml"]
        for name, part in parts.items():
            for gone in (b"styles", b"core-properties", b"core.xml"):
                part = re.sub(rb"<(Relationship|Override) [^>]*" + gone + rb"[^>]*/>", b"", part)
            parts[name] = re.sub(rb' s="\d+"', b"", part) if "worksheets/sheet" in name else part
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"]
        made = with_parts(b"PK\5\6" + b"\0" * 18, parts)
        copy = checked(made).data
        assert found(copy) == found(checked(good_bytes).data)
        assert faults(copy) == []

    @pytest.mark.parametrize(
        "styles", [b"/>", b"><cellXfs><xf/></cellXfs></styleSheet>", b"><fonts/></styleSheet>"]
    )
    def it_writes_into_a_workbook_whose_styles_are_hardly_there(
        self, good_bytes: bytes, styles: bytes
    ) -> None:
        parts = parts_of(good_bytes)
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}"'.encode() + styles
        for name, part in parts.items():
            parts[name] = re.sub(rb' s="\d+"', b"", part) if "worksheets/sheet" in name else part
        copy = checked(with_parts(good_bytes, parts)).data
        assert found(copy) == found(checked(good_bytes).data)
        made = parts_of(copy)["xl/styles.xml"]
        assert re.findall(rb"<fill><patternFill patternType=\"(\w+)\"", made)[:2] == [b"none", b"gray125"]
        assert made.count(b"<cellXfs") == made.count(b"<borders") == 1

    def it_finds_parts_however_their_names_are_spelt(self, good_bytes: bytes) -> None:
        parts = parts_of(good_bytes)
        odd = {
            name.lower().replace("/", "\\"): part for name, part in parts.items() if "docProps" not in name
        }
        copy = checked(with_parts(b"PK\5\6" + b"\0" * 18, odd)).data
        assert found(copy) == found(checked(good_bytes).data)

    @staticmethod
    def compare(usual: bytes, odd: bytes) -> None:
        one, other = checked(usual).data, checked(odd).data
        assert found(one) == found(other)
        assert column_of_messages(one) == column_of_messages(other)
        assert checked(other).data == checked(checked(other).data).data


def as_typed(value: Value) -> str:
    if isinstance(value, dt.date):
        return f"{value.day}/{value.month}/{value.year + 543}"
    return f"{value:g}" if isinstance(value, float) else str(value).replace("&", "&amp;").replace("<", "&lt;")


def found(data: bytes) -> list[tuple[Value, ...]]:
    grid = find_sheet(grids_from_bytes(data, "b"), FINDINGS)
    assert grid is not None
    return [row for row in grid.rows if row]


def column_of_messages(data: bytes) -> list[Value]:
    grid = find_sheet(grids_from_bytes(data, "b"), MEASURES)
    assert grid is not None
    return [grid.at(row, COLUMNS["message"]) for row in range(FIRST, len(grid.rows) + 1)]


class DescribeWhatIsTakenOut:
    def it_forgets_a_dialog_sheet_and_counts_the_others_anew(self, macro_bytes: bytes) -> None:
        parts = parts_of(macro_bytes)
        add(
            parts,
            "xl/dialogsheets/sheet1.xml",
            f'<dialogsheet xmlns="{MAIN}"/>'.encode(),
            f"{KIND}dialogsheet+xml",
        )
        relate(parts, BOOK, "rIdDialog", "dialogsheet", "dialogsheets/sheet1.xml")
        parts[BOOK] = parts[BOOK].replace(
            b"<sheets>", b'<sheets><sheet name="D" sheetId="97" r:id="rIdDialog"/>'
        )
        parts[BOOK] = re.sub(
            rb'localSheetId="(\d)"', lambda m: b'localSheetId="%d"' % (int(m[1]) + 1), parts[BOOK]
        )
        parts[BOOK] = parts[BOOK].replace(b"<workbookView ", b'<workbookView activeTab="3" ')
        copy = checked(with_parts(macro_bytes, parts))
        assert ["กล่องโต้ตอบ" in phrase for phrase in copy.lost] == [True]
        book, before = opened(copy.data), opened(macro_bytes)
        assert book.sheetnames == before.sheetnames and book.active is not None
        assert book.active.title == before.worksheets[2].title
        titles = [(sheet.title, sheet.print_title_rows) for sheet in before.worksheets]
        assert [(sheet.title, sheet.print_title_rows) for sheet in book.worksheets] == titles

    @pytest.mark.parametrize(
        "svg",
        [
            b"<svg><script>alert(1)</script></svg>",
            b'<svg onload="a()"/>',
            b'<svg xmlns:x="y"><image x:href="http://evil.example/a.png"/></svg>',
            b'<svg><image href="//evil.example/a.png"/><a href="&#104;ttp:x"/></svg>',
            b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///c:/x">]><svg>&a;</svg>',
        ],
    )
    def it_leaves_out_a_drawing_of_lines_that_leads_elsewhere(self, macro_bytes: bytes, svg: bytes) -> None:
        from tests.kept_content import picture

        parts = parts_of(macro_bytes)
        picture("a.svg", svg)(parts)
        copy = checked(with_parts(macro_bytes, parts))
        assert "xl/media/a.svg" not in parts_of(copy.data) and b"<picture" not in parts_of(copy.data)[SHEET]
        assert any("SVG" in phrase for phrase in copy.lost)

    @pytest.mark.parametrize("name", ["sparkline", "newer format", "list of another sheet"])
    def it_takes_a_newer_rule_out_that_leads_elsewhere(self, macro_bytes: bytes, name: str) -> None:
        parts = parts_of(macro_bytes)
        KEPT[name][0](parts)
        parts[SHEET] = re.sub(rb"<xm:f>[^<]*</xm:f>", b"<xm:f>'[evil.example]S'!A1</xm:f>", parts[SHEET])
        copy = checked(with_parts(macro_bytes, parts))
        assert b"evil.example" not in parts_of(copy.data)[SHEET] and any("เงื่อนไข" in p for p in copy.lost)
        assert b"extLst" not in parts_of(copy.data)[SHEET]

    @pytest.mark.parametrize("words", ["controls", "oleObjects", "webPublishItems", "unheardOf"])
    def it_tells_of_what_no_copy_may_have(self, macro_bytes: bytes, words: str) -> None:
        parts = parts_of(macro_bytes)
        put(parts, SHEET, b"<tableParts", f"<{words}><x/></{words}>")
        copy = checked(with_parts(macro_bytes, parts))
        assert words.encode() not in parts_of(copy.data)[SHEET] and len(copy.lost) == 1

    def it_lets_no_part_pass_for_one_that_runs(self, macro_bytes: bytes) -> None:
        """A program may go by a part's content type instead of its relation."""
        parts = parts_of(macro_bytes)
        types, runs = parts["[Content_Types].xml"], b"application/vnd.ms-excel.macrosheet+xml"
        usual = f"{KIND}worksheet+xml".encode()
        own = b'<Override PartName="/%b" ContentType="%b"/>'
        types = types.replace(own % (SHEET.encode(), usual), own % (SHEET.encode(), runs))
        types = types.replace(
            b'Extension="xml" ContentType="application/xml"', b'Extension="xml" ContentType="%b"' % runs
        )
        copy = checked(with_parts(macro_bytes, {"[Content_Types].xml": types}))
        after = parts_of(copy.data)["[Content_Types].xml"]
        assert runs not in after and own % (SHEET.encode(), usual) in after

    def it_lets_nothing_write_over_the_settings(self, macro_bytes: bytes) -> None:
        """A pivot table is filled anew when the workbook opens."""
        parts = parts_of(macro_bytes)
        KEPT["pivot table"][0](parts)
        conf = "xl/worksheets/_rels/sheet6.xml.rels"
        parts[conf] = parts.pop("xl/worksheets/_rels/sheet3.xml.rels")
        copy = checked(with_parts(macro_bytes, parts))
        assert "xl/pivotTables/pivotTable1.xml" not in parts_of(copy.data) and conf not in parts_of(copy.data)
        assert any("การตั้งค่าของปุ่ม" in phrase for phrase in copy.lost)

    @pytest.mark.parametrize(
        ("address", "stays"),
        [("https://example.go.th/a", True), ("file:///c:/x.exe", False), (r"\\evil.example\x", False)],
    )
    def it_looks_at_the_links_in_comments(self, macro_bytes: bytes, address: str, stays: bool) -> None:
        parts = parts_of(macro_bytes)
        KEPT["talk"][0](parts)
        name = "xl/threadedComments/threadedComment1.xml"
        parts[name] = (
            f'<ThreadedComments><a url="{address}" userId="S::a@b.go.th::1-2"/></ThreadedComments>'.encode()
        )
        copy = checked(with_parts(macro_bytes, parts))
        assert (name in parts_of(copy.data)) is stays and (copy.lost == ()) is stays

    def it_takes_a_formula_out_however_it_is_spelt(self, macro_bytes: bytes) -> None:
        """Prefixes in any letters, single quotes, references for letters."""
        parts = parts_of(macro_bytes)
        odd = (
            f"<ก:row xmlns:ก='{MAIN}' r='90'><ก:c r='Z90'><ก:f ca = '1'>WEBSERV&#73;CE(\"http://evil.example\")</ก:f>"
            "<ก:v>7</ก:v></ก:c></ก:row>"
        )
        put(parts, SHEET, b"</sheetData>", odd)
        copy = checked(with_parts(macro_bytes, parts))
        assert (
            b"evil.example" not in parts_of(copy.data)[SHEET]
            and "7</ก:v>".encode() in parts_of(copy.data)[SHEET]
        )

    def it_takes_pictures_from_the_web_out_of_cells_with_what_names_them(self, macro_bytes: bytes) -> None:
        parts = parts_of(macro_bytes)
        KEPT["formula that spills"][0](parts)
        kind = "http://schemas.microsoft.com/office/2020/07/relationships/rdRichValueWebImage"
        add(parts, "xl/richData/rdRichValueWebImage.xml", b"<a>http://evil.example</a>")
        relate(parts, BOOK, "rIdWeb", kind, "richData/rdRichValueWebImage.xml")
        copy = checked(with_parts(macro_bytes, parts))
        after = parts_of(copy.data)
        assert b' cm="' not in after[SHEET] and "xl/metadata.xml" not in after and len(copy.lost) == 1


def test_texts_that_only_replaced_settings_held_are_gone(macro_bytes: bytes) -> None:
    """A text that another cell shows, too, stays for it."""
    parts = parts_of(macro_bytes)
    at = re.findall(rb"<si>", parts[STRINGS]).__len__()
    put(parts, STRINGS, b"</sst>", "<si><t>mine.example</t></si><si><t>shared.example</t></si>")
    conf = "xl/worksheets/sheet6.xml"
    put(
        parts,
        conf,
        b"</sheetData>",
        f'<row r="90"><c r="A90" t="s"><v>{at}</v></c><c r="B90" t="s"><v>{at + 1}</v></c></row>',
    )
    put(parts, FINDINGS_PART, b"</sheetData>", f'<row r="90"><c r="B90" t="s"><v>{at + 1}</v></c></row>')
    copy = checked(with_parts(macro_bytes, parts))
    assert b"mine.example" not in parts_of(copy.data)[STRINGS]
    assert opened(copy.data)[FINDINGS]["B90"].value == "shared.example"
