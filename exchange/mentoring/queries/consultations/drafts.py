"""What somebody has begun to write in confidence; asked for by its author only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ScalarSelect, Select, bindparam, exists, func, or_, select

from exchange.forum.queries.files import Files
from exchange.kernel.reading import Reading, built_once
from exchange.mentoring.models import PrivateConsultation, PrivateDraft, PrivateDraftFile
from exchange.mentoring.policy.consultations import may_ask, written_in_by
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


class BegunLine(NamedTuple):
    """A text that its author could go on with now, and what it answers, which they read."""

    id: int
    consultation_id: int | None
    title: str
    source: str
    lang: str
    saved_at: datetime
    about: str | None
    about_lang: str | None


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


def _to_go_on_with(nobody: Actor, *columns: Any) -> Select[*tuple[Any, ...]]:
    """What `:me`, who has these roles and may write, began and would come to still."""
    me: BindParameter[int] = bindparam("me")
    its, here = PrivateDraft.consultation_id, PrivateConsultation
    return (
        select(*columns)
        .select_from(PrivateDraft)
        .outerjoin(here, here.id == its)
        .where(PrivateDraft.account_id == me, or_(its.is_(None), written_in_by(nobody, me)))
    )


@built_once
def _lines(nobody: Actor) -> Reading[BegunLine]:
    found = _to_go_on_with(
        nobody,
        PrivateDraft.id,
        PrivateDraft.consultation_id,
        PrivateDraft.title,
        PrivateDraft.source,
        PrivateDraft.lang,
        PrivateDraft.saved_at,
        PrivateConsultation.title.label("about"),
        PrivateConsultation.lang.label("about_lang"),
    )
    newest = (PrivateDraft.saved_at.desc(), PrivateDraft.id.desc())
    return Reading(BegunLine, found.order_by(*newest))


def begun_in_confidence(actor: Actor) -> Sequence[BegunLine]:
    """All that this person could go on with, the newest first. One statement, or none."""
    return _lines(Actor(roles=actor.roles)).all(me=actor.id) if may_ask(actor) else ()


def how_many_begun(nobody: Actor) -> ScalarSelect[int]:
    """How many those of `:me` are; for statements of others."""
    return _to_go_on_with(nobody, func.count()).scalar_subquery()
