"""Checks of the package and the sheets: what Excel would refuse, repair, or silently not do."""

from __future__ import annotations

import re

import pyopenvba
from lxml import etree

from itaxl.core import layout
from itaxl.core.grid import SHEET_ROWS, column_letter
from itaxl.core.layout import Kind
from itaxl.files.tracker.config import SETTINGS
from itaxl.files.tracker.package import WORKBOOK_CODE_NAME
from tests.workbook_book import MAIN, RIBBON_PART, VBA_PART, Book
from tests.workbook_kinds import TRACKER, grids

_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_VBA_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
#: The Thai calendar (07) with the bit for typing (80), in Thai: [$-D87041E].
_TYPED_IN_BE = re.compile(r"\[\$-[0-9A-F]?87041E\]")
_RIBBON_RELATION = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"


def well_formed(book: Book) -> list[str]:
    """Every XML part parses, and no part stands twice in the package."""
    found = [f"{name} stands twice" for name in set(book.names) if book.names.count(name) > 1]
    for name, content in book.parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                etree.fromstring(content)
            except etree.XMLSyntaxError as error:
                found.append(f"{name}: {error}")
    return found


def package(book: Book) -> list[str]:
    """pyOpenVBA's integrity check: relations, content types, the VBA storage."""
    report = pyopenvba.check_file(book.path)
    return [str(issue) for issue in report.errors] + ([] if report.complete else ["not checked completely"])


def schema(book: Book) -> list[str]:
    """The Open XML SDK's rules, by openxml-audit."""
    from openxml_audit import FileFormat, OpenXmlValidator

    return [
        str(e) for e in OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(str(book.path)).errors
    ]


def macro_enabled(book: Book) -> list[str]:
    """Content type, and the relations to the VBA project and the ribbon."""
    found = []
    types = {t.get("PartName"): t.get("ContentType") for t in book.xml("[Content_Types].xml")}
    if types.get("/xl/workbook.xml") != _MACRO_TYPE:
        found.append(f"the workbook's content type is {types.get('/xl/workbook.xml')}")
    for rels, kind, part in (
        ("_rels/.rels", _RIBBON_RELATION, RIBBON_PART),
        ("xl/_rels/workbook.xml.rels", _VBA_RELATION, VBA_PART),
    ):
        folder = "xl/" if rels.startswith("xl/") else ""
        targets = [folder + r.get("Target", "") for r in book.xml(rels) if r.get("Type") == kind]
        if targets != [part] or part not in book.parts:
            found.append(f"{part} is not there or not related")
    return found


def code_names(book: Book) -> list[str]:
    """Sheets' and workbook's code names = the project's document modules = what the source says."""
    root = book.xml("xl/workbook.xml")
    properties = root.find(MAIN + "workbookPr")
    shown = {WORKBOOK_CODE_NAME: "" if properties is None else properties.get("codeName")}
    for sheet, part in book.sheets.items():
        sheet_properties = book.xml(part).find(MAIN + "sheetPr")
        shown[book.kind.code_names.get(sheet, sheet)] = (
            "" if sheet_properties is None else sheet_properties.get("codeName")
        )
    found = [f"{wanted} is called {name}" for wanted, name in shown.items() if wanted != name]
    documents = {name for name, (standard, _) in book.modules.items() if not standard} - {"Dictionary"}
    if documents != set(shown):
        found.append(f"document modules {sorted(documents)} for {sorted(shown)}")
    return found


def tables(book: Book) -> list[str]:
    """Names and columns of the tables are the layout's, and the header cells say the same."""
    wanted = dict(book.kind.tables)
    found = []
    for sheet, part in book.sheets.items():
        for table_part in book.related(part, "/table"):
            table = book.xml(table_part)
            columns = [column.get("name") for column in table.iter(MAIN + "tableColumn")]
            fields = wanted.pop(table.get("name", ""), None)
            if fields is None or columns != [*fields]:
                found.append(f"table {table.get('name')} has columns {columns}")
            first, last = re.findall(r"[A-Z]+", table.get("ref", ""))
            row = re.findall(r"\d+", table.get("ref", ""))[0]
            cells = book.cells(sheet)
            header = [cells.get(f"{chr(letter)}{row}") for letter in range(ord(first), ord(last) + 1)]
            if header != columns:
                found.append(f"header cells {header} over columns {columns}")
    return found + [f"no table {name}" for name in wanted]


