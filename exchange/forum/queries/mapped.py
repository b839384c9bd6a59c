"""The threads that search engines are led to, in blocks of ids: as guests may read them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, select

from exchange.forum.models import Thread
from exchange.forum.policy import visible_to
from exchange.kernel.blocks import Block, blocks_of
from exchange.kernel.reading import Reading, built_once
from exchange.people.actor import GUEST

BLOCK = 200  # ids


class MappedThread(NamedTuple):
    """A thread's address and when something was last written in it."""

    id: int
    title: str
    last_post_at: datetime


def _shown() -> tuple[ColumnElement[bool], ...]:
    return visible_to(GUEST), Thread.is_sample.is_(False)


@built_once
def _blocks() -> Reading[Block]:
    return blocks_of(Thread.id, BLOCK, *_shown())


@built_once
def _threads() -> Reading[MappedThread]:
    start = bindparam("start", type_=Thread.id.type)
    return Reading(
        MappedThread,
        select(Thread.id, Thread.title, Thread.last_post_at)
        .where(*_shown(), Thread.id >= start, Thread.id < start + BLOCK)
        .order_by(Thread.id),
    )


def blocks_of_threads() -> Sequence[int]:
    """Public. The blocks with a thread that is no sample."""
    return [one.number for one in _blocks().all()]


def mapped_threads(block: int) -> Sequence[MappedThread]:
    """Public. Those of one block."""
    return _threads().all(start=block * BLOCK)
