"""Folders whose macros must never run unasked: those where other people's files arrive."""

from __future__ import annotations

from itaxl.errors import UsageError
from itaxl.setup.pc import USER, Machine
from itaxl.setup.places import desktop, documents, downloads, is_remote

#: The folder's name as Windows and people write it.
_NAMES = {"downloads", "ดาวน์โหลด", "การดาวน์โหลด"}
_TEMPORARY = ("TEMP", "TMP", "TMPDIR")
_NEXT = "โปรดใช้โฟลเดอร์ ITA ในเอกสาร (ไม่ใส่ --workbook) หรือสร้างโฟลเดอร์เฉพาะบนไดรฟ์ของเครื่อง"


def refuse_untrustable(machine: Machine, folder: str) -> None:
    """Raises UsageError for a folder that must not become a trusted location, as named or behind a link."""
    for place in dict.fromkeys((folder, machine.disk.real(folder))):
        if why := _why(machine, place):
            raise UsageError(f"ไม่ทำให้ {folder} เป็นตำแหน่งที่เชื่อถือได้ เพราะ{why}", _NEXT)


def _why(machine: Machine, folder: str) -> str:
    """In Thai; empty where it may be trusted."""
    if is_remote(machine, folder) or _is_elsewhere(machine, folder):
        return "อยู่บนเครือข่าย OneDrive หรือสื่อที่ถอดได้ ซึ่งผู้อื่นวางไฟล์ได้"
    if not machine.paths.splitdrive(folder)[1].strip("\\/"):
        return "เป็นรากของไดรฟ์"
    names = {name.lower() for name in folder.replace("\\", "/").split("/")}
    if names & _NAMES or machine.within(folder, downloads(machine)):
        return "เป็นโฟลเดอร์ดาวน์โหลด"
    if any(machine.within(folder, place) for place in _temporary(machine)):
        return "เป็นโฟลเดอร์ชั่วคราว"
    if any(machine.within(folder, place) for place in _shared(machine)):
        return "เป็นโฟลเดอร์ที่ทุกคนในเครื่องเขียนได้"
    if any(machine.within(place, folder) for place in _wide(machine)):
        return "กว้างเกินไป ไฟล์ที่ได้รับจากผู้อื่นมักอยู่ในนั้น"
    return ""


def _is_elsewhere(machine: Machine, folder: str) -> bool:
    """A mapped network drive, also one that is not connected now, or a drive that can be taken out."""
    drive = str(machine.paths.splitdrive(folder)[0])
    mapped = machine.registry.value(USER, rf"Network\{drive[:1]}", "RemotePath") if drive else None
    return bool(mapped) or not machine.disk.is_fixed(drive)


def _temporary(machine: Machine) -> list[str]:
    named = [machine.variable(name) for name in _TEMPORARY]
    usual = ((machine.variable("LOCALAPPDATA"), "Temp"), (machine.variable("SystemRoot"), "Temp"))
    return [place for place in named if place] + [machine.join(*each) for each in usual if each[0]]


def _shared(machine: Machine) -> list[str]:
    return [place for place in map(machine.variable, ("PUBLIC", "ProgramData")) if place]


def _wide(machine: Machine) -> tuple[str, ...]:
    """These folders and all above them; folders within them may be trusted."""
    return machine.home, documents(machine), desktop(machine)
