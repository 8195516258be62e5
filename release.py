"""A release in one folder: `python release.py OUT`.

Builds the wheel and the sdist, the set-up and the .msi for Windows (packaging/windows), and the .zip for
those who bring their own Python: the installer and the wheel, whose SHA-256 is written into it, so that it
installs that wheel and no other.  NOTES.md is what CHANGELOG.md says of this version; SHA256SUMS names all.
`--url` of the folder on the web adds the files for winget; `--without-set-up` needs no Wine and no NSIS.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
from pathlib import Path

from itaxl import __version__
from itaxl.zip_writer import packed

ROOT = Path(__file__).resolve().parent
EMPTY = b"$WheelHash = ''"
#: What lies in the .zip beside the wheel.
FOR_OWN_PYTHON = ("install-windows.cmd", "install-windows.ps1")


def installer(script: bytes, wheel: Path) -> bytes:
    """install-windows.ps1 for one wheel.  Raises ValueError where the script names another."""
    if f"$Wheel = '{wheel.name}'".encode() not in script or script.count(EMPTY) != 1:
        raise ValueError(f"install-windows.ps1 does not name {wheel.name}")
    return script.replace(EMPTY, f"$WheelHash = '{digest(wheel)}'".encode())


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest().upper()


def release(out: Path, *, set_up: bool, address: str = "") -> list[Path]:
    """What was made.  `out` must be empty or absent."""
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise FileExistsError(out)
    build = [sys.executable, "-I", "-m", "hatchling", "build", "-d", str(out.resolve())]
    subprocess.run(build, cwd=ROOT, check=True)
    (wheel,) = out.glob("*.whl")
    scripts = {name: (ROOT / name).read_bytes() for name in FOR_OWN_PYTHON}
    scripts["install-windows.ps1"] = installer(scripts["install-windows.ps1"], wheel)
    for name, script in scripts.items():
        (out / name).write_bytes(script)
    package = packed(scripts | {wheel.name: wheel.read_bytes()})
    (out / f"itaxl-{__version__}-windows-own-python.zip").write_bytes(package)
    (out / "NOTES.md").write_text(notes(__version__), encoding="utf-8", newline="\n")
    if set_up:
        builder = ROOT / "packaging" / "windows" / "build.py"
        command = [sys.executable, str(builder), str(out), "--wheel", str(wheel), "--url", address]
        subprocess.run(command, cwd=ROOT, check=True)
    made = sorted(out.iterdir())
    sums = "".join(f"{digest(file).lower()}  {file.name}\n" for file in made)
    (out / "SHA256SUMS").write_text(sums, encoding="ascii", newline="\n")
    return made


def notes(version: str) -> str:
    """The version's part of the change notes.  Raises ValueError where there is none."""
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(rf"(?ms)^## {re.escape(version)}\b.*?(?=^## |\Z)", changes)
    if found is None:
        raise ValueError(f"CHANGELOG.md says nothing of {version}")
    _, _, text = found[0].partition("\n")  # its heading may still say that it is to come
    return f"## {version}\n{text.rstrip()}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--url", default="", help="the folder of this release on the web")
    parser.add_argument("--without-set-up", action="store_true", help="only what needs no Wine")
    arguments = parser.parse_args()
    print(*release(arguments.out, set_up=not arguments.without_set_up, address=arguments.url), sep="\n")


if __name__ == "__main__":
    main()
