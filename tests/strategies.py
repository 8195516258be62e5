"""Hypothesis strategies: nasty texts, arbitrary grids, whole trackers."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from hypothesis import strategies as st

from itaxl.core import layout
from itaxl.core.choices import Answer, Grouping, Secrecy, Urgency
from itaxl.core.grid import CellFault, Grid
from itaxl.core.model import (
    DateStyle,
    Digits,
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
from itaxl.core.sample import DIVISIONS
from itaxl.core.thai.text import clean, hollow
from itaxl.core.years import FiscalYear

THAI_LETTERS = "กขคงจฉชซญดตถทธนบปผพฟมยรลวศสหอฮะาำิีึืุูเแโใไๅัํ็่้๊๋์ๆฯ๐๑๒๓๙"
NASTY = "&<>\"'{}%=+-@\t\n\r\x00\x07\x0b\x1f\u00a0\u200b\u200c\ufeff\uf70a\uf712\ud800😀👨‍👩‍👧 ()/."

nasty_text = st.text(alphabet=st.sampled_from(THAI_LETTERS + NASTY + "aZ019"), max_size=40)
plain_text = st.text(alphabet=st.sampled_from(THAI_LETTERS + "abc &<>{}%=()/"), min_size=1, max_size=30).map(
    lambda text: "" if hollow(text) else re.sub(" {3,}", " ", clean(text))
)

labels = st.sampled_from(
    [f.label for f in (*layout.OFFICE_FIELDS, *layout.REPORT_FIELDS, *layout.MEASURE_COLUMNS)]
    + [f.label for f in (*layout.SIGNER_COLUMNS, *layout.DIVISION_COLUMNS)]
    + list(layout.SECTIONS)
)
days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
values = st.one_of(
    st.none(),
    nasty_text,
    labels,
    st.sampled_from([s.value for s in Status]),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-10, 300_000).map(float),
    st.booleans(),
    st.dates(),
    st.sampled_from([CellFault("#N/A"), CellFault("")]),
)
areas = st.tuples(*[st.integers(1, 12)] * 4).map(
    lambda a: (min(a[0], a[2]), min(a[1], a[3]), max(a[0], a[2]), max(a[1], a[3]))
)


@st.composite
def grids(draw: st.DrawFn) -> tuple[Grid, ...]:
    """Any sheets at all, most of them with the names and labels that the parser looks for."""
    names = draw(
        st.lists(st.one_of(st.sampled_from(layout.SHEETS), st.text(max_size=8)), max_size=4, unique=True)
    )
    return tuple(
        Grid(
            name,
            tuple(map(tuple, draw(st.lists(st.lists(values, max_size=16), max_size=14)))),
            tuple(draw(st.lists(areas, max_size=2))),
        )
        for name in names
    )


def _lines(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    one = texts.map(lambda t: " ".join(t.split())).filter(bool)
    return st.lists(one, min_size=1, max_size=3).map(tuple)


optional_text = st.one_of(st.just(""), plain_text)
scores = st.integers(0, 10_000).map(lambda n: Decimal(n) / 100)

signers = st.builds(Signer, plain_text.filter(bool), _lines(plain_text).map(lambda t: t[:2]), optional_text)


_MEASURE_TEXTS = ("result", "result_6", "problems", "budget", "spent", "issue")
#: Columns that an office added.
_OWN = ("หมายเหตุของกอง", "ผู้ประสานงาน", "แหล่งเงิน (ถ้ามี)")


@st.composite
def measures(draw: st.DrawFn, own: tuple[str, ...] = ()) -> Measure:
    everyone = draw(st.booleans())
    names = tuple(d.short for d in DIVISIONS)
    chosen = names if everyone else tuple(draw(st.lists(st.sampled_from(names), unique=True, max_size=4)))
    return Measure(
        number=draw(st.none() | st.integers(0, 999)),
        title=draw(plain_text.filter(bool)),
        steps=draw(_lines(plain_text)),
        divisions=chosen,
        all_divisions=everyone,
        due=draw(st.none() | days),
        status=draw(st.none() | st.sampled_from(Status)),
        done_on=draw(st.none() | days),
        evidence=draw(optional_text),
        note=draw(optional_text),
        result_title=draw(optional_text) or None,
        result_steps=draw(st.none() | _lines(plain_text)),
        follow_up=draw(optional_text) or None,
        indicator=draw(st.none() | st.integers(1, 10)),
        **{name: draw(optional_text) for name in _MEASURE_TEXTS},
        own=tuple((header, draw(optional_text)) for header in own),
    )


_OFFICE_TEXTS = (
    "name",
    "phone",
    "email",
    "website",
    "book_code",
    "owner_division",
    "sub_unit",
    "addressee",
    "through",
    "emblem",
)


@st.composite
def trackers(draw: st.DrawFn) -> Tracker:
    texts = {name: draw(optional_text) for name in _OFFICE_TEXTS}
    place_name = optional_text.filter(lambda text: not text.startswith(("อำ", "จัง")))
    place = {name: draw(place_name) for name in ("district", "province")}
    office = Office(
        kind=draw(st.none() | st.sampled_from(OfficeKind)),
        digits=draw(st.sampled_from(Digits)),
        date_style=draw(st.sampled_from(DateStyle)),
        signers=tuple(draw(st.lists(signers, max_size=layout.SIGNER_ROWS))),
        divisions=DIVISIONS,
        **texts,
        **place,
    )
    believed = scores.filter(lambda score: not 0 < score <= 1)  # a share of 1 is read as a percentage
    score = {name: draw(st.none() | believed) for name in ("iit", "eit", "oit", "total")}
    report = Report(
        fiscal_year=draw(st.none() | st.integers(2560, 2600).map(FiscalYear)),
        assessed_year=draw(st.none() | st.integers(2560, 2600).map(FiscalYear)),
        level=draw(optional_text),
        memo_date=draw(st.none() | days),
        subject=draw(optional_text),
        earlier=EarlierMemo(draw(optional_text), draw(st.none() | days), draw(optional_text)),
        cutoff=draw(st.none() | days),
        follow_up=draw(optional_text),
        closing=draw(optional_text),
        round=draw(st.none() | st.sampled_from(Round)),
        urgency=draw(st.none() | st.sampled_from(Urgency)),
        secrecy=draw(st.none() | st.sampled_from(Secrecy)),
        template=draw(optional_text),
        grouping=draw(st.sampled_from(Grouping)),
        pdf=draw(st.sampled_from(Answer)),
        **score,
    )
    own = tuple(draw(st.lists(st.sampled_from(_OWN), unique=True, max_size=2)))
    return Tracker(office, report, tuple(draw(st.lists(measures(own), max_size=5))))
