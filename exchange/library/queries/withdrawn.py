"""What is told of a version that everybody could read once: that it was, and since when not."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.library.codes import code_of
from exchange.library.models import Experience


class WithdrawnRow(NamedTuple):
    """All that is told of a version that everybody could read once."""

    number: int
    version: int
    withdrawn_at: datetime
    is_sample: bool

    @property
    def code(self) -> str:
        return code_of(self.number)


_WITHDRAWN = Reading(
    WithdrawnRow,
    select(
        Experience.number,
        Experience.version,
        Experience.withdrawn_at,
        Experience.is_sample,
    )
    .where(
        Experience.number == bindparam("number"),
        Experience.state == "withdrawn",
        Experience.published_at.is_not(None),
    )
    .order_by(Experience.version.desc()),
)


def withdrawn_version(number: int, version: int | None = None) -> WithdrawnRow:
    """The version that was public and is withdrawn, or the newest such one; else NotFound. Asked
    only about what the reader does not see."""
    for row in _WITHDRAWN.all(number=number):
        if version in (None, row.version):
            return row
    raise NotFound
