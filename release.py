"""The folder that offices get: `python release.py OUT`.

Builds the wheel and the sdist into OUT, and lays the installer beside the wheel with the wheel's SHA-256
written into it: it then installs that wheel and no other.  SHA256SUMS names all of them.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
EMPTY = b"$WheelHash = ''"


def installer(script: bytes, wheel: Path) -> bytes:
    """install-windows.ps1 for one wheel.  Raises ValueError where the script names another."""
    if f"$Wheel = '{wheel.name}'".encode() not in script or script.count(EMPTY) != 1:
        raise ValueError(f"install-windows.ps1 does not name {wheel.name}")
    return script.replace(EMPTY, f"$WheelHash = '{digest(wheel)}'".encode())


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest().upper()


def release(out: Path) -> list[Path]:
    """What was made.  `out` must be empty or absent."""
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise FileExistsError(out)
    build = [sys.executable, "-I", "-m", "hatchling", "build", "-d", str(out.resolve())]
    subprocess.run(build, cwd=ROOT, check=True)
    (wheel,) = out.glob("*.whl")
    script = (ROOT / "install-windows.ps1").read_bytes()
    (out / "install-windows.ps1").write_bytes(installer(script, wheel))
    (out / "install-windows.cmd").write_bytes((ROOT / "install-windows.cmd").read_bytes())
    made = sorted(out.iterdir())
    sums = "".join(f"{digest(file).lower()}  {file.name}\n" for file in made)
    (out / "SHA256SUMS").write_text(sums, encoding="ascii", newline="\n")
    return made


if __name__ == "__main__":
    print(*release(Path(sys.argv[1])), sep="\n")
