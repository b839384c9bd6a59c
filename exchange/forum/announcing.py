"""Who announces something, until when it stands on the front page, and who confirms it. Pure."""

from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from sqlalchemy import ColumnElement, false

from exchange.forum.policy import (
    PlaceFacts,
    ThreadFacts,
    entered_by,
    may_moderate,
    may_place_in,
    may_view,
    may_write,
)
from exchange.kernel.clock import end_of_today
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l

PAUSE = timedelta(days=7)  # between two reminders


class PlacedFacts(PlaceFacts, Protocol):
    """Where a thread is and whose."""

    @property
    def author_id(self) -> int: ...


class Terms(NamedTuple):
    """How something is announced, beside its text."""

    front_until: datetime | None
    asks: bool


class AnnouncementFacts(Protocol):
    """What the rules ask of an announcement; its row and what is shown of it both know it."""

    @property
    def front_until(self) -> datetime | None: ...
    @property
    def asks(self) -> bool: ...


def may_announce(actor: Actor) -> Ruling:
    """Somewhere at all."""
    if not (ruling := may_write(actor)):
        return ruling
    return ALLOWED if actor.moderated_rooms else may_moderate(actor)


def may_announce_in(actor: Actor, category_id: int) -> Ruling:
    """Moderators everywhere, editors in the rooms of the own organisation."""
    return may_write(actor) and may_place_in(actor, category_id)


def may_change_announcement(actor: Actor, thread: ThreadFacts) -> Ruling:
    """How long it stands on the front page, and what it asks: whoever may announce there."""
    if thread.kind != "announcement":
        return denied(_l("This thread is no announcement."))
    return may_announce_in(actor, thread.category_id) and may_view(actor, thread)


def is_asked(actor: Actor, thread: PlacedFacts) -> bool:
    """Whether this person is among those who are to confirm it: whom its category is for, but its
    author. Who may look into every room is asked in those only that are for them too."""
    is_for_them = not thread.in_room or thread.category_id in actor.rooms
    return actor.may_write and is_for_them and actor.id != thread.author_id


def asked_of(actor: Actor) -> ColumnElement[bool]:
    """`is_asked`, said in SQL of a thread that another has written; a test holds them equal."""
    return entered_by(Actor(rooms=actor.rooms)) if actor.may_write else false()


def may_confirm(actor: Actor, thread: ThreadFacts, announcement: AnnouncementFacts) -> Ruling:
    """Say that they have read it."""
    if not (ruling := may_write(actor)):
        return ruling
    if thread.kind != "announcement" or not announcement.asks or not is_asked(actor, thread):
        return denied(_l("You are not asked to confirm this."))
    return may_view(actor, thread)


def may_put_away(actor: Actor, thread: ThreadFacts) -> Ruling:
    """See it on the own front page no more: whoever has one, also who may not write."""
    if not actor.is_signed_in:
        return denied(_l("Sign in to write here."))
    if thread.kind != "announcement":
        return denied(_l("This thread is no announcement."))
    return may_view(actor, thread)


def may_count_readers(actor: Actor, thread: ThreadFacts) -> Ruling:
    """See how many have confirmed it: its author, and whoever may announce there."""
    if actor.id == thread.author_id and thread.kind == "announcement":
        return may_write(actor) and may_view(actor, thread)
    return may_change_announcement(actor, thread)


def may_name_readers(actor: Actor, thread: ThreadFacts) -> Ruling:
    """See who has confirmed it and who has not."""
    return may_change_announcement(actor, thread)


def may_remind_readers(actor: Actor, thread: ThreadFacts) -> Ruling:
    """Those who have not confirmed it: not while it is hidden, when nobody could."""
    if not (ruling := may_change_announcement(actor, thread)):
        return ruling
    return denied(_l("This thread is hidden.")) if thread.hidden_at else ALLOWED


def may_ask_again(actor: Actor, thread: ThreadFacts, announcement: AnnouncementFacts) -> Ruling:
    """Those who have confirmed it, after a change of its words."""
    if not (ruling := may_change_announcement(actor, thread)):
        return ruling
    return ALLOWED if announcement.asks else denied(_l("It does not ask to be confirmed."))


def was_just_reminded(reminded_at: datetime | None, now: datetime) -> bool:
    return reminded_at is not None and now - reminded_at < PAUSE


def is_on_the_front(announcement: AnnouncementFacts) -> bool:
    """Today, in whole days, as pages are kept."""
    return announcement.front_until is not None and announcement.front_until > end_of_today()


def last_day(front_until: datetime) -> datetime:
    """A moment of the day at whose end an announcement leaves the front page."""
    return front_until - timedelta(seconds=1)
