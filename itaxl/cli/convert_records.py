"""What `convert` leaves on record: one JSON object a file, and one CSV row a thing to look at."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from itaxl.convert.job import Outcome
from itaxl.convert.table.tables import TableFound
from itaxl.convert.unsorted import lines
from itaxl.core import layout
from itaxl.core.cell_text import harmless
from itaxl.core.in_order import errors_first

_FILE, _OUTPUT, _FAILED = "ไฟล์เดิม", "ไฟล์ใหม่", "ย้ายไม่ได้"


def convert_record(outcome: Outcome) -> dict[str, Any]:
    """The JSON of one source: a public contract.  Of a source that failed: the same keys, and `error`."""
    understood = outcome.understood
    draft = understood.draft if understood else None
    status = "failed" if outcome.error else "doubts" if draft and draft.doubts else "ok"
    return {
        "file": str(outcome.path),
        "output": str(outcome.output) if outcome.output else None,
        "status": status,
        "office": draft.tracker.office.full_name or None if draft else None,
        "measures": len(draft.tracker.measures) if draft else None,
        "tables": [_table(table) for table in understood.tables] if understood else [],
        "counts": {"error": outcome.errors, "warning": outcome.warnings} if draft else None,
        "doubts": [
            {
                "code": doubt.code,
                "severity": doubt.severity.value,
                "source": doubt.source,
                "value": doubt.value,
                "message": doubt.message,
                "measure": None if doubt.measure is None else doubt.measure + 1,
            }
            for doubt in errors_first(draft.doubts if draft else ())
        ],
        "leftovers": [
            {"source": left.source, "text": left.text} for left in (draft.leftovers if draft else ())
        ],
        "error": str(outcome.error) if outcome.error else None,
    }


def _table(table: TableFound) -> dict[str, Any]:
    return {
        "sheet": table.grid.sheet,
        "header_row": table.first,
        "columns": [
            {
                "header": column.head.text,
                "field": f"{column.field}.{column.head.mark}" if column.head.mark else column.field,
                "confidence": column.head.found.confidence,
            }
            for column in table.choice.used
        ],
    }


def convert_csv(outcomes: Iterable[Outcome]) -> bytes:
    """The list for Excel: everything that the sheets of unsorted data tell, file by file."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow([_FILE, _OUTPUT, *(field.label for field in layout.UNSORTED_COLUMNS)])
    for outcome in outcomes:
        output = outcome.output.name if outcome.output else ""
        rows.writerows(
            [harmless(cell) for cell in (str(outcome.path), output, *cells)] for cells in _rows(outcome)
        )
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _rows(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    if outcome.error:
        yield (_FAILED, "", "", "", str(outcome.error), "")
    elif outcome.understood:
        yield from lines(outcome.understood.draft)
