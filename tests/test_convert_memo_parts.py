"""The single steps of reading a memo: columns, marks, steps, times, the head, who belongs to whom."""

from __future__ import annotations

import pytest

from itaxl.convert.memo.body import read_body
from itaxl.convert.memo.header import read_head
from itaxl.convert.memo.matching import Wording, pairs
from itaxl.convert.memo.office import read_agency
from itaxl.convert.memo.passage import Passage
from itaxl.convert.memo.signers import read_foot
from itaxl.convert.memo.symbols import symbols
from itaxl.core.meanings.steps import steps_of
from itaxl.core.model import OfficeKind


@pytest.mark.parametrize(
    ("lines", "steps"),
    [
        (["จัดอบรม"], ("จัดอบรม",)),
        (["-จัดอบรม", "- ทดสอบ"], ("จัดอบรม", "ทดสอบ")),
        (["-จัดอบรม", "ภายในเดือนนี้", "-ทดสอบ"], ("จัดอบรม ภายในเดือนนี้", "ทดสอบ")),
        (["จัดอบรม", "ทดสอบ"], ("จัดอบรม", "ทดสอบ")),
        (["(๑) จัดอบรม", "ต่อ", "(๒) ทดสอบ"], ("(๑) จัดอบรม ต่อ", "(๒) ทดสอบ")),
        (["-จัดอบรม -ทดสอบ -สรุป"], ("จัดอบรม", "ทดสอบ", "สรุป")),
        (["ภายใน 3 -5 วัน"], ("ภายใน 3 -5 วัน",)),
        (["2.5 ล้านบาท", "ก"], ("2.5 ล้านบาท", "ก")),
    ],
)
def it_tells_steps_apart(lines: list[str], steps: tuple[str, ...]) -> None:
    assert steps_of(lines) == steps


def it_joins_what_a_page_break_cut() -> None:
    assert steps_of(["จัดอบรมให้แก่", "พนักงานทุกคน"], joined=True) == ("จัดอบรมให้แก่ พนักงานทุกคน",)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "องค์การบริหารส่วนตำบลหนองจำลอง (สำนักปลัด) อำเภอเมือง จังหวัดสมมุติ",
            (OfficeKind.SAO, "หนองจำลอง", "สำนักปลัด", "", "เมือง", "สมมุติ"),
        ),
        (
            "สำนักปลัด งานธุรการ อบต.หนองจำลอง โทร ๐ ๔๓๐๐ ๐๐๐๐",
            (OfficeKind.SAO, "หนองจำลอง", "สำนักปลัด", "งานธุรการ", "", ""),
        ),
        ("องค์การบริหารส่วนจังหวัดสมมุติ (กองคลัง)", (OfficeKind.PAO, "สมมุติ", "กองคลัง", "", "", "")),
        (
            "เมืองพัทยา (สำนักปลัด) อำเภอบางทดลอง จังหวัดสมมุติ",
            (OfficeKind.PATTAYA, "", "สำนักปลัด", "", "บางทดลอง", "สมมุติ"),
        ),
        ("ทต. บึงทดลอง อ.เมือง จ.สมมุติ", (OfficeKind.TAMBON, "บึงทดลอง", "", "", "เมือง", "สมมุติ")),
        ("กองการศึกษา ศาสนาและวัฒนธรรม", (None, "", "กองการศึกษา ศาสนาและวัฒนธรรม", "", "", "")),
        ("", (None, "", "", "", "", "")),
    ],
)
def it_finds_the_office_in_any_order(line: str, wanted: tuple[object, ...]) -> None:
    found = read_agency(line)
    seen = (found.kind, found.name, found.division, found.sub_unit, found.district, found.province)
    assert seen == wanted
    assert found.rest == ""


def it_keeps_what_it_does_not_understand_of_the_office() -> None:
    assert read_agency("อบต.หนองจำลอง รหัสไปรษณีย์ 40000").rest == "รหัสไปรษณีย์ 40000"


class DescribeTheHead:
    def it_reads_two_labels_in_a_line(self) -> None:
        head = read_head(passages("ที่ กข ๗๐๑๐๑/\tวันที่ ๓๑ มีนาคม ๒๕๖๗", "เรียน นายก/ผ่านปลัด"))
        assert head.values == {"ที่": "กข ๗๐๑๐๑/", "วันที่": "๓๑ มีนาคม ๒๕๖๗", "เรียน": "นายก", "ผ่าน": "ปลัด"}

    def it_goes_on_in_the_next_line(self) -> None:
        head = read_head(passages("เรื่อง รายงานผลการดำเนินการ", "ตามมาตรการ", "เรียน นายก", "ตามที่"))
        assert head.get("เรื่อง") == "รายงานผลการดำเนินการ ตามมาตรการ"
        assert head.get("เรียน") == "นายก"

    def it_looks_for_labels_in_the_order_of_the_form(self) -> None:
        head = read_head(passages("เรื่อง ผล  ที่ประชุม  วันที่ ๑", "ที่ กข", "เรียน นายก"))
        assert head.get("ที่") == ""
        assert head.get("เรื่อง").startswith("ผล")

    def it_leaves_dotted_lines_out(self) -> None:
        assert read_head(passages("เรื่อง รายงาน..........", "เรียน นายก")).get("เรื่อง") == "รายงาน"


