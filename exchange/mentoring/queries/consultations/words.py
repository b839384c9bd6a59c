"""In which words a consultation may be published: what was said, and what of it may be read by
everybody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, select

from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.library.readings import IS_ACTIVE
from exchange.mentoring.models import PrivateAnswer, PrivatePublication
from exchange.mentoring.policy.consultations import ConsultationFacts, reads_as
from exchange.mentoring.queries.consultations.facts import Around, Head, MentorOf, Named
from exchange.mentoring.queries.consultations.page import (
    NoteRow,
    notes_of,
    read_around,
    tags_of,
)
from exchange.mentoring.traces import Trace, traces_in
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation
from exchange.tags.queries import TagRow


class Words(NamedTuple):
    """What the asker lets everybody read."""

    title: str
    question: str
    lang: str


class AnswerRow(NamedTuple):
    """The words of one mentor, and whether they agree to them."""

    id: int  # of the mentor
    name: str
    words: str
    ruling: str
    ruled_at: datetime | None
    may_stand: bool  # they are a mentor still

    @property
    def is_asked_anew(self) -> bool:
        """Something has changed since they said what they think of it."""
        return not self.ruling and self.ruled_at is not None


@dataclass(frozen=True, slots=True)
class WordsPage:
    """All that mentoring/words.html shows to the asker."""

    head: Head
    facts: ConsultationFacts
    kept: Words | None  # None: nothing is prepared yet
    answers: Mapping[int, AnswerRow]
    mentors: Sequence[Named]  # who answered, in that order
    notes: Sequence[NoteRow]
    tags: Sequence[TagRow]  # they stand on the thread as well
    names: frozenset[str]  # of whoever took part or is not to read it

    @property
    def question(self) -> str:
        """What the asker wrote, to begin from."""
        return _joined(one for one in self.notes if one.voice == "asker")

    def answer_of(self, mentor_id: int) -> str:
        """What this mentor wrote, or what the asker made of it."""
        if self.kept:
            return self.answers[mentor_id].words if mentor_id in self.answers else ""
        return _joined(one for one in self.notes if one.author_id == mentor_id)


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """All that mentoring/publication.html shows: how it would be read."""

    head: Head
    facts: ConsultationFacts
    voice: str
    words: Words
    tags: Sequence[TagRow]
    answers: Sequence[AnswerRow]
    own: AnswerRow | None  # the reader's words, if they are used


class _OrganisationNames(NamedTuple):
    name: str
    own_names: list[list[str]]
    aliases: list[str]


_WORDS = Reading(
    Words,
    select(PrivatePublication.title, PrivatePublication.question, PrivatePublication.lang).where(
        PrivatePublication.consultation_id == bindparam("consultation_id")
    ),
)
_ANSWERS = Reading(
    AnswerRow,
    select(
        Account.id,
        Account.name,
        PrivateAnswer.words,
        PrivateAnswer.ruling,
        PrivateAnswer.ruled_at,
        and_(Account.is_mentor.is_(True), *IS_ACTIVE).label("may_stand"),
    )
    .join(Account, Account.id == PrivateAnswer.account_id)
    .where(PrivateAnswer.consultation_id == bindparam("consultation_id"))
    .order_by(Account.id),
)
_NAMES = Reading(
    _OrganisationNames,
    select(Organisation.name, Organisation.own_names, Organisation.aliases).order_by(
        Organisation.id
    ),
)


def words_page(actor: Actor, consultation_id: int) -> WordsPage:
    """For the asker; NotFound for all others."""
    found = read_around(actor, consultation_id)
    if reads_as(actor, found.facts) != "asker":
        raise NotFound
    notes = notes_of(consultation_id)
    kept = _WORDS.first(consultation_id=consultation_id)
    return WordsPage(
        head=found.head,
        facts=found.facts,
        kept=kept if kept and kept.question else None,
        answers={one.id: one for one in answers_of(consultation_id)},
        mentors=_who_answered(found.mentors, notes),
        notes=notes,
        tags=tags_of(consultation_id),
        names=_names(found, notes),
    )


def _names(found: Around, notes: Iterable[NoteRow]) -> frozenset[str]:
    mentors, excluded = ({one.name for one in who} for who in (found.mentors, found.excluded))
    wrote = {one.author for one in notes if one.author}
    return frozenset({found.head.asker}) | mentors | excluded | wrote


def _who_answered(mentors: Iterable[MentorOf], notes: Sequence[NoteRow]) -> Sequence[Named]:
    """Those who wrote as mentors and read it still: others could not agree."""
    wrote = {one.author_id for one in notes if one.voice == "mentor"}
    return [
        Named(one.id, one.name)
        for one in mentors
        if one.id in wrote and one.is_mentor and not one.left_as
    ]


def _joined(notes: Iterable[NoteRow]) -> str:
    return "\n\n".join(one.source for one in notes)


def answers_of(consultation_id: int) -> Sequence[AnswerRow]:
    return _ANSWERS.all(consultation_id=consultation_id)


def words_of(consultation_id: int) -> Words | None:
    return _WORDS.first(consultation_id=consultation_id)


def publication_page(actor: Actor, consultation_id: int) -> PublicationPage:
    """For those who read it, once the asker has prepared the words."""
    found = read_around(actor, consultation_id)
    words = words_of(consultation_id)
    if words is None or not words.question:
        raise NotFound
    answers = answers_of(consultation_id)
    return PublicationPage(
        head=found.head,
        facts=found.facts,
        voice=reads_as(actor, found.facts),
        words=words,
        tags=tags_of(consultation_id),
        answers=answers,
        own=next((one for one in answers if one.id == actor.id), None),
    )


def traces_left(texts: Iterable[str], names: Iterable[str]) -> Sequence[Trace]:
    """What in the words that would be published may tell who they are about."""
    organisations = [
        name
        for row in _NAMES.all()
        for name in (row.name, *(own for _, own in row.own_names), *row.aliases)
    ]
    return traces_in("\n\n".join(texts), names, organisations)
