"""The ways from a workbook to a memo that are compared, as jobs for one process.

Ours reads, applies every rule, rolls up and renders, as every door does.  The peers do less: they read
every cell, and render values that were worked out for them before the clock starts.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.offices import TODAY


@dataclass(frozen=True, slots=True)
class Item:
    """One workbook to do; `values` are the template's, `memo` is a finished memo (for the floor)."""

    path: Path
    values: dict[str, object]
    memo: Path


#: Gives the memo, or where it lies.
Job = Callable[[Item], bytes | Path]


def ours(items: Sequence[Item]) -> Job:
    from itaxl.memo.render import Template

    return _ours(Template.load())


def ours_isal(items: Sequence[Item]) -> Job:
    """Ours with isal's inflate and deflate in place of zlib's; the product itself does not do so."""
    from isal import isal_zlib

    from itaxl.memo.render import Template
    from itaxl.reading import package

    package.__dict__["zlib"] = isal_zlib
    return _ours(Template.load(deflate=_isal_deflate))


def _ours(template: Any) -> Job:
    from itaxl.collector import look_seldom
    from itaxl.core.assess import assess
    from itaxl.core.locate import assessed_sheets
    from itaxl.memo.make import make_memo
    from itaxl.reading.workbook import read_grids

    look_seldom()  # as every door of the program does

    def job(item: Item) -> bytes:
        assessment = assess(read_grids(item.path, assessed_sheets), TODAY)
        if assessment.errors:
            raise AssertionError(f"{item.path.name} has errors: {assessment.errors[0]}")
        return make_memo(template, assessment, item.path.parent).docx

    return job


def worker(items: Sequence[Item]) -> Job:
    """The worker of `itaxl batch`, which also takes digests and writes the memo to the disk."""
    import tempfile

    from itaxl.batch.job import Worker
    from itaxl.batch.outcome import Job, Options
    from itaxl.batch.places import Places
    from itaxl.collector import settle

    settle()
    kept = tempfile.TemporaryDirectory(prefix="itaxl-benchmarks-")
    places = Places(Path(kept.name))
    places.memos.mkdir()
    work = Worker(Options(TODAY), places)

    def job(item: Item) -> Path:
        assert kept
        outcome = work(Job(item.path))
        if outcome.memo is None:
            raise AssertionError(f"no memo: {outcome.error or outcome.findings}")
        return outcome.memo.lies

    return job


def plain(items: Sequence[Item]) -> Job:
    """openpyxl, and a new DocxTemplate for each memo: what a Python developer writes first."""
    import openpyxl

    render = _docxtpl()

    def job(item: Item) -> bytes:
        book = openpyxl.load_workbook(item.path, data_only=True)
        for sheet in book:
            for row in sheet.iter_rows(values_only=True):
                any(row)
        return render(item.values)

    return job


def calamine(items: Sequence[Item]) -> Job:
    """The fastest reader for Python with the same docxtpl."""
    from python_calamine import CalamineWorkbook

    render = _docxtpl()

    def job(item: Item) -> bytes:
        book = CalamineWorkbook.from_path(str(item.path))
        for name in book.sheet_names:
            for row in book.get_sheet_by_name(name).to_python():
                any(row)
        return render(item.values)

    return job


def _docxtpl() -> Callable[[dict[str, object]], bytes]:
    from docxtpl import DocxTemplate

    from itaxl.memo.render import default_template_path

    template = default_template_path()

    def render(values: dict[str, object]) -> bytes:
        memo = DocxTemplate(template)
        memo.render(values, autoescape=True)
        out = io.BytesIO()
        memo.save(out)
        return out.getvalue()

    return render


def floor(items: Sequence[Item]) -> Job:
    """Only what no program can leave out: inflate the workbook, deflate the memo's own part."""
    return _floor(items, lambda data: zlib.decompress(data, -15), _zlib_deflate)


def floor_ours(items: Sequence[Item]) -> Job:
    """The floor with our own deflate, which packs less and faster than zlib's usual level."""
    from itaxl.zip_writer import zlib_deflate

    return _floor(items, lambda data: zlib.decompress(data, -15), zlib_deflate)


def floor_isal(items: Sequence[Item]) -> Job:
    from isal import isal_zlib

    return _floor(items, lambda data: isal_zlib.decompress(data, -15), _isal_deflate)


def _floor(
    items: Sequence[Item], inflate: Callable[[bytes], object], deflate: Callable[[bytes], bytes]
) -> Job:
    read = {item.path: (packed_parts(item.path.read_bytes()), main_part(item.memo)) for item in items}

    def job(item: Item) -> bytes:
        packed, body = read[item.path]
        for part in packed:
            inflate(part)
        return deflate(body)

    return job


def _zlib_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _isal_deflate(data: bytes) -> bytes:
    from isal import isal_zlib

    packer = isal_zlib.compressobj(1, zlib.DEFLATED, -15)
    packed: bytes = packer.compress(data) + packer.flush()
    return packed


def packed_parts(package: bytes) -> list[bytes]:
    """The deflated bytes of every part of a zip."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for entry in archive.infolist():
            at = entry.header_offset
            lengths = package[at + 26 : at + 30]
            start = at + 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
            if entry.compress_type == zipfile.ZIP_DEFLATED:
                parts.append(package[start : start + entry.compress_size])
    return parts


def main_part(memo: Path) -> bytes:
    with zipfile.ZipFile(memo) as archive:
        return archive.read("word/document.xml")


PIPELINES: dict[str, Callable[[Sequence[Item]], Job]] = {
    "ours": ours,
    "ours_isal": ours_isal,
    "worker": worker,
    "plain": plain,
    "calamine": calamine,
    "floor": floor,
    "floor_ours": floor_ours,
    "floor_isal": floor_isal,
}
