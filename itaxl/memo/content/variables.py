"""The names that a memo template may use: one list for the check, the guide and `context`."""

from __future__ import annotations

from enum import Enum

from itaxl.named_tuple import NamedTuple


class Kind(Enum):
    """What stands behind a name; the value is the word in the guide, Thai and English."""

    TEXT = ("ข้อความ", "text")
    FLAG = ("จริง/เท็จ", "true/false")
    NUMBER = ("ตัวเลข", "number")
    LINES = ("รายการข้อความ", "list of texts")
    ROWS = ("รายการแถว", "list of rows")
    GROUPS = ("รายการกลุ่มของแถว", "list of groups of rows")
    OWN = ("ชื่อคอลัมน์ของหน่วยงาน", "columns by their header")


class Variable(NamedTuple):
    """A name, what it means, and what it may look like.  `items` are the names within one of its rows."""

    name: str
    thai: str
    english: str
    example: str
    kind: Kind = Kind.TEXT
    items: tuple[Variable, ...] = ()

    def item(self, name: str) -> Variable | None:
        return next((item for item in self.items if item.name == name), None)


_TITLE_LINES = "ชื่อมาตรการ ทีละย่อหน้า"
_LINK = (
    Variable("url", "ที่อยู่ของหน้าเว็บ", "address of the page", "https://www.example.go.th/ita/6"),
    Variable(
        "number",
        "ลำดับของลิงก์ในบันทึก (ใช้กับลิงก์และ QR)",
        "running number, for links and QR codes",
        "1",
        Kind.NUMBER,
    ),
)
#: What plan and result rows have in common.
_DETAILS = (
    Variable("due", "กำหนดแล้วเสร็จ", "due date", "๒๙ มีนาคม ๒๕๖๗"),
    Variable("done_on", "วันที่แล้วเสร็จ", "date done", "๒๐ มีนาคม ๒๕๖๗"),
    Variable("status", "สถานะการดำเนินการ", "status", "ดำเนินการเสร็จเรียบร้อยแล้ว"),
    Variable("note", "หมายเหตุต่อท้ายเครื่องหมาย /", "note beside the mark", "คู่มือบนเว็บไซต์"),
    Variable("indicator", "ตัวชี้วัดที่", "number of the indicator", "๖"),
    Variable("instrument", "เครื่องมือของตัวชี้วัด", "instrument of the indicator", "EIT"),
    Variable("issue", "ประเด็นที่ต้องพัฒนา ทีละย่อหน้า", "issue, by paragraphs", "คุณภาพการดำเนินงาน", Kind.LINES),
    Variable(
        "result",
        "ผลการดำเนินการของรอบที่รายงาน ทีละย่อหน้า",
        "result of the round reported, by paragraphs",
        "จัดทำคู่มือฉบับย่อและเผยแพร่แล้ว",
        Kind.LINES,
    ),
    Variable("result_6", "ผลการดำเนินการรอบ ๖ เดือน ทีละย่อหน้า", "result of the 6 months' round", "", Kind.LINES),
    Variable("result_12", "ผลการดำเนินการ ทีละย่อหน้า", "result as of the column ผลการดำเนินการ", "", Kind.LINES),
    Variable("problems", "ปัญหา/อุปสรรค ทีละย่อหน้า", "problems, by paragraphs", "ไม่มี", Kind.LINES),
    Variable("budget", "งบประมาณที่ตั้งไว้", "budget", "๒๐,๐๐๐"),
    Variable("spent", "งบประมาณที่ใช้ไป", "spent", "๑๘,๕๐๐"),
    Variable(
        "evidence",
        "หลักฐาน ทีละย่อหน้า",
        "evidence, by paragraphs",
        "https://www.example.go.th/ita/6",
        Kind.LINES,
    ),
    Variable(
        "evidence_notes",
        "ข้อความในช่องหลักฐานที่ไม่ใช่ลิงก์ ทีละย่อหน้า",
        "what the evidence says besides its links",
        "รายงานการประชุม",
        Kind.LINES,
    ),
    Variable("links", "ลิงก์ในช่องหลักฐาน", "links in the evidence", "", Kind.ROWS, _LINK),
    Variable(
        "own",
        "คอลัมน์ที่หน่วยงานเพิ่มเอง ตามชื่อหัวคอลัมน์ (เว้นวรรคและเครื่องหมายเขียนเป็น _)",
        "the office's own columns by their header, with _ for spaces and signs",
        "row.own.ผู้ประสานงาน",
        Kind.OWN,
    ),
)
_PLAN_ROW = (
    Variable("number", "ลำดับที่ในวงเล็บ", "number in parentheses", "(๑)"),
    Variable("title", "ชื่อมาตรการ (ไม่มีลำดับที่)", "title without the number", "ควรมีคู่มือการให้บริการ"),
    Variable(
        "title_lines",
        _TITLE_LINES + " (มีลำดับที่นำหน้า)",
        "title by paragraphs, the number before the first",
        "(๑) ควรมีคู่มือการให้บริการ",
        Kind.LINES,
    ),
    Variable("steps", "ขั้นตอน ทีละย่อหน้า", "steps, a paragraph each", "- จัดทำคู่มือฉบับย่อ", Kind.LINES),
    Variable("divisions", "ส่วนราชการผู้รับผิดชอบ", "divisions in charge", "กองคลัง", Kind.LINES),
    Variable("follow_up", "การกำกับติดตาม บรรทัดแรก", "follow-up, first line", "รายงานผลทุกไตรมาส"),
    Variable("follow_up_more", "การกำกับติดตาม บรรทัดถัดไป", "follow-up, further lines", "", Kind.LINES),
    Variable(
        "merge",
        "การผสานช่องกำกับติดตาม: restart, continue หรือว่าง",
        "merge of the follow-up cell: restart, continue or empty",
        "restart",
    ),
    *_DETAILS,
)
_RESULT_ROW = (
    Variable("number", "ลำดับที่", "number", "๒"),
    Variable("title", "ชื่อมาตรการ", "title", "มีคู่มือการให้บริการ"),
    Variable("title_lines", _TITLE_LINES, "title by paragraphs", "มีคู่มือการให้บริการ", Kind.LINES),
    Variable("steps", "ขั้นตอน ทีละย่อหน้า", "steps, a paragraph each", "จัดทำคู่มือฉบับย่อ", Kind.LINES),
    Variable("divisions", "ส่วนราชการผู้รับผิดชอบ", "divisions in charge", "กองคลัง", Kind.LINES),
    Variable("not_started", "ช่องยังไม่ดำเนินการ", "mark: not started", "-"),
    Variable("in_progress", "ช่องอยู่ระหว่างดำเนินการ", "mark: in progress", "-"),
    Variable("done", "ช่องดำเนินการเสร็จเรียบร้อยแล้ว", "mark: done", "/ (คู่มือบนเว็บไซต์)"),
    *_DETAILS,
)
_SECTION = (
    Variable(
        "heading", "หัวข้อกลุ่ม (ว่างเมื่อไม่จัดกลุ่ม)", "heading, empty without grouping", "ตัวชี้วัดที่ ๖ คุณภาพการดำเนินงาน"
    ),
    Variable("plan", "แถวของตารางมาตรการในกลุ่มนี้", "plan rows of the section", "", Kind.ROWS, _PLAN_ROW),
    Variable("results", "แถวของตารางผลในกลุ่มนี้", "result rows of the section", "", Kind.ROWS, _RESULT_ROW),
)
_SCORE = (
    Variable("name", "ชื่อเครื่องมือ", "name of the instrument", "แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)"),
    Variable("score", "คะแนน", "score", "๙๒.๕๐"),
)
_SIGNER = (
    Variable("role", "หัวข้อความเห็น (ว่างเมื่อเป็นผู้เสนอ)", "opinion heading, empty for the proposer", "ความเห็นปลัด"),
    Variable("name", "ชื่อในวงเล็บ", "name in parentheses", "(นางสาวสมศรี ตัวอย่าง)"),
    Variable("positions", "ตำแหน่ง ทีละบรรทัด", "position, a line each", "หัวหน้าสำนักปลัด", Kind.LINES),
)

