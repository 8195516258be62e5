"""The pictures of the guide's three steps, drawn here: no font, no photograph, the same pixels each time.

Shapes are given in the picture's own units, as seen on the sheet; `SCALE` makes them sharp on a fine screen.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable, Iterable
from itertools import pairwise

from itaxl.core import palette
from itaxl.core.palette import rgb

#: Seen on the sheet, in pixels.
WIDTH, HEIGHT = 276, 156
SCALE = 2

Point = tuple[float, float]
#: How far a point lies outside a shape; below 0 inside.
Distance = Callable[[float, float], float]
#: left, top, right, bottom
Box = tuple[float, float, float, float]


class Canvas:
    """Pixels that shapes are laid on, one over the other, with soft edges."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self._width, self._height = width, height
        self._rows = [bytearray(bytes(rgb(ground)) * width) for _ in range(height)]

    def lay(self, box: Box, distance: Distance, colour: str) -> None:
        """Colour what lies inside of `distance`; nothing of it lies outside of `box`."""
        ink = rgb(colour)
        left, top, right, bottom = (edge * SCALE for edge in box)
        for y in range(max(0, math.floor(top) - 1), min(self._height, math.ceil(bottom) + 1)):
            row = self._rows[y]
            for x in range(max(0, math.floor(left) - 1), min(self._width, math.ceil(right) + 1)):
                cover = 0.5 - distance((x + 0.5) / SCALE, (y + 0.5) / SCALE) * SCALE
                if cover <= 0:
                    continue
                share = min(cover, 1.0)
                for at, new in enumerate(ink, 3 * x):
                    row[at] = round(row[at] + (new - row[at]) * share)

    def png(self) -> bytes:
        """The picture without a clock or a comment."""
        header = struct.pack(">IIBBBBB", self._width, self._height, 8, 2, 0, 0, 0)
        image = zlib.compress(b"".join(b"\0" + bytes(row) for row in self._rows), 9)
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            _chunk(kind, data) for kind, data in ((b"IHDR", header), (b"IDAT", image), (b"IEND", b""))
        )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def panel(canvas: Canvas, box: Box, colour: str, round_by: float = 3.0) -> None:
    """A rectangle with rounded corners."""
    left, top, right, bottom = box
    across, down = (left + right) / 2, (top + bottom) / 2
    half_width, half_height = (right - left) / 2 - round_by, (bottom - top) / 2 - round_by

    def distance(x: float, y: float) -> float:
        out_x, out_y = abs(x - across) - half_width, abs(y - down) - half_height
        return math.hypot(max(out_x, 0), max(out_y, 0)) + min(max(out_x, out_y), 0) - round_by

    canvas.lay(box, distance, colour)


def framed(canvas: Canvas, box: Box, frame: str, fill: str = palette.PAPER) -> None:
    """A rectangle with a thin frame."""
    left, top, right, bottom = box
    panel(canvas, box, frame)
    panel(canvas, (left + 1, top + 1, right - 1, bottom - 1), fill, 2.0)


def disc(canvas: Canvas, middle: Point, radius: float, colour: str) -> None:
    x0, y0 = middle
    box = x0 - radius, y0 - radius, x0 + radius, y0 + radius
    canvas.lay(box, lambda x, y: math.hypot(x - x0, y - y0) - radius, colour)


def stroke(canvas: Canvas, points: Iterable[Point], width: float, colour: str) -> None:
    """A line through the points, with round ends."""
    run = list(points)
    for (x0, y0), (x1, y1) in pairwise(run):
        along_x, along_y = x1 - x0, y1 - y0
        length = along_x**2 + along_y**2

        def distance(
            x: float,
            y: float,
            at: tuple[float, ...] = (x0, y0, along_x, along_y, length),
        ) -> float:
            from_x, from_y, dx, dy, whole = at
            part = min(1.0, max(0.0, ((x - from_x) * dx + (y - from_y) * dy) / whole))
            return math.hypot(x - from_x - part * dx, y - from_y - part * dy) - width / 2

        half = width / 2
        box = min(x0, x1) - half, min(y0, y1) - half, max(x0, x1) + half, max(y0, y1) + half
        canvas.lay(box, distance, colour)


