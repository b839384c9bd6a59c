"""What an organisation says about its use of an experience."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

ONE_STEP = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Declared:
    """All that is typed and chosen; `blocks` are keys, none for the whole record."""

    state: str
    country: str
    since_year: int
    since_month: int
    lang: str
    blocks: tuple[str, ...] = ()
    changed: str = ""
    result: str = ""


class Step(Protocol):
    """A state of it that somebody declared."""

    @property
    def by_id(self) -> int | None: ...

    @property
    def declared_at(self) -> datetime: ...

    @property
    def ruling(self) -> str: ...


def is_one_step(older: Step, newer: Step) -> bool:
    """Whether one person changed their mind before anybody answered."""
    is_same_person = older.by_id is not None and older.by_id == newer.by_id
    is_soon = newer.declared_at - older.declared_at < ONE_STEP
    return not older.ruling and is_same_person and is_soon
