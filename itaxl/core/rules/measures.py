"""The measures: required cells, numbering, status, divisions, wording."""

from __future__ import annotations

from collections.abc import Iterator

from itaxl.core.layout import MEASURE_COLUMNS, Need
from itaxl.core.reading import MeasureRow, Reading
from itaxl.core.rules.rule import ERROR, WARNING, Case, Family, Found, at, empty
from itaxl.core.thai.text import key

family = Family("แถวมาตรการ")
#: For a tracker that does not say its year.
_REQUIRED = tuple(f.key for f in MEASURE_COLUMNS if f.need is Need.REQUIRED)


@family.rule(
    "M601",
    ERROR,
    "ช่องที่จำเป็นของมาตรการยังว่าง",
    why="ทุกมาตรการต้องมีลำดับ ชื่อ ขั้นตอน ผู้รับผิดชอบ และสถานะ",
    message="ยังไม่ได้กรอก “{label}” ของมาตรการในแถวนี้ ({hint})",
    question="ยังไม่ได้กรอก “{label}” ของมาตรการในแถวนี้ หมายถึง “{meant}” ใช่หรือไม่",
    bad=Case({"steps": "  "}),
    good=Case({"indicator": None}),
)
def required(reading: Reading) -> Iterator[Found]:
    for row in reading.rows:
        measure = row.measure
        filled = measure.title and measure.steps and measure.divisions and measure.status
        if filled and measure.number is not None:
            continue  # as nearly every row
        for name in _REQUIRED:
            cell = row.cells.get(name)
            if cell and empty(cell):
                yield at(cell, _told_elsewhere(name, row), hint=cell.field.hint)


def _told_elsewhere(name: str, row: MeasureRow) -> float | None:
    """A row's number, where its title begins with it."""
    title = row.cells.get("title")
    if name != "number" or title is None or not isinstance(title.raw, str):
        return None
    from itaxl.core.meanings.numbers import numbered  # few rows have no number

    found, _ = numbered(title.raw)
    return None if found is None else float(found)


@family.rule(
    "M602",
    WARNING,
    "ไม่มีกำหนดแล้วเสร็จ",
    why="ไม่มีกำหนดก็บอกไม่ได้ว่ามาตรการใดเกินกำหนด",
    message="ควรระบุ “{label}” ของมาตรการในแถวนี้ เช่น {year_end} (วันสิ้นปีงบประมาณ)",
    bad=Case({"due": None}),
    good=Case({"due": "30/9/2567"}),
)
def due_missing(reading: Reading) -> Iterator[Found]:
    for row in reading.rows:
        cell = None if row.measure.due else row.cells.get("due")
        if cell and empty(cell):
            yield at(cell)


family.noticed(
    "M603",
    ERROR,
    "สถานะไม่ใช่หนึ่งในสาม",
    why="ตารางผลในบันทึกมีช่องสถานะสามช่อง แต่ละมาตรการอยู่ได้ช่องเดียว",
    message="สถานะ “{value}” ไม่ตรงกับรายการ โปรดเลือกคำใดคำหนึ่ง: {choices}",
    question="สถานะ “{value}” ไม่ตรงกับรายการ หมายถึง “{meant}” ใช่หรือไม่ หากใช่ โปรดเลือกคำนี้",
    bad=Case({"status": "เสร็จแล้วบางส่วน"}),
    good=Case({"status": "ดำเนินการ เสร็จเรียบร้อยแล้ว"}),
)
family.noticed(
    "M604",
    ERROR,
    "ลำดับอ่านไม่ได้",
    why="ลำดับและตัวชี้วัดต้องเป็นจำนวนเต็ม",
    message="“{label}” มีค่า “{value}” ซึ่งไม่ใช่จำนวนเต็ม โปรดพิมพ์ เช่น 1",
    question="“{label}” มีค่า “{value}” ซึ่งไม่ใช่จำนวนเต็ม หมายถึง “{meant}” ใช่หรือไม่",
    bad=Case({"number": "หนึ่ง"}),
    good=Case({"number": "(๑)"}),
)


