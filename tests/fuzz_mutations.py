"""Workbooks for the fuzz run: real ones of every format, and ways to spoil them; same number, same bytes."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from itaxl.core.model import Measure, Tracker
from itaxl.core.sample import sample
from itaxl.files.tracker.workbook import blank_tracker, tracker_bytes
from tests import nasty_files
from tests.refused_files import REFUSED

ROOT = Path(__file__).resolve().parent
SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
#: Larger ones of the refused files are slow to make and to copy, and have their own tests.
_LARGEST = 200_000

TEXTS = (
    "{{ 7*7 }}", "{% for x in range(10**9) %}x{% endfor %}", "{{ ''.__class__.__mro__ }}", "{#", "{%", "}}",
    "{{ office.name", "{%tr for m in measures %}", "{{r x }}", "</w:t></w:r></w:p>", "<w:p/>", "]]>", "<!--",
    "&amp;&#0;&lt;", "=1+1", "=HYPERLINK(\"http://a\")", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2", "\t=1",
    "_x0000_", "_x005F_x0041_", "\ufffe", "\x01\x02\x08", "\x0b\x0c", "a\r\nb\nc", "\u202eกลับ", "\u200b",
    "๙" * 40, "31/02/2567", "29 ก.พ. 2566", "0", "-1", "99999999999999999999", "1e400", "NaN", "inf", "๒๕๖๗",
    "../../etc/passwd", "C:\\CON", "NUL", "CON.docx", "a/b", "ก" * 40_000, "เ" * 300, "ำ" * 50,
    "👨‍👩‍👧‍👦" * 9,
    "http://" + "a" * 3000, "file:///etc/passwd", "javascript:alert(1)", " ", "",
    "ทุกกอง", "กองคลัง/กองช่าง" * 60,
    "ดำเนินการแล้ว", "ยังไม่ดำเนินการ", "รวม", "มาตรการ", "ลำดับที่", "ปีงบประมาณ", "1.\n2.\n3.", "True", "#N/A",
)  # fmt: skip
_NUMBERS = (
    "1e308", "-1e308", "1e-320", "NaN", "INF", "0", "-0", "-1", "2958465.99", "2958466", "60", "0.5",
    "45382.999999", "99999999999999999999", "1.7976931348623157e309", "", " 1 ", "0x10", "१", "1,5",
)  # fmt: skip
_ATTRIBUTES = (
    "", "-1", "0", "4294967295", "99999999999999999999", "A1", "A1:XFD1048576", "XFD1048576", "ก", "&#0;",
    "&lt;", "rId1", "../../x.xml", "/xl/workbook.xml", "http://a", "hidden", "veryHidden", "s", "str", "b",
    "e", "d", "inlineStr", "1", "true", "#REF!",
)  # fmt: skip
_BITES = (
    b"", b"\0", b"\xff", b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff", b"\0\0\0\x80", b"\xff\xff\0\0", b"9999999",
    b"<", b'"', b"&#0;", b"&x;", b"A1", b"\xef\xbb\xbf", b"\xd8\x00",
)  # fmt: skip
_ELEMENT = re.compile(rb"<([\w:]+)(?: [^<>]*)?(?:/>|>[^<>]*</\1>)")
_ATTRIBUTE = re.compile(rb'(?<==")[^"<>]*(?=")')
_TEXT = re.compile(rb"(<(?:\w+:)?(?:t|p)(?: [^<>]*)?>)[^<>]*(?=</)")
_VALUE = re.compile(rb"(<v>)[^<>]*(?=</v>)|(office:value=\")[^\"]*(?=\")")


class Workbook(NamedTuple):
    """`made` tells how, for the report."""

    name: str
    data: bytes
    made: str


def workbook(number: int, seed: int) -> Workbook:
    """The fuzz input of that number."""
    chance = random.Random(f"{seed}:{number}")
    if chance.random() < 0.25:
        source, data = "hostile tracker.xlsx", _hostile_tracker(chance)
    else:
        refused = chance.random() < 0.1
        source = chance.choice([name for name in sorted(corpus()) if name.startswith("refused") is refused])
        data = corpus()[source]
    steps = []
    for _ in range(
        chance.choice((0, 1, 1, 1, 2, 3)) if source.startswith("hostile") else chance.choice((1, 1, 2, 4))
    ):
        change = chance.choice(CHANGES)
        data = change(data, chance)
        steps.append(change.__name__)
    suffix = Path(source).suffix if chance.random() < 0.95 else chance.choice(SUFFIXES)
    return Workbook(f"input{suffix}", data, f"{source}: {', '.join(steps) or 'as it is'}")


@cache
def corpus() -> dict[str, bytes]:
    """Good, faulty and refused workbooks of every format, by name."""
    paths = [*(ROOT / "golden").glob("*/tracker.*"), *(ROOT.parent / "examples").rglob("*.xls*")]
    found = {f"{path.parent.name}/{path.name}": path.read_bytes() for path in paths}
    found["ours/ITA_tracker.xlsm"] = (ROOT.parent / "workbook" / "ITA_tracker.xlsm").read_bytes()
    found["ours/filled.xlsm"] = tracker_bytes(sample())
    found["ours/filled.xlsx"] = tracker_bytes(sample(), macros=False)
    found["ours/blank.xlsx"] = tracker_bytes(blank_tracker(), macros=False)
    found["ours/filled.xlsb"] = _as_xlsb(found["ours/filled.xlsx"])
    refused = {f"refused/{name}.xlsx": data for name, (data, _) in REFUSED.items() if len(data) < _LARGEST}
    return found | refused


def _as_xlsb(data: bytes) -> bytes:
    from itaxl.reading.workbook import grids_from_bytes

    return nasty_files.xlsb(grids_from_bytes(data, "filled.xlsx"))


def _hostile_tracker(chance: random.Random) -> bytes:
    """A whole tracker with a few hostile texts where people type."""
    base = sample()
    measures = tuple(
        _measure(base.measures[n % len(base.measures)], n + 1, chance) for n in range(chance.randint(0, 9))
    )
    names = [d.short for d in base.office.divisions]
    office = base.office._replace(
        name=_odd(base.office.name, chance),
        district=_odd(base.office.district, chance),
        emblem=_odd(base.office.emblem, chance),
        owner_division=_odd(chance.choice(names), chance),
    )
    report = base.report._replace(level=_odd(base.report.level, chance))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # XlsxWriter cuts links that are too long
        return tracker_bytes(Tracker(office, report, measures), macros=chance.random() < 0.3)


def _measure(base: Measure, number: int, chance: random.Random) -> Measure:
    return base._replace(
        number=number,
        title=_odd(f"{base.title} {number}", chance),
        steps=tuple(_odd(step, chance) for step in base.steps),
        divisions=tuple(_odd(name, chance) for name in base.divisions),
        evidence=_odd(base.evidence, chance),
        note=_odd(base.note, chance),
    )


def _odd(text: str, chance: random.Random) -> str:
    return chance.choice(TEXTS)[:5000] if chance.random() < 0.12 else text


def bytes_changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def bitten(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(_BITES) + data[at + chance.randint(0, 8) :]


def cut_short(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def doubled(data: bytes, chance: random.Random) -> bytes:
    at, size = chance.randint(0, len(data)), chance.choice((1, 16, 512, 4096))
    return data[:at] + data[at : at + size] * 2 + data[at + size :]


def part_bitten(data: bytes, chance: random.Random) -> bytes:
    return _part(data, chance, lambda part: bitten(part, chance), every=True)


def part_cut_short(data: bytes, chance: random.Random) -> bytes:
    return _part(data, chance, lambda part: cut_short(part, chance), every=True)


def element_changed(data: bytes, chance: random.Random) -> bytes:
    """An element goes, comes twice, or comes very often."""
    times = chance.choice((0, 0, 2, 2, 3000))
    return _part(data, chance, lambda part: _one(_ELEMENT, part, chance, lambda old: old[0] * times))


def attribute_changed(data: bytes, chance: random.Random) -> bytes:
    value = chance.choice(_ATTRIBUTES).encode()
    return _part(data, chance, lambda part: _one(_ATTRIBUTE, part, chance, lambda _: value))


def text_changed(data: bytes, chance: random.Random) -> bytes:
    text = escape(chance.choice(TEXTS)).encode()
    return _part(data, chance, lambda part: _one(_TEXT, part, chance, lambda old: old[1] + text), b"<")


def number_changed(data: bytes, chance: random.Random) -> bytes:
    number = chance.choice(_NUMBERS).encode()

    def put(old: re.Match[bytes]) -> bytes:
        return (old[1] or old[2]) + number

    return _part(data, chance, lambda part: _one(_VALUE, part, chance, put), b"<")


def part_gone(data: bytes, chance: random.Random) -> bytes:
    parts = _parts(data)
    if parts:
        parts.pop(chance.choice(sorted(parts)))
    return _packed(parts, data)


def parts_swapped(data: bytes, chance: random.Random) -> bytes:
    parts = _parts(data)
    if len(parts) > 1:
        one, other = chance.sample(sorted(parts), 2)
        parts[one], parts[other] = parts[other], parts[one]
    return _packed(parts, data)


def part_of_another(data: bytes, chance: random.Random) -> bytes:
    """The part of that name from another workbook, or one that this has not."""
    parts, others = _parts(data), _parts(corpus()[chance.choice(sorted(corpus()))])
    if parts and others:
        name = chance.choice(sorted(others))
        parts[name] = others[name]
    return _packed(parts, data)


def part_recoded(data: bytes, chance: random.Random) -> bytes:
    how: Callable[[str], bytes] = chance.choice(
        (
            lambda text: text.encode("utf-16"),
            lambda text: b"\xef\xbb\xbf" + text.encode(),
            lambda text: text.replace("UTF-8", "TIS-620").encode("cp874", "replace"),
            lambda text: ('<!DOCTYPE a [<!ENTITY x "y">]>' + text).encode(),
            lambda text: text.encode() + b" " * 2_000_000,
        )
    )
    return _part(data, chance, lambda part: how(part.decode(errors="replace")))


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    bytes_changed, bitten, cut_short, doubled, part_bitten, part_bitten, part_cut_short, element_changed,
    element_changed, attribute_changed, attribute_changed, text_changed, text_changed, text_changed,
    number_changed, number_changed, part_gone, parts_swapped, part_of_another, part_recoded,
)  # fmt: skip


def _one(
    pattern: re.Pattern[bytes], part: bytes, chance: random.Random, new: Callable[[re.Match[bytes]], bytes]
) -> bytes:
    """The part with one or a few of the places that match put anew."""
    places = list(pattern.finditer(part))
    for place in sorted(
        chance.sample(places, min(len(places), chance.choice((1, 1, 5)))), key=lambda p: -p.start()
    ):
        part = part[: place.start()] + new(place) + part[place.end() :]
    return part


def _part(
    data: bytes,
    chance: random.Random,
    change: Callable[[bytes], bytes],
    holding: bytes = b"",
    *,
    every: bool = False,
) -> bytes:
    """The package with one part changed, most often a sheet or the strings; what is no package is bitten."""
    parts = _parts(data)
    names = sorted(name for name in parts if every or name.endswith((".xml", ".rels", ".vml")))
    cells = [name for name in names if re.search(r"worksheets/\w+\.|sharedStrings|content\.xml", name)]
    if not names:
        return bitten(data, chance)
    name = chance.choice(cells if cells and (holding or chance.random() < 0.6) else names)
    parts[name] = change(parts[name])
    return _packed(parts, data)


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > 20_000_000:
                return {}
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # already broken
        return {}


def _packed(parts: dict[str, bytes], data: bytes) -> bytes:
    if not parts:
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
