"""What makes Excel offer a repair, in the parts that all sheets share: styles, strings, names, tables,
drawings, the package."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from tests.workbook_book import MAIN, RELATION_ID, Book
from tests.workbook_repair_sheets import (
    COLUMNS,
    ROWS,
    Area,
    Element,
    area_at,
    decimal,
    integer,
    is_short,
    said,
    unbalanced,
)

_TYPES = "[Content_Types].xml"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_NAME = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.]*")
_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[RrCc]|[Rr]\d*[Cc]\d*")
_CONTROL = re.compile(rb"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]);|0*(?:[0-8]|1[124-9]|2\d|3[01]);)", re.IGNORECASE)


def doubled(texts: Iterable[str]) -> bool:
    every = [text.lower() for text in texts]
    return len(set(every)) < len(every)


def styles(book: Book) -> list[str]:
    """Every look's font, fill, border, format and parent are there; counts, sizes, colours and codes hold."""
    root = book.xml("xl/styles.xml")
    lists = {child.tag.removeprefix(MAIN): child for child in root}
    sizes = {name: len(child) for name, child in lists.items()}
    codes = {integer(f, "numFmtId", -1): f.get("formatCode", "") for f in root.iter(MAIN + "numFmt")}
    fonts, fills = list(lists.get("fonts", ())), list(lists.get("fills", ()))
    looks = [x for name in ("cellStyleXfs", "cellXfs") for x in lists.get(name, ())]
    named = [s.get("name", "") for s in root.iter(MAIN + "cellStyle")]
    kinds = [f.find(MAIN + "patternFill") for f in fills[:2]]

    def lost(attribute: str, of: str) -> bool:
        return any(integer(x, attribute) not in range(sizes.get(of, 0)) for x in looks)

    of_theme = [integer(c, "theme") for c in root.iter() if isinstance(c.tag, str) and c.get("theme")]
    of_list = [integer(c, "indexed") for c in root.iter() if isinstance(c.tag, str) and c.get("indexed")]
    colours = [c.get("rgb") for c in root.iter() if isinstance(c.tag, str) and c.get("rgb")]
    return list(
        said(
            (
                ("counts", any(integer(c, "count", len(c)) != len(c) for c in lists.values())),
                ("no font", lost("fontId", "fonts")),
                ("no fill", lost("fillId", "fills")),
                ("no border", lost("borderId", "borders")),
                ("no parent", any(integer(x, "xfId") not in range(sizes["cellStyleXfs"]) for x in looks)),
                (
                    "no format",
                    any(integer(x, "numFmtId") > 163 and integer(x, "numFmtId") not in codes for x in looks),
                ),
                ("a format's number", any(number < 0 for number in codes)),
                ("two formats of one number", len(codes) < len(list(root.iter(MAIN + "numFmt")))),
                ("a format's code", any(not c or len(c) > 255 or c.count('"') % 2 for c in codes.values())),
                (
                    "a font's size",
                    any(not 1 <= decimal(z, "val") <= 409 for f in fonts for z in f.iter(MAIN + "sz")),
                ),
                (
                    "a font's name",
                    any(not 1 <= len(n.get("val", "")) <= 31 for f in fonts for n in f.iter(MAIN + "name")),
                ),
                ("a colour of no theme", any(n not in range(12) for n in of_theme)),
                ("a colour of no list", any(n not in (*range(66), 81) for n in of_list)),
                ("a colour", any(not re.fullmatch("[0-9A-Fa-f]{8}", str(c)) for c in colours)),
                (
                    "the first two fills",
                    [k.get("patternType") for k in kinds if k is not None] != ["none", "gray125"],
                ),
                ("two styles of one name", doubled(named)),
                ("no Normal", "Normal" not in named),
                (
                    "a style's look",
                    any(
                        integer(s, "xfId") not in range(sizes["cellStyleXfs"])
                        for s in root.iter(MAIN + "cellStyle")
                    ),
                ),
                (
                    "an indent",
                    any(not 0 <= integer(a, "indent") <= 250 for a in root.iter(MAIN + "alignment")),
                ),
                (
                    "a turn",
                    any(
                        integer(a, "textRotation") not in (*range(181), 255)
                        for a in root.iter(MAIN + "alignment")
                    ),
                ),
            ),
            "styles",
        )
    )


