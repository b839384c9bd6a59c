"""An address or more for each page of the site, with things in every state behind them."""

from sqlalchemy import update

from exchange.kernel.clock import now
from exchange.kernel.db import Delivery, OutboxEntry, db, transaction
from exchange.people.actor import Actor
from tests.journeys.pages import (
    collecting,
    confidence,
    forum,
    library,
    mentoring,
    moderation,
    people,
    reuse,
)
from tests.journeys.site import Site
from tests.journeys.world import World

PARTS = (
    forum.of_threads,
    mentoring.of_questions,
    forum.of_categories,
    forum.of_drafts,
    forum.of_changes,
    forum.of_announcements,
    library.of_library,
    reuse.of_reuse,
    confidence.of_consultations,
    confidence.of_office_hours,
    confidence.of_mentorships,
    collecting.of_imports,
    collecting.of_collections,
    mentoring.of_clocks,
    moderation.of_cases,
    moderation.of_threads_moderated,
    people.of_people,
    people.of_search,
    mentoring.of_follow_ups,
    mentoring.of_certificates,
)


class Examples:
    """What has to be there so that each page shows something; made once for all tests."""

    def __init__(self, site: Site) -> None:
        world = World(site)
        self.people = world.people
        self.by_endpoint = {
            endpoint: addresses for part in PARTS for endpoint, addresses in part(world)
        }
        site.deliver()
        _lose_a_delivery()
        names = [file.name for file in (site.mails()[0], site.mails()[-1])]
        self.by_endpoint["notifications.show_mail"] = [f"/mailbox/{name}" for name in names]

    def person(self, role: str) -> Actor | None:
        return None if role == "guest" else getattr(self.people, role)


def _lose_a_delivery() -> None:
    """One that was given up: only admins see it."""
    with transaction(None):
        entry = OutboxEntry(name="forum.reply_posted.1", payload={"post_id": 1})
        db.session.add(entry)
        db.session.flush()
        lost = Delivery(outbox_entry_id=entry.id, subscriber="notifications.subscribers.x")
        db.session.add(lost)
        db.session.flush()
        told = {"dead_at": now(), "attempts": 12, "last_error": "TimeoutError: no answer"}
        db.session.execute(update(Delivery).where(Delivery.id == lost.id).values(told))
