"""From an assessed tracker to its memo, emblem included: the same for every door."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from itaxl.core.model import Assessment
from itaxl.errors import InputError
from itaxl.files.emblem import find_emblem
from itaxl.memo.context import context
from itaxl.memo.emblem import Emblem
from itaxl.memo.render import Template


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo's .docx, and whether the emblem is on it or its space is left empty."""

    docx: bytes
    has_emblem: bool


def make_memo(template: Template, assessment: Assessment, folder: Path, *, draft: bool = False) -> Memo:
    """`folder` is where the workbook lies, and the emblem beside it.

    An emblem that is absent or no picture leaves its space empty.  Raises TemplateError.
    """
    emblem = _usable(find_emblem(folder, assessment.tracker.office.emblem))
    return Memo(template.render(context(assessment, draft=draft), emblem, fit=True), emblem is not None)


def _usable(picture: bytes | None) -> bytes | None:
    if picture is None:
        return None
    try:
        return Emblem.read(picture).data
    except InputError:
        return None
