"""A mapping kept in a TOML file: read with Thai errors, for a district that moves in many alike tables."""

from __future__ import annotations

import codecs
import datetime as dt
import tomllib
from collections.abc import Mapping as Dict
from pathlib import Path
from typing import Any

from itaxl.convert.table.facts import read_value
from itaxl.convert.table.mapping import Mapping
from itaxl.core import layout
from itaxl.core.grid import shown
from itaxl.core.layout import Kind
from itaxl.core.meanings.status import BY_NAME
from itaxl.core.meanings.vocabulary import plain
from itaxl.core.model import Status
from itaxl.core.thai.text import key
from itaxl.disk.plain_file import TooLargeError, read_plain
from itaxl.errors import InputError, UsageError

_LARGEST = 1_000_000
_KEYS = frozenset(
    {"sheets", "header_row", "header_rows", "columns", "status", "divisions", "office", "report"}
)
COLUMN_FIELDS = tuple(f.key for f in layout.MEASURE_COLUMNS if f.kind is not Kind.OUTPUT)
_BY_LABEL = {key(f.label): f.key for f in layout.MEASURE_COLUMNS if f.kind is not Kind.OUTPUT}
_STATUSES = {key(status.value): status for status in Status} | BY_NAME
_MOST_HEADER_ROWS = 4


def read_mapping(path: Path) -> Mapping:
    """Raises InputError when the file cannot be read, UsageError for what it says wrongly."""
    try:
        data = read_plain(path, _LARGEST, links=True)
    except TooLargeError as error:
        raise _wrong("ไฟล์ใหญ่เกินไป", "โปรดใช้ไฟล์ที่ได้จาก --explain") from error
    except (OSError, ValueError) as error:
        raise InputError(f"อ่านไฟล์ mapping {path} ไม่ได้", "โปรดตรวจสอบชื่อไฟล์ แล้วลองอีกครั้ง") from error
    return mapping_from_text(data)


def mapping_from_text(data: bytes) -> Mapping:
    """As `read_mapping`, of the file's bytes."""
    try:
        content = tomllib.loads(_decoded(data))
    except UnicodeError as error:
        raise _wrong("ไฟล์ไม่ใช่ UTF-8", "โปรดบันทึกไฟล์เป็น UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _wrong("รูปแบบ TOML ไม่ถูกต้อง", f"โปรดดูแบบจาก --explain ({str(error)[:120]})") from error
    _known(content, _KEYS, "")
    return Mapping(
        sheets=_sheets(content.get("sheets", [])),
        header_row=_count(content, "header_row", 1_048_576),
        header_rows=_count(content, "header_rows", _MOST_HEADER_ROWS),
        columns={plain(header): _field(header, name) for header, name in _table(content, "columns").items()},
        status={plain(word): _status(word, name) for word, name in _table(content, "status").items()},
        divisions={
            alias: _text(f"divisions.{alias}", name) for alias, name in _table(content, "divisions").items()
        },
        office=_values(content, "office", layout.OFFICE_FIELDS),
        report=_values(content, "report", layout.REPORT_FIELDS),
    )


def _decoded(data: bytes) -> str:
    """UTF-8, or UTF-16 with its mark: what PowerShell's > writes."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _wrong(what: str, step: str) -> UsageError:
    return UsageError(f"ไฟล์ mapping: {what}", step)


def _known(content: Dict[str, Any], names: frozenset[str], where: str) -> None:
    strangers = [name for name in content if name not in names]
    if strangers:
        raise _wrong(f"ไม่รู้จัก {where}{strangers[0]}", f"โปรดใช้เฉพาะ {', '.join(sorted(names))}")


def _table(content: Dict[str, Any], name: str) -> Dict[str, Any]:
    table = content.get(name, {})
    if not isinstance(table, dict):
        raise _wrong(f"{name} ต้องเป็นหมวด", f"โปรดเขียนเป็น [{name}] แล้วใส่รายการบรรทัดละหนึ่งรายการ")
    return table


def _text(name: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float, dt.date)):
        raise _wrong(f"{name} ต้องเป็นข้อความ", 'โปรดใส่ข้อความไว้ในเครื่องหมาย "…"')
    if isinstance(value, dt.datetime):
        value = value.date()
    return shown(float(value)) if isinstance(value, (int, float)) else shown(value)


def _sheets(value: object) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _wrong("sheets ต้องเป็นชื่อแผ่นงาน", 'เช่น sheets = ["แผ่นงาน1"]')
    return tuple(names)


def _count(content: Dict[str, Any], name: str, most: int) -> int | None:
    value = content.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise _wrong(f"{name} ต้องเป็นจำนวนเต็ม 1–{most:,}", f"เช่น {name} = 1")
    return value


def _field(header: str, name: object) -> str:
    if not isinstance(name, str):
        raise _wrong(f"คอลัมน์ “{header}” ต้องเป็นข้อความ", f"โปรดใช้ {', '.join(COLUMN_FIELDS)}")
    if name == "" or name in COLUMN_FIELDS:
        return name
    if key(name) in _BY_LABEL:
        return _BY_LABEL[key(name)]
    group, dot, mark = name.partition(".")
    if dot and mark and (group == "divisions" or (group == "status" and mark in BY_NAME)):
        return name
    raise _wrong(
        f"คอลัมน์ “{header}” เป็น “{name}” ซึ่งไม่รู้จัก",
        f'โปรดใช้ {", ".join(COLUMN_FIELDS)}, status.done, divisions.ชื่อกอง หรือ "" เมื่อไม่ใช้',
    )


def _status(word: str, name: object) -> Status:
    status = _STATUSES.get(key(name)) if isinstance(name, str) else None
    if status is None:
        raise _wrong(f"สถานะของคำว่า “{word}” ไม่รู้จัก", f"โปรดใช้ {', '.join(BY_NAME)}")
    return status


def _values(content: Dict[str, Any], section: str, fields: tuple[layout.Field, ...]) -> dict[str, str]:
    table = _table(content, section)
    _known(table, frozenset(f.key for f in fields), f"{section}.")
    values = {name: _text(f"{section}.{name}", value) for name, value in table.items()}
    for name, value in values.items():
        if value and read_value(name, value) is None:
            raise _wrong(
                f"{section}.{name} มีค่า “{value}” ที่ใช้ไม่ได้", layout.field(fields, name).hint or "โปรดแก้ไขค่านี้"
            )
    return {name: value for name, value in values.items() if value}
