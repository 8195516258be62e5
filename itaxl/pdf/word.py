"""Word on Windows as the converter: one invisible Word for many files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from itaxl.catching import ForeignFault, foreign_fault_as
from itaxl.errors import ItaxlError
from itaxl.pdf.converter import Pair
from itaxl.pdf.fault import file_fault, program_fault, untried_fault
from itaxl.pdf.staging import Workspace, deliver, is_whole, stage
from itaxl.pdf.word_app import WordApp, WordHung

#: Word grows with every file; a new one now and then costs little.
_CHUNK = 200
_SECONDS = 90.0
_LOST_IN_A_ROW = 3
_SKIPPED = "Word เปิดไฟล์นี้หรือเขียน PDF ไม่สำเร็จ"
_DIED = "Word หยุดทำงานกลางคัน"
_HUNG = "Word ทำงานนานเกินกำหนด"
_NO_START = "เริ่ม Word ไม่ได้"
_LOOK = "โปรดเปิด Word ดูว่าใช้งานได้และไม่มีหน้าต่างถามค้างอยู่ หรือใช้ LibreOffice โดยตั้ง ITAXL_PDF=libreoffice"


class Word:
    """`seconds` is the time for one file."""

    name = "Word"

    def __init__(self, *, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._space = Workspace()
        self._app: WordApp | None = None
        self._exported = 0
        self._lost = 0
        self._unusable: ItaxlError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._end()
        self._space.clear()

    def convert(self, pairs: Sequence[Pair]) -> Iterator[ItaxlError | None]:
        """See Converter."""
        for docx, pdf in pairs:
            yield self._problem(docx, pdf)

    def _problem(self, docx: Path, target: Path) -> ItaxlError | None:
        try:
            room = self._space.room()
            copy, made = room / "memo.docx", room / "memo.pdf"
            stage(docx, copy)
        except ItaxlError as problem:
            return problem
        answer = self._export(docx.name, copy, made)
        if answer is None:
            answer = deliver(made, target) if is_whole(made) else file_fault(docx.name, _SKIPPED)
        shutil.rmtree(room, ignore_errors=True)
        return answer

    def _export(self, name: str, copy: Path, made: Path, tries: int = 2) -> ItaxlError | None:
        """A Word that died may have been ended from outside: its file gets a second try."""
        try:
            app = self._running()
        except ItaxlError as problem:
            return untried_fault(problem, name)
        with ForeignFault() as fault:
            try:
                app.export(copy, made, self._seconds)
            except WordHung:
                return self._lose(name, _HUNG, f"no answer in {self._seconds} seconds")
        if fault.error:
            if app.is_alive():
                return file_fault(name, _SKIPPED, repr(fault.error))
            if tries > 1:
                self._end()
                return self._export(name, copy, made, tries - 1)
            return self._lose(name, _DIED, repr(fault.error))
        self._lost = 0
        self._exported += 1
        return None

    def _running(self) -> WordApp:
        """Raises ItaxlError when Word does not start, or was given up."""
        if self._unusable:
            raise self._unusable
        if self._app and self._exported >= _CHUNK:
            self._end()
        if self._app is None:
            with foreign_fault_as(self._give_up):
                self._app = WordApp()
        return self._app

    def _give_up(self, error: BaseException) -> ItaxlError:
        self._unusable = program_fault(_NO_START, _LOOK, repr(error))
        return self._unusable

    def _end(self) -> None:
        app, self._app, self._exported = self._app, None, 0
        if app:
            app.end()

    def _lose(self, name: str, why: str, said: str) -> ItaxlError:
        self._end()
        self._lost += 1
        if self._lost >= _LOST_IN_A_ROW:
            self._unusable = program_fault(f"{why} {self._lost} ไฟล์ติดต่อกัน", _LOOK, said)
        return file_fault(name, why, said)
