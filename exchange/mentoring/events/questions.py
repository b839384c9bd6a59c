"""What happens to a question on its way to an answer, told in ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class OfQuestion(Event):
    """Where a question is, is shown to those whom it concerns: no public page tells of it."""

    thread_id: int

    def changes(self) -> set[str]:
        return set()


@dataclass(frozen=True, slots=True)
class QuestionProposed(OfQuestion):
    """These mentors are asked whether they take it."""

    stored_as: ClassVar[str] = "mentoring.question_proposed.1"
    people: Sequence[int]


@dataclass(frozen=True, slots=True)
class QuestionTaken(OfQuestion):
    """A mentor has it now, by their own will."""

    stored_as: ClassVar[str] = "mentoring.question_taken.1"
    mentor_id: int
    by_id: int
    step_id: int


@dataclass(frozen=True, slots=True)
class QuestionHanded(OfQuestion):
    """A mentor has it now, for another mentor, `from_id`, or a coordinator handed it to them."""

    stored_as: ClassVar[str] = "mentoring.question_handed.1"
    mentor_id: int
    from_id: int | None
    by_id: int
    step_id: int


@dataclass(frozen=True, slots=True)
class QuestionLeft(OfQuestion):
    """A mentor has it no more: they gave it back, could not have it any longer, or
    their account, then 0, is gone."""

    stored_as: ClassVar[str] = "mentoring.question_left.1"
    mentor_id: int
    step_id: int
