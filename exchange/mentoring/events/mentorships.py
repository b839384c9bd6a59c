"""What happens with mentorships, told in ids."""

from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class MentorshipNews(Event):
    """Something that these people should hear: `what` is proposed, accepted, declined, met, noted,
    soon (its planned end) or ended; `count` tells two of them apart. No page that guests see shows
    a mentorship."""

    stored_as: ClassVar[str] = "mentoring.mentorship_news.1"
    mentorship_id: int
    people: list[int]
    what: str
    count: int

    def changes(self) -> set[str]:
        return set()
