"""A table in blocks of ids, for those who fetch all of it piece by piece.

Which blocks have anything to show is found from each to the next by the key of the table, whatever
its size; a block keeps its number and its address while rows come and go.
"""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.orm import InstrumentedAttribute

from exchange.kernel.reading import Reading


class Block(NamedTuple):
    """The number of a block, from 0."""

    number: int


def blocks_of(
    key: InstrumentedAttribute[int], size: int, *shown: ColumnElement[bool]
) -> Reading[Block]:
    """The blocks of so many ids each in which something is shown."""

    def first(here: ColumnElement[bool]) -> ScalarSelect[Any]:
        return select(key).where(*shown, here).order_by(key).limit(1).scalar_subquery()

    begin = select((first(key >= 0) // size).label("number")).cte("blocks", recursive=True)
    following = select(first(key >= (begin.c.number + 1) * size) // size)
    walked = begin.union_all(following.select_from(begin).where(begin.c.number.is_not(None)))
    return Reading(Block, select(walked.c.number).where(walked.c.number.is_not(None)))
