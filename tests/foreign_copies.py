"""Checked copies of strangers' workbooks through the checks.

    python -m tests.foreign_copies FOLDER [COUNT [SEED]]

From each folder in FOLDER in turn a workbook is drawn by the seed, until COUNT copies were made.  The
sample's sheets are added to it first (`tests.foreign_tracker`), then a batch makes the copy.  Printed is
every fault that the copy has and its original has not: a copy may keep what is wrong in a stranger's file,
never add to it.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from tests import foreign
from tests.foreign import Result, Tell, say
from tests.foreign_readers import more_room
from tests.foreign_tracker import as_tracker
from tests.workbook_book import rezip
from tests.workbook_checks import REPAIR, problems
from tests.workbook_kinds import TRACKER

COUNT, SEED = 200, 21
#: What holds for every workbook, ours or a stranger's.
EVERYWHERE = (*REPAIR, "lxml", "openxml-audit", "pyOpenVBA check_file")
#: Of one file's checks.
_SECONDS, _BYTES = 30, 2_000_000_000
#: No fault: texts that stand in their cells are legal, and Excel says nothing when it moves them.
_LEGAL = "inline-string cell(s)"
Faults = dict[str, Counter[str]]


def faults(path: Path) -> Faults:
    return {check: Counter(one for one in problems(check, path) if _LEGAL not in one) for check in EVERYWHERE}


def added(before: Faults, after: Faults) -> list[str]:
    """What the copy has more of than its original."""
    return [f"{check}: {one}" for check in EVERYWHERE for one in after[check] - before[check]]


def compared(path: Path, tell: Tell) -> Result:
    """A copy of the file as a tracker, against it."""
    data = as_tracker(path.read_bytes())
    if data is None:
        return Result("no package to add to")
    with tempfile.TemporaryDirectory() as folder:
        original = Path(folder, "tracker.xlsx")
        copy = foreign.copy_of(data, original)
        if isinstance(copy, Result):
            return copy
        tell(Result("UNCHECKED", "the checks passed their own bounds"))
        more_room(_SECONDS, _BYTES)
        rezip(original, original, _spelt_as_zip_does)
        before = faults(original)
        new = added(before, faults(copy))
        own = sum(found.total() for found in before.values())
        return Result("FAULTS" if new else "copied", " | ".join(new) if new else str(own))


def _spelt_as_zip_does(parts: dict[str, bytes]) -> None:
    r"""One program names its parts xl\styles.xml, where the checks would not find them."""
    for name in [name for name in parts if "\\" in name]:
        parts[name.replace("\\", "/")] = parts.pop(name)


def drawn(folder: Path, seed: int) -> Iterator[Path]:
    """Every workbook below, one of each folder in turn."""
    piles = []
    for maker in sorted(path for path in folder.iterdir() if path.is_dir()):
        pile = sorted(path for path in maker.rglob("*") if path.suffix.lower() in (".xlsx", ".xlsm"))
        random.Random(f"{seed} {maker.name}").shuffle(pile)
        piles.append(pile)
    for turn in zip_longest(*piles):
        yield from (path for path in turn if path)


def main() -> None:
    folder = Path(sys.argv[1])
    count, seed = (int(word) for word in (*sys.argv[2:], *map(str, (COUNT, SEED)[len(sys.argv) - 2 :])))
    foreign.WORKS["copy's faults"] = compared
    foreign.warm_up()
    faults(TRACKER.good)  # the schemas are read once for all
    ends: Counter[str] = Counter()
    makers: Counter[str] = Counter()
    clean = 0
    with tempfile.TemporaryDirectory() as room:
        for path in drawn(folder, seed):
            for _, result, _cost in foreign.bounded(("copy's faults",), path, Path(room)):
                ends[result.kind] += 1
                if result.kind in ("copied", "FAULTS"):
                    makers[path.parent.name] += 1
                    clean += result.what == "0"
                if result.kind not in ("copied", "no package to add to", "refused"):
                    say(f"{path.parent.name}/{path.name}: {result.kind}: {result.what}")
            if makers.total() >= count:
                break
            if not ends.total() % 25:
                say(f"… {dict(ends)}")
    say(f"{makers.total()} copies of {len(makers)} collections: {dict(makers)}; ends: {dict(ends)}")
    say(f"{ends['FAULTS']} have a fault that the original has not; {clean} originals had none of their own")


if __name__ == "__main__":
    main()
