"""Grids of cell values → a tracker, and everything noticed while reading.  Never raises on any grid.

A value that cannot be read is None in the tracker and a sighting beside it; the rest of its row is
read all the same, so that one bad cell hides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from itaxl.core import layout
from itaxl.core.choices import Answer, Grouping, Secrecy, Urgency
from itaxl.core.fields import Notebook
from itaxl.core.grid import Grid, Place
from itaxl.core.locate import Labels, Table, find_labels, find_sheet, find_table, heading_below, labels_of
from itaxl.core.measure_rows import measure_rows
from itaxl.core.model import (
    DEFAULT_FONT,
    DateStyle,
    Digits,
    Division,
    EarlierMemo,
    Office,
    OfficeKind,
    Report,
    Round,
    Signer,
    Tracker,
)
from itaxl.core.office_words import book_code, own_name, place_name, without_label
from itaxl.core.reading import Cell, DivisionRow, Reading, RowCells, Sighting, SignerRow
from itaxl.core.thai.text import key

_LABELLED = (layout.CONTRACT_FIELD, *layout.OFFICE_FIELDS, *layout.REPORT_FIELDS)
#: A tracker that does not say which contract it keeps.
_FIRST_CONTRACT = 1
#: Headers that a sheet of another name must show before it is taken for the measures sheet.
_RENAMED_HEADERS = 6


def parse(grids: Sequence[Grid]) -> Reading:
    """Read a workbook's grids.  The sheets and labels are found by `layout`, wherever they stand."""
    notes = Notebook()
    cells, signer_table, division_table, contract = _office_sheet(grids, notes)
    divisions = _division_rows(division_table, notes)
    known = tuple(_division(row, notes) for row in divisions if row.short)
    signers = _signer_rows(signer_table, notes)
    office = _office(cells, tuple(row.signer for row in signers), known, notes)
    report = _report(cells, notes)
    table = _measures_table(grids, notes, contract)
    rows = measure_rows(table, known, notes) if table else ()
    return Reading(
        tracker=Tracker(office, report, tuple(row.measure for row in rows)),
        grids=tuple(grids),
        cells=cells,
        signers=signers,
        divisions=divisions,
        rows=rows,
        signers_table=signer_table,
        divisions_table=division_table,
        measures_table=table,
        noticed=tuple(notes.sightings),
    )


def _office_sheet(
    grids: Sequence[Grid], notes: Notebook
) -> tuple[Mapping[str, Cell], Table | None, Table | None, int]:
    """The labelled cells, the tables of signers and of divisions, and the contract that the tracker keeps."""
    grid = find_sheet(grids, layout.OFFICE_SHEET)
    if grid is None:
        grid = next((g for g in grids if len(find_labels(g, _LABELLED)[0]) >= _RENAMED_HEADERS), None)
        _sheet_absent(layout.OFFICE_SHEET, grid, grids, notes)
        if grid is None:
            return {}, None, None, _FIRST_CONTRACT
    labels = labels_of(grid)
    contract = _contract(grid, labels)
    cells, noticed = find_labels(grid, _LABELLED, labels, contract)
    cells.pop(layout.CONTRACT_FIELD.key, None)
    notes.sightings += noticed
    signers, noticed = find_table(grid, layout.SIGNER_COLUMNS, 2, labels, contract)
    notes.sightings += noticed
    divisions, noticed = find_table(grid, layout.DIVISION_COLUMNS, 2, labels, contract)
    notes.sightings += noticed
    for table, section in ((signers, layout.SIGNERS_SECTION), (divisions, layout.DIVISIONS_SECTION)):
        if table is None:
            notes.sightings.append(Sighting("S104", Place(grid.sheet), None, {"label": section}))
    return cells, signers, divisions, contract


def _contract(grid: Grid, labels: Labels) -> int:
    for row, column in labels.get(key(layout.CONTRACT_FIELD.label), ()):
        told = grid.at(row, column + 1)
        return int(told) if isinstance(told, float) and told >= 1 else _FIRST_CONTRACT
    return _FIRST_CONTRACT


def _sheet_absent(name: str, stand_in: Grid | None, grids: Sequence[Grid], notes: Notebook) -> None:
    if stand_in is not None:
        place, words = Place(stand_in.sheet), {"sheet": name, "seen": stand_in.sheet}
        notes.sightings.append(Sighting("S102", place, None, words))
    else:
        place = Place(grids[0].sheet if grids else name)
        notes.sightings.append(Sighting("S101", place, None, {"sheet": name}))


