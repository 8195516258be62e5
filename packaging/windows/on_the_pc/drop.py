"""A folder dropped on the icon: `itaxl desk`, then a pause to read."""

import sys

from itaxl.cli import main

HOW = (
    "ลากโฟลเดอร์ที่มีแบบติดตามของหลายหน่วยงานมาวางบนไอคอนนี้\n"
    "โปรแกรมจะตรวจทุกเล่ม ออกบันทึกข้อความ และสรุปทั้งอำเภอไว้ในโฟลเดอร์ผลลัพธ์ข้างโฟลเดอร์นั้น"
)


def dropped(places: list[str]) -> int:
    """The gravest exit code of them all."""
    codes = [main(["desk", place]) for place in places]
    if not codes:
        sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.write(HOW + "\n")
    return max(codes, default=0)


if __name__ == "__main__":
    code = dropped(sys.argv[1:])
    sys.stdout.write("\nกด Enter เพื่อปิดหน้าต่างนี้ ")
    sys.stdout.flush()
    sys.stdin.readline()
    sys.exit(code)
