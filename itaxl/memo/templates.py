"""Which template prints an office's memo: one that we ship, or a file beside its workbook.

The name comes from a cell, so it may choose a file there and nothing else, as the emblem's.
"""

from __future__ import annotations

from pathlib import Path

from itaxl.core.thai.text import key
from itaxl.disk.plain_file import NotPlainError, TooLargeError, read_plain
from itaxl.errors import TemplateError
from itaxl.memo.emblem_file import is_file_name
from itaxl.memo.package import LARGEST_FILE
from itaxl.memo.render import Template
from itaxl.named_tuple import NamedTuple
from itaxl.shipped import TEMPLATES, shipped

_SHIPPED = {key(name): file for name, file in TEMPLATES.items()}
_PLAIN = next(iter(TEMPLATES.values()))
#: Templates of one run worth keeping: a folder of odd ones must not fill the memory.
_MOST_KNOWN = 16
_NEXT_STEP = (
    "โปรดวางไฟล์ .docx ไว้ข้างสมุดงาน แล้วพิมพ์ชื่อไฟล์ในช่อง แม่แบบบันทึก ของแผ่นงานหน่วยงาน หรือใช้แม่แบบที่มากับโปรแกรม: "
    + ", ".join(TEMPLATES)
)


class TemplateFile(NamedTuple):
    """The bytes of an office's own template, or the name of the shipped file; else `problem` says why not."""

    docx: bytes | None = None
    shipped: str = ""
    problem: str = ""

    @property
    def digest(self) -> str:
        """Of the office's own; '' for a shipped one."""
        if self.docx is None:
            return ""
        from hashlib import sha256  # loads OpenSSL, which a memo of a shipped template does not need

        return sha256(self.docx).hexdigest()


def find_template(folder: Path, name: str) -> TemplateFile:
    """What the field แม่แบบบันทึก of a workbook in `folder` names; read once, so that this is what is used."""
    if not name.strip():
        return TemplateFile(shipped=_PLAIN)
    if file := _SHIPPED.get(key(name)):
        return TemplateFile(shipped=file)
    if not is_file_name(name):
        return TemplateFile(problem="ช่องแม่แบบบันทึกต้องมีเพียงชื่อไฟล์ ไม่มีโฟลเดอร์")
    if not name.lower().endswith(".docx"):
        return TemplateFile(problem=f"ไม่มีแม่แบบบันทึกชื่อ {name}")
    try:
        return TemplateFile(read_plain(folder / name, LARGEST_FILE))
    except TooLargeError:
        return TemplateFile(problem=f"ไฟล์แม่แบบบันทึก {name} ใหญ่เกิน {LARGEST_FILE // 1_000_000} MB")
    except NotPlainError:
        return TemplateFile(problem=f"ไฟล์แม่แบบบันทึก {name} เป็นทางลัดหรือไม่ใช่ไฟล์ธรรมดา")
    except (OSError, ValueError):
        return TemplateFile(problem=f"ไม่พบไฟล์แม่แบบบันทึก {name} ข้างสมุดงานหรือเปิดไม่ได้")


def load_template(found: TemplateFile) -> Template:
    """Raises TemplateError for one that is not there or that no memo can come out of."""
    if found.problem:
        raise TemplateError(found.problem, _NEXT_STEP)
    if found.docx is None:
        return Template(shipped(found.shipped).read_bytes())
    import multiprocessing  # a click with a shipped template need not wait for it

    # a batch's worker may not start a process, and is one that is watched itself
    return Template.load(found.docx, apart=not multiprocessing.current_process().daemon)


def template_of(folder: Path, name: str) -> Template:
    """The template of one workbook.  Raises TemplateError."""
    return load_template(find_template(folder, name))


class Templates:
    """The templates of a run, each loaded once.  Whatever one of them raises is raised for it every time."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Template | TemplateError] = {}

    def load(self, found: TemplateFile) -> Template:
        """As `load_template`."""
        if found.problem:
            return load_template(found)
        name = found.shipped, found.digest
        if name not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.pop(next(iter(self._known)))
            try:
                self._known[name] = load_template(found)
            except TemplateError as problem:
                self._known[name] = problem
        known = self._known[name]
        if isinstance(known, TemplateError):
            raise known
        return known
