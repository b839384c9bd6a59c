"""Pictures: measured by their header, then made anew in three sizes; nothing else of them stays.

Of an animation the first frame is kept: what moves by itself distracts, and cannot be stopped
without script. Everything becomes WebP: a third less to load than JPEG, with transparency, and no
place where the camera could have left where it stood.
"""

import re
import threading
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps

from exchange.files.refusals import damaged, too_many_pixels
from exchange.kernel.rulings import Refused

MEDIA_TYPE = "image/webp"
SIZES: Mapping[str, int] = {"small": 320, "medium": 960, "large": 1920}  # pixels, longest side
ENDINGS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}  # of the names of pictures
LONGEST = 20_000  # pixels of a side: a picture of one row is no picture
QUALITY = 80
MOST_SCANS = 64  # of one JPEG: cameras and programs write ten, each costs as much as all its pixels
_MARK = re.compile(b"\xff[^\x00\xd0-\xd7\xff]")  # in between lie the bytes of a scan
_END, _SCAN = 0xD9, 0xDA
_one_at_a_time = threading.Lock()  # 40 million pixels take 160 MB while they are looked at


class Picture(NamedTuple):
    """A picture in all sizes, and how large the largest is."""

    width: int
    height: int
    sizes: Mapping[str, bytes]


def picture(content: bytes, kind: str, megapixels: int) -> Picture:
    """Made anew from what somebody sent; Refused if it is too large or cannot be read."""
    with _one_at_a_time:
        try:
            return _made_anew(content, kind, megapixels)
        except Refused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise too_many_pixels(megapixels) from None
        except Exception:  # whatever Pillow says of a broken file, that is what it is
            raise damaged() from None


def fitted(width: int, height: int, most: int) -> tuple[int, int]:
    """The same shape with no side longer than `most`; never larger than it was."""
    share = min(1.0, most / max(width, height))
    return max(1, round(width * share)), max(1, round(height * share))


def as_jpeg(content: bytes) -> bytes:
    """One of our own pictures for what does not know WebP; what is clear becomes white."""
    with Image.open(BytesIO(content), formats=["WEBP"]) as opened:
        image = opened.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image)
    written = BytesIO()
    paper.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def _made_anew(content: bytes, kind: str, megapixels: int) -> Picture:
    if kind == "WEBP":  # Pillow takes room for its pixels as soon as it is opened
        _bound(*_size_of_webp(content), megapixels)
    if kind == "JPEG" and _has_too_many_scans(content):
        raise damaged()
    with Image.open(BytesIO(content), formats=[kind]) as opened:
        _bound(*opened.size, megapixels)
        largest = SIZES["large"]
        opened.draft("RGB", (largest, largest))  # a JPEG is read at a half or a quarter at once
        opened.load()
        upright = ImageOps.exif_transpose(_in_plain_colours(opened))
        width, height = fitted(*upright.size, largest)
        made = {
            size: _webp(upright.resize(fitted(width, height, most), Image.Resampling.LANCZOS))
            for size, most in SIZES.items()
        }
    return Picture(width, height, made)


def _bound(width: int, height: int, megapixels: int) -> None:
    if width * height > megapixels * 1_000_000 or max(width, height) > LONGEST:
        raise too_many_pixels(megapixels)
    if min(width, height) < 1:
        raise damaged()


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """With 8 bits a colour, and transparency where there is some."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("RGB")  # 16 bits of grey
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode == "RGB" else image.convert("RGB")


def _webp(image: Image.Image) -> bytes:
    """Pixels only: the copy that is saved carries no profile, no comment and no place."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    written = BytesIO()
    bare.save(written, "WEBP", quality=QUALITY, method=4)
    return written.getvalue()


def _has_too_many_scans(content: bytes) -> bool:
    """Of its first picture: a thumbnail in it, or a film that a telephone puts after it, are not
    looked at."""
    place, scans = 2, 0
    while scans <= MOST_SCANS and (found := _MARK.search(content, place)):
        mark, place = found[0][1], found.end()
        if mark == _END:
            return False
        scans += mark == _SCAN
        place += max(2, int.from_bytes(content[place : place + 2], "big"))
    return scans > MOST_SCANS


def _size_of_webp(content: bytes) -> tuple[int, int]:
    chunk, body = content[12:16], content[20:30]
    if len(body) < 10:
        raise damaged()
    if chunk == b"VP8X":
        return _number(body[4:7]) + 1, _number(body[7:10]) + 1
    if chunk == b"VP8L":
        bits = _number(body[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        return _number(body[6:8]) & 0x3FFF, _number(body[8:10]) & 0x3FFF
    raise damaged()


def _number(some: bytes) -> int:
    return int.from_bytes(some, "little")
