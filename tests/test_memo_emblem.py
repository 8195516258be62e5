"""An emblem is taken only if it is whole; Pillow, which decodes every pixel, is the judge."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import warnings
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from itaxl.core.model import Assessment
from itaxl.errors import InputError
from itaxl.memo import emblem as emblems
from itaxl.memo import render
from itaxl.memo.content.context import context
from itaxl.memo.emblem import Emblem
from itaxl.memo.make import make_memo
from itaxl.memo.pictures import NoPicture, Picture, examine
from itaxl.memo.render import Template, default_template_path
from tests import memo_cases as case


def saved(mode: str, size: tuple[int, int], kind: str, **options: object) -> bytes:
    picture = Image.effect_noise(size, 90).convert(mode)
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int, height: int, pixels: bytes, depth: int = 8, colour: int = 0, head: bytes = b"\0\0\0"
) -> bytes:
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBB", width, height, depth, colour) + head)
    return start + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")


WHOLE = {
    **{f"png {mode}": saved(mode, (33, 21), "PNG") for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")},
    "jpeg": saved("RGB", (70, 50), "JPEG"),
    "jpeg grey": saved("L", (70, 50), "JPEG"),
    "jpeg cmyk": saved("CMYK", (70, 50), "JPEG"),
    "jpeg progressive": saved("RGB", (70, 50), "JPEG", progressive=True),
    "jpeg restarts": saved("RGB", (70, 50), "JPEG", restart_marker_blocks=2),
    "jpeg with exif": saved("RGB", (70, 50), "JPEG", exif=b"Exif\0\0" + b"\xff\xd9" * 9),
    "jpeg, one colour": (lambda b: (Image.new("RGB", (900, 900)).save(b, "JPEG"), b.getvalue())[1])(
        io.BytesIO()
    ),
    "with something after it": case.picture(9, 9) + b" ",
}


def judged(data: bytes) -> Picture | None:
    """What Pillow makes of it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
                picture.load()
                kind = "png" if picture.format == "PNG" else "jpeg"
                return Picture(kind, *picture.size)
    except Exception:
        return None


def found(data: bytes) -> Picture | None:
    try:
        return examine(data)
    except NoPicture:
        return None


@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE)
def test_a_whole_picture_is_taken_with_its_size(data: bytes) -> None:
    assert found(data) == judged(data) is not None


ADAM7 = (*("16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777"),)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (5, 3), (8, 8), (2, 9), (17, 4), (33, 33)])
def test_an_interlaced_png_is_taken(width: int, height: int) -> None:
    """Adam7, drawn as the standard draws it: the pass of each pixel of a block of eight by eight."""
    pixels = b""
    for number in "1234567":
        rows = [sum(ADAM7[y % 8][x % 8] == number for x in range(width)) for y in range(height)]
        pixels += b"".join(b"\0" + bytes(count) for count in rows if count)
    data = png(width, height, pixels, head=b"\0\0\1")
    assert found(data) == judged(data) == Picture("png", width, height)
    assert found(png(width, height, pixels + b"\0", head=b"\0\0\1")) is None


