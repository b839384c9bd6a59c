"""What happens in moderation, told in ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class CaseDecided(Event):
    """A moderator has decided about a post; `outcome` is "hidden" or "dismissed"."""

    stored_as: ClassVar[str] = "moderation.case_decided.1"
    case_id: int
    post_id: int
    author_id: int
    by_id: int
    outcome: str

    def changes(self) -> set[str]:
        return set()  # what guests see of it, PostHidden tells


@dataclass(frozen=True, slots=True)
class HidingTakenBack(Event):
    """A moderator shows a post again whose hiding its author was told of; `entry_id` is the log's,
    which tells one time from another."""

    stored_as: ClassVar[str] = "moderation.hiding_taken_back.1"
    case_id: int
    entry_id: int
    author_id: int

    def changes(self) -> set[str]:
        return set()  # PostHidden tells here too


@dataclass(frozen=True, slots=True)
class WritingMoved(Event):
    """A moderator moved what these people wrote, or asked; `entry_id` is the log's, which says
    what, whence and why."""

    stored_as: ClassVar[str] = "moderation.writing_moved.1"
    entry_id: int
    people: Sequence[int]
    by_id: int

    def changes(self) -> set[str]:
        return set()  # ThreadMoved and PostsMoved tell


@dataclass(frozen=True, slots=True)
class DuplicateDecided(Event):
    """A moderator closed a thread as a duplicate, or reopened it; `entry_id` is the log's, which
    says what and why."""

    stored_as: ClassVar[str] = "moderation.duplicate_decided.1"
    entry_id: int
    post_id: int  # that opens it
    author_id: int
    by_id: int

    def changes(self) -> set[str]:
        return set()  # DuplicateChanged tells
