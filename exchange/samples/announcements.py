"""How a sample thread is announced; a real day would be past before long, so a file counts days."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from exchange.forum import actions
from exchange.forum.models import Announcement
from exchange.kernel.clock import now
from exchange.kernel.db import db
from exchange.people.actor import Actor


def make_known(
    thread_id: int, told: Mapping[str, Any], people: Mapping[str, Actor], at: datetime
) -> None:
    """On the front page for so many `days` from now on; whether it `asks` to be confirmed, and
    `confirmed_by` whom it was. In the transaction that began the thread."""
    last_day = now().date() + timedelta(days=told["days"])
    db.session.add(
        Announcement(
            thread_id=thread_id,
            front_until=datetime.combine(last_day + timedelta(days=1), time(), UTC),
            asks=told.get("asks", False),
            announced_at=at,
        )
    )
    db.session.flush()
    for key in told.get("confirmed_by", ()):
        actions.confirm_announcement(people[key], thread_id)