@pytest.mark.parametrize("name", [name for name in WHOLE if "after" not in name])
def test_no_picture_is_taken_that_was_cut_anywhere(name: str) -> None:
    data = WHOLE[name]
    step = max(1, len(data) // 600)
    for end in (*range(0, len(data), step), len(data) - 1, len(data) - 2):
        assert found(data[:end]) is None, end


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_what_pillow_cannot_decode_is_not_taken(name: str, data: st.DataObject) -> None:
    """Flipped, removed and repeated bytes; Pillow does not see wrong checksums of data that it skips."""
    spoilt = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(spoilt) - 1))
        count = data.draw(st.integers(1, 40))
        match data.draw(st.sampled_from("frc")):
            case "f":
                spoilt[at] ^= data.draw(st.integers(1, 255))
            case "r":
                del spoilt[at : at + count]
            case _:
                spoilt[at:at] = spoilt[at : at + count]
        if not spoilt:
            break
    ours = found(bytes(spoilt))
    if name.startswith("png") and ours:
        assert judged(bytes(spoilt)) == ours


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "ไม่ใช่ภาพ"),
        (b"GIF89a", "ไม่ใช่ภาพ"),
        (b"\x89PNG\r\n\x1a\n", "ไม่ครบ"),
        (b"\xff\xd8\xff\xe0", "ไม่ครบ"),
        (b"\xff\xd8\xff\xc0\x00\x0b\x08", "ไม่ครบ"),
        (b"\xff\xd8\xff\xd9", "ไม่ครบ"),
        (case.picture(4, 4)[:20], "ไม่ครบ"),
        (png(20_000, 20_000, b""), "ใหญ่เกินไป"),
        (png(10_001, 1, bytes(10_002)), "ใหญ่เกินไป"),
        (png(9_000, 9_000, b""), "ใหญ่เกินไป"),
        (png(0, 4, b""), "ไม่ครบ"),
        (png(4, 4, bytes(19)), "ไม่ครบ"),
        (png(4, 4, bytes(21)), "ไม่ครบ"),
        (png(4, 4, bytes(90_000_000)), "ไม่ครบ"),
        (png(4, 4, b"\5" + bytes(19)), "ไม่ครบ"),
        (png(4, 4, bytes(20), depth=3), "ไม่ครบ"),
        (png(4, 4, bytes(20), colour=3), "ไม่ครบ"),
        (png(4, 4, bytes(20), colour=5), "ไม่ครบ"),
        (png(4, 4, bytes(20), head=b"\0\0\2"), "ไม่ครบ"),
        (
            b"\xff\xd8\xff\xc0\0\x0b\x08\x0f\xa0\x0f\xa0\1\1\x11\0\xff\xda\0\x08\1\1\0\0\x3f\0x\xff\xd9",
            "ไม่ครบ",
        ),
        (
            b"\xff\xd8\xff\xc0\0\x0b\x08\xff\xff\xff\xff\1\1\x11\0\xff\xda\0\x08\1\1\0\0\x3f\0x\xff\xd9",
            "ใหญ่เกินไป",
        ),
        (b"\xff\xd8\xff\xc9\0\x0b\x08\0\4\0\4\1\1\x11\0\xff\xda\0\x08\1\1\0\0\x3f\0xxxx\xff\xd9", "Word"),
    ],
)
def test_what_is_no_whole_picture_is_refused_with_the_reason(data: bytes, why: str) -> None:
    for _ in range(2):  # the second answer is remembered
        with pytest.raises(InputError, match=why):
            Emblem.read(data)


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
def test_the_largest_picture_is_examined_in_little_memory() -> None:
    """A bomb of 5 MB could ask for 5 GB; here 25 Mpx of 16-bit RGBA, 200 MB."""
    code = (
        "import sys\n"
        "from tests.test_memo_emblem import png\n"
        "row = b'\\0' + bytes(40_000)\n"
        "data = png(5000, 5000, row * 5000, depth=16, colour=6)\n"
        "sys.stdout.buffer.write(data)"
    )
    picture = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    code = (
        "import resource, sys\n"
        "data = sys.stdin.buffer.read()\n"
        "from itaxl.memo.pictures import examine\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(examine(data).width, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=picture, capture_output=True, check=True)
    width, grown = map(int, done.stdout.split())
    assert width == 5000
    assert grown < 8_000  # kB


def test_the_same_picture_is_examined_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = case.picture(31, 17)
    first = Emblem.read(data)
    monkeypatch.setattr(emblems, "_examined", lambda _: pytest.fail("examined again"))
    assert Emblem.read(bytes(data)) == first


def test_a_picture_keeps_its_own_proportions() -> None:
    assert Emblem(b"", "png", 30, 40).width_at(540_000) == 405_000
    assert Emblem.read(case.picture(90, 30)).width_at(540_000) == 1_620_000


@pytest.mark.parametrize(("width", "height"), [(91, 30), (1000, 10), (10, 31)])
def test_a_picture_of_no_emblem_s_proportions_is_refused_and_not_squeezed(width: int, height: int) -> None:
    with pytest.raises(InputError, match=f"กว้าง {width:,} สูง {height:,} จุด ซึ่งไม่ใช่สัดส่วนของตราครุฑ"):
        Emblem.read(case.picture(width, height))


DOCUMENT = "word/document.xml"


def with_slot(*changes: tuple[str, str]) -> bytes:
    """Our template with its emblem's place changed."""
    parts = case.parts_of(default_template_path().read_bytes())
    text = parts[DOCUMENT].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return case.docx_of({**parts, DOCUMENT: text.encode()})


@pytest.mark.parametrize(
    "crop", ['<a:srcRect l="10000" t="9" r="2000" b="5"/>', '<a:srcRect l="10000"></a:srcRect>']
)
def test_a_place_that_was_cropped_cuts_nothing_off_the_office_s_picture(crop: str) -> None:
    docx = with_slot(('<a:blip r:embed="rIdEmblem"/>', f'<a:blip r:embed="rIdEmblem"/>{crop}'))
    memo = Template(docx).render(context(case.assessed()), case.picture(30, 40))
    assert b"srcRect" not in case.parts_of(memo)[DOCUMENT]


def test_a_place_whose_shape_is_of_another_size_draws_the_picture_in_its_own_proportions() -> None:
    docx = with_slot(('<a:ext cx="540000" cy="540000"/>', '<a:ext cx="540000" cy="999"/>'))
    memo = Template(docx).render(context(case.assessed()), case.picture(30, 40))
    body = case.parts_of(memo)[DOCUMENT]
    assert b'<wp:extent cx="405000" cy="540000"/>' in body
    assert b'<a:ext cx="405000" cy="540000"/>' in body


def test_a_template_that_lost_the_emblem_s_place_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "APART", False)
    (tmp_path / "ตรา.png").write_bytes(case.picture(4, 4))
    path = tmp_path / "แม่แบบ.docx"
    path.write_bytes(with_slot(('name="emblem" descr="ตราครุฑ"', 'name="Picture 1" descr="โลโก้"')))
    memo = make_memo(Template.load(path), assessed("ตรา.png"), tmp_path)
    assert "แม่แบบไม่มีภาพที่ตั้งข้อความแสดงแทน" in memo.no_emblem


