"""Pictures are made anew: what is hidden in them stays behind, and too much is seen beforehand."""

from io import BytesIO

import pytest
from PIL import Image, ImageSequence

from exchange.files.documents import document
from exchange.files.images import MOST_SCANS, SIZES, picture
from exchange.files.sniffing import sniffed
from exchange.kernel.rulings import Refused
from tests.files.bytes import a_photo, a_picture, a_png_that_claims, a_webp_that_claims


def made(content: bytes) -> dict[str, Image.Image]:
    sizes = picture(content, sniffed(content), 40).sizes
    opened = {}
    for size, one in sizes.items():
        opened[size] = Image.open(BytesIO(one))
        opened[size].load()
    return opened


def why_not(content: bytes, megapixels: int = 40) -> str:
    with pytest.raises(Refused) as refused:
        picture(content, sniffed(content), megapixels)
    assert refused.value.field == "files"
    return str(refused.value.reason)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_comes_in_three_sizes_none_larger_than_it_was(kind: str) -> None:
    sizes = made(a_picture(kind, (2400, 1200)))
    assert {name: one.size for name, one in sizes.items()} == {
        "small": (320, 160),
        "medium": (960, 480),
        "large": (1920, 960),
    }
    assert {one.format for one in sizes.values()} == {"WEBP"}
    assert {one.size for one in made(a_picture(kind, (40, 30))).values()} == {(40, 30)}


def test_nothing_of_where_and_by_what_a_photo_was_taken_stays() -> None:
    photo = a_photo()
    assert b"Telephone of Ana" in photo
    assert Image.open(BytesIO(photo)).getexif().get_ifd(0x8825)
    for one in made(photo).values():
        assert dict(one.getexif()) == {}
        assert not one.info.keys() & {"exif", "icc_profile", "xmp", "comment"}
    for content in picture(photo, "JPEG", 40).sizes.values():
        assert b"Ana" not in content
        assert b"EXIF" not in content
        assert b"ICCP" not in content


def test_what_is_written_holds_pixels_only_whatever_a_release_of_pillow_carries_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    carried = []
    save = Image.Image.save

    def note(image: Image.Image, *how: object, **more: object) -> None:
        carried.append(dict(image.info))
        save(image, *how, **more)

    photo = a_photo()
    monkeypatch.setattr(Image.Image, "save", note)
    picture(photo, "JPEG", 40)
    assert carried == [{}, {}, {}]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_other_kinds_say_of_themselves_does_not_stay_either(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Telephone of Ana"
    content = a_picture(kind, exif=exif, xmp=b"<x>Ana</x>", icc_profile=b"of Ana")
    for one in picture(content, kind, 40).sizes.values():
        assert b"Ana" not in one


def test_a_photo_that_lies_on_its_side_is_put_upright() -> None:
    large = made(a_photo(orientation=6))["large"]
    assert large.size == (48, 64)
    red, _, blue = large.convert("RGB").getpixel((24, 4))
    assert red > blue  # what was left is on top


def test_of_what_moves_the_first_picture_stays() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    written = BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:], duration=50)
    large = made(written.getvalue())["large"]
    assert len(list(ImageSequence.Iterator(large))) == 1
    assert large.convert("RGB").getpixel((9, 9))[0] > 200


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_pictures_in_few_colours_and_in_many_are_taken(mode: str) -> None:
    assert made(a_picture("PNG", mode=mode))["small"].size == (64, 48)


def test_grey_of_sixteen_bits_stays_grey() -> None:
    written = BytesIO()
    Image.new("I;16", (8, 8), 0x8000).save(written, "PNG")
    assert abs(made(written.getvalue())["large"].convert("RGB").getpixel((4, 4))[0] - 128) < 4


def test_what_is_clear_stays_clear() -> None:
    assert made(a_picture("PNG", mode="RGBA"))["large"].convert("RGBA").getpixel((5, 5))[3] == 0
    assert made(a_picture("JPEG", mode="CMYK"))["large"].mode == "RGB"


@pytest.mark.parametrize(
    "content",
    [
        a_png_that_claims(50_000, 50_000),
        a_png_that_claims(8_000, 5_001),
        a_png_that_claims(20_001, 1),
        a_png_that_claims(2**31 - 1, 2**31 - 1),
        a_webp_that_claims(16_000, 16_000),
    ],
)
def test_pixels_are_counted_before_one_is_read(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(_image: object) -> None:
        raise AssertionError("a pixel was read")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", load)
    assert "too many pixels: at most 40 million" in why_not(content)


def test_the_pixels_of_a_webp_are_counted_before_anything_makes_room_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def open_it(*_what: object, **_how: object) -> None:
        raise AssertionError("it was opened")

    monkeypatch.setattr("PIL.Image.open", open_it)
    assert "too many pixels" in why_not(a_webp_that_claims(16_000, 16_000))


def test_a_picture_of_just_so_many_pixels_is_taken() -> None:
    assert picture(a_picture("PNG", (1000, 1000)), "PNG", 1).width == 1000
    assert "pixels" in why_not(a_picture("PNG", (1000, 1001)), 1)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_half_a_picture_is_damaged(kind: str) -> None:
    whole = a_picture(kind, (300, 200))
    assert "damaged" in why_not(whole[: len(whole) // 2])
    assert "damaged" in why_not(whole[:16])


def test_a_header_without_pixels_is_damaged() -> None:
    assert "damaged" in why_not(a_png_that_claims(10, 10))
    assert "damaged" in why_not(a_webp_that_claims(10, 10))


def _with_more_scans(count: int) -> bytes:
    """The last scan of a photo again and again: a few bytes, and each time all of its pixels."""
    whole = a_picture(progressive=True)
    last, end = whole.rfind(b"\xff\xda"), whole.rfind(b"\xff\xd9")
    return whole[:end] + whole[last:end] * count + whole[end:]


def test_a_jpeg_that_is_drawn_over_and_over_is_refused_before_it_is() -> None:
    assert picture(_with_more_scans(20), "JPEG", 40).width == 64
    with pytest.raises(Refused):
        picture(_with_more_scans(MOST_SCANS), "JPEG", 40)


def test_a_film_behind_a_photo_and_a_thumbnail_in_it_are_no_scans_of_it() -> None:
    scan = b"\xff\xda\x00\x02"
    exif = b"\xff\xe1" + (MOST_SCANS * 5 + 2).to_bytes(2, "big") + b"x\xff\xda\0\2" * MOST_SCANS
    whole = a_picture()
    for content in (whole + scan * 100, whole[:2] + exif + whole[2:]):
        assert picture(content, "JPEG", 40).width == 64


def test_a_program_behind_a_picture_does_not_come_along() -> None:
    content = a_picture("GIF") + b"<script>alert(1)</script>PK\x03\x04"
    assert sniffed(content) == "GIF"
    assert all(b"script" not in one for one in picture(content, "GIF", 40).sizes.values())


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\xef\xbb\xbf <?xml version='1.0'?><svg/>",
        b"<!doctype html><script>alert(1)</script>, a, b",
        b"MZ\x90\x00, a program",
        b"BM" + bytes(60),
        b"words and nothing else",
        b"P6 2 2 255 ............",
    ],
)
def test_what_only_calls_itself_a_picture_is_neither_that_nor_a_document(content: bytes) -> None:
    assert sniffed(content) == ""
    with pytest.raises(Refused, match="files"):
        document(content, "")


def test_the_sizes_are_what_pages_count_on() -> None:
    assert list(SIZES) == ["small", "medium", "large"]
