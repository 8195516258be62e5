"""The commands of the district officer's workbook; its ribbon says the same words, as a test has it."""

from __future__ import annotations

from itaxl.files.tracker.commands import Command, SheetButton

COMMANDS = (
    Command(
        "choose",
        "Btn_Choose",
        "เลือกโฟลเดอร์",
        "เลือกโฟลเดอร์ที่เก็บแบบติดตามของทุกหน่วยงาน แล้วบันทึกไว้ในแผ่นงาน ตั้งค่า",
    ),
    Command(
        "all",
        "Btn_All",
        "ทำทั้งอำเภอ",
        "ตรวจแบบติดตามทุกไฟล์ ออกบันทึกข้อความ และสรุปผลทั้งอำเภอลงในสมุดงานนี้ กด Esc เพื่อหยุด",
    ),
    Command(
        "resume",
        "Btn_Resume",
        "ทำต่อ",
        "ทำต่อจากที่หยุดไว้ หรือทำเฉพาะไฟล์ที่เปลี่ยนแปลงหลังครั้งก่อน แล้วปรับปรุงสรุปผล",
    ),
    Command(
        "letters",
        "Btn_Letters",
        "หนังสือถึงหน่วยงาน",
        "ทำหนังสือ (Word) และร่างอีเมลถึงหน่วยงานที่ยังไม่ส่งหรือต้องแก้ไข โปรแกรมไม่ส่งอีเมลเอง",
    ),
    Command(
        "links",
        "Btn_Links",
        "ตรวจลิงก์หลักฐาน",
        "เปิดลิงก์หลักฐานของทุกหน่วยงานทางอินเทอร์เน็ต แล้วแจ้งลิงก์ที่ผู้ตรวจเปิดไม่ได้ในแผ่นงาน ลิงก์หลักฐาน",
    ),
    Command(
        "open",
        "Btn_Open",
        "เปิดโฟลเดอร์ผลลัพธ์",
        "เปิดโฟลเดอร์ที่มีบันทึกข้อความ สำเนาที่ตรวจแล้ว และสรุประดับอำเภอ",
    ),
    Command("help", "Btn_Help", "คู่มือ", "เปิดคู่มือการใช้งาน"),
)
#: By name, for what is told.
LABELS = {command.name: command.label for command in COMMANDS}
#: Calc's toolbar with these commands, and the tab in Excel's ribbon.
TOOLBAR = "ITA อำเภอ"
_WIDTHS = {"choose": 120, "all": 116, "resume": 80, "letters": 150, "links": 140, "open": 160, "help": 70}
SHEET_BUTTONS = tuple(SheetButton(c, c.label, _WIDTHS[c.name]) for c in COMMANDS)
