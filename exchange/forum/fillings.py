"""What the forum puts into everybody's own menu and settings."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.forum.announcing import may_announce, may_change_announcement
from exchange.forum.queries import ThreadHead, watches_what_they_write
from exchange.forum.queries.cards import ThreadCard, cards_of
from exchange.kernel.clock import end_of_today
from exchange.kernel.slots import fills
from exchange.people.actor import Actor
from exchange.text.cards import Target
from exchange.text.dates import age_in_days
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


class MenuLines(NamedTuple):
    """What stands in the own menu."""

    lang: str
    announces: bool


@fills("menu", "forum/menu.html", remembered=True)
def menu(actor: Actor, _ids: Sequence[int]) -> Mapping[int, MenuLines]:
    """The way to one's own lists and drafts, in this language. Asks the database nothing."""
    if not actor.is_signed_in:
        return {}
    return {actor.id: MenuLines(current_language().code, bool(may_announce(actor)))}


class Card(NamedTuple):
    """What a link leads to, for a page in this language."""

    lang: str
    zone: str
    card: ThreadCard
    days: int  # since it was written


@fills("post.cards", "forum/card.html", remembered=True)
def cards(actor: Actor, targets: Sequence[Target]) -> Mapping[int, Card]:
    """Threads and posts that this reader may read, by the place of their link on the page."""
    found, lang = cards_of(actor, targets), current_language().code
    return {
        n: Card(lang, actor.timezone, card, age_in_days(card.posted_at, end_of_today()))
        for n, target in enumerate(targets)
        if (card := found.get(target))
    }


@fills("thread.own", "forum/announcement_link.html", remembered=True)
def way_to_change_an_announcement(actor: Actor, threads: Sequence[ThreadHead]) -> Mapping[int, str]:
    """Beside one, for those who may change how it is made known."""
    return {
        thread.id: current_language().code
        for thread in threads
        if may_change_announcement(actor, thread)
    }
