"""`itaxl check`: every finding with its sheet and cell."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from itaxl.cli.console import Console
from itaxl.cli.files import expanded
from itaxl.cli.records import check_record
from itaxl.cli.several import run_each
from itaxl.cli.width import padded, printable, shortened, width
from itaxl.core import layout
from itaxl.core.model import Assessment, Finding
from itaxl.core.suggestions import question
from itaxl.errors import ExitCode, gravest

_VALUE_COLUMNS = 36


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    totals = {"error": 0, "warning": 0}

    def count(_path: Path, assessment: Assessment) -> None:
        for severity, number in assessment.counts.items():
            totals[severity] += number

    codes = run_each(expanded(arguments.files), console, arguments.json, check_record, report_lines, count)
    if read := sum(code <= ExitCode.FINDINGS for code in codes):
        console.say(_sentence(read, totals))
    return gravest(codes)


def report_lines(path: Path, assessment: Assessment) -> Iterator[str]:
    """The file, then its findings."""
    yield heading(path, assessment)
    if not assessment.findings:
        yield "  ไม่พบรายการที่ต้องแก้ไข"
    else:
        yield from finding_lines(assessment.findings)
    yield ""


def heading(path: Path, assessment: Assessment) -> str:
    """'file — office ปีงบประมาณ 2567', without what is not known."""
    office, year = assessment.tracker.office.full_name, assessment.tracker.report.fiscal_year
    about = " ".join(filter(None, (office, f"ปีงบประมาณ {year}" if year else "")))
    return printable(f"{path} — {about}" if about else str(path))


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """One line a finding, its parts under one another."""
    places = [printable(f"{f.place.sheet}!{f.place.cell}") for f in findings]
    words = max(map(width, layout.SEVERITY_WORDS.values()))
    room = max(map(width, places))
    for finding, place in zip(findings, places, strict=True):
        word = padded(layout.SEVERITY_WORDS[finding.severity.value], words)
        told = finding.value in finding.message  # the message quotes the value itself
        value = "" if told else f"“{shortened(printable(finding.value), _VALUE_COLUMNS)}”"
        said = " ".join(filter(None, (value, finding.message, question(finding), f"[{finding.code}]")))
        yield f"    {word}  {padded(place, room)}  {printable(said)}"


def _sentence(files: int, totals: dict[str, int]) -> str:
    lead = f"ตรวจแล้ว {files:,} ไฟล์ "
    if not any(totals.values()):
        return lead + "ไม่พบรายการที่ต้องแก้ไข"
    found = " ".join(
        f"{layout.SEVERITY_WORDS[severity]} {count:,} รายการ" for severity, count in totals.items() if count
    )
    return lead + found
