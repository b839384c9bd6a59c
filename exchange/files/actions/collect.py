"""Three steps, each harmless twice: the row is dropped and shows no more; its bytes leave the
store; the row goes. Wherever it is killed, the next sweep goes on from there."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, func, select, update

from exchange.files.images import SIZES
from exchange.files.models import File
from exchange.files.rules import users
from exchange.files.stores import StoreAway, store
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction

log = logging.getLogger(__name__)

GRACE = timedelta(days=1)  # a form stands open for so long before what it brought is let go
AT_ONCE = 200


def collect_unused() -> None:
    """Files that nobody has put anywhere for a day, and those whose text has gone."""
    _drop_unused(now() - GRACE)
    collect_dropped()


def drop_files_of(people: Select[int]) -> None:
    """All that these people have sent; in the transaction that takes them out."""
    with transaction(None):
        theirs = update(File).where(File.owner_id.in_(people), File.dropped_at.is_(None))
        db.session.execute(theirs.values(dropped_at=now()))


def drop_files(ids: Select[int]) -> None:
    """These, for they go with what they stood under; in the transaction that takes it away."""
    with transaction(None):
        these = update(File).where(File.id.in_(ids), File.dropped_at.is_(None))
        db.session.execute(
            these.values(dropped_at=now()), execution_options={"synchronize_session": False}
        )


def collect_dropped() -> None:
    """From the store, then from the table; a store that is away is tried again in an hour."""
    while True:
        with transaction(None):
            waiting = select(File.id, File.key, File.kind).where(File.dropped_at.is_not(None))
            rows = db.session.execute(waiting.order_by(File.id).limit(AT_ONCE)).all()
        try:
            for row in rows:
                for part in SIZES if row.kind == "image" else ("document",):
                    store().remove(f"{row.key}-{part}")
        except StoreAway:
            log.warning("The store of files is away: what is to go from it waits")
            return
        with transaction(None):
            db.session.execute(delete(File).where(File.id.in_([row.id for row in rows])))
        if len(rows) < AT_ONCE:
            return


def _drop_unused(before: datetime) -> None:
    with transaction(None):
        is_old = (File.uploaded_at < before) & (
            func.coalesce(File.used_at, File.uploaded_at) < before
        )
        held = [condition() for condition in users.values()]
        unused = update(File).where(File.dropped_at.is_(None), is_old, *(~one for one in held))
        db.session.execute(
            unused.values(dropped_at=now()).execution_options(synchronize_session=False)
        )
