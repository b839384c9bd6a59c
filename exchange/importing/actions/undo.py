import logging

from sqlalchemy import delete, select

from exchange.importing.actions.rows import get_import
from exchange.importing.models import ImportedDraft
from exchange.importing.policy import goes_when_undone, may_import
from exchange.importing.queries import was_moved
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import require
from exchange.library.models import Experience, ExperienceNumber
from exchange.people.actor import Actor

log = logging.getLogger(__name__)


def undo_import(actor: Actor, import_id: int) -> int:
    """Take away the drafts that nobody has touched since; gives how many. Others stay."""
    with transaction(actor) as actor:
        require(may_import(actor))
        row = get_import(actor, import_id)
        if row.used_at is None or row.undone_at is not None:
            return 0
        numbers = _untouched(import_id)
        db.session.execute(delete(Experience).where(Experience.number.in_(numbers)))
        db.session.execute(delete(ExperienceNumber).where(ExperienceNumber.id.in_(numbers)))
        row.undone_at = now()
        log.info("Import %s by account %s undone: %s drafts", import_id, actor.id, len(numbers))
        return len(numbers)


def _untouched(import_id: int) -> list[int]:
    """Their numbers; locked, so that whoever saves one meanwhile comes before or after."""
    theirs = (
        select(Experience)
        .join(ImportedDraft, ImportedDraft.experience_id == Experience.id)
        .where(ImportedDraft.import_id == import_id)
        .order_by(Experience.id)
        .with_for_update(of=Experience)
    )
    drafts = db.session.scalars(theirs).all()
    ids = [one.id for one in drafts]
    moved = set(
        db.session.scalars(select(Experience.id).where(Experience.id.in_(ids), was_moved()))
    )
    return [
        one.number
        for one in drafts
        if goes_when_undone(one.state, one.version, one.edit_version, was_moved=one.id in moved)
    ]
