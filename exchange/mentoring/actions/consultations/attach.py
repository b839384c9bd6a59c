"""Pictures and documents in confidence: under one note each, and gone with it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, select

from exchange.files.actions import Attached, drop_files, use_files
from exchange.files.limits import limits
from exchange.files.refusals import gone, too_many
from exchange.kernel.db import db
from exchange.mentoring.models import (
    PrivateDraft,
    PrivateDraftFile,
    PrivateNote,
    PrivateNoteFile,
)
from exchange.people.actor import Actor


def attach_to_note(actor: Actor, note: PrivateNote, files: Sequence[Attached]) -> None:
    """These stand under it, in this order; one's own, that stand under no other."""
    ids = _used(actor, files, note.lang)
    elsewhere = PrivateNoteFile.file_id.in_(ids)
    if ids and db.session.scalars(select(PrivateNoteFile.file_id).where(elsewhere)).first():
        raise gone()
    rows: list[Any] = [
        PrivateNoteFile(note_id=note.id, file_id=one, position=n) for n, one in enumerate(ids)
    ]
    db.session.add_all(rows)


def attach_to_draft(actor: Actor, draft: PrivateDraft, files: Sequence[Attached]) -> None:
    """These go with the text, and no others."""
    ids = _used(actor, files, draft.lang)
    db.session.execute(delete(PrivateDraftFile).where(PrivateDraftFile.draft_id == draft.id))
    db.session.add_all(
        PrivateDraftFile(draft_id=draft.id, file_id=one, position=n) for n, one in enumerate(ids)
    )


def _used(actor: Actor, files: Sequence[Attached], lang: str) -> Sequence[int]:
    most = limits().files_a_post
    if len(files) > most:
        raise too_many(most)
    use_files(actor, files, lang, in_confidence=True)
    return list(dict.fromkeys(file.id for file in files))


def drop_files_in(consultation_id: int) -> None:
    """All that was put under its notes, and under what was begun there; before it is deleted."""
    for link, text, its in (
        (PrivateNoteFile, PrivateNote, PrivateNoteFile.note_id == PrivateNote.id),
        (PrivateDraftFile, PrivateDraft, PrivateDraftFile.draft_id == PrivateDraft.id),
    ):
        here: ColumnElement[bool] = text.consultation_id == consultation_id
        drop_files(select(link.file_id).join(text, its).where(here))
