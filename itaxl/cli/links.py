"""`itaxl links`: every evidence link, asked over the web."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from itaxl.cli.assessed import read_tracker
from itaxl.cli.check import finding_lines
from itaxl.cli.console import Console
from itaxl.cli.files import expanded
from itaxl.cli.progress import heard
from itaxl.cli.records import finding_record
from itaxl.cli.width import printable
from itaxl.core.evidence.answer import OPENED, Answer
from itaxl.core.evidence.findings import answer_of, link_findings
from itaxl.core.evidence.links import Link, asked_of, links_of
from itaxl.core.model import Finding
from itaxl.core.reading import Reading
from itaxl.errors import ExitCode, ItaxlError, gravest
from itaxl.links.limits import Ways
from itaxl.links.round import ask_about
from itaxl.named_tuple import NamedTuple


class _Told(NamedTuple):
    """A workbook with what is known of its links; of a link that could not be asked None."""

    reading: Reading
    links: tuple[tuple[Link, Answer | None], ...]
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Links in all, those that open, those that do not; of the rest nobody can tell from here."""
        answers = [answer for _, answer in self.links if answer]
        return {
            "links": len(self.links),
            "opened": sum(answer.state in OPENED for answer in answers),
            "closed": sum(answer.is_closed for answer in answers),
        }


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """FINDINGS where a link is known not to open."""
    today = dt.date.today()
    read = [(path, _read(path)) for path in expanded(arguments.files)]
    links = [link for _, one in read if not isinstance(one, ItaxlError) for link in links_of(one)]
    kept = ask_about(
        asked_of(links),
        today,
        again=arguments.again,
        told=heard(arguments.json),
        ways=Ways(private=arguments.private),
    )
    codes: list[ExitCode] = []
    records: list[object] = []
    totals = {"links": 0, "opened": 0, "closed": 0}
    for path, one in read:
        if isinstance(one, ItaxlError):
            console.say(f"ผิดพลาด: {path}: {one}")
            records.append(_record(path, one))
            codes.append(one.exit_code)
            continue
        told = _told(one, kept.answers, today)
        records.append(_record(path, told))
        if not arguments.json:
            _show(path, told, console)
        totals = {name: totals[name] + count for name, count in told.counts.items()}
        codes.append(ExitCode.FINDINGS if told.counts["closed"] else ExitCode.OK)
    if arguments.json:
        console.json(records[0] if len(records) == 1 else records)
    if any(code <= ExitCode.FINDINGS for code in codes):
        console.say(_sentence(totals))
    return gravest(codes)


def _read(path: Path) -> Reading | ItaxlError:
    try:
        return read_tracker(path)
    except ItaxlError as problem:
        return problem


def _told(reading: Reading, answers: Mapping[str, Answer], today: dt.date) -> _Told:
    links = tuple((link, answer_of(link, answers, today)) for link in links_of(reading))
    return _Told(reading, links, link_findings(reading, answers, today))


def _show(path: Path, told: _Told, console: Console) -> None:
    office = told.reading.tracker.office.full_name
    console.out(printable(f"{path} — {office}" if office else str(path)))
    if told.findings:
        for line in finding_lines(told.findings):
            console.out(line)
    else:
        console.out("  เปิดได้ทุกลิงก์" if told.links else "  ไม่มีลิงก์หลักฐาน")
    console.out("")


def _record(path: Path, told: _Told | ItaxlError) -> dict[str, Any]:
    """A public contract, its keys never change their meaning."""
    if isinstance(told, ItaxlError):
        empty: dict[str, Any] = {"office": None, "error": str(told), "fiscal_year": None, "counts": None}
        return {"file": str(path), **empty, "links": [], "findings": []}
    year = told.reading.tracker.report.fiscal_year
    return {
        "file": str(path),
        "office": told.reading.tracker.office.full_name or None,
        "fiscal_year": year.be if year else None,
        "counts": told.counts,
        "links": [_link_record(link, answer) for link, answer in told.links],
        "findings": [finding_record(finding) for finding in told.findings],
    }


def _link_record(link: Link, answer: Answer | None) -> dict[str, str | None]:
    return {
        "sheet": link.cell.sheet,
        "cell": link.cell.place.cell,
        "url": link.typed,
        "state": answer.state.value if answer else None,
        "checked": answer.day.isoformat() if answer else None,
        "address": answer.address if answer else None,
    }


def _sentence(totals: Mapping[str, int]) -> str:
    if not totals["links"]:
        return "ไม่มีลิงก์หลักฐานให้ตรวจ"
    rest = totals["links"] - totals["opened"] - totals["closed"]
    told = f"ตรวจแล้ว {totals['links']:,} ลิงก์ เปิดได้ {totals['opened']:,} เปิดไม่ได้ {totals['closed']:,}"
    return f"{told} โปรแกรมตรวจไม่ได้ {rest:,}" if rest else told
