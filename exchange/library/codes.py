"""How an experience is called, for good: ALTER-XP-0001, whatever its version or title."""

import re

from exchange.text.clean import slug

_NAME = re.compile(r"(?i:ALTER-XP)-([0-9]{4,9})(?:-([a-z0-9-]{0,80}))?")


def code_of(number: int) -> str:
    return f"ALTER-XP-{number:04d}"


def name_of(number: int, title: str) -> str:
    """As its address writes it: the code, and the title's letters for people to read."""
    letters = slug(title)
    return f"{code_of(number)}-{letters}" if letters else code_of(number)


def number_in(name: str) -> int | None:
    """The number that an address names; None if it names none."""
    given = _NAME.fullmatch(name)
    return int(given[1]) or None if given else None


def path_of(number: int, title: str, version: int | None = None) -> str:
    """The address without its language; of one version, if it is given."""
    path = f"/experiences/{name_of(number, title)}"
    return path if version is None else f"{path}/v{version}"
