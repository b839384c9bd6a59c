"""What the page of a record shows of its reuse: figures, stories, the chain."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.kernel.validity import kept
from exchange.people.actor import Actor
from exchange.people.models import Organisation
from exchange.reuse.models import Reuse
from exchange.reuse.policy import ReuseFacts, is_inside
from exchange.reuse.queries.chain import ChainRow, chain_of
from exchange.reuse.vocabulary import IN_FIGURES
from exchange.text.dates import month_year

MOST = 500  # reuses of one record that are counted and told on its page


class Use(NamedTuple):
    """A reuse of one record by one organisation, in the words that are confirmed."""

    id: int
    organisation_id: int
    by_id: int | None
    state: str
    waits: bool
    confirmed_state: str
    confirmed_country: str
    since_year: int
    since_month: int
    changed: str
    result: str
    lang: str
    organisation: str
    is_sample: bool

    @property
    def since(self) -> str:
        return month_year(date(self.since_year, self.since_month, 1))


@dataclass(frozen=True, slots=True)
class Tally:
    """Confirmed reuse in figures."""

    countries: int
    organisations: int
    states: Mapping[str, int]  # in the order of the vocabulary; none that is 0


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What one reader sees of it. `open` waits or was declined, and is no business of others."""

    stories: Sequence[Use]
    tally: Tally
    open: Sequence[Use]
    chain: Sequence[ChainRow]


_USES = Reading(
    Use,
    select(
        Reuse.id,
        Reuse.organisation_id,
        Reuse.by_id,
        Reuse.state,
        Reuse.waits,
        Reuse.confirmed_state,
        Reuse.confirmed_country,
        Reuse.since_year,
        Reuse.since_month,
        Reuse.confirmed_changed.label("changed"),
        Reuse.confirmed_result.label("result"),
        Reuse.confirmed_lang.label("lang"),
        Organisation.name.label("organisation"),
        Organisation.is_sample,
    )
    .join(Organisation, Organisation.id == Reuse.organisation_id)
    .where(Reuse.number == bindparam("number"))
    .order_by(Reuse.id.desc())
    .limit(MOST),
)


@kept("experiences")
def reuses_of(number: int) -> Sequence[Use]:
    """Of one record, confirmed or not: whoever shows them asks the policy for each reader."""
    return _USES.all(number=number)


def shown_on_record(actor: Actor, number: int, authors: frozenset[int]) -> OnRecord:
    """For the page of a published record."""
    uses = reuses_of(number)
    confirmed = [use for use in uses if use.confirmed_state]
    unsettled = [use for use in uses if use.waits or not use.confirmed_state]
    return OnRecord(
        stories=confirmed,
        tally=tally_of(confirmed),
        open=[use for use in unsettled if is_inside(actor, _facts(use, authors))],
        chain=chain_of(number),
    )


def tally_of(confirmed: Sequence[Use]) -> Tally:
    states = Counter(use.confirmed_state for use in confirmed)
    return Tally(
        countries=len({use.confirmed_country for use in confirmed}),
        organisations=len(confirmed),
        states={state: states[state] for state in IN_FIGURES if states[state]},
    )


def _facts(use: Use, authors: frozenset[int]) -> ReuseFacts:
    is_confirmed = bool(use.confirmed_state)
    return ReuseFacts(use.organisation_id, use.by_id, use.waits, is_confirmed, authors)
