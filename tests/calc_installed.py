"""A LibreOffice profile with the extension in it, put there by our own installer and LibreOffice's unopkg."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path

from itaxl.setup.calc.install import CalcOptions, plan
from itaxl.setup.install import Outcome
from itaxl.setup.this_pc import this_machine

ROOT = Path(__file__).resolve().parents[1]
_NOBODY = 65534


def interpreter(folder: Path) -> Path:
    """A Python that finds itaxl and its libraries by itself: the extension starts it isolated."""
    venv.create(folder, with_pip=False, symlinks=True)
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "tested.pth").write_text(f"{ROOT}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return folder / "bin" / Path(sys.executable).name


def install(profile: Path, python: Path, workbook: Path) -> None:
    """`profile` and what leads to it must be open to everybody: unopkg refuses to work for root."""
    for step in plan(this_machine(), CalcOptions(python, profile, workbook=workbook), register=as_somebody):
        step.do()


def as_somebody(command: Sequence[str]) -> Outcome:
    """Runs it in another name when we are root, as the machines that run the tests often are."""
    other = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    profile = next(Path(w.partition("file://")[2]) for w in command if w.startswith("-env:UserInstallation"))
    profile.mkdir(exist_ok=True)
    _own(profile, other.get("user", os.geteuid()))
    try:
        done = subprocess.run(
            list(command),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={**os.environ, "HOME": str(profile)},
            timeout=60,
            check=False,
            **other,  # type: ignore[call-overload]
        )
    finally:
        _own(profile, os.geteuid())
    return Outcome(done.returncode, done.stdout.decode("utf-8", "replace").strip().rpartition("\n")[2])


def _own(folder: Path, user: object) -> None:
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, int(str(user)), -1, follow_symlinks=False)
