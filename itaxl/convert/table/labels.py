"""Values that stand outside the table: beside a label, behind it, or in a heading's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from itaxl.convert.measures.places import filled
from itaxl.convert.measures.provenance import Ledger
from itaxl.core import layout
from itaxl.core.grid import Grid, Place, Value
from itaxl.core.layout import Field, Kind
from itaxl.core.meanings.headers import exact
from itaxl.core.meanings.vocabulary import label_terms, plain
from itaxl.core.thai.text import arabic_digits, clean
from itaxl.named_tuple import NamedTuple

FIELDS = {f.key: f for f in (*layout.OFFICE_FIELDS, *layout.REPORT_FIELDS)}
_LONGEST_LABEL, _LONGEST_LINE = 60, 300
_REACH = 4
#: One word of a column may stand beside a label by chance.
_LEAST_HEADERS = 2
#: Labels that a letter writes before their value without a colon.
_BEFORE_A_SPACE = frozenset({"phone", "email", "subject", "addressee"})
_KIND = (
    r"(?P<kind>องค์การบริหารส่วนตำบล|อบต\.?|องค์การบริหารส่วนจังหวัด|อบจ\.?|"
    r"เทศบาลตำบล|ทต\.|เทศบาลเมือง|ทม\.|เทศบาลนคร|ทน\.)"
)
_NAME = re.compile(_KIND + r"\s*(?P<name>[ก-๙]{2,40})")
_DISTRICT = re.compile(r"(?:^|[\s,(])(?:อำเภอ|อ\.)\s*(?P<name>[ก-๙]{2,40})")
_PROVINCE = re.compile(r"(?:^|[\s,(])(?:จังหวัด|จ\.)\s*(?P<name>[ก-๙]{2,40})")
_ASSESSED = re.compile(
    r"(?:ผลการประเมิน|คะแนน|การประเมิน|ประเมิน\s*ITA)(?:(?!มาตรการ)[^\d]){0,90}?(?:ปี)(?:งบประมาณ)?\s*(?:พ\.?\s*ศ\.?)?\s*(25\d\d)",
    re.IGNORECASE,
)
_FISCAL = re.compile(r"(?:ปีงบประมาณ|ปีงบ|ประจำปี)\s*(?:ITA)?\s*(?:พ\.?\s*ศ\.?)?\s*(25\d\d)", re.IGNORECASE)
_SCORES = {
    name: re.compile(
        rf"(?<![A-Za-z]){name}\)?\s*(?:ได้|เท่ากับ|=|:|คะแนน|รวม)*\s*(\d{{1,3}}\.\d{{1,4}}|100)(?!\d)",
        re.IGNORECASE,
    )
    for name in ("iit", "eit", "oit")
}
_TOTAL = re.compile(
    r"(?:คะแนนรวม|ผลคะแนน|คะแนน\s*ITA|คะแนนเฉลี่ย|ได้คะแนน)\s*(?:ITA|รวม|ได้|เท่ากับ|ร้อยละ|=|:|\s)*(\d{1,3}\.\d{1,4}|100)(?!\d)",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"ระดับ\s*[:=]?\s*[\"“(]?(AA|[A-F](?![A-Za-z])|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง)"
)
_ROUND = re.compile(r"รอบ\s*(?:ที่\s*\d\s*)?\(?\s*(6|12)\s*เดือน")
_AS_OF = re.compile(
    r"(?:ข้อมูล|รายงาน|ความก้าวหน้า|ผลการ)[^\d\n]{0,40}ณ\s*(?:วันที่)?\s*(\d{1,2}\s*(?:[ก-๙.]+)\s*(?:พ\.?ศ\.?)?\s*\d{2,4}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4})"
)


class Fact(NamedTuple):
    """A value seen for a field of the office sheet.  `sure`: a label stood beside it."""

    field: Field
    value: Value
    place: Place
    sure: bool
    label_place: Place | None = None


def facts(grid: Grid, ledger: Ledger) -> Iterator[Fact]:
    """Everything on a sheet's free cells that may fill the office sheet, in order."""
    spent: set[Place] = set()
    for row, values in enumerate(grid.rows, 1):
        if _is_header(values):
            continue
        for column, value in enumerate(values, 1):
            place = Place(grid.sheet, row, column)
            if place in spent or not isinstance(value, str) or not ledger.is_free(place):
                continue
            found = list(_at(grid, place, value, ledger))
            spent |= {fact.place for fact in found}
            yield from found


