"""Every check over every fault, as the table of docs/workbook-checks.md."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests import workbook_live
from tests.workbook_breakage import Fault
from tests.workbook_checks import CHECKS, OF_VBA, problems
from tests.workbook_faults import CLICKED, FAULTS
from tests.workbook_kinds import DISTRICT, TRACKER, Kind
from tests.workbook_repair_faults import REPAIR_FAULTS

DOCUMENT = TRACKER.good.parent.parent / "docs" / "workbook-checks.md"
LIVE = ("LibreOffice macro", "LibreOffice click")
_IN_PARTS = frozenset(fault.name for fault in REPAIR_FAULTS)
_HEAD = """# How the workbooks are proved without Excel

Nobody here has Excel, so the tracker and the district officer's workbook are examined by tools that know
nothing of each other, and each tool is examined by workbooks with a single known fault. Written by
`python -m tests.workbook_faults`; a test holds the list of faults against the catalogue in
`tests/workbook_faults.py`, which has the same faults for both workbooks where both can have them.

| check | what it examines |
| --- | --- |
"""


def write_table() -> None:
    """Run everything and write the document.  Raises AssertionError when a fault escapes every check."""
    if reason := workbook_live.missing():
        raise SystemExit(f"the table needs LibreOffice: {reason}")
    seen = {kind: _seen(kind, faults) for kind, faults in FAULTS.items()}
    DOCUMENT.write_text(_document(seen), "utf-8")


def _seen(kind: Kind, faults: Sequence[Fault]) -> dict[str, list[str]]:
    """Fault → the checks that see it."""
    with tempfile.TemporaryDirectory() as name:
        paths = {fault.name: Path(name) / f"{number}.xlsm" for number, fault in enumerate(faults)}
        for fault in faults:
            fault.make(paths[fault.name])
        run = [path for name, path in paths.items() if name not in _IN_PARTS]
        clicked = [paths[fault.name] for fault in CLICKED[kind]]
        live = {
            LIVE[0]: workbook_live.macro_problems([kind.good, *run], kind),
            LIVE[1]: workbook_live.click_problems([kind.good, *clicked], kind),
        }
        seen = {
            fault: [check for check in _asked(fault) if problems(check, path, kind)]
            + [check for check in LIVE if live[check].get(path)]
            for fault, path in paths.items()
        }
    good = [check for check in CHECKS if problems(check, kind.good, kind)]
    good += [check for check in LIVE if live[check].get(kind.good)]
    assert not good, f"the good workbook is faulted by {good}"
    assert all(seen.values()), f"seen by nobody: {[fault for fault, checks in seen.items() if not checks]}"
    return seen


def _asked(fault: str) -> list[str]:
    """What makes Excel offer a repair cannot touch the VBA, whose checks take most of the time."""
    return [check for check in CHECKS if fault not in _IN_PARTS or check not in OF_VBA]


def _document(seen: Mapping[Kind, Mapping[str, list[str]]]) -> str:
    what = {name: (check.__doc__ or "").strip().splitlines()[0] for name, check in CHECKS.items()}
    what[LIVE[0]] = "Runs every sub in LibreOffice and looks for its trace in a cell (xlwings stubbed)."
    what[LIVE[1]] = "Clicks every button of both sheets with a real pointer on a virtual screen."
    lines = [f"| {name} | {what[name]} |" for name in (*CHECKS, *LIVE)]
    tracker, district = seen[TRACKER], seen[DISTRICT]
    counts = {name: sum(name in checks for checks in tracker.values()) for name in (*CHECKS, *LIVE)}
    summary = ", ".join(f"{name} {count}" for name, count in counts.items())
    table = [f"| {fault} | {', '.join(checks)} |" for fault, checks in tracker.items()]
    others = [
        f"| {fault} | {', '.join(checks)} |" for fault, checks in district.items() if checks != tracker[fault]
    ]
    return (
        _HEAD
        + "\n".join(lines)
        + f"\n\n## {len(tracker)} single faults, each seen by at least one check\n\n"
        + f"The good tracker passes all {len(CHECKS) + len(LIVE)}. Faults seen by each: {summary}.\n"
        + _COVERED.format(len(_IN_PARTS))
        + "| fault | seen by |\n| --- | --- |\n"
        + "\n".join(table)
        + "\n\n## The same in the district officer's workbook\n\n"
        + f"The good one passes all, and each of {len(district)} faults is seen: by the checks above"
        + (
            ", but for\n\n| of the district | seen by |\n| --- | --- |\n" + "\n".join(others)
            if others
            else "."
        )
        + "\n\n## What only a real Excel can tell\n\n"
        + _LEFT
        + _by_hand()
    )


def _by_hand() -> str:
    """What is told of Windows is no outcome of these checks, and stays as it was written."""
    _, heading, text = DOCUMENT.read_text("utf-8").partition("\n## What only a real Windows can tell\n")
    return heading + text


_COVERED = """{} of them make Excel offer a repair by what stands in the parts: they are not run, nor is
their VBA examined. Faults that cannot touch the VBA or a sheet button were not clicked.

The checks from `cells` on hold for every workbook. They also run on trackers without macros, districts'
workbooks, tables and memos moved in, and checked copies (`tests/test_workbook_repair.py`).
`python -m tests.foreign_copies FOLDER` puts strangers' workbooks through them, and through lxml,
openxml-audit and pyOpenVBA: of 200 from the test files of 14 projects, drawn by a seed, no checked copy
had a fault that its original had not; 103 originals had none, and four more were too large for the checks.
openpyxl, calamine, SheetJS, ExcelJS and olevba each find the sheets, tables, names, drop-downs and macros
that were written (`tests/test_workbook_openers.py`).

"""
_LEFT = """Each line says why nothing here can stand for it.

- that Excel opens the file without offering a repair: its reader is closed, and the causes listed here are
  those that became known;
- that Excel compiles the VBA project: its compiler is closed; two analysers and two other runtimes accept
  it;
- that the ribbon tabs and their icons appear, and the drop-downs and input messages look as intended: only
  Office draws a customUI, and the icons are in its own files;
- that a typed 31/3/2567, 31/3/67 or 31 มี.ค. 67 becomes a day of that Buddhist year: Excel and the
  regional settings of Windows decide it together;
- that the office's Defender and policies let cmd.exe start the interpreter, and the dialogs come to the
  front: they are the PC's, and no two are alike;
- that Esc ends a run of a whole district: keys that are pressed while Excel waits for a macro are Windows';
- that a finding's link leads to its cell, and the charts can be read: Excel follows and draws them itself;
- that the buttons still work after Excel saved the workbook: it writes the VBA project anew;
- that the Mark of the Web blocks and Unblock frees: Windows sets it and Excel reads it;
- that VBA finds Python under a Thai profile on a PC with another system locale: its letters are the PC's;
- row heights with the office's own fonts, and the printed pages: Excel measures text by the printer's
  driver, and Word sets the memo.

`docs/install.md` has the same as a list to go through by hand; a test counts its points.
"""