def drop_downs(book: Book) -> list[str]:
    """Alerts are on but for several divisions, lists short and of the layout's words, ranges named."""
    names = {name.get("name") for name in book.xml("xl/workbook.xml").iter(MAIN + "definedName")}
    found, offered = [], set()
    for sheet, part in book.sheets.items():
        for rule in book.xml(part).iter(MAIN + "dataValidation"):
            where = f"{sheet}!{rule.get('sqref')}"
            formula = rule.findtext(MAIN + "formula1") or ""
            is_silent = sheet == layout.MEASURES_SHEET and formula == layout.DIVISION_NAMES
            if (rule.get("showErrorMessage") == "1") is is_silent:
                found.append(f"{where}: the alert is {'on' if is_silent else 'off'}")
            if rule.get("type") == "list" and formula.startswith('"'):
                offered.add(tuple(formula.strip('"').split(",")))
                if len(formula) - 2 > 255:
                    found.append(f"{where}: the list is longer than 255 characters")
            elif rule.get("type") == "list" and formula not in names:
                found.append(f"{where}: no range {formula}")
    fields = book.kind.fields
    return found + [f"no list of {f.label}" for f in fields if f.choices and f.choices not in offered]


def dates(book: Book) -> list[str]:
    """Every cell for a date shows and takes the Buddhist era: its format's calendar has the top bit set."""
    styles = book.xml("xl/styles.xml")
    codes = {f.get("numFmtId"): f.get("formatCode", "") for f in styles.iter(MAIN + "numFmt")}
    looks = styles.find(MAIN + "cellXfs")
    formats = [codes.get(xf.get("numFmtId"), "") for xf in ([] if looks is None else looks)]
    found = [
        f"format {code}"
        for code in codes.values()
        if "yy" in code and code not in book.kind.shown and not _TYPED_IN_BE.match(code)
    ]
    for sheet, (fields, is_table) in book.kind.dated.items():
        cells = book.xml(book.sheets[sheet]).iter(MAIN + "c")
        shown = {cell.get("r", ""): formats[int(cell.get("s", "0"))] for cell in cells}
        texts = book.cells(sheet)
        for field in fields:
            if field.kind is not Kind.DATE:
                continue
            (header,) = [address for address, text in texts.items() if text == field.label]
            column, row = re.fullmatch(r"([A-Z]+)(\d+)", header).groups()  # type: ignore[union-attr]
            under = [f"{column}{int(row) + n}" for n in (1, 2)] if is_table else [f"B{row}"]
            found += [
                f"{sheet}!{a}: {shown.get(a)}" for a in under if not _TYPED_IN_BE.match(shown.get(a) or "")
            ]
    return found


def pictures(book: Book) -> list[str]:
    """The guide's three pictures are whole, light, and say what they show."""
    if book.kind is not TRACKER:
        return []
    found = []
    (drawing,) = book.related(book.sheets[layout.GUIDE_SHEET], "/drawing")
    shown = [each.get("descr", "") for each in book.xml(drawing).iterfind(".//{*}pic/{*}nvPicPr/{*}cNvPr")]
    media = book.related(drawing, "/image")
    if len(shown) != 3 or not all(shown) or len(media) != 3:
        found.append(f"{len(media)} pictures, which show {shown}")
    for name in media:
        content = book.parts.get(name, b"")
        if not content.startswith(b"\x89PNG\r\n") or not content.endswith(b"IEND\xaeB`\x82"):
            found.append(f"{name} is no whole picture")
        if len(content) > 60_000:
            found.append(f"{name} has {len(content):,} bytes")
    return found


