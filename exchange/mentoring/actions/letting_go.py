"""A mentor has a question no more, though they did not say so themselves."""

from typing import Literal

from exchange.mentoring.models import Question

Why = Literal["away", "room", "role"]  # away · may not enter its room · is no mentor who may write


def let_go(question: Question, why: Why) -> None:
    """Its mentor is told, and others are asked. Inside a transaction, with the question locked."""
    raise NotImplementedError(question, why)
