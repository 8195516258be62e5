"""The workbook contract: sheets, labels, columns.  The only place that spells them.

Labels are matched after `thai.key`, so spaces, invisible characters and Thai digits do not matter.
Everything that reads, writes or explains the workbook goes through these tables.
"""

from __future__ import annotations

from enum import Enum

from itaxl.core.choices import Answer, Grouping, Secrecy, Urgency
from itaxl.core.model import DateStyle, Digits, OfficeKind, Round, Status
from itaxl.named_tuple import NamedTuple

GUIDE_SHEET = "คู่มือ"
OFFICE_SHEET = "หน่วยงาน"
MEASURES_SHEET = "มาตรการ"
ROLLUP_SHEET = "สรุปตามกอง"
FINDINGS_SHEET = "ผลการตรวจ"
CONFIG_SHEET = "xlwings.conf"
SHEETS = (GUIDE_SHEET, OFFICE_SHEET, MEASURES_SHEET, ROLLUP_SHEET, FINDINGS_SHEET, CONFIG_SHEET)
#: For reading only, behind the others, where `next-year` has something to remember.
HISTORY_SHEET = "มาตรการปีก่อน"
#: For reading only, too: what `convert` could not place, or is not sure of.
UNSORTED_SHEET = "ข้อมูลที่ยังไม่ได้จัด"

MEASURES_TABLE = "tblMeasures"
ROLLUP_TABLE = "tblRollup"
#: Names for the drop-downs; ASCII, so that they survive every program.
DIVISION_NAMES = "lstDivisions"

OFFICE_SECTION = "ข้อมูลหน่วยงาน"
REPORT_SECTION = "ข้อมูลรายงาน"
SIGNERS_SECTION = "ผู้ลงนามในบันทึกข้อความ"
DIVISIONS_SECTION = "ส่วนราชการในหน่วยงาน"
SECTIONS = (OFFICE_SECTION, REPORT_SECTION, SIGNERS_SECTION, DIVISIONS_SECTION)


class Kind(Enum):
    """What a field holds, and so how a cell is read, shown and offered."""

    TEXT = "text"
    LINES = "lines"
    DATE = "date"
    SCORE = "score"
    YEAR = "year"
    COUNT = "count"
    CHOICE = "choice"
    DIVISIONS = "divisions"
    OUTPUT = "output"


class Need(Enum):
    """What an empty cell means."""

    REQUIRED = "required"  # an error: the memo cannot be complete
    ADVISED = "advised"  # a warning
    OPTIONAL = "optional"  # nothing


class Field(NamedTuple):
    """One labelled cell or one column.  `key` is its name in the model; `width` in characters.

    `since` is the contract that it came with (see `CONTRACT`): an older tracker cannot have it.
    `formerly` is the label of an older contract, which is read all the same.
    """

    key: str
    label: str
    hint: str = ""
    kind: Kind = Kind.TEXT
    need: Need = Need.OPTIONAL
    choices: tuple[str, ...] = ()
    width: int = 16
    since: int = 1
    formerly: str = ""


def field(fields: tuple[Field, ...], key: str) -> Field:
    """The field of a key; KeyError for a key that the table does not have."""
    for candidate in fields:
        if candidate.key == key:
            return candidate
    raise KeyError(key)


def _words(words: type[Enum]) -> tuple[str, ...]:
    return tuple(member.value for member in words)


OFFICE_FIELDS = (
    Field("kind", "ประเภทหน่วยงาน", "เลือกจากรายการ", Kind.CHOICE, Need.REQUIRED, _words(OfficeKind)),
    Field("name", "ชื่อหน่วยงาน", "เฉพาะชื่อ ไม่ต้องพิมพ์คำว่า อบต. หรือเทศบาลซ้ำ", need=Need.REQUIRED),
    Field("district", "อำเภอ", "เฉพาะชื่อ ไม่ต้องพิมพ์คำว่า อำเภอ", need=Need.REQUIRED),
    Field("province", "จังหวัด", "เฉพาะชื่อ ไม่ต้องพิมพ์คำว่า จังหวัด", need=Need.REQUIRED),
    Field("phone", "โทรศัพท์", "เช่น 0 4300 0000 (เว้นว่างได้)"),
    Field("email", "อีเมล", "เช่น saraban@ชื่อหน่วยงาน.go.th (เว้นว่างได้)"),
    Field("website", "เว็บไซต์ของหน่วยงาน", "เช่น www.ชื่อหน่วยงาน.go.th หลายแห่งคั่นด้วย , (เว้นว่างได้)", since=3),
    Field(
        "book_code",
        "เลขที่หนังสือ",
        "รหัสตัวอักษรจังหวัด เลข 5 หลัก และเครื่องหมาย / เช่น กข 70101/",
        need=Need.ADVISED,
    ),
    Field(
        "owner_division",
        "ส่วนราชการเจ้าของเรื่อง",
        "ชื่อตามรายการส่วนราชการด้านล่าง เช่น สำนักปลัด",
        need=Need.REQUIRED,
    ),
    Field("sub_unit", "งานหรือฝ่ายเจ้าของเรื่อง", "เช่น งานบริหารทั่วไป (เว้นว่างได้)"),
    Field("addressee", "เรียน", "เว้นว่างได้ โปรแกรมจะใช้ชื่อตำแหน่งนายกของหน่วยงาน"),
    Field("through", "ผ่าน", "เช่น ปลัดองค์การบริหารส่วนตำบล (เว้นว่างได้)"),
    Field("emblem", "ไฟล์ภาพตราครุฑ", "ชื่อไฟล์ .png หรือ .jpg ที่วางไว้ข้างสมุดงานนี้", need=Need.ADVISED),
    Field("font", "แบบอักษรในบันทึก", "เว้นว่างได้ โปรแกรมจะใช้ TH SarabunPSK"),
    Field("digits", "รูปแบบตัวเลขในบันทึก", "หากเว้นว่าง จะใช้เลขไทย", Kind.CHOICE, choices=_words(Digits)),
    Field("date_style", "รูปแบบวันที่ในบันทึก", "เลือกจากรายการ", Kind.CHOICE, choices=_words(DateStyle)),
)

