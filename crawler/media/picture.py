"""Whether bytes are a picture that may be published, and the picture scaled down."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 50_000_000  # decoded, four bytes each: what a small file can make of the memory

_EXTENSIONS = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
_READ = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")  # by what the bytes are, whatever the server called them
_QUALITY = 85


class PictureError(ValueError):
    """Bytes that are not published as a picture; the message says why, in a line."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is stored."""

    data: bytes
    extension: str  # by its format, without a dot

    @property
    def name(self) -> str:
        """The file's name, by its content: `3f/3fa9….jpg`."""
        digest = hashlib.sha256(self.data).hexdigest()[:32]
        return f"{digest[:2]}/{digest}.{self.extension}"


def read_picture(data: bytes, max_width: int | None = None) -> Picture:
    """The picture that these bytes are: PNG, JPEG, GIF, WebP or AVIF, whole, of a size that can be decoded.

    Args:
        data: The file.
        max_width: Scale a wider one down to this many pixels; films (animated GIF, WebP …) stay as they are.

    Raises:
        PictureError: The bytes are something else, are cut or damaged, or hold more than `MOST_PIXELS`.
    """
    if _is_svg(data):
        raise PictureError("is SVG, which may hold scripts")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=_READ)
    except UnidentifiedImageError:
        raise PictureError("is no PNG, JPEG, GIF, WebP or AVIF") from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise PictureError(f"has more than {MOST_PIXELS} pixels") from None
    except Exception as error:
        raise _damaged(error) from None
    with image:
        if image.width * image.height > MOST_PIXELS:
            raise PictureError(f"has more than {MOST_PIXELS} pixels")
        extension = _EXTENSIONS[image.format or ""]
        # Decoders raise whatever they stumble over.
        try:
            if max_width and _is_wider(image, max_width) and getattr(image, "n_frames", 1) == 1:
                return Picture(_scaled(image, max_width), extension)
            image.draft("RGB", (1, 1))  # JPEG: read to its end, but for an eighth of the width
            image.load()
        except Exception as error:
            raise _damaged(error) from None
    return Picture(data, extension)


def _damaged(error: Exception) -> PictureError:
    return PictureError(f"is cut or damaged ({' '.join(str(error).split()) or type(error).__name__})")


def _is_wider(image: Image.Image, width: int) -> bool:
    turned = image.getexif().get(0x0112, 1) >= 5  # Orientation: its sides change places
    return (image.height if turned else image.width) > width


def _scaled(image: Image.Image, width: int) -> bytes:
    """The picture upright, of that width, in its own format, without what its camera noted."""
    image_format, profile = image.format, image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    # Of a grey of 16 bits, another mode would hold nothing but what is darker than its 256th shade; the rest is white.
    if upright.mode not in {"RGB", "RGBA", "L", "LA", "CMYK", "I", "I;16"}:
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    height = max(1, round(upright.height * width / upright.width))
    scaled = upright.resize((width, height), Image.Resampling.LANCZOS)
    out = BytesIO()
    scaled.save(
        out,
        "JPEG" if image_format == "MPO" else image_format,
        quality=_QUALITY,
        optimize=True,
        icc_profile=profile,
        exif=b"",
        comment=b"",
    )
    return out.getvalue()


def _is_svg(data: bytes) -> bool:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<?xml", b"<svg", b"<!--", b"<!doctype svg")) and b"<svg" in head
