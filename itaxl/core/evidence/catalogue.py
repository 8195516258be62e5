"""What is told of a link that an assessor may not see: by state, code, why, message and what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from itaxl.core.evidence.answer import Answer, State
from itaxl.core.model import Severity
from itaxl.named_tuple import NamedTuple

_WHY = "ข้อ OIT ด้านผลของมาตรการตรวจจากการเปิดลิงก์ หน้าที่เปิดไม่ได้ไม่ได้คะแนน"
_AGAIN = "แล้วตรวจลิงก์อีกครั้ง"
_DAY = dt.date(2024, 4, 2)
_URL = "https://www.tuayangsuk.example.go.th/ita/1"


class LinkRule(NamedTuple):
    """One thing that is told of a link.  `message` is a format string over `link`, the answer's `address`
    and `detail`, the `server`, the office's `website`, and `words`: what it says by the detail.

    `example` is an answer of the link `_URL` that is told so.
    """

    code: str
    title: str
    message: str
    example: Answer
    why: str = _WHY
    words: Mapping[str, str] = MappingProxyType({})

    @property
    def messages(self) -> tuple[str, ...]:
        """All that a finding of the rule may say."""
        return tuple(self.message.replace("{words}", said) for said in self.words.values()) or (self.message,)

    @property
    def severity(self) -> Severity:
        """None keeps the memo back."""
        return Severity.WARNING


def _said(state: State, detail: str = "", address: str = _URL) -> Answer:
    return Answer(state, _DAY, address, detail)


GONE = LinkRule(
    "L901",
    "ไม่มีหน้านี้แล้ว",
    "“{link}” เปิดไม่ได้ เว็บไซต์ตอบว่าไม่มีหน้านี้ ({detail}) โปรดเผยแพร่หน้านี้อีกครั้ง หรือใส่ลิงก์ที่เปิดได้",
    _said(State.GONE, "404"),
)
SAYS_GONE = LinkRule(
    "L902",
    "หน้าที่ได้แจ้งว่าไม่พบ",
    "“{link}” เปิดแล้วได้หน้าที่แจ้งว่าไม่พบ หรือได้หน้าแรกของเว็บไซต์แทน โปรดเผยแพร่หน้านี้อีกครั้ง หรือใส่ลิงก์ของหน้าที่ถูกต้อง",
    _said(State.SAYS_GONE),
)
FAILS = LinkRule(
    "L903",
    "เว็บไซต์ขัดข้อง",
    "“{link}” เปิดไม่ได้ เว็บไซต์ขัดข้อง{words} โปรดแจ้งผู้ดูแลเว็บไซต์ " + _AGAIN,
    _said(State.FAILS, "500"),
    words=MappingProxyType({"": "", "*": " ({detail})"}),
)
NO_SERVER = LinkRule(
    "L904",
    "ไม่พบเว็บไซต์",
    "“{link}” เปิดไม่ได้ {words} โปรดตรวจตัวสะกดของลิงก์ หรือแจ้งผู้ดูแลเว็บไซต์",
    _said(State.NO_SERVER, "no_name"),
    words=MappingProxyType({"no_name": "ไม่มีเว็บไซต์ชื่อ {server}", "*": "เว็บไซต์ {server} ไม่ตอบ"}),
)
SLOW = LinkRule(
    "L905",
    "ช้าเกินไป",
    "“{link}” ช้าเกินไป รอแล้วยังเปิดไม่เสร็จ ผู้ตรวจอาจไม่รอ โปรดแจ้งผู้ดูแลเว็บไซต์ " + _AGAIN,
    _said(State.SLOW),
)
LOGIN = LinkRule(
    "L906",
    "ต้องเข้าสู่ระบบ",
    "“{link}” ต้องเข้าสู่ระบบจึงจะเปิดได้ {words}",
    _said(State.LOGIN, "google", "https://accounts.google.com/ServiceLogin"),
    why="ผู้ตรวจไม่มีบัญชีของหน่วยงาน หน้าที่ต้องเข้าสู่ระบบจึงเท่ากับเปิดไม่ได้",
    words=MappingProxyType(
        {
            "google": "โปรดตั้งค่าการแชร์ใน Google Drive เป็น “ทุกคนที่มีลิงก์” หรือเผยแพร่บนเว็บไซต์ของหน่วยงาน",
            "facebook": "โปรดตั้งผู้ชมของโพสต์เป็น “สาธารณะ” หรือเผยแพร่บนเว็บไซต์ของหน่วยงาน",
            "microsoft": "โปรดแชร์ใน SharePoint หรือ OneDrive เป็น “ทุกคนที่มีลิงก์” หรือเผยแพร่บนเว็บไซต์ของหน่วยงาน",
            "*": "โปรดเผยแพร่ในหน้าที่ทุกคนเปิดได้",
        }
    ),
)
CERTIFICATE = LinkRule(
    "L907",
    "ใบรับรองของเว็บไซต์ไม่ถูกต้อง",
    "“{link}” เบราว์เซอร์จะเตือนก่อนเปิด {words} โปรดแจ้งผู้ดูแลเว็บไซต์ให้แก้ไขใบรับรอง",
    _said(State.CERTIFICATE, "expired"),
    words=MappingProxyType(
        {
            "expired": "เพราะใบรับรองของเว็บไซต์หมดอายุแล้ว",
            "host": "เพราะใบรับรองออกให้เว็บไซต์ชื่ออื่น ไม่ใช่ {server}",
            "issuer": "เพราะใบรับรองไม่ได้ออกโดยผู้ออกที่เชื่อถือได้ (เช่น ออกให้ตัวเอง) หรือส่งมาไม่ครบ",
            "*": "เพราะเริ่มการเชื่อมต่อที่เข้ารหัสไม่ได้",
        }
    ),
)
LOOP = LinkRule(
    "L908",
    "นำไปที่อื่นไม่สิ้นสุด",
    "“{link}” เปิดไม่ได้ เว็บไซต์นำไปที่อื่นต่อกันไม่สิ้นสุด โปรดแจ้งผู้ดูแลเว็บไซต์ " + _AGAIN,
    _said(State.LOOP),
)
MOVED = LinkRule(
    "L909",
    "ย้ายที่อยู่แล้ว",
    "“{link}” ย้ายไปที่ {address} อย่างถาวร โปรดเปลี่ยนเป็นลิงก์ใหม่",
    _said(State.MOVED, address="https://www.tuayangsuk.example.go.th/ita/2567/1"),
    why="ที่อยู่เดิมอาจเลิกใช้เมื่อใดก็ได้",
)
PRIVATE = LinkRule(
    "L910",
    "อยู่ในเครือข่ายภายใน",
    "“{link}” เป็นที่อยู่ในเครือข่ายภายใน หรือนำไปที่นั่น ผู้ตรวจจากภายนอกเปิดไม่ได้ โปรแกรมจึงไม่ได้เปิด "
    "โปรดเผยแพร่บนเว็บไซต์ของหน่วยงาน",
    _said(State.PRIVATE),
)
NO_WEB = LinkRule(
    "L911",
    "ไม่ใช่หน้าเว็บ",
    "“{link}” เป็นไฟล์หรือโฟลเดอร์ ไม่ใช่หน้าเว็บ หรือนำไปที่นั่น ผู้ตรวจเปิดไม่ได้ โปรดเผยแพร่บนเว็บไซต์ของหน่วยงาน",
    _said(State.NO_WEB),
)
REFUSES = LinkRule(
    "L912",
    "เว็บไซต์ไม่ให้โปรแกรมเปิด",
    "“{link}” เว็บไซต์ไม่ให้โปรแกรมเปิด ({detail}) โปรดลองเปิดเองในหน้าต่างไม่ระบุตัวตนของเบราว์เซอร์ "
    "หากเปิดไม่ได้ โปรดเผยแพร่ในหน้าที่ทุกคนเปิดได้",
    _said(State.REFUSES, "403"),
    why="หน้าอาจเปิดได้เฉพาะผู้มีสิทธิ หรือเว็บไซต์กันโปรแกรมทุกชนิด โปรแกรมแยกไม่ได้",
)
BUSY = LinkRule(
    "L913",
    "เว็บไซต์ขอให้รอ",
    "“{link}” ยังไม่ได้ตรวจ เว็บไซต์ขอให้รอก่อน โปรดตรวจลิงก์อีกครั้งภายหลัง",
    _said(State.BUSY, "429"),
    why="โปรแกรมรอตามที่เว็บไซต์ขอได้ไม่นาน",
)
ROBOTS = LinkRule(
    "L914",
    "เว็บไซต์ขอไม่ให้โปรแกรมเปิด",
    "“{link}” ยังไม่ได้ตรวจ robots.txt ของเว็บไซต์ขอไม่ให้โปรแกรมเปิดหน้านี้ "
    "โปรดลองเปิดเองในหน้าต่างไม่ระบุตัวตนของเบราว์เซอร์{words}",
    _said(State.ROBOTS, "facebook"),
    why="โปรแกรมทำตาม robots.txt ของเว็บไซต์",
    words=MappingProxyType({"": "", "*": " หากต้องเข้าสู่ระบบ โปรดเปิดให้ทุกคนดูได้ หรือเผยแพร่บนเว็บไซต์ของหน่วยงาน"}),
)
ONLY_HTTP = LinkRule(
    "L915",
    "ไม่เข้ารหัส",
    "“{link}” เปิดได้ แต่ไม่เข้ารหัส (http) เบราว์เซอร์จะแจ้งว่าไม่ปลอดภัย โปรดแจ้งผู้ดูแลเว็บไซต์ให้ใช้ https แล้วเปลี่ยนลิงก์",
    _said(State.OPENS, address="http://www.tuayangsuk.example.go.th/ita/1"),
    why="เบราว์เซอร์เตือนผู้ตรวจก่อนเปิดหน้าที่ไม่เข้ารหัส",
)
ELSEWHERE = LinkRule(
    "L916",
    "ไม่ได้อยู่บนเว็บไซต์ของหน่วยงาน",
    "“{link}” ไม่ได้อยู่บนเว็บไซต์ของหน่วยงาน ({website}) โปรดเผยแพร่บนเว็บไซต์ของหน่วยงาน แล้วใช้ลิงก์นั้น",
    _said(State.OPENS, address="https://drive.google.com/file/d/1/view"),
    why="ข้อ OIT ตรวจจากหลักฐานที่เผยแพร่บนเว็บไซต์ของหน่วยงาน",
)
BY_STATE = MappingProxyType(
    {
        State.GONE: GONE,
        State.SAYS_GONE: SAYS_GONE,
        State.FAILS: FAILS,
        State.NO_SERVER: NO_SERVER,
        State.SLOW: SLOW,
        State.LOGIN: LOGIN,
        State.CERTIFICATE: CERTIFICATE,
        State.LOOP: LOOP,
        State.MOVED: MOVED,
        State.PRIVATE: PRIVATE,
        State.NO_WEB: NO_WEB,
        State.REFUSES: REFUSES,
        State.BUSY: BUSY,
        State.ROBOTS: ROBOTS,
    }
)
LINK_RULES = (*sorted(BY_STATE.values(), key=lambda rule: rule.code), ONLY_HTTP, ELSEWHERE)
