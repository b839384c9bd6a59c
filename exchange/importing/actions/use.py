import logging
from collections.abc import Sequence
from typing import Any, NamedTuple

from exchange.importing import refusals
from exchange.importing.actions.rows import get_import
from exchange.importing.models import ImportedDraft
from exchange.importing.policy import may_import, may_lead
from exchange.importing.queries import contents_of
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import Refused, require
from exchange.library.actions.draft import add_drafts
from exchange.library.actions.texts import columns_of
from exchange.library.content import Content, progress_of
from exchange.library.contents import content_from
from exchange.people.actor import Actor

log = logging.getLogger(__name__)


class Ready(NamedTuple):
    """A draft to be: its row, what it says, and that with its Markdown rendered."""

    row: int
    content: Content
    columns: dict[str, Any]


def made_ready(actor: Actor, import_id: int) -> Sequence[Ready]:
    """All that takes long, before the database is locked."""
    contents = [(row, content_from(kept)) for row, kept in contents_of(actor, import_id)]
    return [Ready(row, content, columns_of(content)) for row, content in contents]


def use_import(actor: Actor, import_id: int, ready: Sequence[Ready]) -> int:
    """Make the drafts, all or none; gives how many. Used already, it makes no more."""
    with transaction(actor) as actor:
        require(may_import(actor))
        row = get_import(actor, import_id)
        if row.used_at is not None:
            return 0
        if not ready:
            raise Refused(refusals.FIELD, refusals.no_rows().reason)
        row.used_at, row.drafts, row.problems = now(), [], []
        _add(actor, import_id, ready)
        log.info("Import %s by account %s made %s drafts", import_id, actor.id, len(ready))
        return len(ready)


def _add(actor: Actor, import_id: int, ready: Sequence[Ready]) -> None:
    made = add_drafts(actor, [(one.content, one.columns) for one in ready])
    for lead_id in {experience.lead_id for experience in made}:
        require(may_lead(actor, lead_id))
    db.session.add_all(
        ImportedDraft(
            import_id=import_id,
            experience_id=experience.id,
            row=one.row,
            missing=" ".join(progress_of(one.content).faults),
        )
        for experience, one in zip(made, ready, strict=True)
    )
