"""Translations go from one version of a record to the next, and where their texts go in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from exchange.kernel.db import db
from exchange.library.fields import Field, digest_of, placed
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
        _put(here, _values(old))


def _age(row: ExperienceTranslation) -> tuple[datetime, int]:
    """Copies are as old as what they are of, until somebody writes in or reviews one of them."""
    return row.translated_at, row.edit_version


def _values(row: ExperienceTranslation) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _COPIED}


def _put(row: ExperienceTranslation, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def forget_outdated(experience_id: int, fields: Mapping[str, Field]) -> set[str]:
    """Inside a transaction: take out what tells of texts that the version does not have; gives the
    languages."""
    found = select(ExperienceTranslation).where(
        ExperienceTranslation.experience_id == experience_id, ExperienceTranslation.text != ""
    )
    by_lang: dict[str, list[ExperienceTranslation]] = {}
    for row in db.session.scalars(found):
        by_lang.setdefault(row.lang, []).append(row)
    forgotten = set()
    for lang, rows in by_lang.items():
        fits = {
            row.id
            for name, row in placed(rows, fields).items()
            if row.source_digest == digest_of(fields[name].source)
        }
        for row in rows:
            if row.id not in fits:
                row.text = row.html = ""
                row.edit_version += 1
                forgotten.add(lang)
    return forgotten


Rows = dict[str, ExperienceTranslation]  # by field


def settle(experience_id: int, lang: str, rows: Rows, fields: Mapping[str, Field]) -> None:
    """Inside a transaction: lessons and results that changed places have their translations with
    them, before anybody writes over what stands there now."""
    found = placed(rows.values(), fields)
    moved = {name: row for name, row in found.items() if row.field != name}
    values = {name: _values(row) for name, row in moved.items()}
    for left in {row.field for row in moved.values()} - set(found):
        rows[left].text = rows[left].html = ""
        rows[left].edit_version += 1
    for name, kept in values.items():
        row = rows.get(name)
        if row is None:
            row = ExperienceTranslation(
                experience_id=experience_id, lang=lang, field=name, edit_version=0
            )
            db.session.add(row)
            rows[name] = row
        _put(row, kept | {"edit_version": row.edit_version + 1})
