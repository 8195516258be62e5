"""Invented offices for the benchmarks: the same seed gives the same workbooks, byte for byte."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

from itaxl.core.model import Measure, Status, Tracker
from itaxl.core.sample import DIVISIONS, sample

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
    office = replace(base.office, name=f"ตัวอย่าง{seed:05d}", signers=base.office.signers)
    return replace(base, office=office, measures=tuple(_measure(n, chance) for n in range(1, measures + 1)))


def _measure(number: int, chance: random.Random) -> Measure:
    done = chance.random() < 0.6
    return Measure(
        number=number,
        title=f"ควร{chance.choice(_WORDS)} เรื่องที่ {number}",
        steps=tuple(f"{chance.choice(_WORDS)} {chance.choice(_WORDS)}" for _ in range(chance.randint(1, 3))),
        divisions=tuple(d.short for d in chance.sample(DIVISIONS, chance.randint(1, 4))),
        due=dt.date(2024, chance.randint(4, 9), chance.randint(1, 28)),
        status=Status.DONE if done else Status.IN_PROGRESS,
        done_on=dt.date(2024, chance.randint(1, 3), chance.randint(1, 28)) if done else None,
        evidence=f"https://www.example.go.th/ita/{number}" if done else "",
        note="เว็บไซต์ของหน่วยงาน" if chance.random() < 0.4 else "",
    )


def write(folder: Path, count: int, least: int = 6, most: int = 60) -> list[Path]:
    """Write `count` workbooks of `least` to `most` measures and give their paths."""
    from itaxl.files.tracker import tracker_bytes

    folder.mkdir(parents=True, exist_ok=True)
    sizes = random.Random(20240331)
    paths = []
    for seed in range(count):
        path = folder / f"office{seed:05d}.xlsx"
        path.write_bytes(tracker_bytes(tracker(seed, sizes.randint(least, most)), macros=False))
        paths.append(path)
    return paths
