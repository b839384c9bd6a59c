"""People by their names, in whichever alphabet these are typed."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import and_, bindparam, or_, select

from exchange.kernel.reading import Reading
from exchange.people.models import Account, Organisation
from exchange.text.mentions import folded_name, written_as

MOST_FOUND = 50
MOST_NAMESAKES = 500  # more people than that may be meant by one text: nobody is told of it by name
LEAST = 2  # letters


class Named(NamedTuple):
    """A person and the form in which names are compared."""

    id: int
    folded_name: str


class FoundPerson(NamedTuple):
    """A person among others, told apart by their organisation."""

    id: int
    name: str
    organisation: str | None

    @property
    def mention(self) -> str:
        """What to write in a post."""
        return written_as(self.name, self.id)


_ARE_MEMBERS = and_(
    Account.confirmed_at.is_not(None),
    Account.admitted_at.is_not(None),
    Account.suspended_at.is_(None),
)
_NAMED = Reading(
    Named,
    select(Account.id, Account.folded_name)
    .where(
        or_(
            Account.folded_name.in_(bindparam("names", expanding=True)),
            Account.id.in_(bindparam("ids", expanding=True)),
        ),
        _ARE_MEMBERS,
    )
    .limit(MOST_NAMESAKES + 1),
)
_FOUND = Reading(
    FoundPerson,
    select(Account.id, Account.name, Organisation.name.label("organisation"))
    .outerjoin(Organisation, Organisation.id == Account.organisation_id)
    .where(
        or_(
            Account.folded_name.like(bindparam("begins"), escape="\\"),
            Account.folded_name.like(bindparam("goes_on"), escape="\\"),
        ),
        _ARE_MEMBERS,
    )
    .order_by(Account.folded_name, Account.id)
    .limit(MOST_FOUND),
)


def people_named(names: Collection[str], ids: Collection[int]) -> Sequence[Named]:
    """Members with one of these folded names or ids, whose roles count."""
    found = _NAMED.all(names=list(names), ids=list(ids))
    return found if len(found) <= MOST_NAMESAKES else ()


def find_people(asked: str) -> Sequence[FoundPerson]:
    """Members one of whose names begins like this; nobody for fewer than two letters."""
    folded = folded_name(asked)
    if len(folded) < LEAST:
        return ()
    return _FOUND.all(begins=f"{folded}%", goes_on=f"% {folded}%")
