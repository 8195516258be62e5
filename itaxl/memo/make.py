"""From an assessed tracker to its memo, emblem included: the same for every door."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from itaxl.core.model import Assessment
from itaxl.errors import InputError
from itaxl.memo.content.context import context
from itaxl.memo.emblem import Emblem
from itaxl.memo.emblem_file import read_emblem
from itaxl.memo.render import Template


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo's .docx.  `no_emblem` says in Thai why the emblem's space is left empty; '' when it is on it."""

    docx: bytes
    no_emblem: str

    @property
    def has_emblem(self) -> bool:
        return not self.no_emblem


def make_memo(template: Template, assessment: Assessment, folder: Path, *, draft: bool = False) -> Memo:
    """`folder` is where the workbook lies, and the emblem beside it.

    An emblem that is absent or no whole picture leaves its space empty.  Raises TemplateError.
    """
    emblem, why = _emblem(folder, assessment.tracker.office.emblem)
    return Memo(template.render(context(assessment, draft=draft), emblem, fit=True), why)


def _emblem(folder: Path, name: str) -> tuple[bytes | None, str]:
    try:
        data = read_emblem(folder, name)
    except InputError as problem:
        return None, problem.what
    try:
        return Emblem.read(data).data, ""
    except InputError as problem:
        return None, f"{problem.what} ({name})"
