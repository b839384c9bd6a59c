"""What becomes of the question whether a record is still true, told in ids."""

from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class _OfRecord(Event):
    """Its page and the lists say whether it is confirmed."""

    number: int
    experience_id: int

    def changes(self) -> set[str]:
        return {f"experience {self.number}", "experiences"}


@dataclass(frozen=True, slots=True)
class StillTrueAsked(_OfRecord):
    """Nobody has said for long that it is still true; its authors are asked, `at` milliseconds."""

    stored_as: ClassVar[str] = "still_true.asked.1"
    at: int


@dataclass(frozen=True, slots=True)
class StillTrueConfirmed(_OfRecord):
    """Somebody who answers for it says that it is."""

    stored_as: ClassVar[str] = "still_true.confirmed.1"
    by_id: int
