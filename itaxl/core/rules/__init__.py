"""The catalogue of checks: code, severity, why, message, a bad and a good example, and the function."""

from __future__ import annotations

from itaxl.core.rules import cells, dates, measures, office, progress, report, scores, signers, structure
from itaxl.core.rules.rule import Case, Family, Rule

FAMILIES: tuple[Family, ...] = (
    structure.family,
    cells.family,
    office.family,
    signers.family,
    scores.family,
    report.family,
    dates.family,
    measures.family,
    progress.family,
)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.rules)
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}

__all__ = ["BY_CODE", "FAMILIES", "RULES", "Case", "Family", "Rule"]
