"""Whether bytes are a picture, and how it is scaled down."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from crawler.media.picture import PictureError, read_picture


def file(kind: str = "PNG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 1).save(out, kind, **options)
    return out.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """The head of a PNG that says it is that large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "extension"), [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "webp"), ("AVIF", "avif")]
)
def test_a_picture_is_kept_as_it_is_under_a_name_of_its_content(kind: str, extension: str) -> None:
    data = file(kind)
    picture = read_picture(data, max_width=40)
    assert (picture.data, picture.extension) == (data, extension)
    assert picture.name == read_picture(data).name != read_picture(file(kind, (41, 20))).name
    folder, _, name = picture.name.partition("/")
    assert name.startswith(folder)
    assert name.endswith(f".{extension}")


PAGE = b"<!doctype html><title>Not found</title>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "nothing": (b"", "is no PNG"),
    "a page": (PAGE, "is no PNG"),
    "a vector graphic": (SVG, "SVG"),
    "a vector graphic after a comment": (b"\xef\xbb\xbf\n<!-- x --><svg></svg>", "SVG"),
    "a bitmap of Windows": (file("BMP"), "is no PNG"),
    "a TIFF": (file("TIFF"), "is no PNG"),
    "a signature alone": (b"\x89PNG\r\n\x1a\n", "is no PNG"),
    "a page behind a signature": (b"GIF89a" + PAGE[:4], "is no PNG"),
    "half a JPEG": (file("JPEG", (400, 400))[:700], "damaged"),
    "half a PNG": (file("PNG", (400, 400))[:200], "damaged"),
    "half a WebP": (file("WEBP", (400, 400), lossless=True)[:-20], "damaged"),
    "a bomb": (png_of_size(60_000, 60_000), "50000000 pixels"),
    "a smaller bomb": (png_of_size(10_000, 5_001), "50000000 pixels"),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("max_width", [None, 16])
def test_what_is_no_whole_picture_is_refused_with_the_reason(name: str, max_width: int | None) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(PictureError, match=reason) as refused:
        read_picture(data, max_width)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_wide_picture_is_scaled_down_in_its_own_format(kind: str, mode: str) -> None:
    picture = read_picture(file(kind, (400, 200), mode), max_width=100)
    with Image.open(BytesIO(picture.data)) as image:
        assert (image.format, image.size) == (kind, (100, 50))
    assert read_picture(file(kind, (400, 200), mode), max_width=100) == picture


def test_a_picture_of_16_bits_keeps_its_greys_when_it_is_scaled() -> None:
    out = BytesIO()
    Image.linear_gradient("L").convert("I").point(lambda grey: grey * 256).convert("I;16").save(out, "PNG")
    with Image.open(BytesIO(read_picture(out.getvalue(), max_width=64).data)) as image:
        greys = [int(image.getpixel((32, row))) // 256 for row in (8, 32, 56)]  # type: ignore[arg-type]
    assert greys == pytest.approx([34, 130, 226], abs=2)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_photographs_are_scaled_upright_and_lose_what_the_camera_noted(mode: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # Orientation: to be turned by a quarter
    exif[0x010F] = "Maker"
    picture = read_picture(file("JPEG", (400, 200), mode, exif=exif, comment=b"By Ada"), max_width=100)
    with Image.open(BytesIO(picture.data)) as image:
        assert image.size == (100, 200)
        assert not image.getexif()
        assert "comment" not in image.info


def test_a_drawing_loses_its_comment_when_it_is_scaled() -> None:
    picture = read_picture(file("GIF", (400, 200), "P", comment=b"By Ada"), max_width=100)
    assert b"By Ada" not in picture.data


def test_a_film_is_not_scaled() -> None:
    out = BytesIO()
    frames = [Image.new("RGB", (400, 20), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert read_picture(out.getvalue(), max_width=100).data == out.getvalue()