@family.rule(
    "M605",
    ERROR,
    "ลำดับที่ซ้ำ",
    why="ลำดับที่ใช้อ้างถึงมาตรการในที่ประชุมและในบันทึก จึงต้องไม่ซ้ำกัน",
    message="ลำดับที่ {number} ซ้ำกับแถว {other} โปรดแก้ไม่ให้ซ้ำกัน",
    question="ลำดับที่ {number} ซ้ำกับแถว {other} หมายถึง “{meant}” ใช่หรือไม่",
    bad=Case({"number@2": 1.0}),
    good=Case({"number@2": 2.0}),
)
def number_twice(reading: Reading) -> Iterator[Found]:
    numbers = {row.measure.number for row in reading.rows}
    seen: dict[int, int] = {}
    before = 0
    for row in reading.rows:
        number = row.measure.number
        if number is None:
            continue
        if number in seen:
            free = before + 1 not in numbers
            other = str(seen[number])
            yield at(
                row.cells["number"], float(before + 1) if free else None, number=str(number), other=other
            )
            before += free
        else:
            seen[number] = row.measure.row
            before = number


@family.rule(
    "M606",
    WARNING,
    "ลำดับที่ขาดหรือไม่เรียงกัน",
    why="ลำดับที่ขาดไปอาจหมายถึงมาตรการที่ถูกลบหรือถูกข้าม",
    message="ลำดับที่ {number} ควรเป็น {expected} โปรดตรวจว่ามีมาตรการหายไปหรือสลับแถว",
    bad=Case({"number@3": 4.0, "number@4": 5.0, "number@5": 6.0}, at="number@3"),
    good=Case({"number@3": 3.0}),
)
def number_gap(reading: Reading) -> Iterator[Found]:
    expected = 1
    seen: set[int] = set()
    for row in reading.rows:
        number = row.measure.number
        if number is None or number in seen:  # a duplicate is its own finding
            expected += 1
        else:
            if number != expected:
                yield at(row.cells["number"], number=str(number), expected=str(expected))
            seen.add(number)
            expected = number + 1


@family.rule(
    "M607",
    WARNING,
    "ชื่อมาตรการซ้ำ",
    why="มาตรการเดียวกันสองแถวทำให้จำนวนรวมเกินจริง",
    message="ชื่อมาตรการนี้ซ้ำกับแถว {other} โปรดรวมเป็นแถวเดียวหรือแก้ชื่อให้ต่างกัน",
    bad=Case({"title@2": "ควรสร้างความเข้าใจเรื่องการประเมิน  ITA แก่บุคลากรทุกระดับ"}),
    good=Case({"title@2": "ควรมีคู่มือสำหรับประชาชน"}),
)
def title_twice(reading: Reading) -> Iterator[Found]:
    seen: dict[str, int] = {}
    for row in reading.rows:
        title = key(row.measure.title)
        if not title:
            continue
        if title in seen:
            yield at(row.cells["title"], other=str(seen[title]))
        else:
            seen[title] = row.measure.row


@family.rule(
    "M608",
    WARNING,
    "ตัวชี้วัดอยู่นอกช่วง 1–10",
    why="การประเมิน ITA มีตัวชี้วัด 10 ตัว",
    message="“{label}” เท่ากับ {value} โปรดใช้เลข 1 ถึง 10 หรือเว้นว่าง",
    bad=Case({"indicator": 11.0}),
    good=Case({"indicator": 10.0}),
)
def indicator_range(reading: Reading) -> Iterator[Found]:
    for row in reading.rows:
        number = row.measure.indicator
        if number is not None and not 1 <= number <= 10:
            yield at(row.cells["indicator"])


@family.rule(
    "M609",
    WARNING,
    "ข้อความในผลยังเป็นคำแนะนำ",
    why="ตารางผลรายงานสิ่งที่ดำเนินการแล้ว คำว่า ควร เป็นถ้อยคำของแผน",
    message="“{label}” ยังขึ้นต้นด้วยคำว่า ควร โปรดเขียนเป็นสิ่งที่ดำเนินการแล้ว หรือเว้นว่างให้โปรแกรมตัดคำให้",
    bad=Case({"result_title": "ควรมีคู่มือการให้บริการ"}),
    good=Case({"result_title": "มีคู่มือการให้บริการ"}),
)
def result_wording(reading: Reading) -> Iterator[Found]:
    for row in reading.rows:
        measure = row.measure
        if (measure.result_title or "").startswith("ควร"):
            yield at(row.cells["result_title"])
        if any(step.lstrip("- ").startswith("ควร") for step in measure.result_steps or ()):
            yield at(row.cells["result_steps"])


