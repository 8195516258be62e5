"""How large a memo may be, whatever its format."""

from __future__ import annotations

from itaxl.reading.limits import MEGABYTE

#: A memo of a hundred pages takes about 2 MB of XML; pictures are never read.
MAX_PART_BYTES = 16 * MEGABYTE
#: Paragraphs, rows and cells of one document: a memo of a hundred pages has some ten thousand.
MOST_PIECES = 60_000
#: A paragraph of a memo fills a page with some 2,500 letters.
LONGEST_PARAGRAPH = 20_000
MOST_COLUMNS = 64
