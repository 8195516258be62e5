"""docs/findings.md is what the rules say today."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from itaxl.core.rules import RULES

DOCS = Path(__file__).parents[1] / "docs"


def test_findings_page_is_generated_from_the_rules() -> None:
    spec = importlib.util.spec_from_file_location("findings_page", DOCS / "findings.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    committed = (DOCS / "findings.md").read_text(encoding="utf-8")
    assert committed == module.page(), "run: python docs/findings.py"
    assert all(f"### {rule.code} " in committed for rule in RULES)
