"""Translations as tests make them."""

from collections.abc import Mapping

from sqlalchemy import select

from exchange.kernel.db import db, transaction
from exchange.library import actions
from exchange.library.models import Experience, ExperienceTranslation
from exchange.people.actor import Actor
from tests.factories import the_experience


def stamp_for(row: Experience, lang: str) -> int:
    """What a form that is opened now would say."""
    edits = select(ExperienceTranslation.edit_version).where(
        ExperienceTranslation.experience_id == row.id, ExperienceTranslation.lang == lang
    )
    with transaction(None):
        found = db.session.scalars(edits).all()
    return actions.stamp_of(row.id, the_experience(row.id).edit_version, found)


def translated(who: Actor, row: Experience, texts: Mapping[str, str], lang: str = "mk") -> None:
    stamp = stamp_for(row, lang)
    actions.save_translation(who, row.id, lang, stamp=stamp, texts=texts)
