"""A picture of a record as a page shows it: its addresses, and room for it before it is there."""

from exchange.files.images import SIZES, fitted
from exchange.library.body import Picture
from exchange.library.queries.versions import ExperienceRow


def address_of(picture: Picture, size: str = "medium") -> str:
    return f"/files/{picture.file}/{size}"


def cover_address(row: ExperienceRow) -> str:
    """Of the cover that is drawn for a version."""
    return f"/experiences/{row.code}/v{row.version}/cover.svg"


def srcset_of(picture: Picture) -> str:
    """Its sizes by their widths; those that are no wider than a smaller one are left out."""
    widths = {
        fitted(picture.width, picture.height, most)[0]: size
        for size, most in reversed(tuple(SIZES.items()))
    }
    return ", ".join(
        f"{address_of(picture, size)} {width}w" for width, size in sorted(widths.items())
    )


def room_for(picture: Picture, width: int, height: int) -> tuple[int, int]:
    """As large as it fits into so many pixels, never larger than it is."""
    share = min(1.0, width / picture.width, height / picture.height)
    return max(1, round(picture.width * share)), max(1, round(picture.height * share))
