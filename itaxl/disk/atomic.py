"""Outputs onto the disk: complete or not at all, and never over something by accident."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from itaxl.catching import undone_on_failure
from itaxl.disk.filename import safe_stem
from itaxl.disk.modes import keep_access, made_for
from itaxl.disk.patience import patiently
from itaxl.errors import OutputError

__all__ = [
    "beside_name",
    "fresh_name",
    "is_leftover",
    "is_one_file",
    "move_new",
    "move_over",
    "not_moved",
    "not_written",
    "safe_stem",
    "write_atomic",
    "write_beside",
    "write_new",
]

_MOST_TRIES = 10_000
_BESIDE, _UNFINISHED = ".itaxl-", ".tmp"
#: The longest file name, in bytes, of the file systems in use.
_LONGEST_NAME = 255
_DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
#: Answers of a file system that knows no hard links.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV)
_OTHER_NAME = "โปรดตั้งชื่อไฟล์ผลลัพธ์เป็นชื่ออื่น"
_OTHER_TRY = "โปรดปิดไฟล์นี้ใน Word หรือ Excel หรือตั้งชื่อไฟล์ผลลัพธ์เป็นชื่ออื่น แล้วลองอีกครั้ง"


def write_atomic(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Writes beside `path`, then moves over it: `path` holds the old content or the new, never a part.

    The new file has the old one's owner and rights, where the system lets us; without one, umask's.
    `durable` waits until the disk has the data; many small files that can be made again do without it.
    Raises OutputError; the file beside is removed on failure.
    """
    move_over(write_beside(path, data, durable=durable), path)


def move_over(temporary: Path, path: Path) -> None:
    """Moves a file that `write_beside` wrote over `path`.  Raises OutputError, and removes the file then."""
    try:
        with undone_on_failure(lambda: patiently(temporary.unlink, missing_ok=True)):
            keep_access(temporary, path)
            patiently(os.replace, temporary, path)
    except (OSError, ValueError) as error:
        raise not_moved(error, path) from error


def write_new(path: Path, data: bytes, *, durable: bool = True) -> Path:
    """Writes to `path`, or to 'x (2).docx' and so on when something has that name; returns the path taken.

    Nothing is ever overwritten, even if another program takes the name at the same moment.
    """
    temporary = write_beside(path, data, durable=durable)
    try:
        return move_new(temporary, path)
    finally:
        with suppress(OSError):
            patiently(temporary.unlink, missing_ok=True)


def move_new(source: Path, path: Path) -> Path:
    """Moves a file to `path`, or to 'x (2).docx' and so on, over nothing; returns the path taken."""
    for candidate in _names(path):
        try:
            _move_to_free(source, candidate)
        except FileExistsError:
            if not is_one_file(source, candidate):  # of a move that was killed in the middle
                continue
        except (OSError, ValueError) as error:
            raise not_moved(error, candidate) from error
        with suppress(OSError):  # a hard link leaves it
            patiently(source.unlink, missing_ok=True)
        return candidate
    raise _no_name_left(path)


def fresh_name(path: Path) -> Path:
    """`path`, or the first of 'x (2).docx', 'x (3).docx' … that nothing has."""
    for candidate in _names(path):
        if not os.path.lexists(candidate):
            return candidate
    raise _no_name_left(path)


def _names(path: Path) -> Iterator[Path]:
    yield path
    for number in count(2):
        if number > _MOST_TRIES:
            return
        end = f" ({number}){path.suffix}"
        stem = path.stem
        while len((stem + end).encode(errors="surrogatepass")) > _LONGEST_NAME and stem:
            stem = stem[:-1]
        yield path.with_name(stem + end)


def write_beside(path: Path, data: bytes, *, durable: bool = True) -> Path:
    """Writes to a file of an odd name in the folder of `path`, for `move_over`.  Raises OutputError."""
    temporary = beside_name(path)
    try:
        with open(temporary, "xb", opener=made_for(path)) as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            patiently(temporary.unlink, missing_ok=True)
        raise not_written(error, path) from error
    return temporary


