"""Records that adapt others or build on them, both ways, several steps."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, select, union_all

from exchange.kernel.reading import Reading
from exchange.kernel.validity import kept
from exchange.library.codes import path_of
from exchange.library.models import Experience
from exchange.reuse.models import ChainLink

FARTHEST = 5  # steps
MOST = 60


class ChainRow(NamedTuple):
    """A published record of the chain: `step` below 0 is what this one grew out of, above 0 what
    grew out of it."""

    step: int
    number: int
    relation: str
    lang: str
    title: str
    is_sample: bool

    @property
    def path(self) -> str:
        return path_of(self.number, self.title)


def _walk(here: Any, there: Any, sign: int) -> Select[*tuple[Any, ...]]:
    """From link to link. A circle ends at the farthest step."""
    start = select(
        literal(sign).label("step"), there.label("reached"), ChainLink.relation.label("relation")
    ).where(here == bindparam("number"))
    walked = start.cte(f"walked_{'up' if sign > 0 else 'down'}", recursive=True)
    is_near: ColumnElement[bool] = walked.c.step * sign < FARTHEST
    further = select(walked.c.step + sign, there, ChainLink.relation).where(
        here == walked.c.reached, is_near
    )
    walked = walked.union(further)
    return (
        select(
            walked.c.step,
            walked.c.reached.label("number"),
            walked.c.relation,
            Experience.lang,
            Experience.title,
            Experience.is_sample,
        )
        .join(Experience, Experience.number == walked.c.reached)
        .where(Experience.state == "published", walked.c.reached != bindparam("number"))
    )


_both = union_all(
    _walk(ChainLink.number, ChainLink.to_number, -1),
    _walk(ChainLink.to_number, ChainLink.number, 1),
).subquery()
_CHAIN = Reading(
    ChainRow, _both.select().order_by(func.abs(_both.c.step), _both.c.number).limit(MOST)
)


@kept("experiences")
def chain_of(number: int) -> Sequence[ChainRow]:
    """Each record once, where it is nearest; from the farthest forerunner on. Public."""
    nearest: dict[int, ChainRow] = {}
    for row in sorted(_CHAIN.all(number=number), key=lambda row: abs(row.step)):
        nearest.setdefault(row.number, row)
    return sorted(nearest.values(), key=lambda row: (row.step, row.number))