# --- what the clerk is told -----------------------------------------------------------------------


def assessed(name: str) -> Assessment:
    return case.assessed(case.with_office(emblem=name))


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("", None, "ยังไม่ได้ระบุ"),
        ("ตรา.png", None, "ไม่พบภาพตราครุฑ ตรา.png"),
        ("../ตรา.png", None, "เพียงชื่อไฟล์"),
        ("ตรา.png", b"GIF89a", "ไม่ใช่ภาพ"),
        ("ตรา.png", case.picture(40, 40)[:-20], "ไม่ครบหรือเสียหาย"),
        ("ตรา.png", png(20_000, 20_000, b""), "ใหญ่เกินไป"),
        ("ตรา.png", case.picture(40, 4), "สัดส่วน"),
        ("ตรา.png", case.picture(4, 4) + bytes(5_000_000), "ใหญ่เกิน 5 MB"),
        ("ตรา.png", case.picture(4, 4), ""),
    ],
)
def test_the_memo_says_why_the_emblem_s_space_is_empty(
    name: str, data: bytes | None, why: str, tmp_path: Path
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    memo = make_memo(Template.load(), assessed(name), tmp_path)
    assert why in memo.no_emblem
    assert memo.has_emblem is (why == "")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_an_emblem_that_is_a_pipe_or_a_link_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(case.picture(4, 4))
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "link.png").symlink_to(tmp_path / "real.png")
    for name in ("pipe.png", "link.png"):
        assert "ทางลัด" in make_memo(Template.load(), assessed(name), tmp_path).no_emblem