def beside_name(path: Path) -> Path:
    """A name in the folder of `path` for what is not finished."""
    return path.parent / f"{_BESIDE}{os.urandom(8).hex()}{_UNFINISHED}"


def is_leftover(name: str) -> bool:
    """Whether a file of this name is one that a killed process of ours left unfinished."""
    return name.startswith(_BESIDE) and name.endswith(_UNFINISHED)


def is_one_file(path: Path, other: Path) -> bool:
    """Whether both names lead to the same file, links not followed; a disk may fold what they differ in."""
    try:
        return os.path.samestat(os.lstat(path), os.lstat(other))
    except OSError:
        return False


def _move_to_free(temporary: Path, target: Path) -> None:
    """FileExistsError when the target's name is taken."""
    if os.name == "nt":
        patiently(os.rename, temporary, target)  # which never overwrites there
        return
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        try:
            os.replace(temporary, target)  # over the empty file that took the name for us
        except OSError:  # to another disk, say
            os.unlink(target)
            raise


def not_written(error: OSError | ValueError, path: Path) -> OutputError:
    """The folder's problems: nothing of the target's name was touched yet."""
    folder = _named(str(path.parent))
    if not isinstance(error, OSError) or error.errno == errno.EINVAL:
        return OutputError(f"ชื่อไฟล์ {_named(path.name)} มีอักขระที่ใช้ไม่ได้", _OTHER_NAME)
    if error.errno in _DISK_FULL:
        return OutputError(f"พื้นที่ว่างในไดรฟ์ของโฟลเดอร์ {folder} ไม่พอ", "โปรดลบไฟล์ที่ไม่ใช้หรือเลือกไดรฟ์อื่น แล้วลองอีกครั้ง")
    if error.errno == errno.ENAMETOOLONG:
        return _too_long(path)
    if isinstance(error, NotADirectoryError) or os.path.isfile(path.parent):  # Windows says: not found
        return OutputError(f"{folder} เป็นไฟล์ ไม่ใช่โฟลเดอร์", "โปรดเลือกโฟลเดอร์อื่นสำหรับผลลัพธ์")
    if isinstance(error, FileNotFoundError):
        return OutputError(f"ไม่พบโฟลเดอร์ {folder}", "โปรดสร้างโฟลเดอร์นี้ก่อน หรือเลือกโฟลเดอร์อื่น")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return OutputError(
            f"ไม่มีสิทธิเขียนไฟล์ในโฟลเดอร์ {folder}", "โปรดเลือกโฟลเดอร์อื่น เช่น เอกสาร (Documents) แล้วลองอีกครั้ง"
        )
    return OutputError(f"เขียนไฟล์ {_named(path.name)} ไม่สำเร็จ", "โปรดตรวจสอบที่เก็บข้อมูลหรือเครือข่าย แล้วลองอีกครั้ง")


def not_moved(error: OSError | ValueError, path: Path) -> OutputError:
    """The target's problems: the data lies complete beside it."""
    if os.path.isdir(path):
        return OutputError(f"{_named(path.name)} เป็นโฟลเดอร์ จึงเขียนไฟล์ชื่อนี้ไม่ได้", _OTHER_NAME)
    if isinstance(error, PermissionError) and os.path.exists(path):
        return OutputError(f"เขียนทับไฟล์ {_named(path.name)} ไม่ได้ อาจเปิดค้างอยู่ในโปรแกรมอื่น", _OTHER_TRY)
    return not_written(error, path)


def _too_long(path: Path) -> OutputError:
    return OutputError(f"ชื่อไฟล์ {_named(path.name)} ยาวเกินไป", "โปรดตั้งชื่อให้สั้นลง หรือเลือกโฟลเดอร์ที่ชื่อสั้นกว่า")


def _no_name_left(path: Path) -> OutputError:
    return OutputError(
        f"มีไฟล์ชื่อ {_named(path.name)} และชื่อที่ต่อเลขอยู่มากเกินไป", "โปรดย้ายไฟล์เก่าออก หรือเลือกโฟลเดอร์อื่น"
    )


def _named(name: str) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in name)
    return f"“{shown if len(shown) <= 120 else '…' + shown[-120:]}”"
