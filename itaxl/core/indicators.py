"""The ten indicators of the assessment, and the instrument that measures each."""

from __future__ import annotations

from itaxl.named_tuple import NamedTuple


class Instrument(NamedTuple):
    """A questionnaire or a form: its short name, and in full."""

    name: str
    full: str


IIT = Instrument("IIT", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)")
EIT = Instrument("EIT", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)")
OIT = Instrument("OIT", "แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)")
INSTRUMENTS = (IIT, EIT, OIT)


class Indicator(NamedTuple):
    """ตัวชี้วัด."""

    name: str
    instrument: Instrument


INDICATORS = {
    1: Indicator("การปฏิบัติหน้าที่", IIT),
    2: Indicator("การใช้งบประมาณ", IIT),
    3: Indicator("การใช้อำนาจ", IIT),
    4: Indicator("การใช้ทรัพย์สินของราชการ", IIT),
    5: Indicator("การแก้ไขปัญหาการทุจริต", IIT),
    6: Indicator("คุณภาพการดำเนินงาน", EIT),
    7: Indicator("ประสิทธิภาพการสื่อสาร", EIT),
    8: Indicator("การปรับปรุงการทำงาน", EIT),
    9: Indicator("การเปิดเผยข้อมูล", OIT),
    10: Indicator("การป้องกันการทุจริต", OIT),
}
