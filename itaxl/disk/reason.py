"""Why the system refused a file, in Thai: its own words are English."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "ไม่พบไฟล์หรือโฟลเดอร์",
    errno.ENOTDIR: "เป็นไฟล์ ไม่ใช่โฟลเดอร์",
    errno.EEXIST: "เป็นไฟล์ ไม่ใช่โฟลเดอร์",
    errno.EISDIR: "เป็นโฟลเดอร์ ไม่ใช่ไฟล์",
    errno.EACCES: "ไม่มีสิทธิใช้ไฟล์หรือโฟลเดอร์นี้",
    errno.EPERM: "ไม่มีสิทธิใช้ไฟล์หรือโฟลเดอร์นี้",
    errno.EROFS: "อ่านได้อย่างเดียว",
    errno.ENOSPC: "พื้นที่ว่างไม่พอ",
    errno.EDQUOT: "พื้นที่ที่ใช้ได้เต็มแล้ว",
    errno.EFBIG: "ไฟล์ใหญ่เกินไป",
    errno.ENAMETOOLONG: "ชื่อยาวเกินไป",
    errno.EBUSY: "มีโปรแกรมอื่นใช้อยู่",
    errno.ELOOP: "เป็นทางลัดที่วนกลับมาที่เดิม",
    errno.EIO: "ที่เก็บข้อมูลขัดข้อง",
}


def reason_of(problem: Exception) -> str:
    """One short phrase; the number of the error where nothing better is known."""
    number = problem.errno if isinstance(problem, OSError) else None
    return _REASONS.get(number or 0, f"เครื่องแจ้งรหัส {number}" if number else "เครื่องนี้ไม่รองรับ")
