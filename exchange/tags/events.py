"""What happens to the vocabulary, told in ids."""

from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class SubjectChanged(Event):
    """A subject is new, or called otherwise; "tags" is the version of the vocabulary itself."""

    stored_as: ClassVar[str] = "tags.subject_changed.1"
    tag_id: int
    by_id: int

    def changes(self) -> set[str]:
        return {"site", "tags"}


@dataclass(frozen=True, slots=True)
class SubjectsMerged(Event):
    """What was filed under one subject is filed under another from now on."""

    stored_as: ClassVar[str] = "tags.subjects_merged.1"
    from_id: int
    into_id: int
    by_id: int

    def changes(self) -> set[str]:
        return {"site", "tags"}
