"""The pages that scripts of docs/ write are what the code beside them says, whatever else is installed."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from itaxl.convert.doubts import FAMILIES
from itaxl.core.rules import RULES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
#: The codes that each page must have a heading for.
CODES = {
    "findings": [rule.code for rule in RULES],
    "doubts": [kind.code for kinds in FAMILIES.values() for kind in kinds],
}

pytestmark = pytest.mark.parametrize("name", CODES)


def module_of(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"{name}_page", DOCS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def it_is_generated(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    committed = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert committed == module_of(name).page(), f"run: python docs/{name}.py"
    assert [code for code in CODES[name] if f"### {code} " not in committed] == []


def it_is_made_of_the_code_beside_it_and_not_of_an_installed_copy(name: str, tmp_path: Path) -> None:
    """After `pip install .` an older copy of the program lies where Python finds it first."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "itaxl", tmp_path / "itaxl", ignore=ignored)
    shutil.copytree(DOCS, tmp_path / "docs", ignore=ignored)
    with (tmp_path / "itaxl" / "core" / "layout.py").open("a", encoding="utf-8") as file:
        file.write('\nSEVERITY_WORDS = dict.fromkeys(SEVERITY_WORDS, "คำที่เพิ่งเปลี่ยน")\n')
    subprocess.run([sys.executable, tmp_path / "docs" / f"{name}.py"], check=True, cwd=tmp_path.parent)
    assert "**คำที่เพิ่งเปลี่ยน**" in (tmp_path / "docs" / f"{name}.md").read_text(encoding="utf-8")