def strings(book: Book) -> list[str]:
    """Texts within a cell's length, without characters that XML cannot hold."""
    found = [
        f"{n}: a control character"
        for n, d in book.parts.items()
        if n.endswith(".xml") and _CONTROL.search(d)
    ]
    if "xl/sharedStrings.xml" not in book.parts:
        return found
    root = book.xml("xl/sharedStrings.xml")
    return found + list(
        said(
            (
                ("a text too long", any(len(text.encode("utf-16-le")) > 65_534 for text in book.strings)),
                ("counted wrongly", integer(root, "uniqueCount", len(root)) != len(root)),
                ("an item is empty", any(len(item) == 0 for item in root)),
                ("a reading of no letters", not all(map(_is_read, root.iter(MAIN + "rPh")))),
            ),
            "strings",
        )
    )


def _is_read(reading: Element) -> bool:
    item = reading.getparent()
    base = (
        ""
        if item is None
        else "".join(t.text or "" for t in item.iter(MAIN + "t") if t.getparent() != reading)
    )
    return 0 <= integer(reading, "sb", -1) < integer(reading, "eb", -1) <= len(base.encode("utf-16-le")) // 2


def names_of_book(book: Book) -> list[str]:
    """Sheets' and defined names: legal, once each, of sheets that are there; one in front that is seen."""
    root = book.xml("xl/workbook.xml")
    sheets = list(root.iter(MAIN + "sheet"))
    titles = [s.get("name", "") for s in sheets]
    seen = [s.get("state", "visible") == "visible" for s in sheets]
    views = list(root.iter(MAIN + "workbookView"))
    defined = list(root.iter(MAIN + "definedName"))
    scoped = [(d.get("name", "").lower(), d.get("localSheetId")) for d in defined]
    ids = [integer(s, "sheetId", -1) for s in sheets]
    fronts = [integer(v, "activeTab") for v in views]
    texts = [d.text or "" for d in defined]
    return list(
        said(
            (
                ("a sheet's name", not all(map(_is_title, titles))),
                ("two sheets of one name", doubled(titles)),
                ("a sheet's id", len(set(ids)) < len(ids) or any(not 1 <= i <= 65_534 for i in ids)),
                ("two sheets of one part", doubled(s.get(RELATION_ID, "") for s in sheets)),
                ("no sheet is seen", not any(seen)),
                ("the sheet in front", any(f not in range(len(seen)) or not seen[f] for f in fronts)),
                ("the first tab", any(integer(v, "firstSheet") not in range(len(seen)) for v in views)),
                ("a name is illegal", not all(_is_name(name) for name, _ in scoped)),
                ("a name stands twice", len(set(scoped)) < len(scoped)),
                (
                    "a name's sheet",
                    any(s is not None and not (s.isdigit() and int(s) < len(sheets)) for _, s in scoped),
                ),
                ("a name of nothing", not all(texts)),
                ("a name with =", any(t.startswith("=") for t in texts)),
                ("a name too long", any(len(t) > 8_192 for t in texts)),
                ("a name's target", any("#REF!" in t or not _leads(t, titles) for t in texts)),
                ("print titles", not all(_is_titles(d) for d in defined)),
                (
                    "a print area without its sheet",
                    any(n.startswith("_xlnm.print") and s is None for n, s in scoped),
                ),
            ),
            "workbook",
        )
    )


def _is_title(name: str) -> bool:
    units = len(name.encode("utf-16-le")) // 2
    return 1 <= units <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name) and name.lower() != "history"


def _is_name(name: str) -> bool:
    if name.startswith("_xlnm."):
        return True
    marks = "".join("a" if "\u0e30" <= letter <= "\u0e4e" else letter for letter in name)
    return len(name) <= 255 and bool(_NAME.fullmatch(marks)) and not _LIKE_CELL.fullmatch(name)


def _leads(text: str, titles: list[str]) -> bool:
    quoted = [name.replace("''", "'") for name in re.findall(r"'((?:[^']|'')+)'!", text)]
    bare = re.findall(r"([\w.]+)!", re.sub(r"'(?:[^']|'')+'!", "", text))
    return {name.lower() for name in (*quoted, *bare)} <= {title.lower() for title in titles}


