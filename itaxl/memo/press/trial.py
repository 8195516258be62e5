"""The sample offices that try a template: with everything, with the other choices, with gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from itaxl.core.choices import Grouping, Secrecy, Urgency
from itaxl.core.model import Assessment, Digits, Report, Rollup, Round, Tally, Tracker
from itaxl.core.sample import sample
from itaxl.memo.content.context import context

_DAY = dt.date(2024, 3, 31)


def trials() -> Iterator[dict[str, object]]:
    """The values of each memo.  Lists of the first two have several items, each worded its own way."""
    full = _full(sample())
    yield context(_assessed(full))
    office = full.office._replace(digits=Digits.ARABIC)
    report = full.report._replace(
        round=Round.TWELVE_MONTHS,
        grouping=Grouping.INDICATOR,
        urgency=next(iter(Urgency)),
        secrecy=next(iter(Secrecy)),
    )
    yield context(_assessed(full._replace(office=office, report=report)), draft=True)
    yield context(_assessed(Tracker(office._replace(signers=(), name=""), Report(), ())), draft=True)


def _full(tracker: Tracker) -> Tracker:
    office, report = tracker.office, tracker.report
    signers = tuple(
        signer._replace(positions=(*signer.positions, f"รักษาราชการแทนตำแหน่งที่ {number}"))
        for number, signer in enumerate(office.signers, 1)
    )
    measures = tuple(
        measure._replace(
            title=f"{measure.title}\nบรรทัดที่สองของมาตรการ {measure.number}",
            note=measure.note or f"หมายเหตุ {measure.number}",
            result=f"ผลของมาตรการ {measure.number}\nบรรทัดที่สองของผล",
            problems=f"อุปสรรคของมาตรการ {measure.number}",
            issue=f"ประเด็นของมาตรการ {measure.number}",
            budget=f"{measure.number}0,000",
            spent=f"{measure.number}5,000",
            evidence=measure.evidence or f"https://www.example.go.th/{measure.number}",
        )
        for measure in tracker.measures
    )
    return tracker._replace(
        office=office._replace(signers=signers),
        report=report._replace(
            follow_up=f"{report.follow_up}\nรายงานผู้บริหารทุกไตรมาส",
            closing="จึงเรียนมาเพื่อโปรดทราบ\nและโปรดพิจารณาสั่งการ",
        ),
        measures=measures,
    )


def _assessed(tracker: Tracker) -> Assessment:
    count = len(tracker.measures)
    return Assessment(tracker, (), Rollup(_DAY, (), Tally("", measures=count, done=count)))
