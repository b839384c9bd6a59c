"""Where a page of a feed begins, as its address says it: after which thread, post, experience."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

LAST = 9_999_999_999  # above the id of every thread and post
_PLACE = re.compile(r"(?:([0-9]{1,10})(?:-|$))?(?:([0-9]{1,16})-([0-9]{1,10}))?")


@dataclass(frozen=True, slots=True)
class Place:
    """The last that was shown of each kind; 0 for none yet."""

    number: int = 0  # of a thread, or of a post within its thread
    micros: int = 0  # when that experience was published
    experience: int = 0

    def __str__(self) -> str:
        number = [str(self.number)] if self.number else []
        return "-".join(number + ([f"{self.micros}-{self.experience}"] if self.micros else []))

    @property
    def before(self) -> int:
        return self.number or LAST

    @property
    def moment(self) -> datetime | None:
        if not self.micros:
            return None
        seconds, micros = divmod(self.micros, 1_000_000)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros)

    def after(self, shown: "Place") -> "Place":
        """One thing further."""
        if shown.number:
            return Place(shown.number, self.micros, self.experience)
        return Place(self.number, shown.micros, shown.experience)


def place_of_experience(published_at: datetime, experience_id: int) -> Place:
    micros = int(published_at.timestamp()) * 1_000_000 + published_at.microsecond
    return Place(0, micros, experience_id)


def place_in(given: str | None) -> Place:
    """The beginning, where an address says no place that we would write."""
    found = _PLACE.fullmatch(given or "")
    return Place(*(int(part or 0) for part in found.groups())) if found else Place()