def polygon(canvas: Canvas, corners: list[Point], colour: str) -> None:
    """A convex shape, its corners clockwise."""
    edges = list(zip(corners, [*corners[1:], corners[0]], strict=True))

    def distance(x: float, y: float) -> float:
        return max(
            ((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / math.hypot(x1 - x0, y1 - y0)
            for (x0, y0), (x1, y1) in edges
        )

    across, down = [x for x, _ in corners], [y for _, y in corners]
    canvas.lay((min(across), min(down), max(across), max(down)), distance, colour)


def _arc(middle: Point, radius: float, first: int, last: int) -> list[Point]:
    """Points of a circle from one angle to another, in degrees clockwise from the right."""
    step = 15 if last > first else -15
    return [
        (
            middle[0] + radius * math.cos(math.radians(angle)),
            middle[1] + radius * math.sin(math.radians(angle)),
        )
        for angle in range(first, last + step, step)
    ]


#: The digits as strokes, around (0, 0).
_DIGITS = (
    [(-3.0, -4.0), (0.5, -7.0), (0.5, 7.0)],
    [*_arc((0, -3), 4, 180, 390), (-4.0, 7.0), (4.5, 7.0)],
    [*_arc((0, -3.5), 3.5, 200, 450), *_arc((0, 3.5), 3.5, 270, 510)],
)


def _picture(number: int) -> Canvas:
    """The sheet of paper that each picture begins with, and its number."""
    canvas = Canvas(WIDTH * SCALE, HEIGHT * SCALE, palette.PAPER)
    panel(canvas, (0, 0, WIDTH, HEIGHT), palette.GRID, 6)
    panel(canvas, (1, 1, WIDTH - 1, HEIGHT - 1), palette.OUTPUT, 5)
    disc(canvas, (22, 22), 14, palette.ACCENT)
    stroke(canvas, [(22 + x, 22 + y) for x, y in _DIGITS[number - 1]], 2.6, palette.PAPER)
    return canvas


def _words(canvas: Canvas, left: float, top: float, *lengths: float, colour: str = palette.MUTED) -> None:
    """Lines that stand for text."""
    for row, length in enumerate(lengths):
        stroke(canvas, [(left, top + row * 7), (left + length, top + row * 7)], 2.6, colour)


def _tick(canvas: Canvas, x: float, y: float, colour: str) -> None:
    stroke(canvas, [(x - 4, y), (x - 1, y + 4), (x + 5, y - 5)], 2.4, colour)


def _pointer(canvas: Canvas, x: float, y: float) -> None:
    for grow, colour in ((1.4, palette.PAPER), (0.0, palette.INK)):
        polygon(
            canvas,
            [(x - grow, y - 2 * grow), (x + 13 + 2 * grow, y + 12 + grow), (x - grow, y + 17 + 2 * grow)],
            colour,
        )


def fill_in_the_office() -> bytes:
    """Labels with white fields beside them, three of them filled in."""
    canvas = _picture(1)
    panel(canvas, (46, 14, WIDTH - 16, 30), palette.ACCENT, 3)
    _words(canvas, 56, 22, 70, colour=palette.PAPER)
    for row, (label, length) in enumerate(((44, 84), (30, 62), (52, 96), (38, 0))):
        top = 40 + row * 26
        panel(canvas, (46, top, 118, top + 20), palette.ACCENT_SOFT, 2)
        _words(canvas, 54, top + 10, label, colour=palette.ACCENT)
        framed(canvas, (122, top, WIDTH - 16, top + 20), palette.ACCENT if not length else palette.GRID)
        if length:
            _words(canvas, 132, top + 10, length)
            _tick(canvas, WIDTH - 28, top + 10, palette.DONE.strong)
        else:
            stroke(canvas, [(132, top + 5), (132, top + 15)], 1.6, palette.INK)
    return canvas.png()


def fill_in_the_measures() -> bytes:
    """A table with a row a measure, and the open list of the three statuses."""
    canvas = _picture(2)
    panel(canvas, (46, 14, WIDTH - 16, 34), palette.ACCENT, 3)
    for left, length in ((54, 8), (76, 44), (140, 28), (192, 52)):
        _words(canvas, left, 24, length, colour=palette.PAPER)
    looks = (palette.DONE, palette.IN_PROGRESS, None, palette.NOT_STARTED)
    for row, swatch in enumerate(looks):
        top = 36 + row * 27
        framed(canvas, (46, top, WIDTH - 16, top + 26), palette.GRID)
        _words(canvas, 56, top + 10, 5)
        _words(canvas, 76, top + 10, 52, 40)
        _words(canvas, 140, top + 10, 32)
        if swatch:
            panel(canvas, (190, top + 5, WIDTH - 22, top + 21), swatch.fill, 3)
            _words(canvas, 198, top + 13, 40, colour=swatch.ink)
    framed(canvas, (188, 90, WIDTH - 20, 116), palette.ACCENT)
    polygon(canvas, [(WIDTH - 36, 100), (WIDTH - 26, 100), (WIDTH - 31, 107)], palette.ACCENT)
    framed(canvas, (188, 115, WIDTH - 20, 152), palette.ACCENT)
    for row, swatch in enumerate((palette.NOT_STARTED, palette.IN_PROGRESS, palette.DONE)):
        if swatch is palette.DONE:
            panel(canvas, (190, 139, WIDTH - 22, 150), palette.ACCENT_SOFT, 2)
        disc(canvas, (198, 122 + row * 11), 3.4, swatch.strong)
        _words(canvas, 206, 122 + row * 11, 32)
    return canvas.png()


def make_the_memo() -> bytes:
    """A button under the pointer, and the memo that comes of it."""
    canvas = _picture(3)
    panel(canvas, (24, 60, 116, 96), palette.SECOND, 5)
    panel(canvas, (24, 58, 116, 94), palette.ACCENT, 5)
    polygon(canvas, [(38, 68), (52, 76), (38, 84)], palette.PAPER)
    _words(canvas, 62, 76, 42, colour=palette.PAPER)
    _pointer(canvas, 96, 84)
    stroke(canvas, [(132, 76), (156, 76)], 3, palette.MUTED)
    polygon(canvas, [(154, 68), (164, 76), (154, 84)], palette.MUTED)
    panel(canvas, (176, 16, 258, 144), palette.GRID, 2)
    panel(canvas, (174, 14, 256, 142), palette.SECOND, 2)
    panel(canvas, (175, 15, 255, 141), palette.PAPER, 2)
    for radius, colour in ((8.0, palette.ACCENT), (6.2, palette.PAPER), (3.4, palette.ACCENT)):
        disc(canvas, (188, 29), radius, colour)
    _words(canvas, 206, 29, 30, colour=palette.INK)
    _words(canvas, 183, 46, 62, 62, 48)
    for row in range(3):
        framed(canvas, (182, 66 + row * 13, 248, 80 + row * 13), palette.GRID)
        _words(canvas, 188, 73 + row * 13, 26)
    for row, swatch in enumerate((palette.DONE, palette.DONE, palette.IN_PROGRESS)):
        _tick(canvas, 236, 73 + row * 13, swatch.strong)
    _words(canvas, 210, 120, 34)
    _words(canvas, 216, 128, 22)
    return canvas.png()


PICTURES = {
    "step1.png": fill_in_the_office,
    "step2.png": fill_in_the_measures,
    "step3.png": make_the_memo,
}
