"""The directory: organisations, public, so nobody's actor is asked."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.kernel.validity import kept
from exchange.people.models import Organisation
from exchange.text.countries import country_name, sort_key


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

    def names_in(self, lang: str) -> Sequence[tuple[str, str]]:
        """Language and name, all that it has: first the one to show on a page in `lang`, which is
        its own name, in the reader's language or script where it has that; else the English one."""
        own = [(code, name) for code, name in self.own_names]
        if lang == "en":
            return [("en", self.name), *own]
        own.sort(key=lambda one: one[0] != lang)
        return [*own[:1], ("en", self.name), *own[1:]]


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


def by_country(rows: Iterable[OrganisationRow], lang: str) -> Sequence[OrganisationRow]:
    """In the order of the reader's alphabet; those of the samples after the real ones."""
    return sorted(
        rows, key=lambda one: (one.is_sample, sort_key(country_name(one.country, lang), lang))
    )


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
