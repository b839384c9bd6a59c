"""One consultation, for those who read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, exists, select

from exchange.forum.queries.files import Files
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.mentoring.models import (
    PrivateAnswer,
    PrivateConsultationTag,
    PrivateNote,
    PrivateNoteFile,
)
from exchange.mentoring.policy.consultations import ConsultationFacts, arranges, reads_as
from exchange.mentoring.queries.consultations.facts import Around, Head, MentorOf, Named, around
from exchange.mentoring.queries.consultations.files import files_in
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.tags.models import Tag
from exchange.tags.queries import TagRow


class NoteRow(NamedTuple):
    """What one of them wrote."""

    id: int
    author_id: int | None
    author: str | None
    voice: str
    source: str
    html: str
    lang: str
    written_at: datetime
    has_files: bool


@dataclass(frozen=True, slots=True)
class ConsultationPage:
    """All that mentoring/consultation.html shows to one reader."""

    head: Head
    facts: ConsultationFacts
    voice: str  # as what the reader reads it
    mentors: Sequence[MentorOf]  # who reads it as such now
    excluded: Sequence[Named]  # told to the asker alone
    tags: Sequence[TagRow]
    notes: Sequence[NoteRow]
    files: Mapping[int, Files]  # by note
    arranges: bool
    is_asked_anew: bool  # a mentor whose words stand below another question than they agreed to


class _Ruled(NamedTuple):
    ruled_at: datetime


_TAGS = Reading(
    TagRow,
    select(Tag.id, Tag.slug, Tag.names, Tag.is_theme)
    .join(PrivateConsultationTag, PrivateConsultationTag.tag_id == Tag.id)
    .where(PrivateConsultationTag.consultation_id == bindparam("consultation_id"))
    .order_by(Tag.slug),
)
_NOTES = Reading(
    NoteRow,
    select(
        PrivateNote.id,
        PrivateNote.author_id,
        Account.name.label("author"),
        PrivateNote.voice,
        PrivateNote.source,
        PrivateNote.html,
        PrivateNote.lang,
        PrivateNote.written_at,
        exists().where(PrivateNoteFile.note_id == PrivateNote.id).label("has_files"),
    )
    .outerjoin(Account, Account.id == PrivateNote.author_id)
    .where(PrivateNote.consultation_id == bindparam("consultation_id"))
    .order_by(PrivateNote.id),
)


_ANEW = Reading(
    _Ruled,
    select(PrivateAnswer.ruled_at).where(
        PrivateAnswer.consultation_id == bindparam("consultation_id"),
        PrivateAnswer.account_id == bindparam("me"),
        PrivateAnswer.ruling == "",
        PrivateAnswer.ruled_at.is_not(None),
    ),
)


def seen_around(actor: Actor, consultation_id: int) -> Around:
    """For whoever reads it or sees that it has a mentor; NotFound for everybody else."""
    found = around(consultation_id)
    if found is None or not (reads_as(actor, found.facts) or arranges(actor, found.facts)):
        raise NotFound
    return found


def read_around(actor: Actor, consultation_id: int) -> Around:
    """For whoever reads it; NotFound for everybody else."""
    found = seen_around(actor, consultation_id)
    if not reads_as(actor, found.facts):
        raise NotFound
    return found


def is_only_arranged(actor: Actor, consultation_id: int) -> bool:
    """They see that it has a mentor and do not read it; NotFound for who does neither."""
    return not reads_as(actor, seen_around(actor, consultation_id).facts)


def tags_of(consultation_id: int) -> Sequence[TagRow]:
    return _TAGS.all(consultation_id=consultation_id)


def notes_of(consultation_id: int) -> Sequence[NoteRow]:
    return _NOTES.all(consultation_id=consultation_id)


def consultation_page(actor: Actor, consultation_id: int) -> ConsultationPage:
    """The whole conversation; NotFound for strangers, as for what there is not."""
    found = read_around(actor, consultation_id)
    facts, notes = found.facts, notes_of(consultation_id)
    voice = reads_as(actor, facts)
    return ConsultationPage(
        head=found.head,
        facts=facts,
        voice=voice,
        mentors=found.assigned,
        excluded=found.excluded if voice == "asker" else (),
        tags=tags_of(consultation_id),
        notes=notes,
        files=files_in(consultation_id) if any(one.has_files for one in notes) else {},
        arranges=arranges(actor, facts),
        is_asked_anew=_is_asked_anew(actor, found.head) if voice == "mentor" else False,
    )


def _is_asked_anew(actor: Actor, head: Head) -> bool:
    if head.consented_at is None or head.published_at is not None:
        return False
    return _ANEW.first(consultation_id=head.id, me=actor.id) is not None
