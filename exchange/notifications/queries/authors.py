"""Who answers for an experience, and who has declared a reuse of it."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.library.models import ExperienceAuthor
from exchange.reuse.models import Reuse


class _Person(NamedTuple):
    id: int


_AUTHORS = Reading(
    _Person,
    select(ExperienceAuthor.account_id.label("id")).where(
        ExperienceAuthor.experience_id == bindparam("experience_id"),
        ExperienceAuthor.role == "author",
    ),
)
_DECLARED = Reading(
    _Person,
    select(Reuse.by_id.label("id")).where(
        Reuse.id == bindparam("reuse_id"), Reuse.by_id.is_not(None)
    ),
)


def authors_of(experience_id: int) -> Sequence[int]:
    """Of one version."""
    return [one.id for one in _AUTHORS.all(experience_id=experience_id)]


def who_declared(reuse_id: int) -> Sequence[int]:
    """Nobody, if it was taken back meanwhile."""
    return [one.id for one in _DECLARED.all(reuse_id=reuse_id)]