def printing(book: Book) -> list[str]:
    """The measures are printed at a size that can be read, with titles on each page, without the message."""
    if book.kind is not TRACKER:
        return []
    part = book.xml(book.sheets[layout.MEASURES_SHEET])
    setup = part.find(MAIN + "pageSetup")
    scale = int(setup.get("scale", "0")) if setup is not None else 0
    found = (
        []
        if scale >= 75 and setup is not None and setup.get("orientation") == "landscape"
        else [f"at {scale} %"]
    )
    if any(e.get("fitToPage") == "1" for e in part.iter(MAIN + "pageSetUpPr")):
        found.append("shrunk to the page's width")
    number = str(list(book.sheets).index(layout.MEASURES_SHEET))
    told = {
        name.get("name"): (name.text or "").replace(f"{layout.MEASURES_SHEET}!", "")
        for name in book.xml("xl/workbook.xml").iter(MAIN + "definedName")
        if name.get("localSheetId") == number
    }
    last = column_letter([field.key for field in layout.MEASURE_COLUMNS].index("message"))
    row = layout.MEASURES_HEADER_ROW
    if told.get("_xlnm.Print_Titles") != f"$A:$B,${row - 1}:${row}":
        found.append(f"titles are {told.get('_xlnm.Print_Titles')}")
    if told.get("_xlnm.Print_Area") != f"$A${row - 1}:${last}${SHEET_ROWS}":
        found.append(f"the area is {told.get('_xlnm.Print_Area')}")
    return found


def names(book: Book) -> list[str]:
    """Defined names point to sheets that exist; those of the drop-downs are there."""
    found, seen = [], set()
    for name in book.xml("xl/workbook.xml").iter(MAIN + "definedName"):
        seen.add(name.get("name"))
        text = name.text or ""
        sheets = set(re.findall(r"'([^']+)'!", text)) | set(re.findall(r"([^\s'!(,:=]+)!", text))
        if "#REF!" in text or not sheets or not sheets <= set(book.sheets):
            found.append(f"{name.get('name')} = {text}")
    return found + [f"no name {name}" for name in book.kind.names if name not in seen]


def settings(book: Book) -> list[str]:
    """xlwings.conf: every key that xlwings' VBA asks for, from A1 down, no gap, none twice."""
    cells = book.cells(layout.CONFIG_SHEET)
    rows = [int(address[1:]) for address in cells if address[0] == "A"]
    keys = [cells[f"A{row}"] for row in rows]
    found = [] if rows == list(range(1, len(rows) + 1)) else ["keys with a gap"]
    found += [f"{key} stands twice" for key in set(keys) if keys.count(key) > 1]
    asked = set(re.findall(r'GetConfig\("([^"]+)"', dict(book.sources()).get("xlwings", "")))
    found += [f"no key {key}" for key in (asked | {key for key, _ in SETTINGS}) - {"INTERPRETER"} - set(keys)]
    if cells.get("B1") != dict(SETTINGS)["INTERPRETER_WIN"]:
        found.append(f"the interpreter is {cells.get('B1')}")
    return found


def text(book: Book) -> list[str]:
    """No Thai lost to question marks; our VBA is 7-bit ASCII."""
    texts = [(f"string {value!r}", value) for value in book.strings]
    texts += [
        (name, content.decode("utf-8", "replace"))
        for name, content in book.parts.items()
        if name.endswith(".vml")
    ]
    texts += [(RIBBON_PART, book.parts[RIBBON_PART].decode("utf-8", "replace"))]
    texts += [(f"module {name}", source) for name, source in book.sources()]
    found = [f"{name}: lost text" for name, value in texts if "???" in value or "\ufffd" in value]
    return found + [f"module {name} is not ASCII" for name, source in book.sources() if not source.isascii()]


def colours(book: Book) -> list[str]:
    """No conditional format lies over cells that Python colours: it would hide the colour."""
    ranges = {
        sheet: [rule.get("sqref") for rule in book.xml(part).iter(MAIN + "conditionalFormatting")]
        for sheet, part in book.sheets.items()
    }
    bare = [f"{sheet}: no colours by value" for sheet in book.kind.by_value if not ranges.get(sheet)]
    return bare + [
        f"{sheet}: conditional format over {area}"
        for sheet, areas in ranges.items()
        for area in (() if sheet in book.kind.by_value else areas)
    ]


def contract(book: Book) -> list[str]:
    """Sheets in order, settings hidden, and our own reader finds what was written."""
    found = []
    if tuple(book.sheets) != book.kind.sheets:
        found.append(f"sheets {list(book.sheets)}")
    states = {
        s.get("name"): s.get("state", "visible") for s in book.xml("xl/workbook.xml").iter(MAIN + "sheet")
    }
    found += [
        f"{sheet} is {states.get(sheet)}"
        for sheet in book.kind.sheets
        if states.get(sheet) != ("hidden" if sheet == layout.CONFIG_SHEET else "visible")
    ]
    return found + book.kind.contract(grids(book.path))
