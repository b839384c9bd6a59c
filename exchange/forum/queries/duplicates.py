"""What leads on to a thread."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.models import Thread
from exchange.kernel.reading import Reading


class _Duplicate(NamedTuple):
    id: int


_DUPLICATES = Reading(
    _Duplicate,
    select(Thread.id).where(Thread.duplicate_of_id.in_(bindparam("ids", expanding=True))),
)


def duplicates_of(thread_ids: Collection[int]) -> Sequence[int]:
    """The threads that are closed as duplicates of these, whoever may see them."""
    return [one.id for one in _DUPLICATES.all(ids=sorted(thread_ids))]


def is_led_to(thread_id: int, parent_id: int | None) -> bool:
    """Whether others lead to the thread that a post opens; its replies take nothing away."""
    return parent_id is None and bool(duplicates_of([thread_id]))
