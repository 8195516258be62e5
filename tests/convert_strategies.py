"""Hypothesis strategies: tables as nobody would make them, with the words that everybody uses."""

from __future__ import annotations

from hypothesis import strategies as st

from itaxl.core.grid import CellFault, Grid
from itaxl.core.meanings.vocabulary import COLUMNS, LABELS
from itaxl.core.model import Status
from tests.strategies import areas, nasty_text, values

_WORDINGS = [wording for wordings in COLUMNS.values() for wording in wordings.split("|")]
_LABELS = [wording for wordings in LABELS.values() for wording in wordings.split("|")]
headers = st.sampled_from(
    [*_WORDINGS, "มาตรการ", "ผู้รับผิดชอบ", "สถานะการดำเนินการ", "กองคลัง", "กองช่าง", *(s.value for s in Status)]
)
cells = st.one_of(
    st.none(),
    st.sampled_from(
        [
            *(
                "เสร็จแล้ว",
                "กำลังดำเนินการ",
                "ยังไม่ได้ทำ",
                "100%",
                "ร้อยละ 50",
                "/",
                "-",
                "✓",
                "x",
                "/ (เว็บไซต์)",
                '"',
            ),
            *("กองคลัง", "สำนักปลัด กองช่าง", "ทุกส่วนราชการ", "กองการเจ้าหน้าที่", "นายสมชาย", "กค.", "กองคลงั"),
            *("31 มี.ค. 65", "30/9/2565", "ต.ค. 64 - มี.ค. 65", "ไตรมาส 2", "31/2/2565", "มีนาคม 2565"),
            *("(๑) ควรมีคู่มือ", "2. จัดทำแผน", "1.1", "๑", "รวม", "ตัวชี้วัดที่ 3", "ลงชื่อ ....", "หมายเหตุ : ก"),
            *("อบต.ทดลอง อำเภอก จังหวัดข", "ปีงบประมาณ พ.ศ. 2565", "คะแนน IIT 88.50", "ระดับ A", "รอบ 6 เดือน"),
            *("ควรมีคู่มือ", "ควรมีคู่มื", "- ขั้นตอน\n- อีกขั้นตอน", "https://a.example", "ก" * 200),
        ]
    ),
    st.sampled_from(_LABELS),
    headers,
    st.integers(0, 30).map(float),
    st.sampled_from([0.5, 1.0, 100.0, 45000.0, 2565.0, True, False, CellFault("#REF!"), CellFault("")]),
    nasty_text,
)


@st.composite
def table_grids(draw: st.DrawFn) -> tuple[Grid, ...]:
    """One to three sheets: rows of headers somewhere among rows of anything."""
    sheets = []
    names = draw(
        st.lists(
            st.sampled_from(["ผล", "กองคลัง", "รอบ 6 เดือน", "Sheet1"]), min_size=1, max_size=3, unique=True
        )
    )
    for name in names:
        width = draw(st.integers(2, 8))
        rows = draw(
            st.lists(
                st.one_of(
                    st.lists(headers, min_size=2, max_size=width),
                    st.lists(cells, max_size=width),
                    st.lists(cells, min_size=width, max_size=width),
                    st.just([]),
                ),
                max_size=14,
            )
        )
        merged = draw(st.lists(areas, max_size=3))
        sheets.append(Grid(name, tuple(map(tuple, rows)), tuple(merged)))
    return tuple(sheets)


any_grids = st.one_of(
    table_grids(), st.lists(values, max_size=6).map(lambda row: (Grid("S", (tuple(row),)),))
)
