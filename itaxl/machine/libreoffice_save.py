"""A document saved in another format by LibreOffice, with a profile of its own."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from itaxl.machine.libreoffice_profile import write_profile
from itaxl.machine.processes import OwnProcess
from itaxl.machine.workroom import own_temporary_files

#: For both tries.  The first start with a new profile takes a few seconds on an old PC.
_SECONDS = 120.0
_QUIET = ("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault")


def saved_as(document: bytes, suffix: str, wanted: str, program: Path, *, read_as: str = "") -> bytes | None:
    """The document, whose name would end in `suffix`, in the format `wanted` ('ods:calc8').

    `read_as` is LibreOffice's name of the format that it is in, where the suffix is not to decide.
    None where LibreOffice does not do it; macros do not run, links are not followed.
    """
    options = (*((f"--infilter={read_as}",) if read_as else ()), "--convert-to", wanted)
    with own_temporary_files(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / f"document{suffix}").write_bytes(document)
        profile = write_profile(folder / "profile")
        last = time.monotonic() + _SECONDS
        # the run that sets up a new profile may end without having converted anything
        command = (str(program), profile, *_QUIET, *options, "--outdir", "made", f"document{suffix}")
        made = folder / "made" / f"document.{wanted.partition(':')[0]}"
        tries = (_saved(command, folder, made, last) for _ in range(2))
        return next((found for found in tries if found is not None), None)


def _saved(command: Sequence[str], folder: Path, made: Path, last: float) -> bytes | None:
    with (folder / "said.txt").open("wb") as said:
        try:
            process = OwnProcess(command, folder, said)
        except OSError:
            return None
        try:
            while process.code is None and time.monotonic() < last:
                time.sleep(0.05)
            done = process.code == 0
        finally:
            process.end()
    return made.read_bytes() if done and made.is_file() else None
