"""A mentor has a question no more, though they did not say so themselves."""

from typing import Literal

from exchange.kernel.db import record
from exchange.mentoring.actions.asking import answer_proposal
from exchange.mentoring.actions.giving_up import give_up_if_over
from exchange.mentoring.actions.hearing import hear_no_more
from exchange.mentoring.actions.routing import route
from exchange.mentoring.actions.rows import note_step
from exchange.mentoring.actions.starting import go_on
from exchange.mentoring.events.questions import QuestionLeft
from exchange.mentoring.models import Question, QuestionStep

Why = Literal["away", "room", "role"]  # away · may not enter its room · is no mentor who may write


def let_go(question: Question, why: Why) -> None:
    """Its mentor is told, and others are asked. Inside a transaction of the worker or of an
    action, with the question locked."""
    mentor_id = question.mentor_id
    if mentor_id is None:
        return
    step = free(question, why)
    record(QuestionLeft(question.thread_id, mentor_id, step.id))
    route(question)


def free(question: Question, why: Why) -> QuestionStep:
    """The rows of it alone, for what stands inside what the forum does."""
    hear_no_more(question)
    mentor_id, question.mentor_id, question.taken_at = question.mentor_id, None, None
    question.edit_version += 1
    go_on(question)
    answer_proposal(question, mentor_id or 0, "declined" if why == "away" else "lapsed")
    step = note_step(question, f"left_{why}", to_id=mentor_id)
    give_up_if_over(question)
    return step
