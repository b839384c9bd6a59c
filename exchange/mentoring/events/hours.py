"""What happens with office hours, told in ids."""

from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class HoursNews(Event):
    """Something that one of the two should hear of their talk: `what` is booked, cancelled, moved,
    withdrawn, tomorrow, asked (for a thread) or agreed; `count` tells two of them apart.

    Office hours are for members: they stand on no page that guests see.
    """

    stored_as: ClassVar[str] = "mentoring.hours_news.1"
    slot_id: int
    to_id: int
    is_to_mentor: bool
    what: str
    count: int

    def changes(self) -> set[str]:
        return set()


@dataclass(frozen=True, slots=True)
class HoursOffered(Event):
    """A mentor offers so many times, the first of which has this id."""

    stored_as: ClassVar[str] = "mentoring.hours_offered.1"
    mentor_id: int
    slot_id: int
    count: int

    def changes(self) -> set[str]:
        return set()
