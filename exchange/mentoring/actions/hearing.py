"""Whoever has a question hears what is written in its thread. Inside a transaction."""

from exchange.forum.actions.watch import take_part_no_more, watch_as_taking_part
from exchange.mentoring.models import Question


def begin_to_hear(question: Question) -> None:
    """Its mentor watches the thread from the moment in which they took it."""
    if question.mentor_id is not None and question.taken_at is not None:
        watch_as_taking_part(question.mentor_id, question.thread_id, question.taken_at)


def hear_no_more(question: Question) -> None:
    """Before somebody else has it, or nobody."""
    if question.mentor_id is not None and question.taken_at is not None:
        take_part_no_more(question.mentor_id, question.thread_id, question.taken_at)
