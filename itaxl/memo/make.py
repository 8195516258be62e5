"""From an assessed tracker to its memo, emblem included: the same for every door."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from itaxl.core.model import Assessment
from itaxl.errors import InputError
from itaxl.memo.content.context import context
from itaxl.memo.content.xml_text import fit
from itaxl.memo.emblem import Emblem
from itaxl.memo.emblem_file import EmblemFile, find_emblem
from itaxl.memo.finish import About
from itaxl.memo.render import Template
from itaxl.named_tuple import NamedTuple

#: What every memo is, in its properties.
_KIND = "บันทึกข้อความ"


class Memo(NamedTuple):
    """A memo's .docx.  `no_emblem` says in Thai why the emblem's space is left empty; '' when it is on it.

    `missed` are the office's own columns that the template asks for and that the tracker has not.
    """

    docx: bytes
    no_emblem: str
    missed: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a clerk should know of it besides the emblem (Thai)."""
        return tuple(f"แม่แบบใช้คอลัมน์ {name} ซึ่งไม่มีในแผ่นงานมาตรการของสมุดงานนี้" for name in self.missed)

    @property
    def has_emblem(self) -> bool:
        return not self.no_emblem


def make_memo(template: Template, assessment: Assessment, folder: Path, *, draft: bool = False) -> Memo:
    """`folder` is where the workbook lies, and the emblem beside it.  As `memo_with`."""
    emblem = find_emblem(folder, assessment.tracker.office.emblem)
    return memo_with(emblem, template, assessment, draft=draft)


def memo_with(emblem: EmblemFile, template: Template, assessment: Assessment, *, draft: bool = False) -> Memo:
    """An emblem that is absent or no whole picture leaves its space empty.  Raises TemplateError."""
    picture, why = _examined(emblem, assessment.tracker.office.emblem)
    if picture and not template.has_emblem_place:
        why = "แม่แบบไม่มีภาพที่ตั้งข้อความแสดงแทน (Alt Text) ว่า ตราครุฑ ให้แทนที่"
    missed: dict[str, None] = {}
    values = context(assessment, draft=draft, missed=missed, detailed=template.detailed)
    office, subject = assessment.tracker.office, str(values["subject"])
    about = About(subject, _KIND, fit(office.full_name), assessment.tracker.report.memo_date)
    return Memo(template.render(values, picture, fit=True, about=about), why, tuple(missed))


def _examined(emblem: EmblemFile, name: str) -> tuple[bytes | None, str]:
    if emblem.data is None:
        return None, emblem.problem
    try:
        return Emblem.read(emblem.data).data, ""
    except InputError as problem:
        return None, f"{problem.what} ({name})"


def sample_memo(template: Template) -> bytes:
    """The .docx of an invented office's memo, without an emblem.  Raises TemplateError."""
    from itaxl.core.rollup import roll_up
    from itaxl.core.sample import sample

    tracker = sample()
    rollup = roll_up(tracker, dt.date.min)  # it has a cut-off date of its own
    return template.render(context(Assessment(tracker, (), rollup)), fit=True)
