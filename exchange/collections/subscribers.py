"""What collections do when something happens, and by the hour."""

import logging

from exchange.collections import actions, queries
from exchange.collections.events import BookletAsked
from exchange.collections.paper import booklet_html
from exchange.kernel.outbox import after
from exchange.kernel.rulings import NotFound
from exchange.kernel.sweeping import hourly
from exchange.library.paper.press import NotPressed, press

log = logging.getLogger(__name__)


@after(BookletAsked, talks=True)
def make_booklet(asked: BookletAsked) -> None:
    """Of what is in the collection at this moment."""
    wanted = queries.booklet_to_make(asked.booklet_id)
    if wanted is None or wanted.made_at is not None:
        return
    try:
        page = queries.page_for_paper(wanted.collection_id)
        stamp = queries.stamp_of(page)
        pdf = press(booklet_html(page, wanted.lang, wanted.form))
        actions.keep_booklet(asked.booklet_id, pdf, stamp)
    except NotFound:
        actions.note_failed_booklet(asked.booklet_id)
    except NotPressed as reason:
        log.warning("Booklet %s was not made: %s", asked.booklet_id, reason)
        actions.note_failed_booklet(asked.booklet_id)


@hourly
def clear_booklets() -> None:
    """PDFs of what is no longer there."""
    actions.clear_booklets()
