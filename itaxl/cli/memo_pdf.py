"""What `itaxl memo --pdf` tells of its PDF."""

from __future__ import annotations


def font_remark(docx: bytes) -> str:
    """What to tell when this machine lacks the memo's fonts; else empty."""
    from itaxl.pdf import missing_fonts
    from itaxl.setup.this_pc import this_machine

    missing = missing_fonts(docx, this_machine().fonts())
    if not missing:
        return ""
    return f"โปรดทราบ: เครื่องนี้ไม่มีแบบอักษร {', '.join(missing)} ตัวอักษรและจำนวนหน้าใน PDF จึงอาจต่างจากบันทึกข้อความ"
