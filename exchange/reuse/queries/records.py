"""The record that is used: its published version, which is what everybody reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.library.body import Block, body_from
from exchange.library.codes import code_of, path_of
from exchange.library.models import Experience, ExperienceAuthor


class _Version(NamedTuple):
    id: int
    number: int
    lang: str
    title: str
    is_sample: bool
    body: dict[str, Any]


class _Author(NamedTuple):
    account_id: int


_VERSION = Reading(
    _Version,
    select(
        Experience.id,
        Experience.number,
        Experience.lang,
        Experience.title,
        Experience.is_sample,
        Experience.body,
    ).where(Experience.number == bindparam("number"), Experience.state == "published"),
)
_AUTHORS = Reading(
    _Author,
    select(ExperienceAuthor.account_id).where(
        ExperienceAuthor.experience_id == bindparam("experience_id"),
        ExperienceAuthor.role == "author",
    ),
)


@dataclass(frozen=True, slots=True)
class Record:
    """A published record, as far as its reuse needs it."""

    experience_id: int
    number: int
    lang: str
    title: str
    is_sample: bool
    blocks: Sequence[Block]
    authors: frozenset[int]

    @property
    def code(self) -> str:
        return code_of(self.number)

    @property
    def path(self) -> str:
        return path_of(self.number, self.title)

    def titles_of(self, keys: Sequence[str]) -> Sequence[str]:
        """Of the blocks that are there still."""
        return [block.title for block in self.blocks if block.key in keys and block.title]


def get_record(number: int) -> Record:
    """NotFound for what is not published, whoever asks."""
    row = _VERSION.first(number=number)
    if row is None:
        raise NotFound
    authors = frozenset(one.account_id for one in _AUTHORS.all(experience_id=row.id))
    blocks = body_from(row.body).blocks
    return Record(row.id, row.number, row.lang, row.title, row.is_sample, blocks, authors)
