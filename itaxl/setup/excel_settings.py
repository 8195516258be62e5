"""What of Windows and Excel keeps the buttons from working although each part is there."""

from __future__ import annotations

import re

from itaxl.setup.check import Check, fine, mend, not_applicable, note
from itaxl.setup.pc import MACHINE, USER, Machine
from itaxl.setup.places import code_page, interpreter, interpreter_for_excel, tracker_folder
from itaxl.setup.trusted import is_trusted, setting

_INTERNATIONAL = r"Control Panel\International"
_ADDINS = r"Software\Microsoft\Office\Excel\Addins"
_LOADED = 3
#: Add-ins that show menus of their own in the ribbon's place.
_OTHER_MENUS = re.compile("classic ?menu|ubitmenu|toolbar ?toggle", re.IGNORECASE)
_SECURITY = r"Excel\Security"
#: File Block's values: how Excel treats a type of file.
_SAVE_BLOCKED, _SHOWN_ONLY, _ASKS = 1, 4, 5
#: Where mail and browsers put what is opened without being saved.
_CACHES = (r"Microsoft\Windows\INetCache", r"Microsoft\Windows\Temporary Internet Files", "Temp")


def interpreter_letters(machine: Machine) -> Check:
    """Whether Excel can find Python by its path: "Could not find Interpreter!" otherwise."""
    name = "ชื่อโฟลเดอร์ของ Python"
    if not machine.windows:
        return not_applicable(name)
    path, found = interpreter(machine), interpreter_for_excel(machine)
    if found == path:
        return fine(name, "Excel อ่านได้ทุกตัวอักษร")
    seen = f"มีตัวอักษรที่ไม่อยู่ในรหัสภาษาของเครื่องนี้ ({code_page(machine) or 'ไม่ทราบ'}): {path}"
    if found:
        return note(
            name,
            f"{seen} ปุ่มใช้ชื่อย่อ {found}",
            "แบบติดตามที่สร้างก่อนรุ่น 0.2 หา Python ไม่พบ โปรดสร้างเล่มใหม่จากเล่มเดิมด้วยคำสั่ง itaxl new --from",
        )
    return mend(
        name,
        f"{seen} ปุ่มจะแจ้งว่า Could not find Interpreter!",
        "โปรดขอให้ผู้ดูแลระบบตั้งภาษาสำหรับโปรแกรมที่ไม่ใช่ Unicode (แผงควบคุม > ภูมิภาค > การจัดการ) เป็นไทย แล้วเริ่มเครื่องใหม่",
    )


def list_separator(machine: Machine) -> Check:
    """Excel parts the columns of a .csv by it."""
    name = "ตัวคั่นรายการของ Windows"
    if not machine.windows:
        return not_applicable(name)
    found = str(machine.registry.value(USER, _INTERNATIONAL, "sList") or ",")
    if found == ",":
        return fine(name, "จุลภาค (,)")
    return note(
        name,
        f"{found} ไม่ใช่จุลภาค ไฟล์ .csv ที่เปิดใน Excel จะอยู่ในคอลัมน์เดียว",
        "โปรดตั้งเป็นจุลภาค (แผงควบคุม > ภูมิภาค > การตั้งค่าเพิ่มเติม) หรือเปิดไฟล์ด้วยเมนู ข้อมูล > จากข้อความ/CSV",
    )


def ribbon(machine: Machine) -> Check:
    """Whether the workbook's own tab can be seen."""
    name, advice = "แท็บ ITA ในริบบอน", "โปรดใช้ปุ่มในแผ่นงานคู่มือและแผ่นงานมาตรการแทน"
    if not machine.windows:
        return not_applicable(name)
    if setting(machine, r"Common\Toolbars\Excel", "NoExtensibilityCustomizationFromDocument")[0] == 1:
        return note(name, "นโยบายขององค์กรไม่ให้สมุดงานเพิ่มแท็บ", advice)
    for hive in (USER, MACHINE):
        for addin in machine.registry.keys(hive, _ADDINS):
            key = rf"{_ADDINS}\{addin}"
            shown = str(machine.registry.value(hive, key, "FriendlyName") or addin)
            if machine.registry.value(hive, key, "LoadBehavior") == _LOADED and _OTHER_MENUS.search(
                f"{addin} {shown}"
            ):
                return note(name, f"โปรแกรมเสริม {shown} แสดงเมนูแทนริบบอน", advice)
    return fine(name, "ไม่พบสิ่งที่ซ่อน")


def file_block(machine: Machine, folder: str) -> Check:
    """Whether Excel opens and saves workbooks with macros; files of a trusted location always."""
    name = "ชนิดไฟล์ที่ Excel บล็อก"
    if not machine.windows:
        return not_applicable(name)
    how, by_policy = setting(machine, rf"{_SECURITY}\FileBlock", "XlsmAndXltmFiles")
    if not isinstance(how, int) or not how or is_trusted(machine, folder):
        return fine(name, "ไม่บล็อก .xlsm")
    who = "นโยบายขององค์กร" if by_policy else "ศูนย์ความเชื่อถือของ Excel"
    if how == _ASKS:
        return note(name, f"{who}เปิด .xlsm ในมุมมองที่ได้รับการป้องกัน", "เมื่อเปิดไฟล์ โปรดกดเปิดใช้งานการแก้ไข")
    seen = "ห้ามบันทึก" if how == _SAVE_BLOCKED else "ห้ามแก้ไข" if how == _SHOWN_ONLY else "ห้ามเปิด"
    return mend(
        name,
        f"{who}{seen} .xlsm",
        "โปรดใช้คำสั่ง itaxl install --trust หรือขอผู้ดูแลระบบยกเลิกการบล็อกชนิดไฟล์ (File Block)",
    )


def protected_view(machine: Machine, folder: str) -> Check:
    """Whether Excel shows the folder's workbooks for reading only, without macros."""
    name = "มุมมองที่ได้รับการป้องกัน"
    if not machine.windows:
        return not_applicable(name)
    local = machine.variable("LOCALAPPDATA")
    caches = [machine.join(local, each) for each in _CACHES] if local else []
    switched_off = setting(machine, rf"{_SECURITY}\ProtectedView", "DisableUnsafeLocationsInPV")[0] == 1
    if switched_off or is_trusted(machine, folder) or not any(machine.within(folder, c) for c in caches):
        return fine(name, "ไม่ใช้กับโฟลเดอร์นี้")
    return mend(
        name,
        f"{folder} เป็นที่พักไฟล์ของอีเมลหรือเบราว์เซอร์",
        f"โปรดบันทึกสมุดงานไว้ที่ {tracker_folder(machine)} แล้วเปิดจากที่นั่น",
    )
