"""What the clock of a question does and what stops it, told in ids."""

from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event
from exchange.mentoring.events.questions import OfQuestion


@dataclass(frozen=True, slots=True)
class PromiseSet(Event):
    """Within how many days a mentor answers in a category, is promised from now on, or no more;
    said on its list of threads."""

    stored_as: ClassVar[str] = "mentoring.promise_set.1"
    category_id: int
    by_id: int

    def changes(self) -> set[str]:
        return {"threads"}


@dataclass(frozen=True, slots=True)
class MoreAsked(OfQuestion):
    """Its mentor cannot answer before the asker has said more; `post_id` opens the thread."""

    stored_as: ClassVar[str] = "mentoring.more_asked.1"
    post_id: int
    step_id: int
    asker_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class DeskNewsDue(Event):
    """What has fallen due for one person in one run of the clock; its steps carry the same key."""

    stored_as: ClassVar[str] = "mentoring.desk_news_due.1"
    account_id: int
    key: str

    def changes(self) -> set[str]:
        return set()
