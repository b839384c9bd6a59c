"""Contact sheets: a cell is one page on a phone and on a desk, with its caption above."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

COLUMNS, GAP, CAPTION = 3, 24, 26
PAPER, INK, EDGE = "#d9d7cc", "#20261f", "#7c8276"


class Cell(NamedTuple):
    """The pictures of one page, side by side."""

    caption: str
    pictures: Sequence[Image.Image]

    @property
    def width(self) -> int:
        return sum(one.width for one in self.pictures) + GAP // 2 * (len(self.pictures) - 1)

    @property
    def height(self) -> int:
        return max(one.height for one in self.pictures) + CAPTION


def sheet(title: str, cells: Sequence[Cell]) -> Image.Image:
    """All cells under a title, each in the column that is shortest by then."""
    wide = max(cell.width for cell in cells) + GAP
    tops = [CAPTION * 2] * min(COLUMNS, len(cells))
    places = []
    for cell in cells:
        column = tops.index(min(tops))
        places.append((GAP + column * wide, tops[column]))
        tops[column] += cell.height + GAP
    paper = Image.new("RGB", (GAP + wide * len(tops), max(tops)), PAPER)
    pen = ImageDraw.Draw(paper)
    pen.text((GAP, GAP // 2), title, INK, ImageFont.load_default(22))
    for cell, place in zip(cells, places, strict=True):
        _lay(paper, pen, cell, place)
    return paper


def _lay(paper: Image.Image, pen: ImageDraw.ImageDraw, cell: Cell, place: tuple[int, int]) -> None:
    left, top = place
    letters = ImageFont.load_default(16)
    shown = cell.caption
    while pen.textlength(shown, letters) > cell.width:
        shown = f"{shown[:-4]} …"
    pen.text((left, top), shown, INK, letters)
    for picture in cell.pictures:
        paper.paste(picture, (left, top + CAPTION))
        corner = (left + picture.width, top + CAPTION + picture.height)
        pen.rectangle(((left - 1, top + CAPTION - 1), corner), outline=EDGE)
        left += picture.width + GAP // 2


def joined(shots: Iterable[tuple[str, Image.Image]]) -> list[Cell]:
    """Cells of pictures that have the same caption, in the order of their first."""
    found: dict[str, list[Image.Image]] = {}
    for caption, picture in shots:
        found.setdefault(caption, []).append(picture)
    return [Cell(caption, pictures) for caption, pictures in found.items()]
