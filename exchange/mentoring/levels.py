"""How well somebody knows a theme, in words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.people.models import LEVELS
from exchange.tags.queries import TagRow
from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

LEVEL_WORDS: Mapping[str, Lazy] = {
    "some": _l("Some knowledge"),
    "well": _l("Good knowledge"),
    "expert": _l("Expert knowledge"),
}


class AtLevel(NamedTuple):
    """The themes that somebody knows as well as that."""

    level: str
    themes: Sequence[TagRow]

    @property
    def words(self) -> Lazy:
        return LEVEL_WORDS[self.level]


def by_level(offered: Sequence[TagRow], known: Mapping[int, str]) -> Sequence[AtLevel]:
    """The highest first; the themes in the order in which they are offered."""
    at = {
        level: [tag for tag in offered if known.get(tag.id) == level] for level in reversed(LEVELS)
    }
    return [AtLevel(level, themes) for level, themes in at.items() if themes]
