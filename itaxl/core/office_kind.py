"""The kinds of local governments, their titles and abbreviations."""

from __future__ import annotations

from enum import Enum


class OfficeKind(Enum):
    """ประเภทหน่วยงาน.  The value is the word that stands before the name: อบต. + ตัวอย่าง."""

    SAO = "องค์การบริหารส่วนตำบล"
    TAMBON = "เทศบาลตำบล"
    TOWN = "เทศบาลเมือง"
    CITY = "เทศบาลนคร"
    PAO = "องค์การบริหารส่วนจังหวัด"
    PATTAYA = "เมืองพัทยา"
    BANGKOK = "กรุงเทพมหานคร"

    @property
    def abbreviation(self) -> str:
        """อบต., ทต. …; empty for the one that has none."""
        return _ABBREVIATIONS.get(self.name, "")

    @property
    def alone(self) -> bool:
        """Whether there is one office of the kind, which needs no other name."""
        return self.name in {"PATTAYA", "BANGKOK"}

    @property
    def chief(self) -> str:
        """The title of its chief executive: นายกองค์การบริหารส่วนตำบล, นายกเทศมนตรีตำบล …"""
        if self.name == "BANGKOK":
            return "ผู้ว่าราชการ" + self.value
        return "นายก" + self.value.replace("เทศบาล", "เทศมนตรี")

    @property
    def clerk(self) -> str:
        """The title of its clerk: ปลัดองค์การบริหารส่วนตำบล, ปลัดเทศบาลตำบล …"""
        return "ปลัด" + self.value


_ABBREVIATIONS = {
    "SAO": "อบต.",
    "TAMBON": "ทต.",
    "TOWN": "ทม.",
    "CITY": "ทน.",
    "PAO": "อบจ.",
    "BANGKOK": "กทม.",
}
#: The words of the kinds that are one office each.
ALONE = frozenset(kind.value for kind in OfficeKind if kind.alone)
