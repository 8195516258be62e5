"""The sentences for workbooks that cannot be read: what is the matter, and what to do next."""

from __future__ import annotations

from itaxl.core import layout
from itaxl.core.grid import Place
from itaxl.errors import InputError
from itaxl.named_tuple import NamedTuple

WEB_PAGE = "หน้าเว็บ (HTML)"
XML_SPREADSHEET = "สมุดงานแบบ XML"
TEXT = "ไฟล์ข้อความหรือ CSV"
OLD_EXCEL = "สมุดงาน Excel รุ่นเก่ากว่าปี 2538"
WORD, RICH_TEXT, TEXT_DOCUMENT = "เอกสาร Word", "เอกสาร Word (RTF)", "เอกสาร OpenDocument (.odt)"
_SAVE = "โปรดเปิดด้วย Excel แล้วบันทึกเป็นไฟล์ .xlsx"
_MEMO = "หากเป็นบันทึกข้อความฉบับเดิม โปรดย้ายข้อมูลด้วยคำสั่ง itaxl convert"
#: What to do with a file that is no workbook, but not far from one.
_STEPS = {
    WEB_PAGE: _SAVE,
    XML_SPREADSHEET: _SAVE,
    OLD_EXCEL: _SAVE,
    TEXT: "หากเป็นตารางมาตรการ โปรดย้ายข้อมูลด้วยคำสั่ง itaxl convert",
    WORD: _MEMO,
    RICH_TEXT: _MEMO,
    TEXT_DOCUMENT: _MEMO,
}

_LONGEST_NAME = 120


class NoTracker(InputError):
    """A workbook that was read well, and is somebody's own."""


