"""What becomes of an answer after it was given, told in ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class FollowUpsDue(Event):
    """A person is asked what came of the answers to these questions of theirs, all at once."""

    stored_as: ClassVar[str] = "mentoring.follow_ups_due.1"
    account_id: int
    at: int  # in milliseconds since 1970
    follow_ups: Sequence[int]
    threads: Sequence[int]

    def changes(self) -> set[str]:
        return {f"thread {one}" for one in self.threads}  # there the asker finds the way to say it


@dataclass(frozen=True, slots=True)
class OutcomeTold(Event):
    """An asker says what came of the accepted answer, or says it anew."""

    stored_as: ClassVar[str] = "mentoring.outcome_told.1"
    follow_up_id: int
    thread_id: int
    post_id: int
    by_id: int
    outcome: str

    def changes(self) -> set[str]:
        return {f"thread {self.thread_id}"}
