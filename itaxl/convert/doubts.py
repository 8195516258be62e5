"""What a person must look at after a table or a memo was moved in: one catalogue of codes and sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from itaxl.convert.catalogue import Catalogue, Entry
from itaxl.convert.draft import Doubt
from itaxl.core import layout
from itaxl.core.model import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


CATALOGUE = Catalogue(
    {
        "C801": Entry(
            _ERROR,
            "ไม่พบตารางมาตรการในไฟล์นี้ โปรดตรวจว่าเป็นไฟล์ที่ต้องการ หรือบอกหัวคอลัมน์ด้วย --mapping (ดูแบบจาก --explain)",
        ),
        "C802": Entry(
            _WARNING, "หัวคอลัมน์นี้ไม่ตรงคำที่รู้จัก จึงอ่านเป็น «{label}» (มั่นใจ {confidence}%) โปรดตรวจทั้งคอลัมน์"
        ),
        "C803": Entry(_WARNING, "ไม่ได้ใช้คอลัมน์นี้{guess} ข้อความอยู่ในแผ่น {sheet} โปรดย้ายเองหากต้องใช้"),
        "C804": Entry(
            _WARNING, "มีอีกคอลัมน์ที่เป็น «{label}» จึงใช้คอลัมน์ {used} ข้อความของคอลัมน์นี้อยู่ในแผ่น {sheet} โปรดตรวจสอบ"
        ),
        "C805": Entry(_ERROR, "อ่านสถานะจากข้อความนี้ไม่ได้ โปรดเลือกสถานะจากรายการ"),
        "C806": Entry(_WARNING, "ข้อความนี้ไม่ใช่คำบอกสถานะโดยตรง จึงอ่านเป็น «{status}» โปรดตรวจสอบ"),
        "C807": Entry(_ERROR, "มีเครื่องหมายในช่องสถานะมากกว่าหนึ่งช่อง โปรดเลือกสถานะที่ถูกต้อง"),
        "C808": Entry(_WARNING, "มีข้อความในช่องสถานะ จึงย้ายไป «{label}» โปรดตรวจสอบ"),
        "C809": Entry(_ERROR, "ไม่ใช่ชื่อส่วนราชการที่รู้จัก จึงไม่ได้ใส่ในผู้รับผิดชอบ โปรดเลือกส่วนราชการที่ถูกต้อง"),
        "C810": Entry(_WARNING, "เพิ่มชื่อนี้ในรายการส่วนราชการของหน่วยงาน โปรดตรวจว่าไม่ซ้ำกับกองอื่นและสะกดถูกต้อง"),
        "C811": Entry(_WARNING, "มีมาตรการของทุกส่วนราชการ โปรดลบกองที่หน่วยงานไม่มีออกจากรายการนี้"),
        "C812": Entry(_ERROR, "อ่านเป็นวันที่ไม่ได้ โปรดกรอก «{label}» เอง เช่น 31/3/2567"),
        "C813": Entry(_WARNING, "ข้อความนี้ไม่ใช่วันที่โดยตรง จึงใช้ {day} เป็น «{label}» โปรดตรวจสอบ"),
        "C814": Entry(_ERROR, "อ่านเป็นตัวเลขไม่ได้ โปรดกรอก «{label}» เอง"),
        "C815": Entry(_WARNING, "หลายแถวของมาตรการนี้มี «{label}» ต่างกัน จึงใช้ «{kept}» โปรดตรวจสอบ"),
        "C816": Entry(_WARNING, "มาตรการนี้มี «{label}» ต่างกันในสองตาราง จึงใช้ «{kept}» โปรดตรวจสอบ"),
        "C817": Entry(_WARNING, "แถวนี้มีข้อความช่องเดียว จึงถือเป็นหัวข้อคั่นตาราง หากเป็นมาตรการโปรดเพิ่มเอง"),
        "C818": Entry(_WARNING, "ค่านี้อ่านจากข้อความในไฟล์เดิม โปรดตรวจว่าถูกต้อง"),
        "C819": Entry(_WARNING, "พบ «{label}» มากกว่าหนึ่งค่า จึงใช้ «{kept}» โปรดตรวจสอบ"),
        "C820": Entry(_ERROR, "เซลล์นี้มีสูตรที่ผิดพลาดหรือไม่มีผลลัพธ์ โปรดกรอกค่าเอง"),
        "C821": Entry(_ERROR, "ข้อความยาวเกินกว่าหนึ่งช่องจะรับได้ ข้อความเต็มอยู่ในแผ่น {sheet} โปรดตัดให้สั้นลง"),
        "C822": Entry(_WARNING, "ตารางไม่มีผู้รับผิดชอบ จึงใช้ {where} โปรดตรวจสอบ"),
        "C823": Entry(_ERROR, "อ่านค่านี้ของ «{label}» ไม่ได้ โปรดกรอกเอง"),
        "C824": Entry(
            _WARNING, "จับคู่กับแถวนี้ของอีกตารางเพราะชื่อคล้ายกัน (มั่นใจ {confidence}%) โปรดตรวจว่าเป็นมาตรการเดียวกัน"
        ),
        "C825": Entry(_WARNING, "แผ่นนี้เป็นผลลัพธ์ของระบบ จึงไม่ได้ย้าย กดปุ่มในแบบติดตามเล่มใหม่เพื่อทำใหม่"),
        "C826": Entry(_WARNING, "วันที่นี้เก็บปี พ.ศ. ไว้เป็น ค.ศ. จึงอ่านเป็น {day} โปรดตรวจสอบ"),
        "C827": Entry(_ERROR, "แถวนี้ไม่มีชื่อมาตรการ โปรดกรอกชื่อ หรือรวมกับมาตรการที่ถูกต้อง"),
        "C828": Entry(_WARNING, "ลำดับที่ในไฟล์เดิมซ้ำกัน จึงเรียงลำดับใหม่เป็น {number}"),
        "C829": Entry(_ERROR, "ไม่มีคอลัมน์สถานะในไฟล์นี้ โปรดเลือกสถานะของแต่ละมาตรการ"),
        "C830": Entry(_WARNING, "แถวนี้ไม่มีลำดับที่ แต่มีชื่อ จึงถือเป็นมาตรการใหม่ โปรดตรวจว่าไม่ใช่ส่วนของมาตรการก่อนหน้า"),
        "C831": Entry(_WARNING, "ชื่อนี้คล้าย «{name}» (มั่นใจ {confidence}%) จึงใช้ชื่อนั้น โปรดตรวจสอบ"),
        "C834": Entry(_WARNING, "ช่องนี้มีข้อความอื่นนอกจากชื่อส่วนราชการ จึงใส่เฉพาะ {names} โปรดตรวจสอบ"),
        "C833": Entry(_ERROR, "{message}"),
        "C836": Entry(_WARNING, "คอลัมน์นี้มีข้อมูลแต่ไม่มีหัวคอลัมน์ของตัวเอง ข้อความอยู่ในแผ่น {sheet} โปรดย้ายเองหากต้องใช้"),
        "C837": Entry(_WARNING, "หัวคอลัมน์นี้ครอบหลายคอลัมน์ จึงใช้เฉพาะคอลัมน์แรกเป็น «{label}» โปรดตรวจทั้งคอลัมน์"),
        "C835": Entry(_WARNING, "มีข้อ {other} อีก {count} แห่ง ข้อความทั้งหมดอยู่ในแผ่น {sheet}"),
        "C838": Entry(
            _WARNING, "แถวนี้มีทั้งเครื่องหมายถูกและกากบาท จึงอ่านช่องที่มีเครื่องหมายถูกเป็นสถานะ «{status}» โปรดตรวจสอบ"
        ),
        "C856": Entry(_ERROR, "ไม่พบสถานะของมาตรการนี้ โปรดเลือกสถานะเอง"),
        "C851": Entry(_WARNING, "แถวนี้ไม่มีชื่อมาตรการ จึงต่อเข้ากับมาตรการก่อนหน้า โปรดตรวจว่าข้อความต่อกันถูกต้อง"),
        "C852": Entry(
            _WARNING, "ข้อความในตารางผลต่างจากตารางมาตรการมาก จับคู่กันตามลำดับแถว โปรดตรวจว่าเป็นมาตรการเดียวกัน"
        ),
        "C853": Entry(_ERROR, "ไม่พบแถวของมาตรการนี้ในตารางผล โปรดเลือกสถานะเอง"),
        "C854": Entry(
            _ERROR, "แถวนี้มีเฉพาะในตารางผล จึงเพิ่มเป็นมาตรการใหม่ โปรดกรอกผู้รับผิดชอบ หรือรวมกับมาตรการที่ตรงกัน"
        ),
        "C862": Entry(_WARNING, "ชื่อส่วนราชการสะกดต่างกันในบันทึก จึงใช้ {name} โปรดตรวจสอบ"),
        "C864": Entry(_WARNING, "ปีในบันทึกไม่ตรงกัน: {seen} จึงใช้ปี {taken} โปรดตรวจว่าปีใดถูกต้อง"),
        "C865": Entry(_ERROR, "อ่านวันที่ไม่ได้ โปรดกรอกวันที่เอง"),
        "C866": Entry(_ERROR, "ไม่พบ{what}ในบันทึก โปรดกรอกเอง"),
        "C867": Entry(_WARNING, "พบคะแนนมากกว่าหนึ่งค่า: {seen} จึงใช้ {taken} โปรดตรวจสอบ"),
        "C868": Entry(_WARNING, "ไม่พบตารางมาตรการ (ผู้รับผิดชอบ การกำกับติดตาม) จึงใช้ข้อความจากตารางผล"),
        "C870": Entry(_ERROR, "ไม่พบตารางมาตรการในเอกสารนี้ โปรดตรวจว่าเป็นบันทึกที่ต้องการ"),
        "C872": Entry(_WARNING, "การกำกับติดตามข้อความเดียวกันอยู่คนละหน้าของตาราง จึงถือว่าใช้ทุกมาตรการ โปรดตรวจสอบ"),
        "C873": Entry(_WARNING, "บันทึกไม่ได้ระบุปีงบประมาณของมาตรการ จึงใช้ปีของวันที่บันทึก {taken} โปรดตรวจสอบ"),
        "C874": Entry(_WARNING, "มีผู้ลงนามแต่ไม่พบชื่อในวงเล็บ โปรดกรอกเอง"),
    }
)
doubt = CATALOGUE.doubt


#: As many doubts of one code are told one by one, where they belong to no measure.
MOST_ALIKE = 200


def thinned(doubts: Iterable[Doubt]) -> list[Doubt]:
    """The doubts without those that nobody would read to the end; how many they were is told."""
    kept: list[Doubt] = []
    seen: Counter[str] = Counter()
    for one in doubts:
        seen[one.code] += one.measure is None
        if one.measure is not None or seen[one.code] <= MOST_ALIKE:
            kept.append(one)
    for code, count in seen.items():
        if count > MOST_ALIKE:
            sheet, more = layout.UNSORTED_SHEET, f"{count - MOST_ALIKE:,}"
            kept.append(doubt("C835", f"แผ่น {sheet}", other=code, count=more, sheet=sheet))
    return kept