class Refusal(NamedTuple):
    """Makes the errors that name one file.  `name` is shown on one line, whatever it holds."""

    name: str

    def _named(self) -> str:
        return f"“{_printable(self.name)}”"

    def not_found(self) -> InputError:
        return InputError(f"ไม่พบไฟล์ {self._named()}", "โปรดตรวจสอบชื่อไฟล์และโฟลเดอร์ แล้วลองอีกครั้ง")

    def directory(self) -> InputError:
        return InputError(
            f"{self._named()} เป็นโฟลเดอร์ ไม่ใช่ไฟล์สมุดงาน",
            "โปรดระบุชื่อไฟล์สมุดงาน หรือใช้คำสั่ง itaxl batch กับทั้งโฟลเดอร์",
        )

    def not_a_file(self) -> InputError:
        return InputError(f"{self._named()} ไม่ใช่ไฟล์ธรรมดา", "โปรดระบุชื่อไฟล์สมุดงาน")

    def lock_file(self) -> InputError:
        return InputError(
            f"{self._named()} เป็นไฟล์ชั่วคราวที่โปรแกรมสร้างไว้ขณะเปิดสมุดงาน ไม่ใช่สมุดงาน",
            "โปรดเลือกไฟล์สมุดงานที่ชื่อไม่ขึ้นต้นด้วย ~$ หรือ .~lock",
        )

    def no_permission(self) -> InputError:
        return InputError(
            f"ไม่มีสิทธิอ่านไฟล์ {self._named()}",
            "โปรดปิดไฟล์ในโปรแกรมอื่น หรือขอสิทธิจากเจ้าของไฟล์ แล้วลองอีกครั้ง",
        )

    def locked(self) -> InputError:
        return InputError(f"ไฟล์ {self._named()} เปิดค้างอยู่ในโปรแกรมอื่น", "โปรดบันทึกและปิดไฟล์ใน Excel แล้วลองอีกครั้ง")

    def path_too_long(self) -> InputError:
        return InputError(
            f"ชื่อไฟล์หรือโฟลเดอร์ของ {self._named()} ยาวเกินกว่าที่เครื่องเปิดได้",
            "โปรดตั้งชื่อให้สั้นลง หรือย้ายไฟล์ไปไว้ในโฟลเดอร์ที่ชื่อสั้นกว่า แล้วลองอีกครั้ง",
        )

    def bad_path(self) -> InputError:
        return InputError(f"ชื่อไฟล์ {self._named()} มีอักขระที่ใช้ไม่ได้", "โปรดเปลี่ยนชื่อไฟล์ แล้วลองอีกครั้ง")

    def unreadable(self) -> InputError:
        return InputError(
            f"อ่านไฟล์ {self._named()} จากที่เก็บไม่สำเร็จ",
            "โปรดตรวจสอบที่เก็บข้อมูลหรือเครือข่าย คัดลอกไฟล์มาไว้ในเครื่อง แล้วลองอีกครั้ง",
        )

    def empty(self) -> InputError:
        return InputError(f"ไฟล์ {self._named()} ว่างเปล่า (0 ไบต์)", "โปรดขอไฟล์จากผู้ส่งอีกครั้ง หรือใช้สำเนาที่สำรองไว้")

    def file_too_large(self, megabytes: int) -> InputError:
        return InputError(
            f"ไฟล์ {self._named()} ใหญ่เกิน {megabytes} MB",
            "โปรดลบรูปภาพและแผ่นงานที่ไม่เกี่ยวข้องออก แล้วบันทึกใหม่",
        )

    def expands_too_far(self, megabytes: int) -> InputError:
        return InputError(
            f"ข้อมูลในไฟล์ {self._named()} มีขนาดใหญ่ผิดปกติ (เกิน {megabytes} MB เมื่อคลายออก)",
            "โปรดคัดลอกเฉพาะแผ่นงานที่ใช้ไปไว้ในสมุดงานใหม่ แล้วลองอีกครั้ง",
        )

    def too_many_cells(self, cells: int) -> InputError:
        return InputError(
            f"สมุดงาน {self._named()} ใช้พื้นที่เกิน {cells:,} เซลล์",
            "โปรดลบข้อมูลที่อยู่ไกลจากตารางและแผ่นงานที่ไม่เกี่ยวข้องออก แล้วบันทึกใหม่",
        )

    def too_much_to_move(self, cells: int) -> InputError:
        return InputError(
            f"{self._named()} มีข้อมูลมากเกินกว่าตารางมาตรการ (เกิน {cells:,} เซลล์ หรือข้อความยาวมาก)",
            "โปรดคัดลอกเฉพาะตารางมาตรการไปไว้ในสมุดงานใหม่ แล้วลองอีกครั้ง",
        )

    def nothing_to_move(self) -> InputError:
        return InputError(
            f"ไม่พบตารางมาตรการและข้อมูลหน่วยงานใน {self._named()} จึงไม่ได้ย้ายข้อมูล",
            "โปรดตรวจสอบว่าเป็นไฟล์ที่ต้องการ หรือบอกหัวคอลัมน์ด้วย --mapping (ดูแบบจาก --explain)",
        )

    def encrypted(self) -> InputError:
        return InputError(
            f"ไฟล์ {self._named()} ตั้งรหัสผ่านไว้ จึงอ่านไม่ได้",
            "โปรดเปิดด้วย Excel ยกเลิกรหัสผ่านที่ ไฟล์ > ข้อมูล > ป้องกันเวิร์กบุ๊ก แล้วบันทึกใหม่",
        )

    def damaged(self) -> InputError:
        return InputError(
            f"ไฟล์ {self._named()} เสียหายหรือไม่สมบูรณ์ จึงอ่านไม่ได้",
            "โปรดเปิดด้วย Excel แล้วบันทึกเป็นไฟล์ .xlsx ใหม่ หากเปิดไม่ได้ โปรดขอไฟล์จากผู้ส่งอีกครั้ง",
        )

    def odd_cell(self, sheet: str, row: int, column: int) -> InputError:
        """A value that nobody can read, and that must not be passed over."""
        cell = Place(sheet, row, column).cell
        return InputError(
            f"ไฟล์ {self._named()} เสียหายที่เซลล์ {cell} ของแผ่นงาน “{_printable(sheet)}” จึงอ่านไม่ได้",
            "โปรดเปิดด้วย Excel พิมพ์ค่าในเซลล์นั้นใหม่ แล้วบันทึกเป็นไฟล์ .xlsx",
        )

    def no_place(self, sheet: str, reference: str) -> InputError:
        """A cell or a row that says that it stands where no sheet has one: A0, XFE1."""
        return InputError(
            f"ไฟล์ {self._named()} มีข้อมูลที่ระบุตำแหน่ง “{_printable(reference)}” ในแผ่นงาน “{_printable(sheet)}” "
            "ซึ่งไม่มีในแผ่นงาน จึงอ่านไม่ได้",
            "โปรดเปิดด้วย Excel ให้ซ่อมแซมไฟล์ ตรวจสอบข้อมูล แล้วบันทึกเป็นไฟล์ .xlsx",
        )

    def no_tracker(self, *, table: bool) -> NoTracker:
        """`table`: it looks like one of measures."""
        return NoTracker(
            f"{self._named()} ไม่ใช่แบบติดตาม เพราะไม่มีแผ่นงาน {layout.OFFICE_SHEET} และ {layout.MEASURES_SHEET}",
            "หากเป็นตารางมาตรการแบบเดิม โปรดย้ายข้อมูลด้วยคำสั่ง itaxl convert"
            if table
            else "โปรดเลือกแบบติดตามของหน่วยงาน หรือสร้างใหม่ด้วยคำสั่ง itaxl new",
        )

    def no_sheets(self) -> InputError:
        return InputError(
            f"สมุดงาน {self._named()} ไม่มีแผ่นงานที่อ่านได้", "โปรดเลือกสมุดงานที่มีแผ่นงานมาตรการและแผ่นงานหน่วยงาน"
        )

    def wrong_type(self, kind: str) -> InputError:
        """`kind` is what the file is instead, in Thai."""
        next_step = _STEPS.get(kind, "โปรดเลือกไฟล์สมุดงานชนิด .xlsx .xlsm .xlsb .xls .ods หรือ .fods")
        return InputError(f"ไฟล์ {self._named()} เป็น{kind} ไม่ใช่สมุดงาน Excel", next_step)


def _printable(name: str) -> str:
    name = "".join(c if c.isprintable() else "?" for c in name)
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"
