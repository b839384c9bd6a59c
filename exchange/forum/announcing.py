"""Who announces something, until when it stands on the front page, and who confirms it. Pure."""

from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from exchange.forum.policy import ThreadFacts, may_place_in, may_view, may_write
from exchange.kernel.clock import end_of_today
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l

_STAFF_DO = _l("Moderators announce something everywhere, editors in the rooms of their network.")


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
    return ALLOWED if actor.is_moderator or actor.moderated_rooms else denied(_STAFF_DO)


def may_announce_in(actor: Actor, category_id: int) -> Ruling:
    """Moderators everywhere, editors in the rooms of the own organisation."""
    if not (ruling := may_write(actor)):
        return ruling
    return ALLOWED if may_place_in(actor, category_id) else denied(_STAFF_DO)


def may_change_announcement(actor: Actor, thread: ThreadFacts) -> Ruling:
    """How long it stands on the front page, and what it asks: whoever may announce there."""
    if thread.kind != "announcement":
        return denied(_l("This thread is no announcement."))
    return may_announce_in(actor, thread.category_id) and may_view(actor, thread)


def is_on_the_front(announcement: AnnouncementFacts) -> bool:
    """Today, in whole days, as pages are kept."""
    return announcement.front_until is not None and announcement.front_until > end_of_today()


def last_day(front_until: datetime) -> datetime:
    """A moment of the day at whose end an announcement leaves the front page."""
    return front_until - timedelta(seconds=1)