VARIABLES = (
    Variable(
        "agency",
        "ข้อความช่องส่วนราชการทั้งบรรทัด",
        "the whole ส่วนราชการ line",
        "องค์การบริหารส่วนตำบลตัวอย่าง (สำนักปลัด) อำเภอเมือง จังหวัดสมมุติบุรี",
    ),
    Variable("office_name", "ชื่อหน่วยงานเต็ม", "full name of the office", "องค์การบริหารส่วนตำบลตัวอย่าง"),
    Variable("district", "อำเภอ", "district", "เมือง"),
    Variable("province", "จังหวัด", "province", "สมมุติบุรี"),
    Variable("place", "อำเภอและจังหวัด", "district and province", "อำเภอเมือง จังหวัดสมมุติบุรี"),
    Variable("phone", "โทรศัพท์", "telephone", "๐ ๔๓๐๐ ๐๐๐๐"),
    Variable("email", "อีเมล", "e-mail", "saraban@example.go.th"),
    Variable("website", "เว็บไซต์ของหน่วยงาน", "the office's web site", "www.example.go.th"),
    Variable("owner_division", "ส่วนราชการเจ้าของเรื่อง", "division that owns the memo", "สำนักปลัด"),
    Variable("owner_division_full", "ชื่อเต็มของส่วนราชการเจ้าของเรื่อง", "its full name", "สำนักงานปลัด"),
    Variable("sub_unit", "งานหรือฝ่ายเจ้าของเรื่อง", "its sub-unit", "งานบริหารทั่วไป"),
    Variable("proposer", "งานและส่วนราชการเจ้าของเรื่อง", "sub-unit and division", "งานบริหารทั่วไป สำนักปลัด"),
    Variable(
        "proposer_full",
        "งานและชื่อเต็มของส่วนราชการเจ้าของเรื่อง",
        "sub-unit and full name of the division",
        "งานบริหารทั่วไป สำนักงานปลัด",
    ),
    Variable("book_number", "เลขที่หนังสือ (เว้นเลขทะเบียน)", "book number up to the slash", "กข ๗๐๑๐๑/"),
    Variable("memo_date", "วันที่บันทึก", "date of the memo", "๓๑ มีนาคม ๒๕๖๕"),
    Variable("subject", "เรื่อง", "subject", "รายงานผลการดำเนินการตามมาตรการ …"),
    Variable("to", "เรียน และผ่าน", "addressee and through whom", "นายกองค์การบริหารส่วนตำบลตัวอย่าง/ผ่านปลัด"),
    Variable("addressee", "เรียน", "addressee", "นายกองค์การบริหารส่วนตำบลตัวอย่าง"),
    Variable("through", "ผ่าน", "through whom", "ปลัดองค์การบริหารส่วนตำบลตัวอย่าง"),
    Variable("urgency", "ชั้นความเร็ว", "urgency", "ด่วนที่สุด"),
    Variable("secrecy", "ชั้นความลับ", "secrecy", "ลับ"),
    Variable("fiscal_year", "ปีงบประมาณของมาตรการ", "fiscal year of the measures", "๒๕๖๕"),
    Variable("assessed_year", "ปีที่ประเมิน ITA", "year of the ITA score", "๒๕๖๔"),
    Variable("round", "รอบการรายงาน", "reporting round", "รอบ ๖ เดือน"),
    Variable("cutoff", "ข้อมูล ณ วันที่", "cut-off date", "๓๑ มีนาคม ๒๕๖๕"),
    Variable("citation", "ข้อความอ้างบันทึกฉบับก่อน", "words that cite the earlier memo", "ในข้อ ๖ ตามบันทึกข้อความ …"),
    Variable("earlier_subject", "เรื่องของบันทึกฉบับก่อน", "subject of the earlier memo", "รายงานการวิเคราะห์ …"),
    Variable("earlier_date", "วันที่ของบันทึกฉบับก่อน", "date of the earlier memo", "๓๑ มกราคม ๒๕๖๕"),
    Variable("earlier_item", "ข้อที่อ้างถึง", "item of the earlier memo", "๖"),
    Variable("score", "คะแนนรวม ITA", "total score", "๘๑.๒๕"),
    Variable("level", "ระดับผลการประเมิน", "level", "B"),
    Variable("score_parts", "คะแนนรายส่วน (ตั้งแต่ปี ๒๕๖๖)", "the three scores, from FY2566", "IIT ๘๘.๔๐ EIT …"),
    Variable("iit", "คะแนน IIT", "IIT score", "๘๘.๔๐"),
    Variable("eit", "คะแนน EIT", "EIT score", "๘๖.๒๐"),
    Variable("oit", "คะแนน OIT", "OIT score", "๙๒.๕๐"),
    Variable(
        "plan_groups",
        "ตารางมาตรการ แบ่งกลุ่มตามการกำกับติดตามที่ใช้ร่วมกัน",
        "plan rows, grouped by shared follow-up",
        "",
        Kind.GROUPS,
        _PLAN_ROW,
    ),
    Variable("plan", "ตารางมาตรการ ทีละแถวไม่แบ่งกลุ่ม", "plan rows without groups", "", Kind.ROWS, _PLAN_ROW),
    Variable("results", "ตารางผลการดำเนินการ", "result rows", "", Kind.ROWS, _RESULT_ROW),
    Variable(
        "sections",
        "ตารางทั้งสองแบ่งตามช่อง จัดกลุ่มมาตรการในบันทึก",
        "both tables by what the office groups its measures by",
        "",
        Kind.ROWS,
        _SECTION,
    ),
    Variable("scores", "คะแนนรายเครื่องมือที่มี", "scores by instrument, those known", "", Kind.ROWS, _SCORE),
    Variable("measures_count", "จำนวนมาตรการ", "number of measures", "๖"),
    Variable("not_started_count", "จำนวนที่ยังไม่ดำเนินการ", "how many not started", "๐"),
    Variable("in_progress_count", "จำนวนที่อยู่ระหว่างดำเนินการ", "how many in progress", "๑"),
    Variable("done_count", "จำนวนที่เสร็จแล้ว", "how many done", "๕"),
    Variable(
        "unread_count", "จำนวนที่ไม่ทราบสถานะ (มีได้เฉพาะฉบับร่าง)", "how many of unknown status (in a draft)", "๐"
    ),
    Variable("overdue_count", "จำนวนที่เกินกำหนด", "how many overdue", "๐"),
    Variable("percent_done", "ร้อยละที่เสร็จ", "percent done", "๘๓.๓"),
    Variable("closing", "ภาคสรุป ทีละย่อหน้า", "closing, by paragraphs", "จึงเรียนมาเพื่อโปรดทราบ", Kind.LINES),
    Variable("signers", "ผู้ลงนาม ๐–๘ คน", "0–8 signers", "", Kind.ROWS, _SIGNER),
    Variable("draft", "เป็นร่างหรือไม่", "whether it is a draft", "", Kind.FLAG),
    Variable("emblem", "มีภาพตราครุฑหรือไม่", "whether there is an emblem picture", "", Kind.FLAG),
    Variable("thai_digits", "ใช้เลขไทยหรือไม่", "whether digits are Thai", "", Kind.FLAG),
    Variable("font", "ชื่อแบบอักษร", "name of the font", "TH SarabunPSK"),
)

BY_NAME = {variable.name: variable for variable in VARIABLES}
