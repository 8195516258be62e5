"""Two examples for each command, which end its help: what is typed most, and what is easily missed."""

from __future__ import annotations

EXAMPLES = {
    "new": ("itaxl new", "itaxl new อำเภอ.xlsm --district"),
    "check": ("itaxl check ITA_tracker.xlsm", "itaxl check ITA_tracker.xlsm --json"),
    "rollup": ("itaxl rollup ITA_tracker.xlsm", "itaxl rollup ITA_tracker.xlsm --json"),
    "links": ("itaxl links ITA_tracker.xlsm", "itaxl links ITA_tracker.xlsm --again --json"),
    "mend": ("itaxl mend ITA_tracker.xlsm", 'itaxl mend --undo "ITA_tracker แก้ไขตามข้อเสนอ.xlsm"'),
    "memo": ("itaxl memo ITA_tracker.xlsm", "itaxl memo ITA_tracker.xlsm -o บันทึก.docx --draft"),
    "batch": (
        "itaxl batch อำเภอ --out ผลลัพธ์",
        "itaxl batch อำเภอ --out ผลลัพธ์ --annotate --replies",
    ),
    "desk": ("itaxl desk อำเภอ", "itaxl desk อำเภอ --wait"),
    "roster": ("itaxl roster อำเภอ", "itaxl roster อำเภอ -o รายชื่อหน่วยงาน.xlsx"),
    "convert": ("itaxl convert ตารางเดิม.xlsx --out ใหม่", "itaxl convert ตารางเดิม.xlsx --explain"),
    "next-year": ("itaxl next-year ITA_tracker.xlsm", "itaxl next-year ITA_tracker.xlsm ปีหน้า.xlsm"),
    "template": ("itaxl template export", "itaxl template check แม่แบบ.docx"),
    "template export": ("itaxl template export", "itaxl template export บันทึก --out อำเภอ"),
    "template check": ("itaxl template check แม่แบบ.docx", "itaxl template check แม่แบบ.docx --json"),
    "template preview": ("itaxl template preview บันทึก", "itaxl template preview แม่แบบ.docx -o ลอง.docx"),
    "run": ("itaxl run all", "itaxl run district all --calc"),
    "install": ("itaxl install --dry-run", "itaxl install --calc"),
    "doctor": ("itaxl doctor", "itaxl doctor ITA_tracker.xlsm"),
    "completion": ("itaxl completion bash", "itaxl completion powershell"),
}


def examples(command: str) -> str:
    """The end of a command's help."""
    return "\n".join(("ตัวอย่าง:", *(f"  {line}" for line in EXAMPLES[command])))
