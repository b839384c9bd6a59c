"""A question that nobody takes is put to more mentors."""

from collections.abc import Sequence

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import require
from exchange.mentoring.actions.asking import ask_three_more
from exchange.mentoring.actions.rows import get_question, note_step
from exchange.mentoring.events.questions import QuestionProposed
from exchange.mentoring.models import Question
from exchange.mentoring.policy.questions import may_widen
from exchange.people.actor import Actor


def widen(question: Question) -> None:
    """Ask up to three more, those too who were asked before and whose time passed. From then on all
    mentors may take it, also from one who has not answered in time and has it until then. Inside a
    transaction of the worker, with the question locked; each mentor is told once of all that the
    clock does in one run."""
    question.widened_at = now()
    note_step(question, "widened")
    ask_three_more(question, is_to_tell=True)


def widen_question(actor: Actor, thread_id: int) -> Sequence[int]:
    """A coordinator does not wait for the clock; gives who is asked now. Where that is nobody,
    nothing has happened."""
    with transaction(actor) as actor:
        _thread, question = get_question(actor, thread_id)
        require(may_widen(actor, question))
        step = note_step(question, "widened", by_id=actor.id)  # stands before those who are asked
        asked = ask_three_more(question)
        if not asked:
            db.session.delete(step)
            return asked
        question.widened_at = now()
        record(QuestionProposed(question.thread_id, asked))
        return asked
