"""Any workbook into grids: .xlsx .xlsm .xlsb .xls .ods .fods, by its content and not by its name.

The modules beside this one read one format each, within limits, so that a damaged or hostile file ends in an
InputError with one Thai sentence and never in a crash.  No cell is passed over: what nobody can read is
refused with its place.

Dates come as dates in every format, whatever language the display format names; a format that no program
takes for a date (`bbbb`, `ว/ด/ปปปป`) leaves Excel's serial number.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Container, Iterable
from pathlib import Path

from itaxl.core import layout
from itaxl.core.grid import Grid, Value
from itaxl.disk.patience import is_held
from itaxl.errors import InputError
from itaxl.reading import kinds
from itaxl.reading.limits import MAX_EXPANDED_BYTES, MAX_FILE_BYTES, MEGABYTE, Allowance
from itaxl.reading.package import Package
from itaxl.reading.prepared import EVERY_SHEET, Choice
from itaxl.reading.refusal import Refusal

_LOCK_PREFIXES = ("~$", ".~lock.")
_LONGEST_WINDOWS_PATH = 259


def read_grids(path: Path, wanted: Choice = EVERY_SHEET, notes: bool = False) -> tuple[Grid, ...]:
    """The sheets of the workbook at `path`; InputError for whatever cannot be read.  The rest as below."""
    return grids_from_bytes(read_workbook(path), path.name, wanted, notes)


def read_workbook(path: Path) -> bytes:
    """The bytes of a file that may be a workbook: regular, not a lock file, neither empty nor too large."""
    refuse = Refusal(path.name or str(path))
    if path.name.startswith(_LOCK_PREFIXES):
        raise refuse.lock_file()
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # before opening: a pipe would wait for ever
            raise refuse.directory() if path.is_dir() else refuse.not_a_file()
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise _unopened(error, path, refuse) from error
    except ValueError as error:  # a NUL or a lone surrogate in the name
        raise refuse.bad_path() from error
    return data


def grids_from_bytes(
    data: bytes, name: str, wanted: Choice = EVERY_SHEET, notes: bool = False
) -> tuple[Grid, ...]:
    """The sheets of a workbook in memory, hidden ones too, in order; `name` is for the messages.

    Chart sheets and our configuration sheet are left out.  A sheet that is not `wanted` may come without
    its cells, and whatever is wrong with it does not count: it can be a ministry's own, of a million rows.
    `notes`: people's comments on cells come, too.  Raises InputError only.
    """

    def chosen(names: Iterable[str]) -> Container[str]:
        return wanted(name for name in names if name != layout.CONFIG_SHEET)

    return tuple(grid for grid in _grids(data, name, chosen, notes) if grid.sheet != layout.CONFIG_SHEET)


def configuration_rows(data: bytes, name: str) -> tuple[tuple[Value, ...], ...]:
    """The rows of our configuration sheet, none without one; as above."""
    grids = _grids(data, name, lambda _: (layout.CONFIG_SHEET,), notes=False)
    return next((grid.rows for grid in grids if grid.sheet == layout.CONFIG_SHEET), ())


def _grids(data: bytes, name: str, wanted: Choice, notes: bool) -> tuple[Grid, ...]:
    refuse = Refusal(name)
    if not data:
        raise refuse.empty()
    if len(data) > MAX_FILE_BYTES:
        raise refuse.file_too_large(MAX_FILE_BYTES // MEGABYTE)
    try:
        return _read(data, Allowance(refuse), wanted, notes)
    except MemoryError as error:
        raise refuse.expands_too_far(MAX_EXPANDED_BYTES // MEGABYTE) from error


def _unopened(error: OSError, path: Path, refuse: Refusal) -> InputError:
    too_long = os.name == "nt" and len(str(path.absolute())) > _LONGEST_WINDOWS_PATH
    if error.errno == errno.ENAMETOOLONG or too_long:
        return refuse.path_too_long()
    if isinstance(error, PermissionError) and is_held(path):
        return refuse.locked()
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return refuse.not_found()
    if isinstance(error, PermissionError):
        return refuse.no_permission()
    if error.errno in (errno.EINVAL, errno.EILSEQ):
        return refuse.bad_path()
    return refuse.unreadable()


def _read(data: bytes, allowance: Allowance, wanted: Choice, notes: bool) -> tuple[Grid, ...]:
    if data.startswith(b"PK\x03\x04"):
        return _zipped(Package(data, allowance), allowance, wanted, notes)
    if data.startswith(kinds.OLE_SIGNATURE):
        return _old(data, allowance)
    kind = kinds.kind_of(data)
    if kind == kinds.FLAT_SPREADSHEET:
        from itaxl.reading.ods import read_flat

        allowance.take_expanded(len(data))
        return read_flat(data, allowance)
    raise allowance.refuse.wrong_type(kind) if kind else allowance.refuse.damaged()


def _zipped(package: Package, allowance: Allowance, wanted: Choice, notes: bool) -> tuple[Grid, ...]:
    from itaxl.reading.relations import main_part

    refuse = allowance.refuse
    main = main_part(package, refuse)
    if main.startswith("word/"):
        raise refuse.wrong_type(kinds.WORD)
    if main.startswith("ppt/"):
        raise refuse.wrong_type(kinds.SLIDES)
    if main.endswith(".bin"):
        from itaxl.reading.xlsb import read_xlsb

        return read_xlsb(package, main, allowance, notes)
    if main:
        from itaxl.reading.xlsx import read_ooxml

        return read_ooxml(package, main, allowance, wanted, notes)
    return _open_document(package, allowance)


def _open_document(package: Package, allowance: Allowance) -> tuple[Grid, ...]:
    from itaxl.reading.ods import SPREADSHEET, holds_sheets, read_opendocument

    said = package.read("mimetype") if "mimetype" in package else b""
    if said.startswith(SPREADSHEET) or (not said and holds_sheets(package)):
        return read_opendocument(package, allowance)
    if said.startswith(kinds.TEXT_DOCUMENTS):
        raise allowance.refuse.wrong_type(kinds.TEXT_DOCUMENT)
    raise allowance.refuse.wrong_type(kinds.OPEN_DOCUMENT if said else kinds.ARCHIVE)


def _old(data: bytes, allowance: Allowance) -> tuple[Grid, ...]:
    from itaxl.reading.compound import CompoundFile
    from itaxl.reading.xls import read_biff, workbook_stream

    refuse = allowance.refuse
    container = CompoundFile(data, refuse)
    if "encryptedpackage" in container.names:
        raise refuse.encrypted()
    if name := workbook_stream(container):
        return read_biff(container.stream(name), allowance)
    if "worddocument" in container.names:
        raise refuse.wrong_type(kinds.WORD)
    raise refuse.wrong_type(kinds.SLIDES if "powerpoint document" in container.names else kinds.OTHER_OLE)
