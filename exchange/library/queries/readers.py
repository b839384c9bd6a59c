"""Who may read the versions of a record for publication, and who has accepted them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import bindparam, literal, select, union_all

from exchange.kernel.reading import Reading, built_once
from exchange.library.models import (
    Experience,
    ExperienceCountry,
    ExperienceVerdict,
)
from exchange.library.policy import WITH_READERS
from exchange.library.readings import (
    IS_ACTIVE,
    has_accepted,
    holds,
    is_credited,
    is_waited_for,
    knows,
    reads_it,
)
from exchange.people.models import Account, Organisation


class _One(NamedTuple):
    experience_id: int
    what: str  # organisation, expert, or as what it was accepted
    id: int


@dataclass(slots=True)
class Readers:
    """What the rules ask about the readers of one version."""

    at_home: set[int] = field(default_factory=set)
    experts: set[int] = field(default_factory=set)
    accepted: dict[str, int] = field(default_factory=dict)


@built_once
def _readers() -> Reading[_One]:
    waits = (Experience.number == bindparam("number"), Experience.state.in_(WITH_READERS))
    here = select(Experience.id.label("experience_id")).where(*waits)
    organisations = (
        here.join(ExperienceCountry, ExperienceCountry.experience_id == Experience.id)
        .join(Organisation, Organisation.country == ExperienceCountry.country)
        .add_columns(literal("organisation").label("what"), Organisation.id.label("id"))
    )
    experts = here.join(Account, Account.is_mentor.is_(True)).where(
        *IS_ACTIVE,
        is_waited_for(Account),
        knows(Account.id),
        reads_it(Account),
        ~is_credited(Account.id),
        ~has_accepted(Account.id),
    )
    accepted = here.join(ExperienceVerdict, holds())
    return Reading(
        _One,
        union_all(
            organisations,
            experts.add_columns(literal("expert"), Account.id),
            accepted.add_columns(ExperienceVerdict.reading, ExperienceVerdict.reader_id),
        ),
    )


def readers_of(number: int) -> Mapping[int, Readers]:
    """By version; nothing of those that no reader may have."""
    found: dict[int, Readers] = defaultdict(Readers)
    for one in _readers().all(number=number):
        readers = found[one.experience_id]
        if one.what == "organisation":
            readers.at_home.add(one.id)
        elif one.what == "expert":
            readers.experts.add(one.id)
        else:
            readers.accepted[one.what] = one.id
    return found


def with_readers(states: Sequence[str]) -> bool:
    """Whether a record with versions in these states has readers to be asked for."""
    return not WITH_READERS.isdisjoint(states)
