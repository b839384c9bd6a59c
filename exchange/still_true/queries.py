"""What pages say about whether a record is still true."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.kernel.validity import kept
from exchange.still_true.models import StillTrue


class Standing(NamedTuple):
    """What is known of one record."""

    asked_at: datetime | None
    confirmed_at: datetime | None


class _Number(NamedTuple):
    number: int


_ONE = Reading(
    Standing,
    select(StillTrue.asked_at, StillTrue.confirmed_at).where(
        StillTrue.number == bindparam("number")
    ),
)
_UNCONFIRMED = Reading(
    _Number,
    select(StillTrue.number).where(
        StillTrue.number.in_(bindparam("numbers", expanding=True)),
        StillTrue.asked_at.is_not(None),
    ),
)


@kept("experiences")
def standing_of(number: int) -> Standing | None:
    """Of one record. Public."""
    return _ONE.first(number=number)


@kept("experiences")
def unconfirmed_among(numbers: tuple[int, ...]) -> frozenset[int]:
    """Those of a list whose authors were asked and have not answered. Public."""
    found = _UNCONFIRMED.all(numbers=list(numbers)) if numbers else ()
    return frozenset(row.number for row in found)
