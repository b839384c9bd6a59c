"""What somebody has begun to write in confidence; asked for by its author only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, select

from exchange.forum.queries.files import Files
from exchange.kernel.reading import Reading, built_once
from exchange.mentoring.models import PrivateDraft, PrivateDraftFile
from exchange.mentoring.queries.consultations.files import files_of_draft
from exchange.people.actor import Actor


class PrivateDraftRow(NamedTuple):
    """A text as it was kept last."""

    id: int
    title: str
    source: str
    lang: str
    choices: Mapping[str, Any]
    version: int
    saved_at: datetime
    has_files: bool


@dataclass(frozen=True, slots=True)
class Begun:
    """What a form is filled with, and whether its author has another text for the same place."""

    row: PrivateDraftRow
    is_one_of_several: bool
    files: Files = ()


@built_once
def _drafts(is_note: bool) -> Reading[PrivateDraftRow]:
    its = PrivateDraft.consultation_id
    found = select(
        PrivateDraft.id,
        PrivateDraft.title,
        PrivateDraft.source,
        PrivateDraft.lang,
        PrivateDraft.choices,
        PrivateDraft.version,
        PrivateDraft.saved_at,
        exists().where(PrivateDraftFile.draft_id == PrivateDraft.id).label("has_files"),
    ).where(
        PrivateDraft.account_id == bindparam("me"),
        its == bindparam("consultation_id") if is_note else its.is_(None),
    )
    newest = (PrivateDraft.saved_at.desc(), PrivateDraft.id.desc())
    return Reading(PrivateDraftRow, found.order_by(*newest))


def find_begun(
    actor: Actor, consultation_id: int | None, draft_id: int | None = None
) -> Begun | None:
    """The newest that this person keeps for a consultation that they read, or for a question; or
    the one of this id."""
    here = {} if consultation_id is None else {"consultation_id": consultation_id}
    rows = _drafts(bool(here)).all(me=actor.id, **here)
    found = next((row for row in rows if draft_id in (None, row.id)), None)
    if found is None:
        return None
    return Begun(found, len(rows) > 1, files_of_draft(found.id) if found.has_files else ())
