"""A question that nobody takes is put to more mentors."""

from collections.abc import Sequence

from exchange.mentoring.models import Question
from exchange.people.actor import Actor


def widen(question: Question, *, by_id: int | None = None) -> Sequence[int]:
    """Ask up to three more, or all who read it when nobody is left who fits; gives whom. Inside a
    transaction, with the question locked."""
    raise NotImplementedError(question, by_id)


def widen_question(actor: Actor, thread_id: int) -> None:
    """A coordinator does not wait for the clock."""
    raise NotImplementedError(actor, thread_id)
