"""What happens to collections, told in ids."""

from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class CollectionChanged(Event):
    """One was begun, changed, hidden or removed; `is_public`: everybody could see it before, or
    can now. Its page shows titles of records, so it goes by their version."""

    stored_as: ClassVar[str] = "collections.collection_changed.1"
    collection_id: int
    by_id: int
    is_public: bool

    def changes(self) -> set[str]:
        return {"collections", "experiences"} if self.is_public else set()


@dataclass(frozen=True, slots=True)
class BookletAsked(Event):
    """Somebody asked for a PDF of a collection that is not there yet."""

    stored_as: ClassVar[str] = "collections.booklet_asked.1"
    booklet_id: int

    def changes(self) -> set[str]:
        return set()