REPORT_FIELDS = (
    Field("fiscal_year", "ปีงบประมาณของมาตรการ", "ปี พ.ศ. 4 หลัก เช่น 2567", Kind.YEAR, Need.REQUIRED),
    Field("assessed_year", "ปีที่ประเมิน ITA", "ปกติคือปีก่อนหน้า เช่น 2566", Kind.YEAR, Need.REQUIRED),
    Field("iit", "คะแนน IIT", "0–100 ทศนิยม 2 ตำแหน่ง", Kind.SCORE, Need.ADVISED),
    Field("eit", "คะแนน EIT", "0–100 ทศนิยม 2 ตำแหน่ง", Kind.SCORE, Need.ADVISED),
    Field("oit", "คะแนน OIT", "0–100 ทศนิยม 2 ตำแหน่ง", Kind.SCORE, Need.ADVISED),
    Field("total", "คะแนนรวม ITA", "IIT 30% + EIT 30% + OIT 40%", Kind.SCORE, Need.REQUIRED),
    Field("level", "ระดับผลการประเมิน", "ถึงปี 2565: AA–F ตั้งแต่ปี 2566: ผ่านดีเยี่ยม ผ่านดี ผ่าน …", need=Need.REQUIRED),
    Field("memo_date", "วันที่บันทึกข้อความ", "เช่น 31/3/2567", Kind.DATE, Need.REQUIRED),
    Field("subject", "เรื่อง", "เว้นว่างได้ โปรแกรมมีข้อความมาตรฐานให้"),
    Field("earlier_subject", "เรื่องของบันทึกฉบับก่อน", "บันทึกที่กำหนดมาตรการไว้", need=Need.ADVISED),
    Field("earlier_date", "วันที่ของบันทึกฉบับก่อน", "เช่น 31/1/2567", Kind.DATE, Need.ADVISED),
    Field("earlier_item", "ข้อที่อ้างถึงในบันทึกฉบับก่อน", "เช่น 6 (เว้นว่างได้)"),
    Field("cutoff", "ข้อมูล ณ วันที่", "วันที่ใช้นับงานเกินกำหนด เช่น 31/3/2567", Kind.DATE, Need.ADVISED),
    Field("follow_up", "การกำกับติดตาม (ใช้ทุกมาตรการ)", "ใช้กับทุกมาตรการที่ไม่ได้ระบุเอง", Kind.LINES),
    Field("closing", "ภาคสรุป", "เว้นว่างได้ โปรแกรมจะใช้ จึงเรียนมาเพื่อโปรดทราบ", formerly="คำลงท้าย"),
    Field("round", "รอบการรายงาน", "เลือกจากรายการ (เว้นว่างได้)", Kind.CHOICE, choices=_words(Round)),
    Field("urgency", "ชั้นความเร็ว", "เลือกจากรายการ (เว้นว่างได้)", Kind.CHOICE, choices=_words(Urgency), since=3),
    Field("secrecy", "ชั้นความลับ", "เลือกจากรายการ (เว้นว่างได้)", Kind.CHOICE, choices=_words(Secrecy), since=3),
    Field(
        "template",
        "แม่แบบบันทึก",
        "ชื่อไฟล์ .docx ที่วางไว้ข้างสมุดงานนี้ หรือชื่อแม่แบบที่มากับโปรแกรม (เว้นว่างได้ โปรแกรมจะใช้ บันทึก)",
        since=3,
    ),
    Field(
        "grouping",
        "จัดกลุ่มมาตรการในบันทึก",
        "เลือกจากรายการ (เว้นว่างได้)",
        Kind.CHOICE,
        choices=_words(Grouping),
        since=3,
    ),
    Field(
        "pdf", "ทำ PDF ด้วย", "เลือก ใช่ เพื่อให้ปุ่มออก PDF ของบันทึกด้วย", Kind.CHOICE, choices=_words(Answer), since=3
    ),
)

