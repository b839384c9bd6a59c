"""What an organisation says about its use of an experience."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Declared:
    """All that is typed and chosen; `blocks` are keys, none for the whole record."""

    state: str
    country: str
    since_year: int
    since_month: int
    lang: str
    blocks: tuple[str, ...] = ()
    changed: str = ""
    result: str = ""
