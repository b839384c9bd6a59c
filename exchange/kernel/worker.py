"""The process that delivers what the web has promised."""

import logging
import threading
from datetime import timedelta

from flask import Flask
from sqlalchemy import delete, exists
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from exchange.kernel.clock import now
from exchange.kernel.db import Delivery, OutboxEntry, db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.kernel.submissions import forget_before
from exchange.kernel.sweeping import sweepers

log = logging.getLogger(__name__)

PAUSE = 0.5  # seconds between two looks at an empty table
KEPT = timedelta(days=7)  # delivered events, for whoever looks into a question
FORMS_LIVE = timedelta(days=60)  # as long as a session: an older form is refused anyway


def run(app: Flask, stop: threading.Event) -> None:
    """Deliver until told to stop; a database that is away is waited for."""
    swept = now() - timedelta(hours=1)  # at once: what fell due while no worker ran is caught up
    while not stop.is_set():
        try:
            with app.app_context():
                busy = deliver_due()
                if now() - swept >= timedelta(hours=1):
                    sweep()
                    swept = now()
        except SQLAlchemyError:
            log.exception("The database did not answer; trying again")
            stop.wait(5)
            continue
        if not busy:
            stop.wait(PAUSE)


def sweep() -> None:
    """Forget events that everybody has heard of, and forms that nobody can send any more;
    then every feature forgets what is old, and tells of what is due. One that fails keeps none of
    the others, and has its turn again in an hour; a connection that was lost is told to the loop,
    which sweeps again as soon as there is another."""
    with transaction(None):
        waiting = exists().where(Delivery.outbox_entry_id == OutboxEntry.id)
        forget_before(now() - FORMS_LIVE)
        db.session.execute(
            delete(OutboxEntry).where(OutboxEntry.created_at < now() - KEPT, ~waiting)
        )
    lost: DBAPIError | None = None
    for forget in sweepers:
        try:
            forget()
        except Exception as error:
            name = f"{forget.__module__}.{forget.__name__}"
            log.exception("%s failed; it is tried again in the next round", name)
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                lost = error
    if lost is not None:
        raise lost
