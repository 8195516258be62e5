"""How a source was read, as a mapping that can be kept, mended and given back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from itaxl.convert.measures.columns import Head
from itaxl.convert.table.mapping import Mapping
from itaxl.convert.table.source import Understood
from itaxl.convert.table.tables import TableFound
from itaxl.core import layout
from itaxl.core.compose import office_blocks
from itaxl.core.grid import shown
from itaxl.core.meanings.status import BY_NAME, read_status
from itaxl.core.meanings.vocabulary import plain
from itaxl.core.thai.text import clean

_LABELS = {f.key: f.label for f in layout.MEASURE_COLUMNS}


def explain(understood: Understood, mapping: Mapping, name: str) -> str:
    """The mapping as TOML; what was found by itself and differs from office to office is a comment."""
    lines = [
        f"# วิธีที่ itaxl อ่านไฟล์ {_one_line(name)}",
        "# แก้ไขแล้วบันทึกเป็น .toml (UTF-8) และใช้กับไฟล์แบบเดียวกันด้วย --mapping",
        *_where(understood.tables, mapping),
        "",
        '# หัวคอลัมน์ในไฟล์เดิม = ช่องในแบบติดตาม ("" คือไม่ใช้)',
        "# ช่องที่มี: " + ", ".join(_LABELS),
        "[columns]",
        *_columns(understood.tables),
        "",
        "# คำบอกสถานะ = not_started, in_progress หรือ done",
        "[status]",
        *_statuses(understood, mapping),
        "",
        "# ชื่อที่หน่วยงานใช้ = ชื่อส่วนราชการ",
        "[divisions]",
        *(f"{_quoted(alias)} = {_quoted(name)}" for alias, name in mapping.divisions.items()),
        "",
        "# ค่าคงที่ ใช้แทนค่าที่พบในไฟล์",
        *_values(understood, mapping),
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(clean(text), ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(c for c in clean(text).split() if c.isprintable())


def _where(tables: Iterable[TableFound], mapping: Mapping) -> Iterator[str]:
    for table in tables:
        rows = str(table.first) if table.first == table.last else f"{table.first}–{table.last}"
        yield f"# ตาราง: แผ่นงาน {_one_line(table.grid.sheet)} หัวตารางแถวที่ {rows}"
    sheets = dict.fromkeys(table.grid.sheet for table in tables)
    mark = "" if mapping.sheets else "# "
    yield f"{mark}sheets = [{', '.join(map(_quoted, mapping.sheets or sheets))}]"
    first = next(iter(tables), None)
    if mapping.header_row:
        yield f"header_row = {mapping.header_row}"
        yield f"header_rows = {mapping.header_rows or 1}"
    elif first:
        yield f"# header_row = {first.first}"
        yield f"# header_rows = {first.last - first.first + 1}"


def _columns(tables: Iterable[TableFound]) -> Iterator[str]:
    """Each header once; one that means different things in two tables is left to be found again."""
    headers: dict[str, tuple[str, str, str]] = {}
    clashes: set[str] = set()
    for table in tables:
        for head, name in _named(table):
            header = plain(head.text)
            line = (head.text, name, _comment(head, name))
            if headers.setdefault(header, line)[1] != name:
                clashes.add(header)
    for header, (text, name, comment) in headers.items():
        if header:
            yield f"{'# ' if header in clashes else ''}{_quoted(text)} = {_quoted(name)}  # {comment}"


def _named(table: TableFound) -> Iterator[tuple[Head, str]]:
    named = [(c.head, f"{c.field}.{c.head.mark}" if c.head.mark else c.field) for c in table.choice.used]
    used = {plain(head.text) for head, _ in named}
    named += [(head, "") for head in table.choice.unused if plain(head.text) not in used]
    named += [(c.head, "") for c in table.choice.doubled if plain(c.head.text) not in used]
    yield from sorted(named, key=lambda item: item[0].column)


def _comment(head: Head, name: str) -> str:
    field = name.partition(".")[0]
    if not name:
        guess = head.found.fields
        return f"ไม่ใช้ (อาจเป็น {guess[0]} มั่นใจ {head.found.confidence}%)" if guess else "ไม่ใช้"
    return f"{_LABELS[field]} มั่นใจ {head.found.confidence}%"


def _statuses(understood: Understood, mapping: Mapping) -> Iterator[str]:
    names = {status: name for name, status in BY_NAME.items()}
    words: dict[str, str] = {}
    for taken in understood.draft.taken:
        reading = read_status(taken.text, mapping.status)
        if (
            taken.field == "status"
            and reading.sure
            and reading.status
            and not reading.rest
            and len(taken.text) < 80
        ):
            words.setdefault(plain(taken.text), f"{_quoted(taken.text)} = {_quoted(names[reading.status])}")
    for word, status in mapping.status.items():
        words.setdefault(word, f"{_quoted(word)} = {_quoted(names[status])}")
    yield from (line for word, line in words.items() if word)


def _values(understood: Understood, mapping: Mapping) -> Iterator[str]:
    blocks = office_blocks(understood.draft.tracker)[:2]
    for section, fixed, block in zip(
        ("office", "report"), (mapping.office, mapping.report), blocks, strict=True
    ):
        yield f"[{section}]"
        for field, (_, value, _) in zip(block.fields, block.rows, strict=True):
            if field.key in fixed:
                yield f"{field.key} = {_quoted(fixed[field.key])}"
            elif value is not None and not field.choices and field.key != "font":
                yield f"# {field.key} = {_quoted(shown(value))}"
