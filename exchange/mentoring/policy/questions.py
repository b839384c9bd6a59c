"""Who may do what with a question on its way to an answer. Pure: no queries, no request."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from exchange.forum.models import Thread
from exchange.forum.policy import may_write
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.mentoring.models import Question
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l

_ENDED = _l("This question waits for no mentor any more.")
_HAS_ALREADY = _l("A mentor has it already.")
_HAS_IT = _l("Only the mentor who has this question does this.")
_beside = aliased(Question)


class QuestionFacts(Protocol):
    """What the rules ask of a question; its row and its page both know it."""

    @property
    def mentor_id(self) -> int | None: ...
    @property
    def widened_at(self) -> datetime | None: ...
    @property
    def stopped_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...


def is_up(question: QuestionFacts) -> bool:
    """Whether a mentor may take it who does not have it: nobody has it, or the time has passed in
    which whoever has it was to answer, and they do not wait for the asker."""
    is_late = question.widened_at is not None and question.stopped_at is None
    return question.mentor_id is None or is_late


def is_up_in_sql() -> ColumnElement[bool]:
    """`is_up`, said in SQL of a question."""
    is_late = and_(Question.widened_at.is_not(None), Question.stopped_at.is_(None))
    return or_(Question.mentor_id.is_(None), is_late)


def is_from_confidence() -> ColumnElement[bool]:
    """Of a thread: it was published from a private consultation, so whoever began it is not who
    asked, and nobody waited in it for the answers that came along."""
    marked = exists().where(_beside.thread_id == Thread.id, _beside.is_from_confidence.is_(True))
    return marked.correlate(Thread)


def may_take(actor: Actor, asker_id: int, question: QuestionFacts) -> Ruling:
    """Mentors who were not asked, too: all see what waits. The role counts, not the rank."""
    if not (ruling := may_write(actor)):
        return ruling
    if not actor.is_mentor:
        return denied(_l("Mentors take questions."))
    if actor.id == asker_id:
        return denied(_l("Nobody takes the own question."))
    if question.ended_at is not None:
        return denied(_ENDED)
    if question.mentor_id == actor.id:
        return denied(_HAS_ALREADY)
    return ALLOWED if is_up(question) else denied(_l("Another mentor took it a moment ago."))


def may_decline(actor: Actor, question: QuestionFacts, answer: str | None) -> Ruling:
    """`answer`: theirs, to being asked; None where they were not."""
    if not (ruling := may_write(actor)):
        return ruling
    if answer is None:
        return denied(_l("You are not asked to take this question."))
    if question.ended_at is not None:
        return denied(_ENDED)
    if question.mentor_id == actor.id:
        return denied(_l("You have this question: give it back instead."))
    return ALLOWED if is_up(question) else denied(_l("Another mentor took it a moment ago."))


def may_give_back(actor: Actor, question: QuestionFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if question.ended_at is not None:
        return denied(_ENDED)
    return ALLOWED if question.mentor_id == actor.id else denied(_HAS_IT)


def may_hand_over(actor: Actor, question: QuestionFacts) -> Ruling:
    """Its mentor, and a coordinator; where nobody has it, a coordinator assigns it."""
    if not (ruling := may_write(actor)):
        return ruling
    if question.ended_at is not None:
        return denied(_ENDED)
    if actor.is_mentoring_coordinator or question.mentor_id == actor.id:
        return ALLOWED
    return denied(_l("Its mentor and the coordinators of mentoring do this."))


def may_widen(actor: Actor, question: QuestionFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if not actor.is_mentoring_coordinator:
        return denied(_l("Coordinators of mentoring do this."))
    if question.ended_at is not None:
        return denied(_ENDED)
    if question.mentor_id is not None:
        return denied(_HAS_ALREADY)
    return ALLOWED


def may_read_steps(actor: Actor, asker_id: int, question: QuestionFacts) -> bool:
    """Who sees how it came where it is, with the notes: coordinators and whoever has it. Never the
    asker, whatever else they are: mentors were told so."""
    if actor.id == asker_id:
        return False
    has_it = question.mentor_id is not None and question.mentor_id == actor.id
    return actor.is_mentoring_coordinator or has_it
