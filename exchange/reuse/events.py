"""What happens to declared reuse, told in ids.

What waits for a confirmation is no news to the public, but the page of the record keeps it for
those who may see it, so that page changes with everything.
"""

from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class _OfRecord(Event):
    """Something about the reuse of the record of this number."""

    reuse_id: int
    number: int

    def changes(self) -> set[str]:
        return {f"experience {self.number}", "experiences"}


@dataclass(frozen=True, slots=True)
class ReuseDeclared(_OfRecord):
    """A reuse, or another state of it, waits for the authors of the record."""

    stored_as: ClassVar[str] = "reuse.reuse_declared.1"
    experience_id: int
    step_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class ReuseRuled(_OfRecord):
    """An author has confirmed or declined what was declared."""

    stored_as: ClassVar[str] = "reuse.reuse_ruled.1"
    step_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class ReuseReworded(_OfRecord):
    """It says something else about the same state."""

    stored_as: ClassVar[str] = "reuse.reuse_reworded.1"
    by_id: int


@dataclass(frozen=True, slots=True)
class ReuseTakenBack(_OfRecord):
    """It is not declared any more."""

    stored_as: ClassVar[str] = "reuse.reuse_taken_back.1"
    by_id: int