def _is_titles(name: Element) -> bool:
    if name.get("name") != "_xlnm.Print_Titles":
        return True
    parts = re.split(r",(?=(?:[^']*'[^']*')*[^']*$)", name.text or "")
    ranges = [part.rpartition("!")[2] for part in parts]
    return len(ranges) <= 2 and all(re.fullmatch(r"\$[A-Z]+:\$[A-Z]+|\$\d+:\$\d+", one) for one in ranges)


def table_parts(book: Book) -> list[str]:
    """Tables: id and name once, columns counted, once each and as the header cells say, filter within."""
    found: list[str] = []
    ids, titles = [], []
    looks = len(book.xml("xl/styles.xml").findall(f"{MAIN}dxfs/*"))
    defined = [n.get("name", "") for n in book.xml("xl/workbook.xml").iter(MAIN + "definedName")]
    for sheet, part in book.sheets.items():
        texts = book.cells(sheet) if book.related(part, "/table") else {}
        for target in book.related(part, "/table"):
            root = book.xml(target)
            ids.append(root.get("id", ""))
            titles.append(root.get("displayName", ""))
            columns = [c.get("name", "") for c in root.iter(MAIN + "tableColumn")]
            numbers = [c.get("id", "") for c in root.iter(MAIN + "tableColumn")]
            area, filters = area_at(root.get("ref", "")), root.find(MAIN + "autoFilter")
            width = area[3] - area[1] + 1 if area else -1
            head = [texts.get(_address(area[0], c), "") for c in range(area[1], area[3] + 1)] if area else []
            style = root.find(MAIN + "tableStyleInfo")
            heads, totals = integer(root, "headerRowCount", 1), integer(root, "totalsRowCount")
            found += said(
                (
                    ("no area", area is None),
                    (
                        "no row of data",
                        area is not None and area[2] - area[0] < integer(root, "headerRowCount", 1),
                    ),
                    (
                        "columns counted wrongly",
                        integer(root.find(MAIN + "tableColumns"), "count") != len(columns),
                    ),
                    ("columns for another width", width != len(columns)),
                    ("two columns of one name", doubled(columns)),
                    ("a column without a name", not all(columns)),
                    (
                        "a column's id",
                        len(set(numbers)) < len(numbers) or not all(n.isdigit() and int(n) for n in numbers),
                    ),
                    (
                        "header cells",
                        root.get("headerRowCount") != "0"
                        and [_one_line(h) for h in head] != [_one_line(c) for c in columns],
                    ),
                    ("the filter's area", filters is not None and not _inside(filters.get("ref", ""), area)),
                    (
                        "a filter without its column",
                        filters is not None
                        and any(integer(f, "colId", -1) not in range(len(columns)) for f in filters),
                    ),
                    ("rows of heads and totals", not {heads, totals} <= {0, 1}),
                    ("a filter over the totals", bool(totals) and covers(filters, area)),
                    ("a look that is not there", not all(_is_look(e, looks) for e in root.iter())),
                    ("a formula of a column", any(unbalanced(f.text or "") for f in root.iter(*_FORMULAS))),
                    ("its look", style is not None and len(style.get("name", "")) > 255),
                ),
                root.get("displayName", ""),
            )
    return found + list(
        said(
            (
                ("two of one id", len(set(ids)) < len(ids) or not all(i.isdigit() and int(i) for i in ids)),
                ("two of one name", doubled([*titles, *dict.fromkeys(defined)])),
                ("an illegal name", not all(_is_name(title) for title in titles)),
            ),
            "tables",
        )
    )


def covers(filters: Element | None, area: Area | None) -> bool:
    inner = None if filters is None else area_at(filters.get("ref", ""))
    return inner is not None and area is not None and inner[2] >= area[2]


_FORMULAS = (MAIN + "calculatedColumnFormula", MAIN + "totalsRowFormula")
_LOOKS = re.compile("(?:headerRow|data|totalsRow)(?:Border)?DxfId|tableBorderDxfId")


def _is_look(element: Element, looks: int) -> bool:
    return all(
        integer(element, name) in range(looks) for name in map(str, element.keys()) if _LOOKS.fullmatch(name)
    )


