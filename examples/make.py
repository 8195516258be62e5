"""Builds the example workbooks, the same bytes every time:  python -m examples.make

`district/` holds what a district officer gets, all of it sound; `with-errors/` a tracker with faults.
The .xls needs LibreOffice and is made only with --xls; its bytes differ from run to run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from examples import hard_cases, offices
from examples.picture import ring_png
from itaxl.files.tracker.workbook import tracker_bytes

HERE = Path(__file__).resolve().parent
TRACKERS = {
    "district/01-tuayangsuk-2567.xlsm": offices.tuayangsuk,
    "district/02-sammutitham-2565.xlsm": offices.sammutitham,
    "district/03-longtham-warnings.xlsx": hard_cases.longtham,
    "with-errors/04-laichut-errors.xlsm": hard_cases.laichut,
    "district/06-phimeng-typed.xlsx": hard_cases.phimeng,
    "district/07-thotsopyao-long.xlsm": hard_cases.thotsopyao,
    "district/amphoe-thotlong/01-tuayangsuk-2567.xlsm": offices.tuayangsuk_elsewhere,
}
OLD = "district/05-bepkao-old.xls"


def build() -> dict[str, bytes]:
    """Every example but the .xls, by its path in this folder."""
    files = {name: tracker_bytes(make(), macros=name.endswith(".xlsm")) for name, make in TRACKERS.items()}
    folders = ("district", "district/amphoe-thotlong")
    return files | {f"{folder}/{offices.EMBLEM}": ring_png() for folder in folders}


def build_old() -> bytes:
    """The .xls, saved by LibreOffice from an .xlsx."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "old.xlsx"
        source.write_bytes(tracker_bytes(offices.bepkao(), macros=False))
        profile = (folder / "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xls"]
        subprocess.run(
            [*command, "--outdir", name, str(source)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return source.with_suffix(".xls").read_bytes()


def main() -> None:
    files = build() | ({OLD: build_old()} if "--xls" in sys.argv else {})
    for name, data in files.items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"{name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
