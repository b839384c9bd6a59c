"""What was published last, for those who follow the library from elsewhere."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.library.models import ExperienceAuthor
from exchange.library.queries.lines import ExperienceLine, countries_of
from exchange.library.queries.lists import published_before
from exchange.people.models import Account


@dataclass(frozen=True, slots=True)
class LatestExperiences:
    """Some published experiences, by whom and from where."""

    rows: Sequence[ExperienceLine]
    authors: Mapping[int, Sequence[str]]  # names, by experience
    countries: Mapping[int, Sequence[str]]


class _Author(NamedTuple):
    experience_id: int
    name: str


_AUTHORS = Reading(
    _Author,
    select(ExperienceAuthor.experience_id, Account.name)
    .join(Account, Account.id == ExperienceAuthor.account_id)
    .where(
        ExperienceAuthor.role == "author",
        ExperienceAuthor.experience_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(ExperienceAuthor.position, Account.id),
)


def latest_experiences(
    moment: datetime | None, last_id: int, most: int, lang: str | None = None
) -> LatestExperiences:
    """Those published before the one of this moment and id, or the latest of all. Public."""
    rows = published_before(moment, last_id, most, lang)
    ids = [row.id for row in rows]
    return LatestExperiences(rows, authors_of(ids), countries_of(ids))


def authors_of(ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Their names, by experience, in their order."""
    found: dict[int, list[str]] = defaultdict(list)
    for one in _AUTHORS.all(ids=list(ids)) if ids else ():
        found[one.experience_id].append(one.name)
    return found
