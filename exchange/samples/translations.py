"""Translations of sample experiences: reviewed ones, and drafts that wait for a reviewer."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from exchange.kernel.db import db
from exchange.library import actions
from exchange.library.models import Experience, ExperienceTranslation
from exchange.people.actor import Actor

_TRANSLATED, _REVIEWED = timedelta(days=9), timedelta(days=15)  # after it was published


def translate(
    experience_id: int, file: Mapping[str, Any], people: Mapping[str, Actor], at: datetime
) -> None:
    """Write and review what the file says; `at` the version was published."""
    for given in file.get("translations", ()):
        lang, texts = given["lang"], given["texts"]
        stamp = _stamp(experience_id, lang)
        actions.save_translation(people[given["by"]], experience_id, lang, stamp=stamp, texts=texts)
        db.session.flush()
        _refuse_unknown(experience_id, file["key"], given)
        values = {"translated_at": at + _TRANSLATED}
        if reviewer := given.get("reviewed_by"):
            stamp = _stamp(experience_id, lang)
            actions.review_translation(
                people[reviewer], experience_id, lang, stamp=stamp, names=tuple(texts)
            )
            db.session.flush()
            values["reviewed_at"] = at + _REVIEWED
        db.session.execute(
            update(ExperienceTranslation).where(_of(experience_id, lang)).values(values)
        )


def _of(experience_id: int, lang: str) -> Any:
    return (ExperienceTranslation.experience_id == experience_id) & (
        ExperienceTranslation.lang == lang
    )


def _stamp(experience_id: int, lang: str) -> int:
    edits = select(ExperienceTranslation.edit_version).where(_of(experience_id, lang))
    version = db.session.get_one(Experience, experience_id).edit_version
    return actions.stamp_of(experience_id, version, db.session.scalars(edits))


def _refuse_unknown(experience_id: int, key: str, given: Mapping[str, Any]) -> None:
    """The library passes over a text that the record does not have; a file should not hold one."""
    known = set(
        db.session.scalars(
            select(ExperienceTranslation.field).where(_of(experience_id, given["lang"]))
        )
    )
    if left := set(given["texts"]) - known:
        raise ValueError(f"{key} has no {sorted(left)} to be translated into {given['lang']}")
