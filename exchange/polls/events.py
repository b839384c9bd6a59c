"""What happens to polls, told in ids."""

from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class PollChanged(Event):
    """A poll was put to a thread, closed, opened again or taken away, or somebody voted in it."""

    stored_as: ClassVar[str] = "polls.poll_changed.1"
    thread_id: int
    by_id: int

    def changes(self) -> set[str]:
        return {f"thread {self.thread_id}"}
