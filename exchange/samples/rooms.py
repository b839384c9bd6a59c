"""Loads the rooms of sample networks; they go with their networks."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from exchange.forum import actions
from exchange.forum.keeping import CategoryText
from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor
from exchange.people.models import Organisation
from exchange.text.cyrillic import to_latin

File = Mapping[str, Any]


def load_rooms(files: Sequence[File], people: Mapping[str, Actor]) -> dict[str, int]:
    """Each with its `key`, which threads name as their category, the `organisation`'s code, names,
    descriptions and the keys of its `guests`; gives the ids by key."""
    with transaction(None):  # one commit for all: each waits for the disk
        return {file["key"]: _load(file, people) for file in files}


def _load(file: File, people: Mapping[str, Actor]) -> int:
    whose = select(Organisation.id).where(Organisation.code == file["organisation"])
    room = CategoryText(
        names=_in_both_scripts(file["names"]),
        descriptions=_in_both_scripts(file["descriptions"]),
        audience="organisation",
        organisation_id=db.session.scalars(whose).one(),
    )
    room_id = actions.make_category(people["admin"], room)
    for guest in file.get("guests", ()):
        actions.invite_guest(people["admin"], room_id, people[guest].id)
    return room_id


def _in_both_scripts(texts: Mapping[str, str]) -> dict[str, str]:
    return {**texts, "sr-latn": to_latin(texts["sr"])} if "sr" in texts else dict(texts)
