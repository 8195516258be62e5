"""The sentences of our own memo template: a memo made here gives back every value exactly.

`templates/memo_body.py` writes what is read here; the round trip in tests/test_convert_memo_round.py
ties the two.
"""

from __future__ import annotations

import re

_YEAR = r"[0-9๐-๙]{4}"
_ABOUT = "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"
_MEASURES = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสของหน่วยงาน"

OPENING = re.compile(
    rf"ด้วย(?P<proposer>.*?) ได้วิเคราะห์{_ABOUT}(?: ประจำปีงบประมาณ พ\.ศ\. (?P<assessed>{_YEAR}))? "
    rf"และเสนอ{_MEASURES}(?: สำหรับปีงบประมาณ พ\.ศ\. (?P<fiscal>{_YEAR}))? "
    r"ไว้(?:(?P<citation>ใน.*?)|แล้ว) โดยมีมาตรการ ผู้รับผิดชอบ และแนวทางการกำกับติดตาม ดังตารางต่อไปนี้",
    re.DOTALL,
)
CITATION = re.compile(
    r"ใน(?:ข้อ (?P<item>.*?) ของ)?(?:บันทึกข้อความฉบับก่อน|บันทึกข้อความ"
    r"(?: เรื่อง (?P<subject>.*?))?(?: ลงวันที่ (?P<day>[0-9๐-๙]{1,2} [^\s0-9๐-๙]+ [0-9๐-๙]{4}))?)",
    re.DOTALL,
)
SCORE = re.compile(
    r"ในการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ "
    rf"\(Integrity and Transparency Assessment: ITA\)(?: ประจำปีงบประมาณ พ\.ศ\. (?P<assessed>{_YEAR}))? "
    r"(?P<office>.*?) ได้คะแนนรวม (?P<total>[0-9๐-๙]{1,3}\.[0-9๐-๙]{2}|\.+) คะแนน"
    r"(?: \(IIT (?P<iit>[0-9๐-๙.]+) EIT (?P<eit>[0-9๐-๙.]+) OIT (?P<oit>[0-9๐-๙.]+)\))? "
    r"อยู่ในระดับ (?P<level>.*?) และเพื่อพัฒนาการดำเนินงานให้มีผลการประเมินสูงขึ้น"
    rf"(?:ในปีงบประมาณ พ\.ศ\. (?P<fiscal>{_YEAR}))? (?P<proposer>.*?) "
    r"ได้ติดตามการดำเนินการตามมาตรการข้างต้นแล้ว จึงขอรายงานผล(?: (?P<round>รอบ [0-9๐-๙]+ เดือน))?"
    r"(?: ณ วันที่ (?P<cutoff>[0-9๐-๙]{1,2} [^\s0-9๐-๙]+ [0-9๐-๙]{4}))? ดังนี้",
    re.DOTALL,
)
HEADINGS = (
    re.compile("บันทึกข้อความ"),
    re.compile("ร่าง"),
    re.compile(rf"{_MEASURES}(?: ประจำปีงบประมาณ พ\.ศ\. (?P<fiscal>{_YEAR}))?"),
    re.compile(rf"สรุปผลการดำเนินการตาม{_MEASURES}"),
)
EARLIER_UNNAMED = "บันทึกข้อความฉบับก่อน"
