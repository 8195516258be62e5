"""Taking itaxl off a PC again: all that is ours, and nothing that is the user's."""

from __future__ import annotations

import shutil
from pathlib import Path

from itaxl.errors import OutputError
from itaxl.machine.folders import cache_folder, log_folder
from itaxl.setup.install import Step
from itaxl.setup.pc import Machine
from itaxl.setup.places import environment, in_environment
from itaxl.setup.trusted import distrust


def removal(machine: Machine) -> tuple[Step, ...]:
    """The steps; trackers, memos and templates stay.  What is not there is fine.

    The environment stays where it is the one that runs now: Windows lets no program remove itself.
    """
    steps = (
        [Step("เลิกเชื่อถือโฟลเดอร์ที่ itaxl เคยเพิ่มใน Excel", lambda: _distrust(machine))] if machine.windows else []
    )
    ours = [folder for folder in (log_folder(), cache_folder()) if folder]
    steps += [_gone(folder) for folder in ours]
    place = Path(environment(machine))
    if in_environment(machine):
        return (*steps, Step(f"ปิดหน้าต่างนี้แล้วลบโฟลเดอร์ {place} เป็นขั้นสุดท้าย", lambda: None))
    return (*steps, _gone(place))


def _gone(folder: Path) -> Step:
    def remove() -> None:
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            return
        except OSError as problem:
            raise OutputError(
                f"ลบโฟลเดอร์ {folder} ไม่ได้", "โปรดปิด Excel และหน้าต่างคำสั่งอื่น แล้วลองอีกครั้ง"
            ) from problem

    return Step(f"ลบ {folder}", remove)


def _distrust(machine: Machine) -> None:
    try:
        distrust(machine)
    except OSError as problem:
        raise OutputError(
            "เลิกเชื่อถือโฟลเดอร์ใน Excel ไม่สำเร็จ",
            "โปรดลบรายการที่มีคำอธิบาย itaxl เองที่ ไฟล์ > ตัวเลือก > ศูนย์ความเชื่อถือ > ตำแหน่งที่เชื่อถือได้",
        ) from problem