SIGNER_COLUMNS = (
    Field("role", "หัวข้อความเห็น", "แถวแรกคือผู้เสนอ เว้นว่างไว้ แถวถัดไป เช่น ความเห็นปลัด…", width=30),
    Field("name", "ชื่อ-สกุล", "พร้อมคำนำหน้า", need=Need.REQUIRED, width=38),
    Field("position", "ตำแหน่ง", "", need=Need.REQUIRED, width=38),
    Field("position2", "ตำแหน่ง (บรรทัดที่ 2)", "เช่น รักษาราชการแทน …", width=24),
)
DIVISION_COLUMNS = (
    Field("short", "ชื่อย่อ", "ชื่อที่ใช้ในตารางและในบันทึก", need=Need.REQUIRED, width=34),
    Field("full", "ชื่อเต็ม", "", width=44),
    Field("aliases", "ชื่ออื่นที่เคยใช้", "คั่นด้วยเครื่องหมาย ;", width=44),
)
SIGNER_ROWS = 8
DIVISION_ROWS = 20

_IN_BRACKETS = "พิมพ์ในวงเล็บต่อจากเครื่องหมาย / ในบันทึก"
_CUT = "เว้นว่างได้ โปรแกรมตัดคำว่า ควร ให้"
MEASURE_COLUMNS = (
    Field("number", "ลำดับที่", "1, 2, 3 …", Kind.COUNT, Need.REQUIRED, width=8),
    Field("title", "มาตรการ", "เช่น ควรมีคู่มือการให้บริการ", Kind.LINES, Need.REQUIRED, width=31),
    Field("steps", "ขั้นตอนหรือวิธีการ", "ขั้นตอนละบรรทัด โดยกด Alt+Enter", Kind.LINES, Need.REQUIRED, width=40),
    Field(
        "divisions",
        "ผู้รับผิดชอบ",
        "เลือกจากรายการ หลายกองพิมพ์คั่นด้วย , หรือพิมพ์ ทุกส่วนราชการ",
        Kind.DIVISIONS,
        Need.REQUIRED,
        width=20,
    ),
    Field("due", "กำหนดแล้วเสร็จ", "เช่น 31/3/2567", Kind.DATE, Need.ADVISED, width=18),
    Field(
        "status", "สถานะการดำเนินการ", "เลือกจากรายการ", Kind.CHOICE, Need.REQUIRED, _words(Status), width=22
    ),
    Field("done_on", "วันที่แล้วเสร็จ", "กรอกเมื่อดำเนินการเสร็จแล้ว", Kind.DATE, width=18),
    Field("evidence", "หลักฐาน (ลิงก์)", "ลิงก์หน้าเว็บของหน่วยงาน ขึ้นต้นด้วย https://", width=26),
    Field("note", "หมายเหตุต่อท้ายเครื่องหมาย /", _IN_BRACKETS, width=24, formerly="หมายเหตุท้ายเครื่องหมาย"),
    Field("result_title", "ชื่อมาตรการในตารางผล", _CUT, Kind.LINES, width=30, formerly="มาตรการ (ข้อความในผล)"),
    Field("result_steps", "ขั้นตอนในตารางผล", _CUT, Kind.LINES, width=36, formerly="ขั้นตอน (ข้อความในผล)"),
    Field("follow_up", "การกำกับติดตาม", "เว้นว่างได้ โปรแกรมจะใช้ข้อความในแผ่นงานหน่วยงาน", Kind.LINES, width=26),
    Field("indicator", "ตัวชี้วัดที่", "1–10 (เว้นว่างได้)", Kind.COUNT, width=10),
    Field("result", "ผลการดำเนินการ", "ดำเนินการอย่างไร ได้ผลเป็นอย่างไร", Kind.LINES, width=40, since=3),
    Field(
        "result_6",
        "ผลการดำเนินการรอบ 6 เดือน",
        "ผล ณ รอบ 6 เดือน ที่เก็บไว้คู่กับผลรอบ 12 เดือน",
        Kind.LINES,
        width=40,
        since=3,
    ),
    Field("problems", "ปัญหา/อุปสรรค", "เว้นว่างได้", Kind.LINES, width=30, since=3),
    Field("budget", "งบประมาณที่ตั้งไว้", "เช่น 20,000 หรือ ไม่ใช้งบประมาณ", width=18, since=3),
    Field("spent", "งบประมาณที่ใช้ไป", "เช่น 18,500", width=18, since=3),
    Field(
        "issue",
        "ประเด็นที่ต้องพัฒนา",
        "เว้นว่างได้ โปรแกรมจะใช้ชื่อตัวชี้วัดของเลขในช่องตัวชี้วัดที่",
        Kind.LINES,
        width=26,
        since=3,
    ),
    Field("message", "ผลการตรวจ", "โปรแกรมเขียนให้", Kind.OUTPUT, width=40),
)
#: Filled in for the memo only, side by side; each is folded away where a tracker has nothing in it.
MEMO_COLUMNS = (
    "note",
    *("result_title", "result_steps", "follow_up", "indicator"),
    *("result", "result_6", "problems", "budget", "spent", "issue"),
)

