"""Rows that the form of a full record writes, for tests of what lists are narrowed by."""

from sqlalchemy import insert

from exchange.kernel.db import db, record, transaction
from exchange.library.events import ExperiencePublished
from exchange.library.models import Experience, ExperienceTerm
from tests.factories import a_published


def a_record(*, terms=(), columns=None, **changes):
    """Published, with terms (vocabulary, code) and columns that a snapshot's form has not."""
    row = a_published(**changes)
    with transaction(None):
        kept = db.session.get_one(Experience, row.id)
        for name, value in (columns or {}).items():
            setattr(kept, name, value)
        told = [{"experience_id": row.id, "vocabulary": v, "code": code} for v, code in terms]
        if told:
            db.session.execute(insert(ExperienceTerm), told)
        record(ExperiencePublished(row.id, row.number, None, 1))
    return row


def placed(row, latitude, longitude):
    """It is known where that was."""
    with transaction(None):
        kept = db.session.get_one(Experience, row.id)
        kept.latitude, kept.longitude, kept.precision = latitude, longitude, "municipality"
        record(ExperiencePublished(row.id, row.number, None, 1))
