"""Links to what stands here, alone on their line: on a member's page each may become a card."""

import html as escaping
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from exchange.text.languages import BY_CODE

_LINE = r'(?:<a href="[^"<>]*" rel="[^"<>]*">[^<>]*</a>|/[a-zA-Z0-9/#?=-]+)'
_ALONE = re.compile(rf"<p>({_LINE}(?:\n{_LINE})*)</p>")
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>([^<]*)</a>')
_PLACE = re.compile(
    rf"(?:/(?:{'|'.join(BY_CODE)}))?/(?:"
    r"threads/(?P<thread>[1-9][0-9]{0,9})(?:-[a-z0-9-]{0,80})?(?:\?page=[0-9]{1,6})?"
    r"(?:\#(?:post|accepted)-(?P<place>[1-9][0-9]{0,9}))?"
    r"|posts/(?P<post>[1-9][0-9]{0,9})"
    r"|experiences/ALTER-XP-(?P<experience>[0-9]{4,9})(?:-[a-z0-9-]{0,80})?)"
)


class Target(NamedTuple):
    """What a link leads to."""

    kind: str  # "thread", "post", "experience"
    number: int


@lru_cache(maxsize=5_000)
def targets_in(html: str, base_url: str) -> Sequence[Target]:
    """What rendered words link to on lines of their own."""
    lines = (line for alone in _ALONE.finditer(html) for line in alone[1].split("\n"))
    return tuple(target for line in lines if (target := _target(line, base_url)))


def with_cards(html: str, base_url: str, cards: Mapping[Target, str]) -> Markup:
    """Rendered words with a card in the stead of each link that has one."""

    def shown(alone: re.Match[str]) -> str:
        lines = alone[1].split("\n")
        targets = [_target(line, base_url) for line in lines]
        made = [cards.get(target) if target else None for target in targets]
        if not any(made):
            return alone[0]
        return "\n".join(card or f"<p>{line}</p>" for card, line in zip(made, lines, strict=True))

    return Markup(_ALONE.sub(shown, html))  # noqa: S704  pieces of pages, put together


def _target(line: str, base_url: str) -> Target | None:
    link = _LINK.fullmatch(line)
    if link and link[1] != link[2]:
        return None  # its author gave it words
    address = escaping.unescape(link[1] if link else line)
    place = _PLACE.fullmatch(address.removeprefix(base_url) if link else address)
    if place is None:
        return None
    found = {kind: place[kind] for kind in ("place", "post", "thread", "experience")}
    kind, number = next((kind, number) for kind, number in found.items() if number)
    return Target("post" if kind == "place" else kind, int(number))
