"""Will Excel run the buttons: its version, macro policy, trusted folder, Defender; fonts and Word."""

from __future__ import annotations

import re

from itaxl.machine.word import has_word
from itaxl.setup.calc.office import find_office
from itaxl.setup.check import Check, fine, mend, not_applicable, note
from itaxl.setup.pc import LINUX, MAC, MACHINE, USER, Machine
from itaxl.setup.places import documents, is_remote, tracker_folder
from itaxl.setup.trusted import is_trusted, setting

#: Excel 2016 and everything since calls itself 16.
OLDEST_EXCEL = 16
#: Defender's rule "Block all Office applications from creating child processes".
ASR_RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
_SECURITY = r"Excel\Security"
_APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"
_DEFENDER = r"SOFTWARE\Policies\Microsoft\Windows Defender"
_LOCAL_DEFENDER = r"SOFTWARE\Microsoft\Windows Defender"
_ASR = r"Windows Defender Exploit Guard\ASR\Rules"
_BLOCK, _WARN = "1", "6"
_INTERNATIONAL = r"Control Panel\International"
_WITHOUT = "หรือทำงานโดยไม่ใช้แมโครด้วยคำสั่ง itaxl run, itaxl check และ itaxl memo"
_FONTS = "TH Sarabun"


def excel(machine: Machine) -> Check:
    name = "Excel"
    if machine.system == LINUX:
        return not_applicable(name, "เครื่อง Linux ไม่มี Excel")
    if machine.system == MAC:
        return _mac_excel(machine)
    path, major = _application(machine, "excel.exe"), _excel_major(machine)
    if path is None and major is None:
        return mend(
            name, "ไม่พบ Excel", "โปรดติดตั้ง Excel 2016 ขึ้นไป หรือใช้คำสั่ง itaxl check, itaxl memo กับไฟล์ที่บันทึกแล้ว"
        )
    if major is not None and major < OLDEST_EXCEL:
        return mend(name, f"รุ่น {major}.0 เก่าเกินไป", "โปรดปรับเป็น Excel 2016 ขึ้นไป")
    build = machine.registry.value(
        MACHINE, r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration", "VersionToReport"
    )
    return fine(name, f"รุ่น {build or major or 'ไม่ทราบ'} ที่ {path or 'ไม่ทราบตำแหน่ง'}")


def _mac_excel(machine: Machine) -> Check:
    place = "/Applications/Microsoft Excel.app"
    if machine.disk.exists(place):
        return note(
            "Excel",
            place,
            "ปุ่มใน Excel for Mac ยังไม่ผ่านการทดสอบ โปรดใช้คำสั่ง itaxl check, itaxl memo กับไฟล์ที่บันทึกแล้ว",
        )
    return not_applicable("Excel", "ไม่พบ Excel for Mac")


def _application(machine: Machine, program: str) -> str | None:
    for hive in (USER, MACHINE):
        if path := machine.registry.value(hive, rf"{_APP_PATHS}\{program}", ""):
            return str(path).strip('"')
    return None


def _excel_major(machine: Machine) -> int | None:
    current = machine.registry.value(MACHINE, r"SOFTWARE\Classes\Excel.Application\CurVer", "")
    number = str(current or "").rpartition(".")[2]
    return int(number) if number.isdecimal() else None


def macros(machine: Machine, folder: str) -> Check:
    """Whether Excel lets the macros of a workbook in `folder` run."""
    name = "การอนุญาตแมโคร"
    if not machine.windows:
        return not_applicable(name)
    if setting(machine, "Common", "VBAOff")[0] == 1:
        return mend(name, "ผู้ดูแลระบบปิด VBA ของ Office ทั้งหมด", f"โปรดขอให้ผู้ดูแลระบบเปิด VBA {_WITHOUT}")
    level, by_policy = setting(machine, _SECURITY, "VBAWarnings")
    if is_trusted(machine, folder):
        return fine(name, f"แมโครใน {folder} ทำงานได้ เพราะเป็นตำแหน่งที่เชื่อถือได้")
    if level in (3, 4):
        who = "นโยบายขององค์กร" if by_policy else "การตั้งค่าของผู้ใช้"
        return mend(name, f"{who}ปิดแมโครที่ไม่มีลายเซ็นดิจิทัล", f"โปรดใช้คำสั่ง itaxl install --trust {_WITHOUT}")
    if level == 1:
        return note(
            name, "เปิดแมโครของทุกไฟล์ ซึ่งเสี่ยงต่อไวรัส", "โปรดตั้งเป็นแบบแจ้งเตือน แล้วใช้คำสั่ง itaxl install --trust"
        )
    return fine(name, "แมโครทำงานเมื่อผู้ใช้กดเปิดใช้งานเนื้อหา (Enable Content)")


def internet_macros(machine: Machine, folder: str) -> Check:
    """What becomes of a workbook that came by mail or download."""
    name = "แมโครในไฟล์จากอินเทอร์เน็ต"
    if not machine.windows:
        return not_applicable(name)
    if is_trusted(machine, folder):
        return fine(name, f"ไม่ถูกบล็อกเมื่อไฟล์อยู่ใน {folder}")
    blocked, by_policy = setting(machine, _SECURITY, "blockcontentexecutionfrominternet")
    if blocked == 0:
        return fine(name, "ไม่ถูกบล็อก")
    seen = "ถูกบล็อกโดยนโยบายขององค์กร" if blocked == 1 and by_policy else "ถูกบล็อกตามค่าปกติของ Office"
    return note(name, seen, "ไฟล์ที่ได้ทางอีเมลหรือ LINE โปรดคลิกขวา > คุณสมบัติ > เลิกบล็อก (Unblock) ก่อนเปิด")


