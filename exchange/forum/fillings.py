"""What the forum puts into everybody's own menu and settings."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from exchange.forum.announcing import (
    may_announce,
    may_change_announcement,
    may_confirm,
    may_count_readers,
    may_name_readers,
    may_remind_readers,
    was_just_reminded,
)
from exchange.forum.queries import ThreadHead, watches_what_they_write
from exchange.forum.queries.announcements import confirmed_at, terms_of
from exchange.forum.queries.cards import ThreadCard, cards_of
from exchange.forum.queries.readers import Counts, count_readers
from exchange.kernel.clock import end_of_today, now
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


class Shown(NamedTuple):
    """How an announcement is made known, as one reader sees it on a page in this language."""

    lang: str
    zone: str
    is_guest: bool
    is_asked: bool
    confirmed_at: datetime | None  # by this reader
    last_day: datetime | None  # on the front page, for those who may change it
    counts: Counts | None  # for its author and for staff
    names_readers: bool
    reminded_at: datetime | None
    may_remind: bool


@fills("thread.poll", "forum/announcement.html", remembered=True)
def announcement(actor: Actor, threads: Sequence[ThreadHead]) -> Mapping[int, Shown]:
    """Below the words of one that is to be confirmed; other threads cost no question."""
    found = {one.id: _shown(actor, one) for one in threads if one.kind == "announcement"}
    return {thread_id: shown for thread_id, shown in found.items() if shown}


def _shown(actor: Actor, thread: ThreadHead) -> Shown | None:
    terms, is_guest = terms_of(thread.id), not actor.is_signed_in
    asked = terms.asks and bool(may_confirm(actor, thread, terms))
    counts = terms.asks and bool(may_count_readers(actor, thread))
    last_day = terms.last_day if may_change_announcement(actor, thread) else None
    if not (asked or counts or last_day or (terms.asks and is_guest)):
        return None
    may_remind = terms.asks and bool(may_remind_readers(actor, thread))
    return Shown(
        lang=current_language().code,
        zone=actor.timezone,
        is_guest=terms.asks and is_guest,
        is_asked=asked,
        confirmed_at=confirmed_at(actor, thread.id) if asked else None,
        last_day=last_day,
        counts=count_readers(thread.id) if counts else None,
        names_readers=terms.asks and bool(may_name_readers(actor, thread)),
        reminded_at=terms.reminded_at if counts else None,
        may_remind=may_remind and not was_just_reminded(terms.reminded_at, now()),
    )


@fills("thread.own", "forum/announcement_link.html", remembered=True)
def way_to_change_an_announcement(actor: Actor, threads: Sequence[ThreadHead]) -> Mapping[int, str]:
    """Beside one, for those who may change how it is made known."""
    return {
        thread.id: current_language().code
        for thread in threads
        if may_change_announcement(actor, thread)
    }
