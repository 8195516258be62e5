"""Where a tracker that we write keeps its results: what `layout` does not need to know to read one.

Rows and columns are 1-based.
"""

from __future__ import annotations

from itaxl.core import layout

#: One line on each result sheet says what stands below it, or how to fill it.
STATE_ROW = 3

ROLLUP_FIRST_ROW = layout.ROLLUP_HEADER_ROW + 1
#: Rows of divisions; the unused ones are hidden, so that the chart leaves them out.
ROLLUP_LAST_ROW = layout.ROLLUP_HEADER_ROW + layout.DIVISION_ROWS
#: The table's last row, always shown.
ROLLUP_TOTAL_ROW = ROLLUP_LAST_ROW + 1
ROLLUP_CHART_ROW = ROLLUP_TOTAL_ROW + 2
ROLLUP_ROW_HEIGHT = 24.0

FINDINGS_FIRST_ROW = layout.FINDINGS_HEADER_ROW + 1

MEASURES_FIRST_ROW = layout.MEASURES_HEADER_ROW + 1
MEASURES_BUTTON_ROW = 3
#: Drop-downs and input messages reach this far, however few rows the table has.
MEASURES_LAST_ROW = layout.MEASURES_HEADER_ROW + 500
#: Empty rows that stand ready below the last measure.
MEASURES_SPARE_ROWS = 20
