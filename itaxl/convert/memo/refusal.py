"""The sentences for memos that cannot be read: what is the matter, and what to do next."""

from __future__ import annotations

from itaxl.errors import InputError
from itaxl.reading.refusal import Refusal

_SAVE_AS = "โปรดเปิดด้วย Word แล้วเลือก บันทึกเป็น (Save As) ชนิด .docx แล้วลองอีกครั้ง"


class MemoRefusal(Refusal):
    """As `Refusal`, in the words for a Word document."""

    __slots__ = ()

    def file_too_large(self, megabytes: int) -> InputError:
        return InputError(f"ไฟล์ {self._named()} ใหญ่เกิน {megabytes} MB", "โปรดลบรูปภาพที่ไม่เกี่ยวข้องออก แล้วบันทึกใหม่")

    def expands_too_far(self, megabytes: int) -> InputError:
        return InputError(
            f"ข้อมูลในไฟล์ {self._named()} มีขนาดใหญ่ผิดปกติ (เกิน {megabytes} MB เมื่อคลายออก)",
            "โปรดคัดลอกเฉพาะเนื้อความของบันทึกไปไว้ในเอกสารใหม่ แล้วลองอีกครั้ง",
        )

    def too_much_text(self) -> InputError:
        return InputError(
            f"เอกสาร {self._named()} ยาวเกินกว่าบันทึกข้อความหนึ่งฉบับ", "โปรดแยกให้เหลือบันทึกไฟล์ละหนึ่งฉบับ แล้วลองอีกครั้ง"
        )

    def encrypted(self) -> InputError:
        return InputError(
            f"ไฟล์ {self._named()} ตั้งรหัสผ่านไว้ จึงอ่านไม่ได้",
            "โปรดเปิดด้วย Word ยกเลิกรหัสผ่านที่ ไฟล์ > ข้อมูล > ป้องกันเอกสาร แล้วบันทึกใหม่",
        )

    def nested_tables(self) -> InputError:
        return InputError(f"เอกสาร {self._named()} ชนิด .rtf มีตารางซ้อนในตาราง จึงอ่านให้ครบไม่ได้", _SAVE_AS)

    def damaged(self) -> InputError:
        return InputError(
            f"ไฟล์ {self._named()} เสียหายหรือไม่สมบูรณ์ จึงอ่านไม่ได้",
            "โปรดเปิดด้วย Word แล้วบันทึกเป็นไฟล์ .docx ใหม่ หากเปิดไม่ได้ โปรดขอไฟล์จากผู้ส่งอีกครั้ง",
        )

    def old_word(self) -> InputError:
        return InputError(f"ไฟล์ {self._named()} เป็นเอกสาร Word รุ่นเก่า (.doc)", _SAVE_AS)

    def wrong_type(self, kind: str) -> InputError:
        """`kind` is what the file is instead, in Thai."""
        return InputError(f"ไฟล์ {self._named()} เป็น{kind} ไม่ใช่เอกสาร Word ชนิด .docx", _SAVE_AS)
