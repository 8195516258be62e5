"""What stands in the Start menu and on the desktop: one list, from which both set-ups make theirs."""

from __future__ import annotations

import uuid
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

FOLDER = "แบบติดตาม ITA"
#: After "itaxl", where Windows lists what is installed.
TITLE = "แบบติดตามมาตรการ ITA"


class Entry(NamedTuple):
    """`program` lies beside python.exe; `says` is what Windows shows when one points at the entry."""

    name: str
    program: str
    words: str
    says: str
    on_desktop: bool = False


#: pythonw.exe opens no window of its own; its modules are those of on_the_pc/.
ENTRIES = (
    Entry("แบบติดตาม ITA", "pythonw.exe", "-m open_workbook tracker", "เปิดแบบติดตามมาตรการ ITA ในโฟลเดอร์ ITA"),
    Entry(
        "สมุดงานระดับอำเภอ ITA",
        "pythonw.exe",
        "-m open_workbook district",
        "รวมแบบติดตามของทุกหน่วยงานด้วยปุ่มเดียว สำหรับเจ้าหน้าที่อำเภอหรือจังหวัด",
    ),
    Entry(
        "ทำบันทึกทั้งโฟลเดอร์ ITA (ลากโฟลเดอร์มาวาง)",
        "itaxl.exe",
        "desk --wait",
        "ลากโฟลเดอร์ที่มีแบบติดตามของหลายหน่วยงานมาวาง จะได้บันทึกข้อความของทุกหน่วยงานและสรุปทั้งอำเภอ",
        on_desktop=True,
    ),
    Entry("ตรวจเครื่อง", "pythonw.exe", "-m look", "บอกว่าเครื่องนี้พร้อมหรือไม่ และวิธีแก้ไขทีละรายการ"),
)
REMOVAL, REMOVAL_SAYS = "ถอนการติดตั้ง", "ถอนการติดตั้งโปรแกรม แบบติดตามและบันทึกข้อความยังอยู่ตามเดิม"


def for_nsis() -> str:
    """Macros of the script; the menu is removed as a whole folder."""
    icon = r"$INSTDIR\venv\itaxl.ico"

    def made(place: str, name: str, target: str, words: str, says: str) -> str:
        link = f"""CreateShortcut "{place}\\{name}.lnk" "{target}" '{words}'"""
        return f'  {link} "{icon}" 0 SW_SHOWNORMAL "" "{says}"\n'

    def of(entry: Entry, place: str) -> str:
        return made(place, entry.name, f"${{SCRIPTS}}\\{entry.program}", entry.words, entry.says)

    menu = "".join(of(entry, "${MENU}") for entry in ENTRIES)
    menu += made("${MENU}", REMOVAL, r"$INSTDIR\uninstall.exe", "", REMOVAL_SAYS)
    dropped = [entry for entry in ENTRIES if entry.on_desktop]
    desktop = "".join(of(entry, "$DESKTOP") for entry in dropped)
    removed = "".join(f'  Delete "$DESKTOP\\{entry.name}.lnk"\n' for entry in dropped)
    macros = {"MENU_MAKE": menu, "DESKTOP_MAKE": desktop, "DESKTOP_REMOVE": removed}
    head = f'!define MENU "$SMPROGRAMS\\{FOLDER}"\n!define TITLE "{TITLE}"\n'
    return head + "".join(f"!macro {name}\n{body}!macroend\n" for name, body in macros.items())


class ForWix(NamedTuple):
    """`folders` with the shortcuts in them; what the features name, the icon on the desktop apart; `texts` in
    letters that wixl drops, as queries for msibuild."""

    folders: str
    menu: str
    desktop: str
    texts: list[str]


def for_wix(upgrade: uuid.UUID, scripts: str) -> ForWix:
    """Identifiers follow from the names; `scripts` is that of the folder of python.exe."""
    texts = [
        f"UPDATE `Directory` SET `DefaultDir`='ITA|{FOLDER}' WHERE `Directory`='MENU'",
        f"UPDATE `Property` SET `Value`='itaxl {TITLE}' WHERE `Property`='ProductName'",
    ]

    def shortcut(place: str, name: str, target: str, words: str, says: str) -> tuple[str, str]:
        key = uuid.uuid5(upgrade, f"{place} {name}")
        texts.extend(
            f"UPDATE `Shortcut` SET `{column}`='{value}' WHERE `Shortcut`='S{key.hex}'"
            for column, value in (("Name", f"{key.hex[:8]}|{name}"), ("Description", says))
        )
        gone = f'<RemoveFolder Id="R{key.hex}" On="uninstall"/>' if place == "menu" else ""
        # A component needs a thing of its own by which Windows sees that it is there.
        component = (
            f'<Component Id="C{key.hex}" Guid="{key}" Win64="yes"><Shortcut Id="S{key.hex}" '
            f'Name="{key.hex[:8]}" Target={quoteattr(target)} Arguments={quoteattr(words)} '
            f'Icon="itaxl.ico" WorkingDirectory="PersonalFolder"/>{gone}'
            f'<RegistryValue Root="HKCU" Key="Software\\itaxl" Name="{place} {key.hex}" '
            'Type="integer" Value="1" KeyPath="yes"/></Component>'
        )
        return component, f'<ComponentRef Id="C{key.hex}"/>'

    def of(entry: Entry, place: str) -> tuple[str, str]:
        return shortcut(place, entry.name, f"[{scripts}]{entry.program}", entry.words, entry.says)

    removal = shortcut("menu", REMOVAL, "[System64Folder]msiexec.exe", "/x [ProductCode]", REMOVAL_SAYS)
    menu = [*(of(entry, "menu") for entry in ENTRIES), removal]
    desktop = [of(entry, "desktop") for entry in ENTRIES if entry.on_desktop]
    folders = (
        '<Directory Id="ProgramMenuFolder" Name="PMenu"><Directory Id="MENU" Name="ITA">'
        f"{''.join(part for part, _ in menu)}</Directory></Directory>"
        f'<Directory Id="DesktopFolder" Name="Desktop">{"".join(part for part, _ in desktop)}</Directory>'
        '<Directory Id="PersonalFolder" Name="Personal"/>'
    )
    return ForWix(folders, "".join(ref for _, ref in menu), "".join(ref for _, ref in desktop), texts)
