"""What a batch leaves on record: one JSON object a workbook, and one CSV row a finding."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, TextIO

from itaxl.batch.outcome import Outcome
from itaxl.core import layout
from itaxl.core.cell_text import harmless
from itaxl.core.model import Severity
from itaxl.core.suggestions import said

Record = dict[str, Any]


def record(outcome: Outcome, memo: str | None, checked: str | None, pdf: str | None) -> Record:
    """The JSON of one workbook: a public contract.  The outputs are named from the output folder.

    `counted`: whether it is the file of its office that the district's figures have; else `not_counted`
    says why.
    """
    counts = {"error": outcome.errors, "warning": len(outcome.findings) - outcome.errors}
    return {
        "file": str(outcome.path),
        "office": outcome.office or None,
        "status": outcome.status,
        "memo": memo,
        "checked": checked,
        "counts": counts,
        "percent_done": outcome.percent_done,
        "error": outcome.error,
        "pdf": pdf,
        "notes": list(outcome.notes),
        "counted": True,
        "not_counted": None,
    }


def set_aside(line: str, why: str, *, without_outputs: bool) -> Record:
    """A record as it was written, of a workbook that counts no more."""
    kept: Record = json.loads(line)
    gone = dict.fromkeys(("memo", "checked", "pdf")) if without_outputs else {}
    return {**kept, **gone, "counted": False, "not_counted": why}


class JsonLines:
    """One object a line."""

    def __init__(self, text: TextIO) -> None:
        self._text = text

    def add(self, value: Record) -> None:
        self._text.write(json.dumps(value, ensure_ascii=False) + "\n")


class FindingsCsv:
    """The list of everything to mend, for Excel: the headers are those of the findings sheet."""

    def __init__(self, text: TextIO) -> None:
        self._text, self._buffer = text, io.StringIO()
        self._rows = csv.writer(self._buffer, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        name = layout.field(layout.OFFICE_FIELDS, "name").label
        self._rows.writerow(["ไฟล์", name, *(column.label for column in layout.FINDING_COLUMNS)])
        self._text.write(self._taken())

    def add(self, outcome: Outcome) -> int:
        """Its findings, and the reason when it failed.  The lines of text that they take."""
        rows = self.rows_of(outcome)
        self._text.write(rows)
        return rows.count("\n")

    def rows_of(self, outcome: Outcome) -> str:
        """The same as text."""
        rows: list[Iterable[str]] = [
            (
                layout.SEVERITY_WORDS[finding.severity.value],
                finding.place.sheet,
                finding.place.cell,
                finding.value,
                finding.message,
                finding.code,
                said(finding.suggestion),
            )
            for finding in outcome.findings
        ]
        if outcome.error is not None:
            rows.append((layout.SEVERITY_WORDS[Severity.ERROR.value], "", "", "", outcome.error, "", ""))
        lead = (str(outcome.path), outcome.office)
        self._rows.writerows([harmless(cell) for cell in (*lead, *row)] for row in rows)
        return self._taken()

    def _taken(self) -> str:
        written = self._buffer.getvalue()
        self._buffer.seek(0)
        self._buffer.truncate()
        return written
