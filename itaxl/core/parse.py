"""Grids of cell values → a tracker, and everything noticed while reading.  Never raises on any grid.

A value that cannot be read is None in the tracker and a sighting beside it; the rest of its row is
read all the same, so that one bad cell hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from itaxl.core import layout
from itaxl.core.choices import Answer, Grouping, Secrecy, Urgency
from itaxl.core.divisions import reader
from itaxl.core.fields import Notebook
from itaxl.core.grid import Beside, Grid, Place, shown
from itaxl.core.in_charge import Listed, in_charge
from itaxl.core.links import linked
from itaxl.core.locate import Labels, Table, find_labels, find_sheet, find_table, heading_below, labels_of
from itaxl.core.model import (
    DEFAULT_FONT,
    DateStyle,
    Digits,
    Division,
    EarlierMemo,
    Measure,
    Office,
    OfficeKind,
    Report,
    Round,
    Signer,
    Status,
    Tracker,
)
from itaxl.core.no_measure import stray_cell
from itaxl.core.office_words import own_name, place_name, without_label
from itaxl.core.reading import Cell, DivisionRow, MeasureRow, Reading, Sighting, SignerRow
from itaxl.core.thai.text import clean, key

#: ที่ สม 70101/, as the memo has it.
_BOOK_WORD = re.compile(r"ที่\s*(?=[ก-ฮ]{2}\W*[0-9๐-๙])")
_LABELLED = (layout.CONTRACT_FIELD, *layout.OFFICE_FIELDS, *layout.REPORT_FIELDS)
#: Texts of a measure that only the memo needs.
_TOLD = ("result", "result_6", "problems", "budget", "spent", "issue")
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
    rows, others = _measure_rows(table, known, notes) if table else ((), frozenset[int]())
    if table:
        _merged_cells(table, others, notes)
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
    wanted = key(layout.CONTRACT_FIELD.label)
    for row, texts in enumerate(labels, 1):
        for column, name in texts:
            if name == wanted:
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


def _merged_cells(table: Table, others: Container[int], notes: Notebook) -> None:
    """Only a row that is no measure, as a heading, may stand in one wide cell."""
    left, right = min(table.columns.values()), max(table.columns.values())
    for top, first, bottom, last in table.grid.merged:
        alone = (top == bottom and top in others) or top > len(table.grid.rows)  # below them nobody typed
        if bottom > table.header_row and first <= right and last >= left and not alone:
            place = Place(table.grid.sheet, top, first)
            notes.sightings.append(
                Sighting("S107", place, table.grid.at(top, first), {"end": Place("", bottom, last).cell})
            )


def _rows_of(table: Table | None) -> list[tuple[int, dict[str, Cell]]]:
    """The rows of a table on the office sheet: they end where the next section begins."""
    if table is None:
        return []
    end = heading_below(table)
    return [(number, cells) for number, cells in table.rows() if end is None or number < end]


def _division_rows(table: Table | None, notes: Notebook) -> tuple[DivisionRow, ...]:
    rows = (cells for _, cells in _rows_of(table))
    return tuple(DivisionRow(notes.text(cells.get("short")), cells) for cells in rows)


def _division(row: DivisionRow, notes: Notebook) -> Division:
    aliases = notes.text(row.cells.get("aliases")).split(";")
    return Division(
        row.short, notes.text(row.cells.get("full")), tuple(a.strip() for a in aliases if a.strip())
    )


def _signer_rows(table: Table | None, notes: Notebook) -> tuple[SignerRow, ...]:
    def signer(cells: Mapping[str, Cell]) -> Signer:
        positions = (notes.text(cells.get("position")), notes.text(cells.get("position2")))
        return Signer(
            notes.text(cells.get("name")),
            tuple(p for p in positions if p),
            notes.text(cells.get("role")),
        )

    return tuple(SignerRow(signer(cells), cells) for _, cells in _rows_of(table))


def _office(
    cells: Mapping[str, Cell],
    signers: tuple[Signer, ...],
    divisions: tuple[Division, ...],
    notes: Notebook,
) -> Office:
    plain = ("name", "phone", "email", "book_code", "owner_division", "sub_unit", "addressee")
    texts = {name: _said(cells.get(name), notes) for name in (*plain, "through", "emblem")}
    kind = notes.choice(cells.get("kind"), OfficeKind, "O303")
    texts["name"] = own_name(texts["name"], kind)
    texts["book_code"] = _BOOK_WORD.sub("", texts["book_code"])
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


def _measure_rows(
    table: Table, known: tuple[Division, ...], notes: Notebook
) -> tuple[tuple[MeasureRow, ...], frozenset[int]]:
    """The measures, and the numbers of the rows between and below them that are none."""
    listed = Listed(known, reader(known))
    rows: list[MeasureRow] = []
    others: list[int] = []
    above: Cell | None = None
    for number, cells in table.rows():
        if stray := stray_cell(cells, above):
            notes.note("M613", stray)
            others.append(number)
            above = stray
        else:
            own = _own(table.grid, number, table.own) if table.own else ()
            rows.append(MeasureRow(_measure(number, cells, listed, notes, own, table.grid.links), cells))
    return tuple(rows), frozenset(others)


def _own(grid: Grid, row: int, columns: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """What stands in the office's own columns; they are nothing that rules look at."""
    values = ((header, grid.at(row, column)) for header, column in columns.items())
    return tuple((header, clean(shown(value))) for header, value in values)


def _measure(
    row: int,
    cells: Mapping[str, Cell],
    listed: Listed,
    notes: Notebook,
    own: tuple[tuple[str, str], ...],
    links: Beside,
) -> Measure:
    get = cells.get
    number = notes.count(get("number"))
    names, everyone = in_charge(get("divisions"), listed, notes)
    return Measure(
        number=number,
        title=notes.title(get("title"), number),
        steps=notes.lines(get("steps")),
        divisions=names,
        all_divisions=everyone,
        due=notes.date(get("due")),
        status=notes.choice(get("status"), Status, "M603"),
        done_on=notes.date(get("done_on")),
        evidence=linked(notes.text(get("evidence")), get("evidence"), links),
        note=notes.text(get("note")),
        result_title=notes.optional_text(get("result_title")),
        result_steps=notes.lines(get("result_steps")) or None,
        follow_up=notes.optional_text(get("follow_up")),
        indicator=notes.count(get("indicator")),
        own=own,
        **{name: notes.text(get(name)) for name in _TOLD},
        row=row,
    )
