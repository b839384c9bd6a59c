"""What the forum puts into everybody's own menu and settings."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.forum.queries import watches_what_they_write
from exchange.kernel.slots import fills
from exchange.people.actor import Actor
from exchange.text.wording import current_language


class Watching(NamedTuple):
    """Whether one watches what one writes in, and the language of the page."""

    lang: str
    is_on: bool


@fills("settings.more", "forum/watching.html", remembered=True)
def watching(actor: Actor, ids: Sequence[int]) -> Mapping[int, Watching]:
    """The switch of the settings."""
    if not actor.is_signed_in or actor.id not in ids:
        return {}
    return {actor.id: Watching(current_language().code, watches_what_they_write(actor.id))}


@fills("menu", "forum/menu.html", remembered=True)
def menu(actor: Actor, _ids: Sequence[int]) -> Mapping[int, str]:
    """The way to one's own lists and drafts, in this language. Asks the database nothing."""
    return {actor.id: current_language().code} if actor.is_signed_in else {}
