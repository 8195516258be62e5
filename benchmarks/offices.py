"""Invented offices for the benchmarks: the same seed gives the same workbooks, byte for byte."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from itaxl.core.model import Measure, Status, Tracker
from itaxl.core.sample import DIVISIONS, sample
from itaxl.files.tracker.workbook import tracker_bytes

#: The day on which the benchmarks assess.
TODAY = dt.date(2024, 4, 2)
#: Workbooks made one by one; a larger country has these again under other offices' names.
_DIFFERENT = 1000
_SIZES_SEED = 20240331
_WORDS = (
    "จัดทำคู่มือการให้บริการประชาชน",
    "เผยแพร่ข้อมูลการจัดซื้อจัดจ้างบนเว็บไซต์",
    "ประชุมชี้แจงหลักเกณฑ์การประเมินแก่บุคลากร",
    "เปิดช่องทางรับฟังความคิดเห็นและตอบกลับภายในเวลาที่กำหนด",
    "ปรับปรุงขั้นตอนการให้บริการให้สั้นลงและเท่าเทียม",
    "รายงานผลต่อที่ประชุมหัวหน้าส่วนราชการทุกไตรมาส",
    "ตรวจสอบทะเบียนทรัพย์สินและการยืมคืน",
)


def tracker(seed: int, measures: int) -> Tracker:
    """An office without errors and with that many measures."""
    chance = random.Random(seed)
    base = sample()
    office = base.office._replace(name=office_name(seed))
    return base._replace(office=office, measures=tuple(_measure(n, chance) for n in range(1, measures + 1)))


def office_name(seed: int) -> str:
    return f"ตัวอย่าง{seed:05d}"


def sizes(count: int, least: int = 6, most: int = 60) -> list[int]:
    """How many measures each of `count` workbooks has."""
    chance = random.Random(_SIZES_SEED)
    return [chance.randint(least, most) for _ in range(count)]


def workbook(seed: int, measures: int) -> bytes:
    return tracker_bytes(tracker(seed, measures), macros=False)


def write(folder: Path, count: int, least: int = 6, most: int = 60) -> list[Path]:
    """Write `count` workbooks of `least` to `most` measures, in two processes, and give their paths.

    Beyond the first thousand a workbook is an earlier one with another office's name.  Files that are
    there already are kept: the same name always holds the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"office{seed:05d}.xlsx" for seed in range(count)]
    numbers = sizes(min(count, _DIFFERENT), least, most)
    missing = [(paths[n], n, numbers[n]) for n in range(len(numbers)) if not paths[n].exists()]
    if len(missing) > 8:
        with ProcessPoolExecutor(2, get_context("spawn")) as pool:
            list(pool.map(_write_one, *zip(*missing, strict=True), chunksize=8))
    else:
        for one in missing:
            _write_one(*one)
    for seed in range(_DIFFERENT, count):
        if not paths[seed].exists():
            earlier = seed % _DIFFERENT
            _put(paths[seed], renamed(paths[earlier].read_bytes(), earlier, seed))
    return paths


def renamed(data: bytes, earlier: int, seed: int) -> bytes:
    """The same workbook of another office."""
    old, new = office_name(earlier).encode(), office_name(seed).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            after.writestr(entry, before.read(entry).replace(old, new))
    return out.getvalue()


def _write_one(path: Path, seed: int, measures: int) -> None:
    _put(path, workbook(seed, measures))


def _put(path: Path, data: bytes) -> None:
    """Whole or not at all: a run that was stopped must not leave half a workbook for the next one."""
    beside = path.with_suffix(".part")
    beside.write_bytes(data)
    beside.replace(path)


def _measure(number: int, chance: random.Random) -> Measure:
    done = chance.random() < 0.6
    return Measure(
        number=number,
        title=f"ควร{chance.choice(_WORDS)} เรื่องที่ {number}",
        steps=tuple(_steps(chance)),
        divisions=tuple(d.short for d in chance.sample(DIVISIONS, chance.randint(1, 4))),
        due=dt.date(2024, chance.randint(4, 9), chance.randint(1, 28)),
        status=Status.DONE if done else Status.IN_PROGRESS,
        done_on=dt.date(2024, chance.randint(1, 3), chance.randint(1, 28)) if done else None,
        evidence=f"https://www.example.go.th/ita/{number}" if done else "",
        note="เว็บไซต์ของหน่วยงาน" if chance.random() < 0.4 else "",
    )


def _steps(chance: random.Random) -> Iterator[str]:
    for _ in range(chance.randint(1, 3)):
        yield f"{chance.choice(_WORDS)} {chance.choice(_WORDS)}"
