"""The clock of one question."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.models import Thread
from exchange.forum.policy import visible_to
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound
from exchange.mentoring.models import Question
from exchange.people.actor import Actor


class ClockRow(NamedTuple):
    """A question and where its clock is."""

    thread_id: int
    title: str
    lang: str
    asker_id: int
    mentor_id: int | None
    days: int | None
    due_at: datetime | None
    stopped_at: datetime | None
    ended_at: datetime | None


@built_once
def _clock_for(eyes: Actor) -> Reading[ClockRow]:
    return Reading(
        ClockRow,
        select(
            Thread.id.label("thread_id"),
            Thread.title,
            Thread.lang,
            Thread.author_id.label("asker_id"),
            Question.mentor_id,
            Question.days,
            Question.due_at,
            Question.stopped_at,
            Question.ended_at,
        )
        .join(Question, Question.thread_id == Thread.id)
        .where(Thread.id == bindparam("thread_id"), visible_to(eyes)),
    )


def clock_of(actor: Actor, thread_id: int) -> ClockRow:
    """NotFound for what the actor may not read, and for what is no question."""
    row = _clock_for(actor.eyes).first(thread_id=thread_id)
    if row is None:
        raise NotFound
    return row