def _is_header(values: tuple[Value, ...]) -> bool:
    """Whether a row holds the headers of a table: words of columns that are no labels of anything else."""
    texts = [value for value in values if isinstance(value, str) and len(value) <= _LONGEST_LABEL]
    columns = [text for text in texts if exact(text).fields and plain(text) not in label_terms()]
    return len(columns) >= _LEAST_HEADERS


def _at(grid: Grid, place: Place, text: str, ledger: Ledger) -> Iterator[Fact]:
    name = label_terms().get(plain(text)) if len(text) <= _LONGEST_LABEL else None
    if name and (beside := _beside(grid, place, ledger)):
        yield Fact(FIELDS[name], grid.at(beside.row, beside.column), beside, True, place)
        return
    for line in clean(text).split("\n"):
        if len(line) > _LONGEST_LINE * 4:
            continue
        labelled = _behind_label(line)
        if labelled:
            yield Fact(*labelled, place, True)
        else:
            yield from (Fact(FIELDS[n], v, place, False) for n, v in _in_words(arabic_digits(line)))


def _beside(grid: Grid, place: Place, ledger: Ledger) -> Place | None:
    """The next filled cell to the right, if it is no label itself."""
    for column in range(place.column + 1, place.column + 1 + _REACH):
        value = grid.at(place.row, column)
        if not filled(value):
            continue
        there = Place(grid.sheet, place.row, column)
        is_label = isinstance(value, str) and (plain(value) in label_terms() or exact(value).confidence)
        return there if ledger.is_free(there) and not is_label else None
    return None


def _behind_label(line: str) -> tuple[Field, str] | None:
    """'ชื่อหน่วยงาน : …', and 'คะแนน IIT 88.40' where only a figure follows."""
    head, colon, tail = line.partition(":")
    if colon and len(head) <= _LONGEST_LABEL and tail.strip() and not tail.startswith("//"):
        name = label_terms().get(plain(head))
        if name:
            return FIELDS[name], tail.strip()
    head, _, tail = line.strip().partition(" ")
    name = label_terms().get(plain(head)) if len(head) <= _LONGEST_LABEL else None
    if name in _BEFORE_A_SPACE and tail.strip():
        return FIELDS[name], tail.strip()
    head, _, tail = line.rpartition(" ")
    name = label_terms().get(plain(head)) if len(head) <= _LONGEST_LABEL else None
    figure = arabic_digits(tail).rstrip("%")
    if name and FIELDS[name].kind in (Kind.SCORE, Kind.YEAR) and figure.replace(".", "", 1).isdecimal():
        return FIELDS[name], tail
    return None


def _in_words(line: str) -> Iterator[tuple[str, str]]:
    """What a heading says in passing."""
    if len(line) > _LONGEST_LINE:
        return
    if found := _NAME.search(line):
        yield "kind", found["kind"]
        yield "name", found["name"]
        if near := _DISTRICT.search(line):
            yield "district", near["name"]
        if near := _PROVINCE.search(line):
            yield "province", near["name"]
    elif (near := _DISTRICT.search(line)) and (far := _PROVINCE.search(line)):
        yield "district", near["name"]
        yield "province", far["name"]
    assessed = _ASSESSED.search(line)
    if assessed:
        yield "assessed_year", assessed[1]
    for fiscal in _FISCAL.finditer(line):
        if not assessed or fiscal.start(1) != assessed.start(1):
            yield "fiscal_year", fiscal[1]
            break
    for name, pattern in _SCORES.items():
        if found := pattern.search(line):
            yield name, found[1]
    if found := _TOTAL.search(line):
        yield "total", found[1]
    if found := _LEVEL.search(line):
        yield "level", found[1]
    if found := _ROUND.search(line):
        yield "round", f"รอบ {found[1]} เดือน"
    if found := _AS_OF.search(line):
        yield "cutoff", found[1]


def office_name(text: str) -> dict[str, str]:
    """An office's name taken apart: 'อบต.ตัวอย่าง อำเภอ… จังหวัด…' → kind, name, district, province."""
    parts: dict[str, str] = {}
    found = _NAME.search(text)
    if found:
        parts = {"kind": found["kind"], "name": found["name"]}
    for name, pattern in (("district", _DISTRICT), ("province", _PROVINCE)):
        if near := pattern.search(text):
            parts[name] = near["name"]
    return parts