family.noticed(
    "M610",
    ERROR,
    "ไม่พบส่วนราชการในรายการ",
    why="ผู้รับผิดชอบที่ไม่อยู่ในรายการของหน่วยงานจะไม่นับในสรุปตามกอง",
    message="ไม่พบ “{name}” ในรายการส่วนราชการ โปรดพิมพ์ชื่อตามรายการในแผ่นงานหน่วยงาน หรือเพิ่มในรายการหากเป็นส่วนราชการ",
    question="ไม่พบ “{name}” ในรายการส่วนราชการ หมายถึง “{guess}” ใช่หรือไม่",
    bad=Case({"divisions": "กองคลัง, กองประปา"}),
    good=Case({"divisions": "กองคลังและกองช่าง"}),
)
family.noticed(
    "M611",
    WARNING,
    "ส่วนราชการซ้ำในเซลล์เดียว",
    why="กองหนึ่งรับผิดชอบมาตรการหนึ่งนับครั้งเดียว",
    message="“{name}” พิมพ์ซ้ำในเซลล์นี้ โปรแกรมนับครั้งเดียว โปรดลบชื่อที่ซ้ำ",
    bad=Case({"divisions": "กองคลัง / กองช่าง / กองคลัง"}),
    good=Case({"divisions": "กองคลัง / กองช่าง"}),
)
family.noticed(
    "M612",
    WARNING,
    "ชื่อส่วนราชการไม่ตรงกับที่หน่วยงานใช้",
    why="บันทึกฉบับเดียวควรเรียกชื่อกองแบบเดียวกันทุกแห่ง",
    message="“{typed}” หน่วยงานใช้ว่า “{name}” โปรแกรมอ่านเป็นชื่อนี้แล้ว โปรดแก้ให้ตรงกัน",
    bad=Case({"divisions": "สำนักงานปลัด"}),
    good=Case({"divisions": "สำนักปลัด\nกองการศึกษา ศาสนาและวัฒนธรรม"}),
)
family.noticed(
    "M613",
    WARNING,
    "แถวที่ไม่ใช่มาตรการ",
    why="หมายเหตุ ยอดรวม หัวข้อ และลำดับที่ซึ่งพิมพ์ไว้ล่วงหน้า ไม่ใช่มาตรการ จึงไม่นับในสรุปและไม่พิมพ์ในบันทึก",
    message="แถวนี้ไม่ใช่มาตรการ จึงไม่นับและไม่พิมพ์ในบันทึก หากเป็นมาตรการ โปรดกรอกช่องที่ต้องกรอกให้ครบ",
    bad=Case(
        {f"{name}@5": None for name in ("title", "steps", "divisions", "due", "status", "indicator")}
        | {"number@5": "หมายเหตุ ข้อมูล ณ วันที่ 31 มีนาคม 2567"},
        at="number@5",
    ),
    good=Case({"title@5": "รวมศูนย์ข้อมูลข่าวสารไว้ที่จุดเดียว"}),
)
family.noticed(
    "M614",
    WARNING,
    "ชื่อมาตรการขึ้นต้นด้วยลำดับที่",
    why="บันทึกพิมพ์ลำดับที่หน้าชื่อมาตรการให้อยู่แล้ว ลำดับที่ที่พิมพ์ไว้ในชื่อจะซ้ำกัน",
    message="“{label}” ขึ้นต้นด้วยลำดับที่ “{typed}” ซึ่งบันทึกพิมพ์ให้อยู่แล้ว โปรแกรมตัดออกให้ในบันทึก โปรดลบออกจากช่องนี้",
    bad=Case({"title@3": "(๓) เผยแพร่แผนการจัดซื้อจัดจ้าง"}),
    good=Case({"title@3": "๓ เดือนแรกเผยแพร่แผนการจัดซื้อจัดจ้าง"}),
)
family.noticed(
    "M615",
    WARNING,
    "มีคำที่ไม่ใช่ชื่อส่วนราชการ",
    why="ช่องนี้มีเฉพาะชื่อส่วนราชการ คำอื่น เช่น (หลัก) ผู้อำนวยการ หรือชื่องาน ไม่พิมพ์ในบันทึก",
    message="คำว่า “{words}” ไม่ใช่ชื่อส่วนราชการ บันทึกไม่พิมพ์คำนี้ โปรดลบออก",
    bad=Case({"divisions": "กองคลัง (หลัก)"}),
    good=Case({"divisions": "กองคลัง"}),
)