def trusted_folder(machine: Machine, folder: str) -> Check:
    name = "ตำแหน่งที่เชื่อถือได้"
    if not machine.windows:
        return not_applicable(name)
    if is_trusted(machine, folder):
        return fine(name, folder)
    return note(name, f"ยังไม่รวม {folder}", "โปรดใช้คำสั่ง itaxl install --trust เพื่อให้แมโครทำงานโดยไม่ต้องกดอนุญาต")


def defender(machine: Machine) -> Check:
    """The attack surface reduction rule that forbids Excel to start Python."""
    name = "กฎ ASR ของ Microsoft Defender"
    if not machine.windows:
        return not_applicable(name)
    mode = _asr_mode(machine)
    if mode == _BLOCK:
        return mend(
            name,
            "ห้าม Office เริ่มโปรแกรมอื่น ปุ่มจึงเรียก Python ไม่ได้",
            f"โปรดขอให้ผู้ดูแลระบบยกเว้นกฎ {ASR_RULE} {_WITHOUT}",
        )
    if mode == _WARN:
        return note(name, "เตือนก่อนให้ Office เริ่มโปรแกรมอื่น", "เมื่อ Windows แจ้งเตือน โปรดกดอนุญาต (Unblock)")
    return fine(name, "ไม่พบการห้ามที่อ่านได้" if mode is None else f"ไม่ห้าม (ค่า {mode})")


def _asr_mode(machine: Machine) -> str | None:
    """The rule's value: from group policy, from Intune, or set on this PC (often not readable)."""
    read = machine.registry
    managed = str(read.value(MACHINE, rf"{_DEFENDER}\Policy Manager", "ASRRules") or "")
    rules = [part.partition("=") for part in managed.split("|")]
    sources = (
        read.values(MACHINE, rf"{_DEFENDER}\{_ASR}"),
        {rule: value for rule, _, value in rules},
        read.values(MACHINE, rf"{_LOCAL_DEFENDER}\{_ASR}"),
    )
    for source in sources:
        for rule, value in source.items():
            if rule.strip("{} ").lower() == ASR_RULE:
                return str(value).strip()
    return None


def documents_folder(machine: Machine) -> Check:
    name = "โฟลเดอร์เอกสาร (Documents)"
    if not machine.windows:
        return not_applicable(name)
    folder = documents(machine)
    if is_remote(machine, folder):
        return note(
            name, f"อยู่บน OneDrive หรือเครือข่าย: {folder}", f"โปรดเก็บแบบติดตามไว้ที่ {tracker_folder(machine)}"
        )
    return fine(name, folder)


def date_order(machine: Machine) -> Check:
    """Whether a typed 3/4/2567 is the 3rd of April: Excel and Calc ask Windows what comes first.

    Elsewhere LibreOffice asks the language of the session.
    """
    name = "ลำดับวัน เดือน ปี ที่พิมพ์"
    if machine.windows:
        where, how = "Windows", "ตั้งรูปแบบวันที่ของ Windows (การตั้งค่า > เวลาและภาษา > ภูมิภาค) เป็นภาษาไทย"
        short = str(machine.registry.value(USER, _INTERNATIONAL, "sShortDate") or "")
        number = str(machine.registry.value(USER, _INTERNATIONAL, "iDate") or "")
        first = next((c for c in re.sub("'[^']*'", "", short).lower() if c in "dmy"), "")
        first = first or {"0": "m", "1": "d", "2": "y"}.get(number, "")
        seen = short or number
    else:
        where, how = "LibreOffice", "ตั้งภาษาของ LibreOffice (เครื่องมือ > ตัวเลือก > ภาษาและท้องถิ่น) เป็นไทย"
        seen = machine.variable("LC_ALL") or machine.variable("LC_CTYPE") or machine.variable("LANG")
        first = "m" if seen.startswith("en_US") else "d" if seen.startswith("th_") else ""
    if not first:
        return not_applicable(name, "อ่านการตั้งค่าภูมิภาคไม่ได้")
    if first == "d":
        return fine(name, f"วันมาก่อนเดือน ({seen})")
    wrong = "เป็นวันที่ 4 มีนาคม" if first == "m" else "เป็นวันอื่น"
    return note(name, f"{where} ({seen}) อาจอ่าน 3/4/2567 {wrong}", f"โปรด{how} หรือพิมพ์ชื่อเดือน เช่น 3 เม.ย. 2567")


def fonts(machine: Machine) -> Check:
    name = "แบบอักษร TH Sarabun"
    found = sorted(each for each in machine.fonts() if each.lower().startswith(_FONTS.lower()))
    if found:
        return fine(name, ", ".join(found))
    return mend(name, "ไม่พบ", "โปรดติดตั้ง TH SarabunPSK, TH Sarabun New หรือ TH SarabunIT๙ ก่อนพิมพ์บันทึกข้อความ")


def word(machine: Machine) -> Check:
    """What opens the memo and turns it into PDF."""
    name = "โปรแกรมเปิดบันทึกข้อความและแปลงเป็น PDF"
    if has_word(machine.around):
        return fine(name, f"Word ที่ {_application(machine, 'winword.exe') or 'ไม่ทราบตำแหน่ง'}")
    if office := find_office(machine):
        return fine(name, office.shown)
    if machine.system == MAC and machine.disk.exists("/Applications/Microsoft Word.app"):
        return note(name, "Word for Mac ซึ่งใช้กับ --pdf ไม่ได้", "โปรดติดตั้ง LibreOffice หากต้องการใช้ --pdf")
    return mend(name, "ไม่พบ Word และ LibreOffice", "โปรดติดตั้งอย่างใดอย่างหนึ่ง")
