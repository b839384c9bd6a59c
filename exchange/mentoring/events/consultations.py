"""What happens in private consultations, told in ids. No public page knows of any of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class _InConfidence(Event):
    """Something in one consultation."""

    consultation_id: int

    def changes(self) -> set[str]:
        return set()


@dataclass(frozen=True, slots=True)
class ConsultationWaits(_InConfidence):
    """It has no mentor: asked just now, left by the last one, or so for two working days; `key`
    tells these apart."""

    stored_as: ClassVar[str] = "mentoring.consultation_waits.1"
    key: str


@dataclass(frozen=True, slots=True)
class PublishedFromConfidence(Event):
    """A thread holds what was asked in confidence, as it says itself; not which consultation."""

    stored_as: ClassVar[str] = "mentoring.published_from_confidence.1"
    thread_id: int

    def changes(self) -> set[str]:
        return set()


@dataclass(frozen=True, slots=True)
class ConsultationAssigned(_InConfidence):
    """These mentors are asked to answer it."""

    stored_as: ClassVar[str] = "mentoring.consultation_assigned.1"
    mentors: Sequence[int]
    at: int  # in milliseconds since 1970


@dataclass(frozen=True, slots=True)
class ConsultationNews(_InConfidence):
    """Something new in it for these people: a note, its end, words to agree to; `key` says which
    one."""

    stored_as: ClassVar[str] = "mentoring.consultation_news.1"
    people: Sequence[int]
    key: str
