"""The directory: organisations, public, so nobody's actor is asked."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.kernel.validity import kept
from exchange.people.models import Organisation


class OrganisationRow(NamedTuple):
    """An organisation as the directory lists it."""

    id: int
    code: str
    country: str
    kind: str
    name: str
    own_names: list[list[str]]
    aliases: list[str]
    sites: list[str]
    task: str
    is_sample: bool


_COLUMNS = (
    Organisation.id,
    Organisation.code,
    Organisation.country,
    Organisation.kind,
    Organisation.name,
    Organisation.own_names,
    Organisation.aliases,
    Organisation.sites,
    Organisation.task,
    Organisation.is_sample,
)
_ORGANISATIONS = Reading(
    OrganisationRow,
    select(*_COLUMNS).where(Organisation.is_sample.is_(False)).order_by(Organisation.code),
)
_ORGANISATION = Reading(
    OrganisationRow, select(*_COLUMNS).where(Organisation.code == bindparam("code"))
)


@kept("front")
def organisation_list() -> Sequence[OrganisationRow]:
    """The real organisations; public, so nobody's actor is asked."""
    return _ORGANISATIONS.all()


def get_organisation(code: str) -> OrganisationRow:
    found = _ORGANISATION.first(code=code)
    if found is None:
        raise NotFound
    return found


_EVERY_ORGANISATION = Reading(
    OrganisationRow, select(*_COLUMNS).order_by(Organisation.is_sample, Organisation.code)
)


def every_organisation() -> Sequence[OrganisationRow]:
    """The real ones, then those of the samples."""
    return _EVERY_ORGANISATION.all()
