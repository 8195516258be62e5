"""What makes Excel offer a repair, sheet by sheet: cells, areas, rules and views.

Each check is a table of rules over elements: (element, what must hold, what is wrong otherwise).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from math import isfinite

from lxml import etree

from tests.workbook_book import MAIN, RELATION_ID, Book

Element = etree._Element
Area = tuple[int, int, int, int]

ROWS, COLUMNS = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_NUMBER = re.compile(r"-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"}
_VALUES: dict[str, Callable[[str, int], bool]] = {
    "n": lambda v, _: bool(_NUMBER.fullmatch(v)) and isfinite(float(v)),
    "s": lambda v, strings: v.isdigit() and int(v) < strings,
    "b": lambda v, _: v in ("0", "1"),
    "e": lambda v, _: v in _ERRORS,
    "str": lambda v, _: len(v) <= 32_767,
    "d": lambda v, _: bool(re.match(r"\d{4}-\d\d-\d\d|T?\d\d:\d\d", v)),
    "inlineStr": lambda v, _: not v,
}


@lru_cache(100_000)
def cell_at(address: str) -> tuple[int, int] | None:
    """Row and column; None for what no sheet has."""
    found = _CELL.fullmatch(address)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row, column) if row <= ROWS and column <= COLUMNS else None


def area_at(text: str) -> Area | None:
    first, _, last = text.partition(":")
    start, end = cell_at(first), cell_at(last or first)
    if not start or not end or start[0] > end[0] or start[1] > end[1]:
        return None
    return (*start, *end)


def overlap(one: Area, other: Area) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def integer(element: Element, name: str, default: int = 0) -> int:
    text = element.get(name, str(default))
    return int(text) if re.fullmatch(r"-?\d+", text) else -1


def decimal(element: Element, name: str, default: float = 0) -> float:
    try:
        return float(element.get(name, str(default)))
    except ValueError:
        return -1


def said(pairs: Iterable[tuple[str, bool]], where: str) -> Iterator[str]:
    """The faults of a table: (fault, whether it is there)."""
    return (f"{where}: {fault}" for fault, there in pairs if there)


def is_short(rule: Element, **most: int) -> bool:
    """Excel counts UTF-16 units."""
    return all(len(rule.get(name, "").encode("utf-16-le")) // 2 <= limit for name, limit in most.items())


def cells(book: Book) -> list[str]:
    """Rows, cells and columns in order and within bounds; values of their type; styles and strings there."""
    styles = book.xml("xl/styles.xml")
    looks, differential = (len(styles.findall(f"{MAIN}{n}/*")) for n in ("cellXfs", "dxfs"))
    strings = len(book.strings) if "xl/sharedStrings.xml" in book.parts else 0
    found: list[str] = []
    for sheet, part in book.sheets.items():
        root = book.xml(part)
        found += _columns(root, looks, sheet)
        found += _formulas_of_many(root, sheet)
        last = 0
        for row in root.iter(MAIN + "row"):
            number = integer(row, "r", last + 1)
            found += said(
                (
                    ("rows out of order", number <= last),
                    ("no such row", not 1 <= number <= ROWS),
                    ("a row too high", not 0 <= decimal(row, "ht") <= 409.5),
                    ("a row's style is not there", integer(row, "s") not in range(looks)),
                    ("a row's outline", integer(row, "outlineLevel") not in range(8)),
                    ("a row's span", not all(map(_is_span, row.get("spans", "").split()))),
                ),
                f"{sheet}!{number}",
            )
            last = number
            found += _cells_of(row, number, looks, strings, sheet)
        for rule in root.iter(MAIN + "cfRule"):
            if rule.get("dxfId") and integer(rule, "dxfId") not in range(differential):
                found.append(f"{sheet}: a conditional format's look is not there")
    return found


def _columns(root: Element, looks: int, sheet: str) -> Iterator[str]:
    last = 0
    for column in root.iter(MAIN + "col"):
        first, end = integer(column, "min", -1), integer(column, "max", -1)
        yield from said(
            (
                ("columns overlap", first <= last),
                ("no such column", not 1 <= first <= end <= COLUMNS),
                ("a column too wide", not 0 <= decimal(column, "width") <= 255),
                ("a column's style is not there", integer(column, "style") not in range(looks)),
                ("a column's outline", integer(column, "outlineLevel") not in range(8)),
            ),
            sheet,
        )
        last = end


def _cells_of(row: Element, number: int, looks: int, strings: int, sheet: str) -> Iterator[str]:
    last = 0
    for cell in row:
        address = cell.get("r", "")
        at = cell_at(address) if address else (number, last + 1)
        if at is None or at[0] != number:
            yield f"{sheet}!{address}: in row {number}"
            continue
        if at[1] <= last:
            yield f"{sheet}!{address}: cells out of order"
        last = at[1]
        style = cell.get("s")
        if style is not None and not (style.isdigit() and int(style) < looks):
            yield f"{sheet}!{address}: no style {style}"
        if not len(cell):
            continue
        kind, value = cell.get("t", "n"), cell.findtext(MAIN + "v")
        formula = cell.find(MAIN + "f")
        if kind not in _VALUES:
            yield f"{sheet}!{address}: no type {kind}"
        elif value is not None and (value or formula is None) and not _VALUES[kind](value, strings):
            yield f"{sheet}!{address}: {value[:30]!r} is no {kind}"
        if formula is not None and formula.text:
            yield from said(
                (
                    ("a formula begins with =", formula.text.startswith("=")),
                    ("a formula too long", len(formula.text) > 8_192),
                    ("brackets of a formula", unbalanced(formula.text)),
                ),
                f"{sheet}!{address}",
            )


def _is_span(text: str) -> bool:
    first, _, last = text.partition(":")
    return first.isdigit() and last.isdigit() and 1 <= int(first) <= int(last) <= COLUMNS


def _formulas_of_many(root: Element, sheet: str) -> Iterator[str]:
    """Shared ones begin somewhere; those over an area begin at its corner."""
    begun, used = set(), set()
    for cell in root.iter(MAIN + "c"):
        formula = cell.find(MAIN + "f")
        if formula is None:
            continue
        if formula.get("t") == "shared":
            used.add(formula.get("si"))
            if formula.get("ref"):
                begun.add(formula.get("si"))
        elif formula.get("t") == "array":
            area = area_at(formula.get("ref", ""))
            if area is None or area[:2] != cell_at(cell.get("r", "")):
                yield f"{sheet}!{cell.get('r')}: a formula over an area elsewhere"
    if used - begun:
        yield f"{sheet}: a shared formula that begins nowhere"


def unbalanced(formula: str) -> bool:
    bare = re.sub(r'"[^"]*"|\'[^\']*\'', "", formula)
    return bare.count("(") != bare.count(")") or '"' in bare


def areas(book: Book) -> list[str]:
    """Merged areas, filters, drop-downs, links, breaks: addresses real, apart, counted, texts short."""
    found: list[str] = []
    for sheet, part in book.sheets.items():
        root = book.xml(part)
        merged = [area_at(m.get("ref", "")) for m in root.iter(MAIN + "mergeCell")]
        tables = [area_at(book.xml(t).get("ref", "")) for t in book.related(part, "/table")]
        known = [a for a in merged if a]
        filters = [area_at(f.get("ref", "")) for f in root.findall(MAIN + "autoFilter")]
        found += said(
            (
                ("a merged area is none", None in merged or any(a[:2] == a[2:] for a in known)),
                ("merged areas overlap", _touch(known)),
                ("merged in a table", any(t and overlap(a, t) for a in known for t in tables)),
                ("tables overlap", _touch([t for t in tables if t])),
                ("a filter's area", None in filters),
                ("a filter in a table", any(f and t and overlap(f, t) for f in filters for t in tables)),
                ("counts", not all(_counted(root, *pair) for pair in _COUNTED)),
                ("the dimension", not _is_area(root.find(MAIN + "dimension"))),
            ),
            sheet,
        )
        found += [f"{sheet}: {fault}" for rule in root.iter(MAIN + "dataValidation") for fault in _rule(rule)]
        for rule in (*root.iter(MAIN + "conditionalFormatting"), *root.iter(MAIN + "ignoredError")):
            if not _is_range(rule.get("sqref", "")):
                found.append(f"{sheet}: the area of a rule is {rule.get('sqref')}")
        priorities = [integer(r, "priority", -1) for r in root.iter(MAIN + "cfRule")]
        if any(p < 1 for p in priorities):
            found.append(f"{sheet}: priority of a conditional format")
        found += _links(book, root, part, sheet)
    return found


_COUNTED = (("mergeCells", "mergeCell"), ("dataValidations", "dataValidation"), ("tableParts", "tablePart"),
            ("rowBreaks", "brk"), ("colBreaks", "brk"))  # fmt: skip


def _counted(root: Element, outer: str, inner: str) -> bool:
    every = root.findall(MAIN + outer)
    return len(every) < 2 and all(
        len(e) > 0 and integer(e, "count", len(e)) == len(e.findall(MAIN + inner)) for e in every
    )


def _touch(some: list[Area]) -> bool:
    return any(overlap(one, other) for n, one in enumerate(some) for other in some[:n])


def _is_area(element: Element | None) -> bool:
    return element is None or area_at(element.get("ref", "")) is not None


def _is_range(text: str) -> bool:
    return bool(text.split()) and all(area_at(part) for part in text.split())


_TYPES = {"none", "whole", "decimal", "list", "date", "time", "textLength", "custom"}


def _rule(rule: Element) -> Iterator[str]:
    formulas = [rule.findtext(MAIN + name) or "" for name in ("formula1", "formula2")]
    yield from said(
        (
            ("addresses", not _is_range(rule.get("sqref", ""))),
            ("titles over 32", not is_short(rule, promptTitle=32, errorTitle=32)),
            ("texts over 255", not is_short(rule, prompt=255, error=255)),
            ("a list over 255", any(f.startswith('"') and len(f) > 257 for f in formulas)),
            ("a formula with =", any(f.startswith("=") for f in formulas)),
            ("a formula too long", any(len(f) > 8_192 for f in formulas)),
            ("no such type", rule.get("type", "none") not in _TYPES),
            ("a type without a formula", rule.get("type", "none") != "none" and not formulas[0]),
        ),
        f"drop-down {rule.get('sqref')}",
    )


def _links(book: Book, root: Element, part: str, sheet: str) -> Iterator[str]:
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    ids = set(book.relations(rels)) if rels in book.parts else set()
    for element in root.iter():
        wanted = element.get(RELATION_ID)
        if wanted is not None and wanted not in ids:
            yield f"{sheet}: {element.tag.rpartition('}')[2]} is related to nothing"
    for link in root.iter(MAIN + "hyperlink"):
        yield from said(
            (
                ("a link's area", area_at(link.get("ref", "")) is None),
                ("a link to nowhere", link.get(RELATION_ID) is None and not link.get("location")),
                ("a link too long", not is_short(link, location=2_084, tooltip=255)),
            ),
            f"{sheet}!{link.get('ref')}",
        )


_PANES = {"bottomRight", "topRight", "bottomLeft", "topLeft"}
_SIZES = ("left", "right", "top", "bottom", "header", "footer")


def views(book: Book) -> list[str]:
    """Panes, selections, one sheet in front, margins, scale, headers, breaks."""
    found: list[str] = []
    in_front = 0
    windows = len(list(book.xml("xl/workbook.xml").iter(MAIN + "workbookView")))
    for sheet, part in book.sheets.items():
        root = book.xml(part)
        views = list(root.iter(MAIN + "sheetView"))
        in_front += sum(v.get("tabSelected") in ("1", "true") for v in views)
        for view in views:
            panes, chosen = view.findall(MAIN + "pane"), view.findall(MAIN + "selection")
            names = [s.get("pane", "topLeft") for s in chosen]
            found += said(
                (
                    ("a view of no window", integer(view, "workbookViewId") not in range(max(windows, 1))),
                    ("zoom", not 10 <= integer(view, "zoomScale", 100) <= 400),
                    ("a selection in no cell", not all(_is_range(s.get("sqref", "A1")) for s in chosen)),
                    ("selections of one pane", len(set(names)) < len(names) or not set(names) <= _PANES),
                    ("a pane", len(panes) > 1 or not all(map(_is_pane, panes))),
                    ("a selection without its pane", bool(set(names) - {"topLeft"}) and not panes),
                ),
                sheet,
            )
        forms = root.findall(MAIN + "sheetFormatPr")
        margins, setup = root.find(MAIN + "pageMargins"), root.find(MAIN + "pageSetup")
        texts = [t.text or "" for h in root.iter(MAIN + "headerFooter") for t in h]
        breaks = [integer(b, "id", -1) for b in root.iter(MAIN + "brk")]
        found += said(
            (
                ("margins", margins is not None and any(decimal(margins, n, -1) < 0 for n in _SIZES)),
                ("scale", setup is not None and not 10 <= integer(setup, "scale", 100) <= 400),
                (
                    "a height for all rows",
                    any(not 0 <= decimal(form, "defaultRowHeight") <= 409.5 for form in forms),
                ),
                ("pages", setup is not None and not all(_is_count(setup, name) for name in _PAGES)),
                ("a header's font", any('&"' in re.sub('&"[^"]*"', "", text) for text in texts)),
                ("a header over 255", any(len(text.encode("utf-16-le")) > 510 for text in texts)),
                ("breaks", any(b < 1 for b in breaks) or len(set(breaks)) < len(breaks)),
            ),
            sheet,
        )
    return [*found, *(["sheets are grouped"] if in_front > 1 else [])]


_PAGES = {"copies": 1, "fitToWidth": 0, "fitToHeight": 0}


def _is_count(setup: Element, name: str) -> bool:
    return _PAGES[name] <= integer(setup, name, 1) <= 32_767


def _is_pane(pane: Element) -> bool:
    sizes = [decimal(pane, name) for name in ("xSplit", "ySplit")]
    frozen = pane.get("state", "split") in ("frozen", "frozenSplit")
    return (
        cell_at(pane.get("topLeftCell", "A1")) is not None
        and pane.get("activePane", "topLeft") in _PANES
        and all(size >= 0 and (size == int(size) or not frozen) for size in sizes)
        and any(sizes)
    )
