"""The letter to an office that has not sent its tracker, or has something to mend in it."""

from __future__ import annotations

from memo_body import BOTTOM, FOOTER, HEADER, LEFT, PAGE, RIGHT, TEXT_WIDTH, TOP
from memo_marks import emblem
from ooxml import cell, paragraph, part, row, run, table, tag, tag_row, text, twips

_TRACKER = "แบบติดตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน (ITA)"
_SENT = "ตามที่{{ office }} ได้จัดส่ง" + _TRACKER
_YEAR = "ประจำปีงบประมาณ พ.ศ.\u00a0{{ fiscal_year }}{% if round %} {{ round }}{% endif %}"
_RIGHT_HALF = f'<w:ind w:left="{TEXT_WIDTH // 2}"/><w:jc w:val="center"/>'
_CENTRE = '<w:jc w:val="center"/>'
_WIDTHS = (twips(1.2), twips(3.6), TEXT_WIDTH - twips(4.8))


def reply() -> str:
    """The whole document; the sender's name, number and signature are left for the district to fill in."""
    blocks = (
        paragraph("MemoTitle", text("{%r if emblem %}"), run(emblem()), text("{%r endif %}")),
        paragraph("MemoTo", text("ที่ …………/……………")),
        paragraph("MemoTo", text("{{ sender }}"), properties=_RIGHT_HALF),
        paragraph("MemoTo", text("{{ date }}"), properties=_CENTRE),
        paragraph("MemoTo", text("เรื่อง  {{ subject }}")),
        paragraph("MemoTo", text("เรียน  {{ to }}")),
        *_said(
            "not_sent",
            f"ตามที่ได้ขอให้หน่วยงานจัดส่ง{_TRACKER} {_YEAR} นั้น ",
            "ขณะนี้ยังไม่ได้รับแบบติดตามของ{{ office }}",
        ),
        *_said("unread", f"{_SENT} {_YEAR} นั้น ", "ไม่สามารถเปิดไฟล์ที่ได้รับ: {{ reason }}"),
        *_said("other_year", f"{_SENT} นั้น ", f"ไฟล์ที่ได้รับยังไม่ใช่ของ{_YEAR}: ", "{{ reason }}"),
        *_said(
            "to_mend",
            f"{_SENT} {_YEAR} นั้น ได้ตรวจสอบแล้ว พบรายการที่ต้องแก้ไขก่อนออกบันทึกข้อความ ดังต่อไปนี้ ",
            "{% if copy %}โดยช่องที่ต้องแก้ไขได้ทำเครื่องหมายไว้ในสำเนาที่ตรวจแล้วซึ่งส่งมาพร้อมนี้{% endif %}",
        ),
        tag("{%p if items %}"),
        _items(),
        tag("{%p endif %}"),
        *_said("more", "{{ more }}"),
        *_said("warnings", "{{ warnings }}"),
        paragraph(
            "MemoBody",
            text("จึงเรียนมาเพื่อโปรด{% if to_mend %}แก้ไขและ{% endif %}จัดส่งแบบติดตาม"),
            text("{% if due %}ภายในวันที่\u00a0{{ due }}{% else %}โดยเร็ว{% endif %}"),
        ),
        paragraph("MemoGap"),
        paragraph("MemoTo", text("ขอแสดงความนับถือ"), properties=_RIGHT_HALF),
        paragraph("MemoGap"),
        paragraph("MemoGap"),
        paragraph("MemoTo", text("(……………………………………)"), properties=_RIGHT_HALF),
        paragraph("MemoTo", text("ตำแหน่ง ……………………………"), properties=_RIGHT_HALF),
        paragraph("MemoGap"),
        paragraph("MemoTo", text("ผู้ประสานงาน ……………………………  โทรศัพท์ ……………………")),
    )
    return part("w:document", f"<w:body>{''.join(blocks)}{_section()}</w:body>")


def _said(flag: str, *words: str) -> tuple[str, ...]:
    return tag("{%p if " + flag + " %}"), paragraph("MemoBody", *map(text, words)), tag("{%p endif %}")


def _items() -> str:
    head = row(
        *(
            cell(width, paragraph("MemoHead", text(words, bold=True)), middle=True)
            for width, words in zip(_WIDTHS, ("ที่", "แผ่นงาน เซลล์", "สิ่งที่ต้องแก้ไข"), strict=True)
        ),
        header=True,
    )
    printed = row(
        cell(_WIDTHS[0], paragraph("MemoCell", text("{{ item.number }}"), properties=_CENTRE)),
        cell(_WIDTHS[1], paragraph("MemoCell", text("{{ item.sheet }} {{ item.cell }}"))),
        cell(_WIDTHS[2], paragraph("MemoCell", text("{{ item.message }}"))),
    )
    loop = (tag_row("{%tr for item in items %}", _WIDTHS), printed, tag_row("{%tr endfor %}", _WIDTHS))
    return table(_WIDTHS, head, *loop)


def _section() -> str:
    return (
        '<w:sectPr><w:headerReference w:type="first" r:id="rIdFirst"/>'
        '<w:footerReference w:type="first" r:id="rIdFooter"/>'
        '<w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/>'
        f'<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}" '
        f'w:header="{HEADER}" w:footer="{FOOTER}" w:gutter="0"/>'
        '<w:pgNumType w:fmt="thaiNumbers"/><w:titlePg/></w:sectPr>'
    )
