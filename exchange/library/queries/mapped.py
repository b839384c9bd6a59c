"""The experiences that search engines are led to, in blocks of ids."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.blocks import blocks_of
from exchange.kernel.reading import Reading
from exchange.library.codes import path_of
from exchange.library.models import Experience

BLOCK = 200  # ids
_SHOWN = (Experience.state == "published", Experience.is_sample.is_(False))
_start = bindparam("start", type_=Experience.id.type)


class MappedExperience(NamedTuple):
    """A record's address and since when it reads so."""

    number: int
    title: str
    moved_at: datetime

    @property
    def path(self) -> str:
        return path_of(self.number, self.title)


_BLOCKS = blocks_of(Experience.id, BLOCK, *_SHOWN)
_EXPERIENCES = Reading(
    MappedExperience,
    select(Experience.number, Experience.title, Experience.moved_at)
    .where(*_SHOWN, Experience.id >= _start, Experience.id < _start + BLOCK)
    .order_by(Experience.id),
)


def blocks_of_experiences() -> Sequence[int]:
    """Public. The blocks with a published version that is no sample."""
    return [one.number for one in _BLOCKS.all()]


def mapped_experiences(block: int) -> Sequence[MappedExperience]:
    """Public. Those of one block."""
    return _EXPERIENCES.all(start=block * BLOCK)
