"""Who sees a picture of a record, and which ones a form may show."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, select

from exchange.files.models import File
from exchange.files.queries import IS_THERE, ROW, FileRow, own_files
from exchange.files.rules import uses_files, who_may_read
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.library.models import Experience, ExperiencePicture
from exchange.library.policy import PUBLIC
from exchange.library.queries.page import version_of
from exchange.people.actor import Actor


class _Where(NamedTuple):
    experience_id: int
    state: str


_WHERE = Reading(
    _Where,
    select(ExperiencePicture.experience_id, Experience.state)
    .join(Experience, Experience.id == ExperiencePicture.experience_id)
    .where(ExperiencePicture.file_id == bindparam("file")),
)


class _Key(NamedTuple):
    id: int
    key: str


_IN_VERSION = ExperiencePicture.experience_id == bindparam("experience_id")
_KEYS = Reading(
    _Key,
    select(File.id, File.key)
    .join(ExperiencePicture, ExperiencePicture.file_id == File.id)
    .where(_IN_VERSION, IS_THERE),
)
_OF_RECORD = Reading(
    FileRow,
    select(*ROW)
    .join(ExperiencePicture, ExperiencePicture.file_id == File.id)
    .where(_IN_VERSION, IS_THERE),
)


@who_may_read("experience")
def may_see_picture(actor: Actor, file_id: int) -> bool | None:
    """Whoever may read one of the versions that show it, as those stand now."""
    places = _WHERE.all(file=file_id)
    if not places:
        return None
    if any(place.state in PUBLIC for place in places):
        return True
    return any(_may_read(actor, place.experience_id) for place in places)


def _may_read(actor: Actor, experience_id: int) -> bool:
    try:
        version_of(actor, experience_id)
    except NotFound:
        return False
    return True


@uses_files("experience")
def stands_in_a_record() -> ColumnElement[bool]:
    return exists().where(ExperiencePicture.file_id == File.id)


def keys_of(experience_id: int) -> Mapping[int, str]:
    """Under what the pictures of a version lie in the store, by their files. Ask first whether the
    version may be seen."""
    return {row.id: row.key for row in _KEYS.all(experience_id=experience_id)}


def pictures_to_show(actor: Actor, ids: Sequence[int], experience_id: int) -> Mapping[int, FileRow]:
    """Those of these files that the actor may put into this version: pictures of their own, and
    those that stand there already."""
    known = list(own_files(actor, ids))
    known += _OF_RECORD.all(experience_id=experience_id) if ids else ()
    return {row.id: row for row in known if row.is_picture and row.id in ids}