def passages(*texts: str) -> list[Passage]:
    return [Passage(text, f"ย่อหน้าที่ {n}") for n, text in enumerate(texts, start=1)]


class DescribeTheRunningText:
    def it_takes_each_score_for_what_it_is(self) -> None:
        told = read_body(passages("ได้คะแนน IIT ๙๐.๑๐ EIT ๘๘.๕๐ OIT ๙๓.๙๓ คะแนนรวม ๙๑.๑๕ อยู่ในระดับ ผ่านดี"))
        assert (str(told.total), told.level) == ("91.15", "ผ่านดี")
        assert {n: str(v) for n, v in told.parts.items()} == {"iit": "90.10", "eit": "88.50", "oit": "93.93"}
        assert told.doubts == []

    def it_doubts_two_totals(self) -> None:
        told = read_body(passages("ได้คะแนนรวม ๘๑.๒๕ คะแนน", "มีค่าคะแนนเท่ากับ ๘๑.๕๒ คะแนน"))
        assert [d.code for d in told.doubts] == ["C867"]
        assert str(told.total) == "81.25"

    def it_takes_a_dateless_level_by_its_longest_name(self) -> None:
        assert read_body(passages("อยู่ในระดับต้องปรับปรุงโดยด่วน")).level == "ต้องปรับปรุงโดยด่วน"
        assert read_body(passages("อยู่ในระดับ A")).level == "A"
        assert read_body(passages("อยู่ในระดับ AA")).level == "AA"

    def it_doubts_a_date_that_does_not_exist(self) -> None:
        told = read_body(passages("ข้อมูล ณ วันที่ ๓๑ กุมภาพันธ์ ๒๕๖๗"))
        assert told.cutoff is None
        assert [d.code for d in told.doubts] == ["C865"]


class DescribeTheFoot:
    def it_reads_blocks_without_a_blank_line_between(self) -> None:
        foot = read_foot(
            passages(
                "จึงเรียนมาเพื่อโปรดทราบ",
                "(ลงชื่อ)....",
                "(นายก มี)",
                "หัวหน้า",
                "ความเห็นปลัด....",
                "(ลงชื่อ)..(นางข มี)..",
                "ปลัด",
            ),
            own=False,
        )
        assert foot.closing == "จึงเรียนมาเพื่อโปรดทราบ"
        assert [(s.role, s.name, s.positions) for s in foot.signers] == [
            ("", "นายก มี", ("หัวหน้า",)),
            ("ความเห็นปลัด", "นางข มี", ("ปลัด",)),
        ]

    def it_doubts_a_line_to_sign_on_without_a_name(self) -> None:
        foot = read_foot(passages("(ลงชื่อ)", "(..................)", "ปลัด"), own=False)
        assert [d.code for d in foot.doubts] == ["C874"]


class DescribeMatching:
    @staticmethod
    def matched(plan: list[str], results: list[str]) -> list[tuple[int | None, int | None]]:
        found = pairs([Wording(t, ()) for t in plan], [Wording(t, ()) for t in results])
        return [(p.plan, p.result) for p in found]

    def it_follows_the_texts_where_they_agree(self) -> None:
        plan, results = ["ควรอบรมพนักงาน", "ควรลดเอกสารคำขอ"], ["ลดเอกสารคำขอ", "อบรมพนักงาน"]
        assert self.matched(plan, results) == [(0, 1), (1, 0)]

    def it_follows_the_order_where_they_do_not(self) -> None:
        assert self.matched(["กกกกกก", "ขขขขขข"], ["จจจจจจ", "ฉฉฉฉฉฉ"]) == [(0, 0), (1, 1)]

    def it_keeps_rows_that_have_no_match(self) -> None:
        assert self.matched(["ควรอบรมพนักงาน", "กกกกกก"], ["อบรมพนักงาน"]) == [(0, 0), (1, None)]
        assert self.matched(["ควรอบรมพนักงาน"], ["จจจจจจ", "อบรมพนักงาน"]) == [(0, 1), (None, 0)]

    def it_pairs_by_order_between_two_sure_pairs(self) -> None:
        plan = ["ควรอบรมพนักงาน", "กกกกกก", "ควรลดเอกสารคำขอ", "ฟฟฟฟ"]
        results = ["อบรมพนักงาน", "จจจจจจ", "ลดเอกสารคำขอ"]
        assert self.matched(plan, results) == [(0, 0), (1, 1), (2, 2), (3, None)]


def it_knows_marks_of_picture_fonts() -> None:
    assert symbols("\uf0fc", "Wingdings") == "✓"
    assert symbols("ü", "Wingdings") == "✓"
    assert symbols("P", "Wingdings 2") == "✓"
    assert symbols("ü", "TH SarabunPSK") == "ü"