def _measures_table(grids: Sequence[Grid], notes: Notebook, contract: int) -> Table | None:
    grid = find_sheet(grids, layout.MEASURES_SHEET)
    if grid is None:
        fields = layout.MEASURE_COLUMNS
        grid = next((g for g in grids if find_table(g, fields, _RENAMED_HEADERS)[0]), None)
        _sheet_absent(layout.MEASURES_SHEET, grid, grids, notes)
        if grid is None:
            return None
    table, noticed = find_table(grid, layout.MEASURE_COLUMNS, contract=contract)
    notes.sightings += noticed
    if table is None:
        headers = ", ".join(f.label for f in layout.MEASURE_COLUMNS[:6])
        notes.sightings.append(Sighting("S103", Place(grid.sheet), None, {"headers": headers}))
    return table


def _rows_of(table: Table | None) -> tuple[RowCells, ...]:
    """The rows of a table on the office sheet: they end where the next section begins."""
    return tuple(table.rows(heading_below(table))) if table else ()


def _division_rows(table: Table | None, notes: Notebook) -> tuple[DivisionRow, ...]:
    return tuple(DivisionRow(notes.text(cells.get("short")), cells) for cells in _rows_of(table))


def _division(row: DivisionRow, notes: Notebook) -> Division:
    aliases = notes.text(row.cells.get("aliases")).split(";")
    return Division(
        row.short, notes.text(row.cells.get("full")), tuple(a.strip() for a in aliases if a.strip())
    )


def _signer_rows(table: Table | None, notes: Notebook) -> tuple[SignerRow, ...]:
    def signer(cells: RowCells) -> Signer:
        positions = (notes.text(cells.get("position")), notes.text(cells.get("position2")))
        return Signer(
            notes.text(cells.get("name")),
            tuple(p for p in positions if p),
            notes.text(cells.get("role")),
        )

    return tuple(SignerRow(signer(cells), cells) for cells in _rows_of(table))


def _office(
    cells: Mapping[str, Cell],
    signers: tuple[Signer, ...],
    divisions: tuple[Division, ...],
    notes: Notebook,
) -> Office:
    plain = ("name", "phone", "email", "website", "book_code", "owner_division", "sub_unit", "addressee")
    texts = {name: _said(cells.get(name), notes) for name in (*plain, "through", "emblem")}
    kind = notes.choice(cells.get("kind"), OfficeKind, "O303")
    texts["name"] = own_name(texts["name"], kind)
    texts["book_code"] = book_code(texts["book_code"])
    return Office(
        kind=kind,
        district=_place(cells.get("district"), notes),
        province=_place(cells.get("province"), notes),
        font=notes.text(cells.get("font")) or DEFAULT_FONT,
        digits=notes.choice(cells.get("digits"), Digits, "O303") or Digits.THAI,
        date_style=notes.choice(cells.get("date_style"), DateStyle, "O303") or DateStyle.SHORT,
        signers=signers,
        divisions=divisions,
        **texts,
    )


def _said(cell: Cell | None, notes: Notebook) -> str:
    """The memo prints the label itself; typed twice it would stand twice."""
    return without_label(notes.text(cell), cell.field.label) if cell else ""


def _place(cell: Cell | None, notes: Notebook) -> str:
    return place_name(notes.text(cell), cell.field.label) if cell else ""


def _report(cells: Mapping[str, Cell], notes: Notebook) -> Report:
    get = cells.get
    return Report(
        fiscal_year=notes.year(get("fiscal_year")),
        assessed_year=notes.year(get("assessed_year")),
        iit=notes.score(get("iit")),
        eit=notes.score(get("eit")),
        oit=notes.score(get("oit")),
        total=notes.score(get("total")),
        level=notes.text(get("level")).removeprefix("ระดับ").strip(),
        memo_date=notes.date(get("memo_date")),
        subject=_said(get("subject"), notes),
        earlier=EarlierMemo(
            notes.text(get("earlier_subject")),
            notes.date(get("earlier_date")),
            notes.text(get("earlier_item")),
        ),
        cutoff=notes.date(get("cutoff")),
        follow_up=notes.text(get("follow_up")),
        closing=notes.text(get("closing")),
        round=notes.choice(get("round"), Round, "O303"),
        urgency=notes.choice(get("urgency"), Urgency, "O303"),
        secrecy=notes.choice(get("secrecy"), Secrecy, "O303"),
        template=notes.text(get("template")),
        grouping=notes.choice(get("grouping"), Grouping, "O303") or Grouping.NONE,
        pdf=notes.choice(get("pdf"), Answer, "O303") or Answer.NO,
    )
