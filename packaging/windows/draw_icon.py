"""itaxl.ico: a sheet with lines and a tick; side.bmp: the same beside the set-up's first and last page.

Run after a change; both files are committed.
"""

from pathlib import Path

from PIL import Image, ImageDraw

SIZES = (16, 24, 32, 48, 64, 128, 256)
_SCALE = 4


def picture(size: int = 256) -> Image.Image:
    """Drawn large and made small, so that edges are smooth."""
    side = size * _SCALE
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)

    def at(*shares: float) -> list[float]:
        return [share * side for share in shares]

    pen.rounded_rectangle(at(0.04, 0.04, 0.96, 0.96), radius=0.18 * side, fill="#1f4e79")
    pen.rounded_rectangle(at(0.2, 0.16, 0.72, 0.84), radius=0.05 * side, fill="white")
    for row in (0.28, 0.41, 0.54):
        pen.line(at(0.28, row, 0.64, row), fill="#9db8d2", width=int(0.05 * side))
    pen.line(at(0.44, 0.66, 0.57, 0.8, 0.86, 0.42), fill="#2e9e5b", width=int(0.11 * side), joint="curve")
    return image.resize((size, size), Image.Resampling.LANCZOS)


def side() -> Image.Image:
    """Of the size and kind that makensis takes."""
    image = Image.new("RGB", (164, 314), "#dce6f1")
    sheet = picture(128)
    image.paste(sheet, (18, 40), sheet)
    return image.quantize(64).convert("RGB")


if __name__ == "__main__":
    picture().save(Path(__file__).with_name("itaxl.ico"), sizes=[(size, size) for size in SIZES])
    side().save(Path(__file__).with_name("side.bmp"))