def _one_line(text: str) -> str:
    return re.sub(r"_x000a_|\s+", " ", text)


def _address(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _inside(text: str, area: tuple[int, int, int, int] | None) -> bool:
    inner = area_at(text)
    return bool(inner and area) and inner[:2] == area[:2] and inner[2] <= area[2] and inner[3] <= area[3]


def drawings(book: Book) -> list[str]:
    """Anchors the right way round, ids once each, axes in pairs, series once each, buttons' shapes apart."""
    found: list[str] = []
    for name in book.names:
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name):
            found += _anchors(book.xml(name), name)
        elif name.startswith("xl/charts/chart"):
            found += _chart(book.xml(name), name, list(book.sheets))
        elif name.endswith(".vml"):
            ids = re.findall(rb'<v:shape [^>]*?id="([^"]+)"', book.parts[name])
            maps = re.findall(rb'<o:idmap [^>]*data="([^"]*)"', book.parts[name])
            anchors = re.findall(rb"<x:Anchor>([^<]*)</x:Anchor>", book.parts[name])
            found += said(
                (
                    ("two shapes of one id", len(set(ids)) < len(ids)),
                    ("no map of ids", len(maps) != 1 or not maps[0].isdigit()),
                    ("an anchor", not all(_is_vml_anchor(a.decode()) for a in anchors)),
                ),
                name,
            )
    return found


def _is_vml_anchor(text: str) -> bool:
    numbers = [int(n) for n in re.findall(r"-?\d+", text)]
    return len(numbers) == 8 and min(numbers) >= 0 and numbers[0] <= numbers[4] and numbers[2] <= numbers[6]


def _anchors(root: Element, name: str) -> Iterator[str]:
    ids = [e.get("id", "") for e in root.iter() if isinstance(e.tag, str) and e.tag.endswith("}cNvPr")]
    places = []
    for anchor in root.iter(_DRAWING + "twoCellAnchor"):
        ends = [
            [int(anchor.findtext(f"{_DRAWING}{end}/{_DRAWING}{axis}") or -1) for axis in ("row", "col")]
            for end in ("from", "to")
        ]
        beyond = max(ends[1][0] - ROWS, ends[1][1] - COLUMNS) >= 0
        moved = min((int(e.text or 0) for e in anchor.iter(*_OFFSETS)), default=0) < 0
        places.append(
            min(map(min, ends)) >= 0
            and not beyond
            and not moved
            and ends[0][0] <= ends[1][0]
            and ends[0][1] <= ends[1][1]
        )
    return said(
        (
            ("two things of one id", len(set(ids)) < len(ids)),
            ("an id", not all(i.isdigit() and int(i) > 0 for i in ids)),
            ("an anchor upside down", not all(places)),
        ),
        name,
    )


_OFFSETS = (_DRAWING + "colOff", _DRAWING + "rowOff")


def _chart(root: Element, name: str, sheets: list[str]) -> Iterator[str]:
    def values(tag: str) -> list[str]:
        return [e.get("val", "") for e in root.iter(_CHART + tag)]

    axes = [
        e.get("val", "")
        for kind in ("catAx", "valAx", "dateAx", "serAx")
        for axis in root.iter(_CHART + kind)
        for e in axis.findall(_CHART + "axId")
    ]
    used = [
        e.get("val", "")
        for p in root.iter(_CHART + "plotArea")
        for k in p
        for e in k.findall(_CHART + "axId")
    ]
    points = [
        (integer(c.find(_CHART + "ptCount"), "val"), [integer(p, "idx", -1) for p in c.iter(_CHART + "pt")])
        for tag in ("strCache", "numCache")
        for c in root.iter(_CHART + tag)
        if c.find(_CHART + "ptCount") is not None
    ]
    return said(
        (
            ("axes", not set(values("crossAx")) <= set(axes) or set(used) != set(axes)),
            ("two axes of one id", doubled(axes)),
            ("two series of one number", doubled(_series(root, "idx"))),
            ("two series in one place", doubled(_series(root, "order"))),
            ("a range of no sheet", not all(_leads(f.text or "", sheets) for f in root.iter(_CHART + "f"))),
            ("a range that is none", any(unbalanced(f.text or "") for f in root.iter(_CHART + "f"))),
            ("points", any(i not in range(n) for n, idx in points for i in idx)),
            ("a gap", any(not 0 <= int(v or -1) <= 500 for v in values("gapWidth"))),
            ("an overlap", any(not -100 <= int(v or -999) <= 100 for v in values("overlap"))),
        ),
        name,
    )


