"""A workbook saved in another format by LibreOffice, with a profile of its own."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from itaxl.machine.libreoffice_profile import write_profile
from itaxl.machine.processes import OwnProcess
from itaxl.machine.workroom import own_temporary_files

#: The first start with a new profile takes a few seconds on an old PC.
_SECONDS = 120.0


def saved_as(workbook: bytes, suffix: str, wanted: str, program: Path) -> bytes | None:
    """The workbook, whose name would end in `suffix`, in the format `wanted` ('ods:calc8').

    None where LibreOffice does not do it; macros do not run, links are not followed.
    """
    with own_temporary_files(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / f"workbook{suffix}").write_bytes(workbook)
        profile = write_profile(folder / "profile")
        # the run that sets up a new profile may end without having converted anything
        tries = (_saved(program, folder, profile, suffix, wanted) for _ in range(2))
        return next((made for made in tries if made is not None), None)


def _saved(program: Path, folder: Path, profile: str, suffix: str, wanted: str) -> bytes | None:
    made = folder / "made" / f"workbook.{wanted.partition(':')[0]}"
    quiet = ("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault")
    command = (str(program), profile, *quiet, "--convert-to", wanted, "--outdir", "made", f"workbook{suffix}")
    with (folder / "said.txt").open("wb") as said:
        try:
            process = OwnProcess(command, folder, said)
        except OSError:
            return None
        try:
            last = time.monotonic() + _SECONDS
            while process.code is None and time.monotonic() < last:
                time.sleep(0.05)
            done = process.code == 0
        finally:
            process.end()
    return made.read_bytes() if done and made.is_file() else None
