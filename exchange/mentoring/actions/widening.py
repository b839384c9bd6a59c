"""A question that nobody takes is put to more mentors."""

from collections.abc import Sequence

from exchange.kernel.clock import now
from exchange.kernel.db import record, transaction
from exchange.kernel.rulings import require
from exchange.mentoring.actions.asking import ask_three_more
from exchange.mentoring.actions.rows import get_question, note_step
from exchange.mentoring.events.questions import QuestionProposed
from exchange.mentoring.models import Question
from exchange.mentoring.policy.questions import may_widen
from exchange.people.actor import Actor


def widen(question: Question, *, by_id: int | None = None) -> Sequence[int]:
    """Ask up to three more, those too who were asked before and whose time passed; gives whom.
    From then on all mentors may take it, also from one who has not answered in time and has it
    until then. Inside a transaction of the worker or of an action, with the question locked."""
    question.widened_at = now()
    note_step(question, "widened", by_id=by_id)
    is_by_clock = by_id is None  # then each mentor is told once of all that it does in one run
    asked = ask_three_more(question, is_to_tell=is_by_clock)
    if asked and not is_by_clock:
        record(QuestionProposed(question.thread_id, asked))
    return asked


def widen_question(actor: Actor, thread_id: int) -> Sequence[int]:
    """A coordinator does not wait for the clock; gives who is asked now."""
    with transaction(actor) as actor:
        _thread, question = get_question(actor, thread_id)
        require(may_widen(actor, question))
        return widen(question, by_id=actor.id)
