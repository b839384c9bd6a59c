"""A question finds its way to mentors."""

from collections.abc import Sequence

from exchange.kernel.db import record
from exchange.mentoring.actions.asking import ask_until_three
from exchange.mentoring.events.questions import QuestionProposed
from exchange.mentoring.models import Question


def route(question: Question) -> Sequence[int]:
    """Ask as many mentors as are needed for three to think about it, those who fit best; gives
    whom. Nobody while somebody has it, and once it has ended. Inside a transaction of the worker
    or of an action, with the question locked."""
    asked = ask_until_three(question)
    if asked:
        record(QuestionProposed(question.thread_id, asked))
    return asked
