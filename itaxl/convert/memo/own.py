"""The sentences of our own memo templates: a memo made here gives back every value exactly.

`templates/memo_body.py` writes what is read here, and earlier versions wrote otherwise; the round trip in
tests/test_convert_memo_round.py ties the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_YEAR = r"[0-9๐-๙]{4}"
_DAY = r"[0-9๐-๙]{1,2} [^\s0-9๐-๙]+ [0-9๐-๙]{4}"
_ABOUT = "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"
_MEASURES = "มาตรการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
_PLANNED = "มาตรการเพื่อขับเคลื่อนการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงานให้ดี"
_OLD_MEASURES = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสของหน่วยงาน"
_ASSESSED = rf"(?: ประจำปีงบประมาณ พ\.ศ\. (?P<assessed>{_YEAR}))?"
_OF_YEAR = rf"(?: ประจำปีงบประมาณ พ\.ศ\. (?P<fiscal>{_YEAR}))?"
_FISCAL = rf"(?: สำหรับปีงบประมาณ พ\.ศ\. (?P<fiscal>{_YEAR}))?"
_TABLES = r"โดยมีมาตรการ ผู้รับผิดชอบ และแนวทางการกำกับติดตาม ดังตารางต่อไปนี้"
_ENCLOSED = r"รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย [12๑๒]"
_PARTS = r"(?: \(IIT (?P<iit>[0-9๐-๙.]+) EIT (?P<eit>[0-9๐-๙.]+) OIT (?P<oit>[0-9๐-๙.]+)\))? "
_TOTAL = r"(?P<total>[0-9๐-๙]{1,3}\.[0-9๐-๙]{2}|\.+) คะแนน"
_AIM = rf" และเพื่อพัฒนาการดำเนินงานให้มีผลการประเมินสูงขึ้น(?:ในปีงบประมาณ พ\.ศ\. (?P<fiscal>{_YEAR}))?"
_NO_AIM = r"(?P<fiscal>(?!))?"
_SPAN = rf"(?: (?P<round>รอบ [0-9๐-๙]+ เดือน))?(?: ณ วันที่ (?P<cutoff>{_DAY}))? "
_REPORTED = rf" (?P<proposer>.*?) ได้ติดตามการดำเนินการตามมาตรการข้างต้นแล้ว จึงขอรายงานผล{_SPAN}"


def _all(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.DOTALL) for pattern in patterns)


def matched(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    """The first of the patterns that the whole text is."""
    return next((found for pattern in patterns if (found := pattern.fullmatch(text))), None)


OPENING = _all(
    rf"(?:ตามที่|ด้วย)(?P<proposer>.*?) ได้(?:รายงานการ)?วิเคราะห์{_ABOUT}(?:ในปี พ\.ศ\. (?P<assessed>{_YEAR}))? "
    rf"และได้กำหนด{_PLANNED}ขึ้น(?P<fiscal>(?!))? ไว้(?:(?P<citation>(?:ในข้อ|ตาม).*?)|แล้ว) "
    rf"(?:มีรายละเอียดดังนี้|{_ENCLOSED})",
    rf"(?:ตามที่|ด้วย)(?P<proposer>.*?) ได้(?:รายงานการ)?วิเคราะห์{_ABOUT}{_ASSESSED} "
    rf"และได้กำหนด{_MEASURES}{_FISCAL} ไว้(?:(?P<citation>(?:ในข้อ|ตาม).*?)|แล้ว) (?:{_TABLES}|{_ENCLOSED})",
    rf"ด้วย(?P<proposer>.*?) ได้วิเคราะห์{_ABOUT}{_ASSESSED} และเสนอ{_OLD_MEASURES}{_FISCAL} "
    rf"ไว้(?:(?P<citation>ใน.*?)|แล้ว) {_TABLES}",
)
CITATION = _all(
    r"(?:ใน)?(?:ข้อ (?P<item>.*?) (?:ของ|ตาม)|ตาม)?(?:บันทึกข้อความฉบับก่อน|บันทึกข้อความ"
    rf"(?: เรื่อง (?P<subject>.*?))?(?: ลงวันที่ (?P<day>{_DAY}))?)"
)
SCORE = _all(
    rf"{_ABOUT} \(Integrity and Transparency Assessment: ITA\){_ASSESSED} ของ(?P<office>.*?) "
    rf"มีค่าคะแนนเท่ากับ {_TOTAL}{_PARTS}อยู่ในระดับ (?P<level>.*?) และเพื่อให้{_ABOUT} \(ITA\){_OF_YEAR} "
    rf"มีค่าคะแนนที่สูงขึ้น และเป็นไปตาม{_PLANNED}ยิ่งขึ้น (?P<proposer>.*?) "
    rf"จึงขอรายงานผลการดำเนินการตาม{_MEASURES}ให้ดียิ่งขึ้น{_SPAN}ตามมาตรการที่ได้กำหนดไว้ข้างต้น ดังต่อไปนี้",
    rf"{_ABOUT} \(Integrity and Transparency Assessment: ITA\){_ASSESSED} ของ(?P<office>.*?) "
    rf"มีค่าคะแนนเท่ากับ {_TOTAL}{_PARTS}อยู่ในระดับ (?P<level>.*?){_AIM}{_REPORTED}ดังนี้",
    rf"{_ABOUT} \(ITA\){_ASSESSED} ของ(?P<office>.*?) "
    rf"มีค่าคะแนนเท่ากับ {_TOTAL}{_PARTS}อยู่ในระดับ (?P<level>.*?){_NO_AIM}{_REPORTED}{_ENCLOSED}",
    r"ในการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ "
    rf"\(Integrity and Transparency Assessment: ITA\){_ASSESSED} (?P<office>.*?) "
    rf"ได้คะแนนรวม {_TOTAL}{_PARTS}อยู่ในระดับ (?P<level>.*?){_AIM}{_REPORTED}ดังนี้",
)
#: A line below a measure begins with what it tells of.
TOLD = _all(r"ผลการดำเนินการ: (?P<result>.+)", r"ปัญหา/อุปสรรค: (?P<problems>.+)", r"หลักฐาน: (?P<evidence>.+)")
#: The table of scores by instrument; the total and the level are in the sentence above.
SCORE_LINES = _all(
    r"แบบวัด.*\((?P<instrument>IIT|EIT|OIT)\)\t(?P<score>[0-9๐-๙.]+)",
    r"เครื่องมือการประเมิน\tคะแนน.*",
    r"คะแนนรวม ITA(?: \(ระดับ .*\))?\t[0-9๐-๙.]+",
)
#: After this sentence the memo closes, before its tables.
ENCLOSED = SCORE[2:3]
HEADINGS = _all(
    "บันทึกข้อความ",
    "ร่าง",
    rf"(?:{_PLANNED}ขึ้น|{_MEASURES}|{_OLD_MEASURES}){_OF_YEAR}",
    rf"ประจำปีงบประมาณ พ\.ศ\. (?P<fiscal>{_YEAR})",
    rf"ผลการดำเนินการตาม{_MEASURES}(?: รอบ [0-9๐-๙]+ เดือน)?",
    rf"สรุปผลการดำเนินการตาม{_OLD_MEASURES}",
    r"สิ่งที่ส่งมาด้วย [12๑๒]",
    r"สิ่งที่ส่งมาด้วย\s*[1๑]\. ตารางมาตรการ\s+[2๒]\. ตารางผลการดำเนินการ",
)
#: What a citation says of a memo of which neither subject nor date is known.
_UNNAMED = _all("(?:ใน|ตาม)บันทึกข้อความฉบับก่อน")


def is_unnamed(citation: str) -> bool:
    return matched(_UNNAMED, citation) is not None
