"""What a mentor says of themselves, on its way from the form to the database."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """All but the languages that they read, which are those of the account."""

    levels: Mapping[str, str]  # by the slugs of themes
    writes: tuple[str, ...]
    countries: tuple[str, ...]
    most_open: int
