"""Which files stand under what in confidence, and who may read them: asked at each fetch."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, select

from exchange.files.models import File
from exchange.files.queries import FileRow
from exchange.files.rules import uses_files, who_may_read
from exchange.forum.queries.files import Files, PlacedFile, placed
from exchange.kernel.reading import Reading
from exchange.mentoring.models import (
    PrivateDraft,
    PrivateDraftFile,
    PrivateNote,
    PrivateNoteFile,
)
from exchange.mentoring.policy.consultations import reads_as
from exchange.mentoring.queries.consultations.facts import around
from exchange.people.actor import Actor

_OF_NOTES = Reading(
    PlacedFile,
    placed(PrivateNoteFile.note_id, PrivateNoteFile)
    .join(PrivateNote, PrivateNote.id == PrivateNoteFile.note_id)
    .where(PrivateNote.consultation_id == bindparam("consultation_id")),
)
_OF_DRAFT = Reading(
    PlacedFile,
    placed(PrivateDraftFile.draft_id, PrivateDraftFile).where(
        PrivateDraftFile.draft_id == bindparam("draft")
    ),
)


class _Where(NamedTuple):
    consultation_id: int


class _Of(NamedTuple):
    account_id: int


_WHERE = Reading(
    _Where,
    select(PrivateNote.consultation_id)
    .join(PrivateNoteFile, PrivateNoteFile.note_id == PrivateNote.id)
    .where(PrivateNoteFile.file_id == bindparam("file")),
)
_OF = Reading(
    _Of,
    select(PrivateDraft.account_id)
    .join(PrivateDraftFile, PrivateDraftFile.draft_id == PrivateDraft.id)
    .where(PrivateDraftFile.file_id == bindparam("file")),
)


def files_in(consultation_id: int) -> Mapping[int, Files]:
    """By note, in the order that their author gave."""
    found: dict[int, tuple[FileRow, ...]] = {}
    for row in _OF_NOTES.all(consultation_id=consultation_id):
        found[row.place] = (*found.get(row.place, ()), row.file)
    return found


def files_of_draft(draft_id: int) -> Files:
    return tuple(row.file for row in _OF_DRAFT.all(draft=draft_id))


@who_may_read("private_note")
def may_read_file_in_confidence(actor: Actor, file_id: int) -> bool | None:
    """Whoever reads the consultation now; not whoever sent it, once they read it no more."""
    place = _WHERE.first(file=file_id)
    if place is None:
        return None
    found = around(place.consultation_id)
    return found is not None and bool(reads_as(actor, found.facts))


@who_may_read("private_draft")
def may_read_file_begun_in_confidence(actor: Actor, file_id: int) -> bool | None:
    """Whoever has begun to write; what stands under a note too is read by the rule of that."""
    draft = _OF.first(file=file_id)
    if draft is None or _WHERE.first(file=file_id) is not None:
        return None
    return actor.is_signed_in and actor.id == draft.account_id


@uses_files("private_note", in_confidence=True)
def stands_under_a_note() -> ColumnElement[bool]:
    return exists().where(PrivateNoteFile.file_id == File.id)


@uses_files("private_draft", in_confidence=True)
def stands_in_a_private_draft() -> ColumnElement[bool]:
    return exists().where(PrivateDraftFile.file_id == File.id)
