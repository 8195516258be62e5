"""The set-up built once, and a fresh Windows of a Thai user for each file of tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.windows.shims import forwarder

ROOT = Path(__file__).resolve().parents[2]
#: Set by whoever wants these tests, which take minutes and Debian's wine, nsis, wixl and osslsigncode.
WANTED = "ITAXL_WINDOWS"
USER = "สมชาย ใจดี"
collect_ignore_glob = [] if os.environ.get(WANTED) else ["test_*.py"]
if os.environ.get(WANTED):
    sys.path.insert(0, str(ROOT / "packaging" / "windows"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What the build gives, by suffix: .exe and .msi; built once for all workers of a run."""
    import build
    import fetch

    worker = os.environ.get("PYTEST_XDIST_WORKER")
    base = tmp_path_factory.getbasetemp()
    out = (base.parent if worker else base) / "set-up"
    with FileLock(f"{out}.lock"):
        files = list(out.glob("itaxl-*")) if (out / "done").exists() else build.build(out, fetch.PACKAGES)
        (out / "done").touch()
    return {file.suffix: file for file in files}


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A fresh Windows; see packaging/windows/wine.py::Wine."""
    import wine

    with wine.wine(USER) as here:
        place = here.drive / "windows" / "system32" / "bcryptprimitives.dll"
        if not place.exists():
            place.write_bytes(forwarder())
        yield here
