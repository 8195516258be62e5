"""The Start menu's workbooks: `pythonw.exe -m open_workbook tracker|district`.

Opens the one that lies on this PC, wherever Windows keeps the documents by now; where there is none, a blank
one is laid.
"""

import os
import sys
from pathlib import Path

from itaxl.buttons.dialog import show
from itaxl.errors import ItaxlError
from itaxl.setup.install import Options, plan
from itaxl.setup.pc import Machine
from itaxl.setup.places import FOLDER, documents, tracker_folder
from itaxl.setup.this_pc import this_machine
from itaxl.shipped import BLANK_DISTRICT, BLANK_TRACKER

NAMES = {"tracker": BLANK_TRACKER, "district": BLANK_DISTRICT}
NO_PROGRAM = "เครื่องนี้ไม่มีโปรแกรมที่เปิดไฟล์ {name} ได้\n\nโปรดติดตั้ง Excel แล้วลองอีกครั้ง ไฟล์อยู่ที่\n{path}"


def place_of(machine: Machine, name: str) -> Path | None:
    """Of the folders that an installation may have chosen, the first that has it."""
    folders = (
        tracker_folder(machine),
        *(machine.join(at, FOLDER) for at in (documents(machine), machine.home)),
    )
    return next(
        (Path(folder, name) for folder in folders if machine.disk.exists(machine.join(folder, name))), None
    )


def opened(name: str) -> int:
    machine = this_machine()
    try:
        path = place_of(machine, name)
        if path is None:
            for step in plan(machine, Options()):
                step.do()
            path = Path(tracker_folder(machine), name)
    except ItaxlError as problem:
        show(None, str(problem), serious=True)
        return int(problem.exit_code)
    try:
        os.startfile(path)
    except OSError:
        show(None, NO_PROGRAM.format(name=name, path=path), serious=True)
        return 6
    return 0


if __name__ == "__main__":
    sys.exit(opened(NAMES[sys.argv[1]]))
