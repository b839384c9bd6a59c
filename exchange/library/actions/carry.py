"""Translations go from one version of a record to the next."""

from datetime import datetime

from sqlalchemy import select

from exchange.kernel.db import db
from exchange.library.models import ExperienceTranslation

_COPIED = (
    "text",
    "html",
    "state",
    "source_digest",
    "translator_id",
    "reviewer_id",
    "note",
    "note_lang",
    "translated_at",
    "reviewed_at",
    "edit_version",
)


def carry_over(old_id: int, new_id: int) -> None:
    """Inside a transaction: what was translated of one version belongs to the next one too, unless
    that has a later text. Where the original differs by now, the digest tells."""
    both = select(ExperienceTranslation).where(
        ExperienceTranslation.experience_id.in_((old_id, new_id))
    )
    found = db.session.scalars(both).all()
    new = {(row.lang, row.field): row for row in found if row.experience_id == new_id}
    for old in found:
        here = new.get((old.lang, old.field))
        if old.experience_id == new_id or (here and _age(here) >= _age(old)):
            continue
        if here is None:
            here = ExperienceTranslation(experience_id=new_id, lang=old.lang, field=old.field)
            db.session.add(here)
        for name in _COPIED:
            setattr(here, name, getattr(old, name))


def _age(row: ExperienceTranslation) -> tuple[datetime, int]:
    """Copies are as old as what they are of, until somebody writes in or reviews one of them."""
    return row.translated_at, row.edit_version
