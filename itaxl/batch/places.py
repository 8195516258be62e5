"""The output folder: what a batch writes, and where; one batch at a time."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

from itaxl.batch.written import folded
from itaxl.disk.atomic import beside_name, is_leftover, safe_stem
from itaxl.disk.patience import patiently
from itaxl.disk.reason import reason_of
from itaxl.errors import OutputError

#: Bytes; a number, the year and the suffix must find room in the 255 of a file name.
_LONGEST_STEM = 200
#: A folder of Windows that leads elsewhere.
_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


#: What the program remembers stands in this folder, and its outputs beside it.
STATE = ".itaxl"
OUTPUTS = ("memos", "checked", "earlier", "replies", "findings.csv", "links.csv", "batch.jsonl", "brief.pdf")


class Places:
    """The files and folders of one output folder."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.memos = out / "memos"
        self.checked = out / "checked"
        #: What was in the way of a new output, or has lost its reason, and may be somebody's work.
        self.earlier = out / "earlier"
        self.findings = out / "findings.csv"
        #: Where links were asked.
        self.links = out / "links.csv"
        self.record = out / "batch.jsonl"
        self.district = out / "district.xlsx"
        self.lists = (self.district, self.record, self.findings)
        #: What the program remembers from run to run.
        self.state = out / STATE
        self.ledger = self.state / "ledger.jsonl"
        #: What a later run compares with.
        self.desk = self.state / "desk.jsonl"
        #: The page for the chair, where PDFs are asked for.
        self.brief = out / "brief.pdf"
        #: Letters and mails to offices.
        self.replies = out / "replies"
        #: That of the folder which was asked for last: inputs come folder by folder.
        self._identities: dict[str, str] = {}
        self._inside = str(out / "_").removesuffix("_")

    @contextlib.contextmanager
    def held(self, *, copies: bool = False, replies: bool = False) -> Iterator[None]:
        """Make the folders, those of `copies` and `replies` where there will be some, and keep them.

        Raises OutputError, before any work.
        """
        from filelock import FileLock, Timeout

        folders = (
            self.memos,
            self.state,
            *([self.checked] if copies else []),
            *([self.replies] if replies else []),
        )
        self._make(folders)
        lock = FileLock(self._own_lock())
        try:
            lock.acquire(timeout=0)
        except Timeout as taken:
            raise OutputError(
                f"มีคำสั่ง batch อื่นกำลังทำงานอยู่ในโฟลเดอร์ {self.out}", "โปรดรอให้เสร็จก่อน หรือเลือกโฟลเดอร์ผลลัพธ์อื่น"
            ) from taken
        except (OSError, NotImplementedError) as problem:  # the latter: a disk that knows no locks
            raise self._unwritable(problem) from problem
        try:
            self._try((self.out, *folders))
            self._sweep()
            yield
        finally:
            self._sweep()
            lock.release()

    def _own_lock(self) -> Path:
        """The lock's file, with no link on the way: whoever laid one wants another file of ours changed."""
        lock = self.state / "lock"
        for folder in (self.state, self.memos, self.checked, self.earlier, self.replies):
            self._refuse_other(folder, stat.S_ISDIR)
        self._refuse_other(lock, stat.S_ISREG)
        return lock

    def _refuse_other(self, path: Path, expected: Callable[[int], bool]) -> None:
        with contextlib.suppress(FileNotFoundError):
            found = os.lstat(path)
            if not expected(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION:
                raise OutputError(
                    f"เขียนลงโฟลเดอร์ {self.out} ไม่ได้ เพราะ {self.relative(path)} ไม่ใช่ของโปรแกรมหรือชี้ไปที่อื่น",
                    "โปรดลบสิ่งนี้ หรือเลือกโฟลเดอร์ผลลัพธ์อื่น",
                )

    def _make(self, folders: Sequence[Path]) -> None:
        try:
            for folder in folders:
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise self._unwritable(problem) from problem

    def _try(self, folders: Sequence[Path]) -> None:
        """Whether everything can be written: better told now than after the work."""
        try:
            for folder in folders:
                probe = beside_name(folder / "probe")
                probe.touch()
                patiently(probe.unlink)
        except OSError as problem:
            raise self._unwritable(problem) from problem
        for path in self.lists:
            _free(path)

    def _unwritable(self, problem: OSError | NotImplementedError) -> OutputError:
        return OutputError(
            f"เขียนลงโฟลเดอร์ {self.out} ไม่ได้ ({reason_of(problem)})",
            "โปรดเลือกโฟลเดอร์อื่น หรือขอสิทธิเขียนในโฟลเดอร์นี้",
        )

    def _sweep(self) -> None:
        """Take away what a killed process left unfinished; while `held`, nobody else works here."""
        for folder in (self.out, self.memos, self.checked, self.replies, self.state):
            with contextlib.suppress(OSError):
                with os.scandir(folder) as entries:
                    leftovers = [entry.path for entry in entries if is_leftover(entry.name)]
                for path in leftovers:
                    patiently(os.unlink, path)

    def relative(self, path: Path) -> str:
        """As the records name it: from the output folder, which may be moved as a whole."""
        spelt = str(path)
        if not spelt.startswith(self._inside):  # in other letters, or none of ours
            return path.relative_to(self.out).as_posix()
        inside = spelt.removeprefix(self._inside)
        return inside if os.sep == "/" else inside.replace(os.sep, "/")

    def identity(self, path: Path) -> str:
        """An input as the program remembers it: from the output folder, so that both may move together."""
        folder, name = os.path.split(path)
        if name in ("", os.curdir, os.pardir):
            return _from(path, self.out)
        if folder not in self._identities:
            self._identities = {folder: _from(folder, self.out)}
        return f"{self._identities[folder]}/{name}".removeprefix("./")

    def made_earlier(self) -> Path:
        """The folder of what had to leave its place.  Raises OutputError."""
        try:
            self.earlier.mkdir(exist_ok=True)
        except OSError as problem:
            raise self._unwritable(problem) from problem
        return self.earlier


def real(path: str | Path) -> str:
    """The one place that a path means, links and letter case aside."""
    return os.path.normcase(os.path.realpath(path))


class RealPlaces:
    """`real` of many paths; a folder's is looked up once."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def __call__(self, path: str) -> str:
        folder, name = os.path.split(path)
        if os.name == "nt" or name in ("", os.curdir, os.pardir) or os.path.islink(path):
            return real(path)  # Windows has short names, too
        return os.path.join(self.of_folder(folder), os.path.normcase(name))

    def of_folder(self, folder: str) -> str:
        if folder not in self._folders:
            self._folders[folder] = real(folder)
        return self._folders[folder]


def _from(path: str | Path, out: Path) -> str:
    absolute = os.path.abspath(path)
    try:
        return Path(os.path.relpath(absolute, os.path.abspath(out))).as_posix()
    except ValueError:  # another drive
        return Path(absolute).as_posix()


def short_of(text: str) -> bytes:
    """What stands for a text in memory, at a third of its size: a whole country has many names."""
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()


def _free(path: Path) -> None:
    """Whether a list can be replaced in the end: one that is open in Excel cannot, on Windows."""
    if path.is_dir() and not path.is_symlink():
        raise OutputError(f"{path} เป็นโฟลเดอร์ จึงเขียนไฟล์ชื่อนี้ไม่ได้", "โปรดย้ายหรือเปลี่ยนชื่อโฟลเดอร์นี้ แล้วลองอีกครั้ง")
    try:
        if path.exists() and not path.is_symlink():
            path.open("r+b").close()
            if os.name == "nt":  # one that is open for reading only refuses to be replaced, as it does this
                patiently(os.rename, path, path)
    except OSError as problem:
        raise OutputError(
            f"เขียนทับไฟล์ {path} ไม่ได้ ({reason_of(problem)})", "โปรดปิดไฟล์นี้หากเปิดอยู่ แล้วลองอีกครั้ง"
        ) from problem


def stem_of(text: str, fiscal_year: int | None = None) -> str:
    """A file's name, without its suffix, from any text."""
    return safe_stem(text, _LONGEST_STEM) + (f" {fiscal_year}" if fiscal_year else "")


def stems_of(office: str, district: str, province: str, fiscal_year: int | None) -> Iterator[str]:
    """Office and year; for where another office has that name, with the district, then the province, too."""
    yield stem_of(office, fiscal_year)
    for place in (district, f"{district} {province}".strip()):
        if place:
            yield stem_of(f"{office} {place}", fiscal_year)


class Names:
    """The stems taken in one folder; the second of one name gets ' (2)', whatever the letter case."""

    def __init__(self) -> None:
        self._taken: set[bytes] = set()
        #: The first number that may be free, for each stem that was asked for.
        self._numbers: dict[str, int] = {}

    def free_of(self, stems: Iterable[str]) -> str:
        """The first that nothing has, else the first with a number."""
        numbered = ""
        for stem in stems:
            name = self.next(stem)
            if name == stem:
                return stem
            numbered = numbered or name
        return numbered

    def next(self, stem: str) -> str:
        """What `take` would give."""
        for number in count(self._numbers.get(stem, 1)):
            name = stem if number == 1 else f"{stem} ({number})"
            if self._key(name) not in self._taken:
                break
            self._numbers[stem] = number + 1
        return name

    def take(self, stem: str) -> str:
        """A stem that no other output has.  The same stems in the same order get the same names."""
        name = self.next(stem)
        self._taken.add(self._key(name))
        return name

    @staticmethod
    def _key(name: str) -> bytes:
        return short_of(folded(name))
