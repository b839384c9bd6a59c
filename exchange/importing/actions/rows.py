from sqlalchemy import select

from exchange.importing.models import ExperienceImport
from exchange.kernel.db import db
from exchange.kernel.rulings import NotFound
from exchange.people.actor import Actor


def get_import(actor: Actor, import_id: int) -> ExperienceImport:
    """The actor's own, locked; to others it is not there."""
    found = select(ExperienceImport).where(
        ExperienceImport.id == import_id, ExperienceImport.owner_id == actor.id
    )
    row = db.session.scalar(found.with_for_update())
    if row is None:
        raise NotFound
    return row
