"""The district workbook, made from the lines that a run laid down."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from itaxl.batch.memory import to_line
from itaxl.batch.pool import in_order
from itaxl.core.model import Digits
from itaxl.disk.atomic import not_written, write_beside
from itaxl.errors import ItaxlError, OutputError

#: Offices from which on it is made in a process of its own, and its memory ends with it.
_MANY = 500


class DistrictJob(NamedTuple):
    """`lines` holds one office's JSON a line."""

    lines: Path
    target: Path
    made_on: dt.date
    digits: Digits


def make_district(job: DistrictJob, offices: int) -> Path:
    """Written whole, under an odd name in the folder of its target.  Raises OutputError."""
    if offices < _MANY:
        made = _write(job)
    else:
        with contextlib.closing(in_order([job], _writer, _lost, 1)) as results:
            made = next(results)
    if isinstance(made, ItaxlError):
        raise made
    return made


def _writer() -> Callable[[DistrictJob], Path | ItaxlError]:
    return _write


def _write(job: DistrictJob) -> Path | ItaxlError:
    from itaxl.files.district.workbook import district_bytes

    with job.lines.open(encoding="utf-8") as text:
        offices = [to_line(json.loads(line)) for line in text]
    try:
        return write_beside(job.target, district_bytes(offices, job.made_on, job.digits))
    except ItaxlError as problem:
        return problem
    except OSError as problem:  # of the temporary files that a large workbook is made of
        return not_written(problem, job.target)


def _lost(job: DistrictJob, why: str) -> Path | ItaxlError:
    return OutputError(f"ทำสรุประดับอำเภอ {job.target.name} ไม่สำเร็จ ({why})", "โปรดลองอีกครั้ง")
