"""A question finds its way to mentors."""

from collections.abc import Sequence

from exchange.mentoring.models import Question

AT_ONCE = 3  # mentors who are asked


def route(question: Question) -> Sequence[int]:
    """Ask up to three mentors who fit best; gives whom. None if somebody has it, or it has ended.
    Inside a transaction, with the question locked."""
    raise NotImplementedError(question)
