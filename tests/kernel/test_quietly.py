"""What is loaded is no news: nobody *after* hears of it, everybody *inside* does."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.kernel.db import (
    Delivery,
    Event,
    OutboxEntry,
    PageVersion,
    db,
    quietly,
    record,
    transaction,
    wiring,
)
from exchange.kernel.outbox import after, inside


@dataclass(frozen=True, slots=True)
class Grew(Event):
    stored_as: ClassVar[str] = "tests.grew.1"

    def changes(self) -> set[str]:
        return {"garden"}


@pytest.fixture
def heard(app: Flask) -> Iterator[list[Event]]:
    kept = ({k: list(v) for k, v in wiring.inside.items()}, dict(wiring.after), dict(wiring.kinds))
    events: list[Event] = []
    inside(Grew)(events.append)
    after(Grew)(_never)
    yield events
    wiring.inside, wiring.after, wiring.kinds = kept


def _never(_event: Event) -> None:
    raise AssertionError


def grow() -> None:
    with transaction(None):
        record(Grew())


def told_after() -> tuple[int, int]:
    db.session.rollback()
    rows = (db.session.scalar(select(func.count(table.id))) for table in (OutboxEntry, Delivery))
    return tuple(number or 0 for number in rows)  # type: ignore[return-value]


def test_those_inside_hear_and_pages_change_but_nothing_is_delivered(heard: list[Event]) -> None:
    with quietly():
        grow()
    assert heard == [Grew()]
    assert db.session.get(PageVersion, "garden")
    assert told_after() == (0, 0)


def test_afterwards_everybody_hears_again(heard: list[Event]) -> None:
    with quietly():
        with quietly():
            grow()
        grow()
    assert told_after() == (0, 0)
    grow()
    assert told_after() == (1, 1)


def test_an_error_ends_the_quiet(heard: list[Event]) -> None:
    with pytest.raises(ValueError, match="broken"), quietly():
        raise ValueError("broken")
    grow()
    assert told_after() == (1, 1)