def _series(root: Element, tag: str) -> list[str]:
    return [e.get("val", "") for s in root.iter(_CHART + "ser") for e in s.findall(_CHART + tag)]


def package_parts(book: Book) -> list[str]:
    """Every part has one content type and one way to it; properties once; no leftover chain of formulas."""
    types = book.xml(_TYPES)
    overrides = [t.get("PartName", "") for t in types if t.tag.endswith("}Override")]
    defaults = [t.get("Extension", "").lower() for t in types if t.tag.endswith("}Default")]
    untyped = [
        n
        for n in book.names
        if n != _TYPES and f"/{n}" not in overrides and n.rpartition(".")[2].lower() not in defaults
    ]
    found = list(
        said(
            (
                ("a part without a type", bool(untyped)),
                ("a type of no part", any(o.lstrip("/") not in book.parts for o in overrides)),
                ("two types of one part", doubled(overrides) or doubled(defaults)),
                ("two parts of one name", doubled(book.names)),
                ("a part's name", any("\\" in n or n.startswith("/") for n in book.names)),
                ("a sheet of another type", not _typed(types, book, "/xl/worksheets/", ".worksheet+xml")),
                ("a table of another type", not _typed(types, book, "/xl/tables/", ".table+xml")),
                ("a chain of lost formulas", not _chained(book)),
            ),
            "package",
        )
    )
    for name in book.names:
        if name.endswith(".rels"):
            found += _relations(book, name)
    return found + _properties(book)


def _typed(types: Element, book: Book, folder: str, ending: str) -> bool:
    kinds = {t.get("PartName", ""): t.get("ContentType", "") for t in types}
    return all(
        kinds.get(f"/{n}", "").endswith(ending)
        for n in book.names
        if f"/{n}".startswith(folder) and n.endswith(".xml")
    )


def _chained(book: Book) -> bool:
    if "xl/calcChain.xml" not in book.parts:
        return True
    by_id = {s.get("sheetId"): s.get("name", "") for s in book.xml("xl/workbook.xml").iter(MAIN + "sheet")}
    formulas = {
        (number, c.get("r"))
        for number, sheet in by_id.items()
        for c in book.xml(book.sheets[sheet]).iter(MAIN + "c")
        if c.find(MAIN + "f") is not None
    }
    chain, sheet = [], "1"
    for cell in book.xml("xl/calcChain.xml"):
        sheet = cell.get("i", sheet)
        chain.append((sheet, cell.get("r")))
    return all(one in formulas for one in chain)


def _relations(book: Book, name: str) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    inner = [r for r in book.xml(name) if r.get("TargetMode") != "External"]
    targets = [
        t.lstrip("/")
        if (t := r.get("Target", "")).startswith("/")
        else posixpath.normpath(posixpath.join(folder, t))
        for r in inner
    ]
    ids = [r.get("Id", "") for r in book.xml(name)]
    return said(
        (
            ("a relation to nothing", any(t not in book.parts for t in targets)),
            ("two relations of one id", len(set(ids)) < len(ids) or not all(ids)),
            ("a target too long", not all(is_short(r, Target=2_084) for r in book.xml(name))),
        ),
        name,
    )


def _properties(book: Book) -> list[str]:
    if "docProps/core.xml" not in book.parts:
        return []
    root = book.xml("docProps/core.xml")
    xsi = "{http://www.w3.org/2001/XMLSchema-instance}type"
    days = [e for e in root if etree.QName(e).localname in ("created", "modified")]
    return list(
        said(
            (
                ("a property stands twice", len({e.tag for e in root}) < len(root)),
                (
                    "a day is none",
                    not all(
                        re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", e.text or "") for e in days
                    ),
                ),
                ("a day without its type", any(e.get(xsi) != "dcterms:W3CDTF" for e in days)),
            ),
            "core.xml",
        )
    )