ROLLUP_COLUMNS = (
    Field("division", "ส่วนราชการ", width=34),
    Field("measures", "มาตรการทั้งหมด", width=14),
    Field("not_started", Status.NOT_STARTED.value, width=16),
    Field("in_progress", Status.IN_PROGRESS.value, width=18),
    Field("done", Status.DONE.value, width=24),
    Field("overdue", "เกินกำหนด", width=12),
    Field("percent_done", "ร้อยละที่เสร็จ", width=14),
    # behind the others, where a tracker that was made without it has room for it
    Field("unread", "ไม่ทราบสถานะ", width=14, since=3),
)
ROLLUP_TOTAL = "รวมทั้งหน่วยงาน"
FINDING_COLUMNS = (
    Field("severity", "ประเภท", width=14, formerly="ระดับ"),
    Field("sheet", "แผ่นงาน", width=14),
    Field("cell", "เซลล์", width=9),
    Field("value", "ค่าที่พบ", width=34),
    Field("message", "สิ่งที่พบและวิธีแก้ไข", width=80),
    Field("code", "รหัส", width=9),
    Field("suggestion", "ข้อเสนอ", width=34, since=3),
)
#: Beside the findings: what stood in the cells that were mended by a suggestion, for putting it back.
KEPT_COLUMNS = (
    Field("when", "แก้ไขเมื่อ", width=33, since=3),
    Field("kept_sheet", "แผ่นงานที่แก้ไข", width=15, since=3, formerly="แผ่นที่แก้ไข"),
    Field("kept_cell", "เซลล์ที่แก้ไข", width=13, since=3),
    Field("before", "ค่าเดิม", width=34, since=3),
    Field("after", "ค่าใหม่", width=34, since=3),
)
KEPT_TABLE = "ค่าเดิมก่อนแก้ไขตามข้อเสนอ"
UNSORTED_COLUMNS = (
    Field("sort", "ชนิด", width=24),
    Field("source", "ที่มาในไฟล์เดิม", width=42),
    Field("text", "ข้อความเดิม", width=60),
    Field("became", "ในแบบติดตามเล่มนี้", width=40),
    Field("advice", "สิ่งที่ควรทำ", width=60),
    Field("code", "รหัส", width=9),
)
#: The sheet มาตรการปีก่อน: what a measure was, and what became of it; the other labels are the measure's own.
HISTORY_COLUMNS = (
    Field("outcome", "ในปีใหม่", width=24),
    Field("year", "ปีงบประมาณเดิม", kind=Kind.YEAR, width=18),
    Field("number", "ลำดับที่เดิม", kind=Kind.COUNT, width=13),
    *(field(MEASURE_COLUMNS, name) for name in ("title", "steps", "divisions", "due", "status")),
    *(field(MEASURE_COLUMNS, name) for name in ("done_on", "evidence", "note")),
    *(
        field(MEASURE_COLUMNS, name)
        for name in ("result", "result_6", "problems", "budget", "spent", "issue")
    ),
)
SEVERITY_WORDS = {"error": "ต้องแก้ไข", "warning": "ควรตรวจสอบ"}

#: Words in the divisions cell that mean every division of the office.
ALL_DIVISIONS = "ทุกส่วนราชการ"
ALL_DIVISIONS_WORDS = (ALL_DIVISIONS, "ทุกกอง", "ทุกสำนัก/กอง", "ทุกหน่วยงาน", "ทุกส่วน", "ทุกกอง/ฝ่าย")

#: The contract of what we write.  A tracker says which one made it; one that says nothing is of the first.
CONTRACT = 3
CONTRACT_FIELD = Field("contract", "รุ่นของแบบติดตาม", "โปรแกรมเขียนให้ ไม่ต้องแก้ไข", Kind.OUTPUT, since=2)

#: Where a tracker that we write puts things; what we read is found by its labels instead.
CONTRACT_ROW = 3
OFFICE_FIRST_ROW = 4
MEASURES_HEADER_ROW = 5
ROLLUP_HEADER_ROW = 5
FINDINGS_HEADER_ROW = 5
