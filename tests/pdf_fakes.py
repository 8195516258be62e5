"""A LibreOffice for tests: a program that does to each Word file what the file's text says."""

from __future__ import annotations

import io
import os
import sys
import time
import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PDF = b"%PDF-1.6\n% made from {}\nxref\n0 1\nstartxref\n9\n%%EOF\n"
#: The words a file may hold, and what becomes of it then.
HANGS, DIES, DIES_ONCE, SKIPPED = "HANGS", "DIES", "BRIEFLY-DIES", "SKIPPED"
CUT, NO_PDF, SLOW = "CUT", "NO-PDF", "SLOW"

_PROGRAM = """#!{python}
import os, signal, subprocess, sys, time, zipfile
folder = {folder!r}
words = sys.argv[1:]
out, files = words[words.index("--outdir") + 1], words[words.index("--outdir") + 2:]
with open(os.path.join(folder, "starts"), "a") as starts:
    starts.write(" ".join([str(os.getpid()), os.getcwd(), *words]) + "\\n")
for file in files:
    text = zipfile.ZipFile(file).read("word/document.xml").decode()
    pdf = os.path.join(out, file[:-5] + ".pdf")
    print("convert", file, flush=True)
    if "BRIEFLY-DIES" in text:
        marker = os.path.join(folder, "died")
        if not os.path.exists(marker):
            open(marker, "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
    elif "DIES" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "HANGS" in text:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        with open(os.path.join(folder, "starts"), "a") as starts:
            starts.write(str(child.pid) + "\\n")
        time.sleep(600)
    if "SLOW" in text:
        time.sleep(0.3)
    if "SKIPPED" in text:
        print("Error: source file could not be loaded", flush=True)
        continue
    whole = {pdf!r}.replace(b"{{}}", text.encode())
    with open(pdf, "wb") as made:
        made.write(whole[:20] if "CUT" in text else b"no PDF at all" if "NO-PDF" in text else whole)
"""


class FakeOffice:
    """The program, and what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = folder / "soffice"
        code = _PROGRAM.format(python=sys.executable, folder=str(folder), pdf=PDF)
        self.program.write_text(code, encoding="utf-8")
        self.program.chmod(0o755)

    @property
    def _lines(self) -> list[list[str]]:
        starts = self.folder / "starts"
        return [line.split() for line in starts.read_text().splitlines()] if starts.exists() else []

    @property
    def starts(self) -> list[list[str]]:
        """The words of each start."""
        return [line[2:] for line in self._lines if len(line) > 1]

    def running(self) -> list[int]:
        """Those of its processes, and of their children, that are still there a moment later."""
        for _ in range(100):
            found = [int(line[0]) for line in self._lines if is_running(int(line[0]))]
            if not found:
                return []
            time.sleep(0.02)
        return found


def is_running(pid: int) -> bool:
    """A zombie, which only waits to be counted, is not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except OSError:  # no /proc on this system, or gone in between
        return Path("/proc").is_dir() is False


def docx(text: str = "memo", **parts: str) -> bytes:
    """The smallest Word file; `parts` are more parts of word/: the content of their root elements."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", xml("document", f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", xml(name, content))
    return made.getvalue()


def xml(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{root} xmlns:w="{W}">{content}</w:{root}>'


def pairs(folder: Path, *texts: str) -> list[tuple[Path, Path]]:
    """A Word file a text in `folder`/in, and where its PDF belongs in `folder`/out."""
    for name in ("in", "out"):
        (folder / name).mkdir(exist_ok=True)
    made = []
    for number, text in enumerate(texts):
        path = folder / "in" / f"บันทึก {number} #1 100% 'ก'.docx"
        path.write_bytes(docx(text))
        made.append((path, folder / "out" / f"{path.stem}.pdf"))
    return made
