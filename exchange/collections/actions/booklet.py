"""PDFs of a collection: asked for by whoever may read it, made by the worker, cleared away by the
hour."""

import secrets

from sqlalchemy import select, update

from exchange.collections.events import BookletAsked
from exchange.collections.models import Collection, CollectionBooklet
from exchange.collections.queries import CollectionPage, page_for_paper, stamp_of
from exchange.collections.queries.booklets import AGAIN
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound
from exchange.library.actions.paper import clear_let_go, keep_made, note_not_made
from exchange.people.actor import Actor


def ask_for_booklet(actor: Actor, page: CollectionPage, *, lang: str, form: str) -> None:
    """Have the worker make it of what is in the collection now; nothing if it is made, or being
    made. `page` is what the actor, or the link that they have, is given to read.

    Another one is another file: whoever is late with the one before does not write over it."""
    with transaction(actor):
        _hold(page.row.id)
        stamp = stamp_of(page)
        booklet = db.session.scalar(
            select(CollectionBooklet).where(
                CollectionBooklet.collection_id == page.row.id,
                CollectionBooklet.lang == lang,
                CollectionBooklet.form == form,
            )
        )
        if booklet is not None:
            if not _may_be_asked_again(booklet, stamp):
                return
            booklet.collection_id = None  # it is cleared away
            db.session.flush()
        wanted = CollectionBooklet(collection_id=page.row.id, lang=lang, form=form)
        wanted.key, wanted.stamp = secrets.token_hex(16), stamp
        db.session.add(wanted)
        db.session.flush()
        record(BookletAsked(wanted.id))


def _hold(collection_id: int) -> None:
    """It may be gone since it was read; and of two who ask at once the second finds what the first
    asked for."""
    held = select(Collection.id).where(Collection.id == collection_id)
    if db.session.scalar(held.with_for_update(key_share=True)) is None:
        raise NotFound


def _may_be_asked_again(booklet: CollectionBooklet, stamp: str) -> bool:
    if booklet.stamp != stamp:
        return True
    if booklet.made_at is not None:
        return False
    return booklet.failed_at is not None or booklet.asked_at < now() - AGAIN


def keep_booklet(booklet_id: int, pdf: bytes, stamp: str) -> None:
    """Into the store, then into the table; the same once more is harmless. `stamp` is of what
    stands in it."""
    keep_made(CollectionBooklet, CollectionBooklet.collection_id, booklet_id, pdf, stamp=stamp)


def note_failed_booklet(booklet_id: int) -> None:
    """So that whoever waits is told, and may ask again."""
    note_not_made(CollectionBooklet, booklet_id)


def clear_booklets() -> None:
    """Those of what is no longer there, or no longer so: what was withdrawn goes from paper too."""
    _let_go_of_old_ones()
    clear_let_go(CollectionBooklet, CollectionBooklet.collection_id)


def _let_go_of_old_ones() -> None:
    made = select(CollectionBooklet.id, CollectionBooklet.collection_id, CollectionBooklet.stamp)
    held = made.where(CollectionBooklet.collection_id.is_not(None))
    for row in db.session.execute(held.where(CollectionBooklet.made_at.is_not(None))).all():
        if not _is_of_now(row.collection_id, row.stamp):
            with transaction(None):
                same = (CollectionBooklet.id == row.id) & (CollectionBooklet.stamp == row.stamp)
                let_go = update(CollectionBooklet).where(same).values(collection_id=None)
                db.session.execute(let_go, execution_options={"synchronize_session": False})
    db.session.rollback()


def _is_of_now(collection_id: int, stamp: str) -> bool:
    try:
        return stamp_of(page_for_paper(collection_id)) == stamp
    except NotFound:  # removed since it was looked for
        return False
