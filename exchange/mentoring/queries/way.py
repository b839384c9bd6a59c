"""Where a question is: what stands beside its thread, and the log for those who see to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from exchange.forum.models import Thread
from exchange.forum.policy import may_view
from exchange.forum.queries.heads import ThreadHead, find_head
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.mentoring.fitness import from_reasons
from exchange.mentoring.models import Proposal, Question, QuestionStep
from exchange.mentoring.queries.fit import fits_of
from exchange.mentoring.reasons import sentence_of
from exchange.mentoring.vocabulary import OF_RECEIVER
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation
from exchange.tags.queries import all_tags, kept_vocabulary

MOST_MENTORS = 50  # who are offered when a question is handed over, those who fit best


class WayRow(NamedTuple):
    """A question as it stands, and what whoever looks has to do with it."""

    thread_id: int
    asker_id: int
    category_id: int
    zone: str  # of the asker, whose day a promise ends
    days: int | None
    due_at: datetime | None
    stopped_at: datetime | None
    mentor_id: int | None
    mentor: str | None
    widened_at: datetime | None
    given_up_at: datetime | None
    ended_at: datetime | None
    edit_version: int
    asked: int  # mentors who think about it
    answer: str | None  # theirs, to being asked; None if they were not
    reasons: dict[str, Any] | None

    @property
    def promised_at(self) -> datetime | None:
        """What the asker was told; nothing while the clock stands."""
        return self.due_at if self.days and not self.stopped_at else None

    def is_still_in_time(self, now: datetime) -> bool:
        """Its last day has not ended; while the clock stands it does not end."""
        return self.due_at is not None and (self.stopped_at or now) <= self.due_at


class AskedRow(NamedTuple):
    """A mentor who was asked, what they said, and why they were."""

    account_id: int
    name: str
    answer: str
    reasons: dict[str, Any]


class StepRow(NamedTuple):
    """A line of the log."""

    id: int
    what: str
    by_id: int | None
    by: str | None
    to_id: int | None
    to: str | None
    note: str
    lang: str
    made_at: datetime

    @property
    def who(self) -> str:
        """Whom it concerns: the mentor who is meant, or whoever did it."""
        return (self.to if self.what in OF_RECEIVER else self.by) or ""


class Chosen(NamedTuple):
    """A mentor to whom a question may be handed, and why."""

    id: int
    name: str
    organisation: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class HandingPage:
    """All that mentoring/hand_over.html shows."""

    thread: ThreadHead
    way: WayRow
    mentors: Sequence[Chosen]

    @property
    def sentences(self) -> Mapping[str, str]:
        """Of each, why."""
        return {str(one.id): one.sentence for one in self.mentors}


_mentor, _by, _to = aliased(Account), aliased(Account), aliased(Account)
_thinking = (
    select(func.count())
    .select_from(Proposal)
    .where(Proposal.thread_id == Question.thread_id, Proposal.answer == "")
    .correlate(Question)
    .scalar_subquery()
)
_mine = and_(
    Proposal.thread_id == Question.thread_id, Proposal.account_id == bindparam("account_id")
)
_WAY = Reading(
    WayRow,
    select(
        Question.thread_id,
        Thread.author_id.label("asker_id"),
        Thread.category_id,
        Question.zone,
        Question.days,
        Question.due_at,
        Question.stopped_at,
        Question.mentor_id,
        _mentor.name.label("mentor"),
        Question.widened_at,
        Question.given_up_at,
        Question.ended_at,
        Question.edit_version,
        _thinking.label("asked"),
        Proposal.answer,
        Proposal.reasons,
    )
    .join(Thread, Thread.id == Question.thread_id)
    .outerjoin(_mentor, _mentor.id == Question.mentor_id)
    .outerjoin(Proposal, _mine)
    .where(Question.thread_id == bindparam("thread_id")),
)
_ASKED = Reading(
    AskedRow,
    select(Proposal.account_id, Account.name, Proposal.answer, Proposal.reasons)
    .join(Account, Account.id == Proposal.account_id)
    .where(Proposal.thread_id == bindparam("thread_id"))
    .order_by(Proposal.proposed_at, Proposal.id),
)
_is_for_reader = or_(  # what a mentor needs is for the asker alone, who reads it elsewhere
    QuestionStep.what != "needs_more", QuestionStep.by_id == bindparam("account_id")
)
_STEPS = Reading(
    StepRow,
    select(
        QuestionStep.id,
        QuestionStep.what,
        QuestionStep.by_id,
        _by.name.label("by"),
        QuestionStep.to_id,
        _to.name.label("to"),
        case((_is_for_reader, QuestionStep.note), else_="").label("note"),
        QuestionStep.lang,
        QuestionStep.made_at,
    )
    .outerjoin(_by, _by.id == QuestionStep.by_id)
    .outerjoin(_to, _to.id == QuestionStep.to_id)
    .where(QuestionStep.thread_id == bindparam("thread_id"))
    .order_by(QuestionStep.id),
)


class _Named(NamedTuple):
    id: int
    name: str
    organisation: str | None


_NAMED = Reading(
    _Named,
    select(Account.id, Account.name, Organisation.name.label("organisation"))
    .outerjoin(Organisation, Organisation.id == Account.organisation_id)
    .where(Account.id.in_(bindparam("people", expanding=True))),
)


def find_way(actor: Actor, thread_id: int) -> WayRow | None:
    """None of what is no question. For a page of a thread that the actor may read."""
    return _WAY.first(thread_id=thread_id, account_id=actor.id)


def get_way(actor: Actor, thread_id: int) -> tuple[ThreadHead, WayRow]:
    """With its thread; NotFound for whoever may not read that."""
    thread = find_head(thread_id)
    if thread is None or not may_view(actor, thread):
        raise NotFound
    way = find_way(actor, thread_id)
    if way is None:
        raise NotFound
    return thread, way


def asked_of(thread_id: int) -> Sequence[AskedRow]:
    """All who were asked to take it, the first first: for coordinators."""
    return _ASKED.all(thread_id=thread_id)


def steps_of(actor: Actor, thread_id: int) -> Sequence[StepRow]:
    """The log: for coordinators and whoever has the question, with the notes that are for them."""
    return _STEPS.all(thread_id=thread_id, account_id=actor.id)


def said(reasons: Mapping[str, Any] | None) -> str:
    """The sentence for kept reasons; nothing where there are none."""
    if not reasons:
        return ""
    tags = {one.tag.id: one.tag for one in kept_vocabulary()}
    return sentence_of(from_reasons(reasons), tags)


def handing_page(actor: Actor, thread_id: int) -> HandingPage:
    """To whom it may be handed: those who read it and may enter there, but whoever has it."""
    thread, way = get_way(actor, thread_id)
    fits = [one for one in fits_of(thread_id) if one.mentor_id != way.mentor_id][:MOST_MENTORS]
    named = {one.id: one for one in _NAMED.all(people=[one.mentor_id for one in fits])}
    tags = {tag.id: tag for tag in all_tags()}
    sees = actor.is_mentoring_coordinator
    mentors = [
        Chosen(*named[one.mentor_id], sentence=sentence_of(one, tags, with_load=sees))
        for one in fits
    ]
    return HandingPage(thread, way, mentors)
