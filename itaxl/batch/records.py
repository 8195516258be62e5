"""What a batch leaves on record: one JSON object a workbook, and one CSV row a finding."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from typing import Any, TextIO

from itaxl.batch.job import Outcome
from itaxl.core import layout
from itaxl.core.model import Severity

Record = dict[str, Any]
#: A spreadsheet would run a cell that begins with a formula's sign, whatever stands before it that nobody
#: sees.  One whose list separator is ';', as a Thai or European Excel's can be, begins a cell at every ';'
#: that a line has, for it takes no cell but the first of a comma's list for quoted.
_UNSEEN = (
    r"[\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\"]*"
)
_FORMULA = re.compile(rf"(\A(?=[\t\r\n])|(?:\A|[;\t\r\n])(?={_UNSEEN}[=+\-@＝＋－＠]))")


def record(outcome: Outcome, memo: str | None, checked: str | None, pdf: str | None) -> Record:
    """The JSON of one workbook: a public contract.  The outputs are named from the output folder."""
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
    }


class JsonLines:
    """One object a line."""

    def __init__(self, text: TextIO) -> None:
        self._text = text

    def add(self, value: Record) -> None:
        self._text.write(json.dumps(value, ensure_ascii=False) + "\n")


class FindingsCsv:
    """The list of everything to mend, for Excel: the headers are those of the findings sheet."""

    def __init__(self, text: TextIO) -> None:
        self._rows = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        name = layout.field(layout.OFFICE_FIELDS, "name").label
        self._rows.writerow(["ไฟล์", name, *(column.label for column in layout.FINDING_COLUMNS)])

    def add(self, outcome: Outcome) -> None:
        """Its findings, and the reason when it failed."""
        rows: list[Iterable[str]] = [
            (
                layout.SEVERITY_WORDS[finding.severity.value],
                finding.place.sheet,
                finding.place.cell,
                finding.value,
                finding.message,
                finding.code,
            )
            for finding in outcome.findings
        ]
        if outcome.error is not None:
            rows.append((layout.SEVERITY_WORDS[Severity.ERROR.value], "", "", "", outcome.error, ""))
        lead = (str(outcome.path), outcome.office)
        self._rows.writerows([harmless(cell) for cell in (*lead, *row)] for row in rows)


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it and never runs it, whatever it takes for the end of a cell."""
    return _FORMULA.sub(r"\1'", text)
