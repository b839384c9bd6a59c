"""What an English message is called on a page, so that journeys read alike in every language."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from exchange.text.languages import BY_CODE

_FOLDER = Path(__file__).parents[2] / "translations"


def called(message: str, code: str, **values: object) -> list[str]:
    """All its translations, whatever their context; itself where there is none."""
    found = _catalogue(code).get(message) or {message}
    return sorted(one % values if values else one for one in found)


def begins_with(messages: Sequence[str], code: str, **values: object) -> re.Pattern[str]:
    """Matches the name of a control that begins with these, one after the other; a mark or a space
    between them is as the page has it."""
    parts = []
    for message in messages:
        ways = "|".join(_loosely(one) for one in called(message, code, **values))
        parts.append(f"(?:{ways})")
    return re.compile(r"\s*" + r"[\s,]*".join(parts) + r"(?!\w)")


def _loosely(text: str) -> str:
    words = [re.escape(word).replace("/", r"\/") for word in re.split(r"\s*,\s*|\s+", text)]
    return r"[\s,]*".join(words)


@cache
def _catalogue(code: str) -> Mapping[str, set[str]]:
    path = _FOLDER / BY_CODE[code].catalogue / "LC_MESSAGES" / "messages.po"
    found: dict[str, set[str]] = {}
    if not path.exists():
        return found
    with path.open("rb") as file:
        for entry in read_po(file):
            if isinstance(entry.id, str) and entry.id and isinstance(entry.string, str):
                found.setdefault(entry.id, set()).add(entry.string or entry.id)
    return found
