"""The same measures in two tables, and trackers of our own."""

from __future__ import annotations

from itaxl.convert.draft import Draft
from itaxl.convert.table.source import understand
from itaxl.core import layout
from itaxl.core.compose import grids
from itaxl.core.grid import Grid, Value
from itaxl.core.model import Status
from itaxl.core.sample import sample

PLAN = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ")
RESULT = ("มาตรการ", "ขั้นตอน", "สถานะ")


def draft(*tables: tuple[tuple[Value, ...], ...]) -> Draft:
    return understand(tuple(Grid(f"S{n}", rows) for n, rows in enumerate(tables, 1))).draft


def codes(found: Draft) -> set[str]:
    return {doubt.code for doubt in found.doubts}


class DescribePlanAndResult:
    def it_takes_them_together_whichever_stands_first(self) -> None:
        plan = (PLAN, ("ควรมีคู่มือการให้บริการ", "ควรพิมพ์", "กองคลัง"))
        result = (RESULT, ("มีคู่มือการให้บริการ", "พิมพ์", "เสร็จแล้ว"))
        for found in (draft(plan, result), draft(result, plan)):
            (measure,) = found.tracker.measures
            assert (measure.title, measure.steps) == ("ควรมีคู่มือการให้บริการ", ("ควรพิมพ์",))
            assert (measure.divisions, measure.status) == (("กองคลัง",), Status.DONE)
            assert (measure.result_title, measure.result_steps) == (None, None)
            assert codes(found) == set()

    def it_keeps_a_wording_of_the_result_that_does_not_follow(self) -> None:
        plan = (PLAN, ("ควรมีคู่มือการให้บริการประชาชน", "พิมพ์", "กองคลัง"))
        result = (RESULT, ("มีคู่มือการให้บริการประชาชนแล้ว", "พิมพ์สองร้อยเล่ม", "เสร็จแล้ว"))
        found = draft(plan, result)
        (measure,) = found.tracker.measures
        assert measure.result_title == "มีคู่มือการให้บริการประชาชนแล้ว"
        assert measure.result_steps == ("พิมพ์สองร้อยเล่ม",)
        assert "C824" in codes(found)

    def it_adds_what_only_one_of_them_has(self) -> None:
        plan = (PLAN, ("จัดทำคู่มือ", "ก", "กองคลัง"), ("เผยแพร่แผนจัดซื้อ", "ข", "กองคลัง"))
        result = (RESULT, ("จัดทำคู่มือ", "ก", "เสร็จแล้ว"), ("อบรมคุณธรรม", "ค", "เสร็จแล้ว"))
        titles = [m.title for m in draft(plan, result).tracker.measures]
        assert titles == ["จัดทำคู่มือ", "เผยแพร่แผนจัดซื้อ", "อบรมคุณธรรม"]


class DescribeTwoLists:
    def it_does_not_join_what_only_looks_alike(self) -> None:
        head = ("ลำดับ", "มาตรการ", "สถานะ")
        found = draft(
            (head, ("1", "จัดทำคู่มือ", "เสร็จแล้ว"), ("2", "เผยแพร่แผน", "เสร็จแล้ว")),
            (head, ("1", "อบรมคุณธรรม", "ยังไม่ได้ทำ"), ("2", "ตรวจสอบพัสดุ", "ยังไม่ได้ทำ")),
        )
        assert [m.number for m in found.tracker.measures] == [1, 2, 3, 4]
        assert "C828" in codes(found)

    def it_keeps_measures_of_different_divisions_apart(self) -> None:
        head = ("มาตรการ", "ผู้รับผิดชอบ", "สถานะ")
        found = draft((head, ("จัดทำคู่มือ", "กองคลัง", "เสร็จ")), (head, ("จัดทำคู่มือ", "กองช่าง", "ยังไม่ทำ")))
        assert [m.divisions for m in found.tracker.measures] == [("กองคลัง",), ("กองช่าง",)]

    def it_tells_of_values_that_differ_and_keeps_both(self) -> None:
        head = ("มาตรการ", "ผู้รับผิดชอบ", "สถานะ")
        found = draft((head, ("จัดทำคู่มือ", "ทุกกอง", "เสร็จ")), (head, ("จัดทำคู่มือ", "ทุกกอง", "ยังไม่ทำ")))
        (measure,) = found.tracker.measures
        assert measure.status is Status.DONE
        assert ("C816", "status", 0) in {(d.code, d.field, d.measure) for d in found.doubts}
        assert [left.text for left in found.leftovers] == ["ยังไม่ทำ"]


class DescribeTakingOver:
    def it_moves_a_tracker_whole(self) -> None:
        understood = understand(grids(sample()))
        assert understood.from_tracker
        assert understood.draft.tracker == sample()
        assert (understood.draft.doubts, understood.draft.leftovers) == ((), ())

    def it_tells_of_a_value_that_it_could_not_read_and_keeps_it(self) -> None:
        office, measures = grids(sample())
        row = layout.MEASURES_HEADER_ROW
        column = [f.key for f in layout.MEASURE_COLUMNS].index("status")
        rows = [list(cells) for cells in measures.rows]
        rows[row][column] = "เสร็จมั้ง"
        spoilt = Grid(measures.sheet, tuple(map(tuple, rows)))
        found = understand((office, spoilt)).draft
        assert [(d.code, d.field, d.measure, d.value) for d in found.doubts] == [
            ("C833", "status", 0, "เสร็จมั้ง")
        ]
        assert [left.text for left in found.leftovers] == ["เสร็จมั้ง"]

    def it_keeps_what_the_user_added(self) -> None:
        office, measures = grids(sample())
        rows = [list(cells) for cells in measures.rows]
        rows[layout.MEASURES_HEADER_ROW - 1].append("งบประมาณ")
        rows[layout.MEASURES_HEADER_ROW].append(25_000.0)
        added = (office, Grid(measures.sheet, tuple(map(tuple, rows))), Grid("จดไว้", (("โทรหาป้าแดง",),)))
        draft = understand(added).draft
        assert {left.text for left in draft.leftovers} == {"โทรหาป้าแดง"}
        told = [dict(measure.own)["งบประมาณ"] for measure in draft.tracker.measures]
        assert told == ["25000", "", "", "", ""]

    def it_leaves_the_programs_own_sheets_and_says_so(self) -> None:
        outputs = Grid(layout.FINDINGS_SHEET, (("ผลเก่า",),))
        found = understand((*grids(sample()), outputs)).draft
        assert codes(found) == {"C825"}
        assert found.leftovers == ()
