"""One declared reuse: what it says, what became of it, who may do what with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation
from exchange.reuse.declared import is_one_step
from exchange.reuse.models import Reuse, ReuseStep
from exchange.reuse.policy import ReuseFacts, is_inside, may_view
from exchange.reuse.queries.records import Record, get_record
from exchange.text.dates import month_year


class Words(NamedTuple):
    """What is told of a reuse."""

    blocks: list[str]
    changed: str
    result: str
    lang: str


class ReuseRow(NamedTuple):
    """A declared reuse with the names that go with it."""

    id: int
    number: int
    organisation_id: int
    by_id: int | None
    state: str
    country: str
    since_year: int
    since_month: int
    blocks: list[str]
    changed: str
    result: str
    lang: str
    waits: bool
    confirmed_state: str
    confirmed_country: str
    confirmed_blocks: list[str]
    confirmed_changed: str
    confirmed_result: str
    confirmed_lang: str
    edit_version: int
    organisation: str
    organisation_code: str
    is_sample: bool
    by: str | None

    @property
    def since(self) -> str:
        """Month and year in the reader's language."""
        return month_year(date(self.since_year, self.since_month, 1))

    @property
    def declared(self) -> Words:
        return Words(self.blocks, self.changed, self.result, self.lang)

    @property
    def confirmed(self) -> Words:
        changed, result = self.confirmed_changed, self.confirmed_result
        return Words(self.confirmed_blocks, changed, result, self.confirmed_lang)


class StepRow(NamedTuple):
    """A state that was declared, and what was said to it."""

    id: int
    state: str
    country: str
    by_id: int | None
    declared_at: datetime
    asks: bool
    ruling: str
    ruled_at: datetime | None
    sentence: str
    lang: str


class _Ruling(NamedTuple):
    ruling: str
    sentence: str
    lang: str


_ROW = Reading(
    ReuseRow,
    select(
        Reuse.id,
        Reuse.number,
        Reuse.organisation_id,
        Reuse.by_id,
        Reuse.state,
        Reuse.country,
        Reuse.since_year,
        Reuse.since_month,
        Reuse.blocks,
        Reuse.changed,
        Reuse.result,
        Reuse.lang,
        Reuse.waits,
        Reuse.confirmed_state,
        Reuse.confirmed_country,
        Reuse.confirmed_blocks,
        Reuse.confirmed_changed,
        Reuse.confirmed_result,
        Reuse.confirmed_lang,
        Reuse.edit_version,
        Organisation.name.label("organisation"),
        Organisation.code.label("organisation_code"),
        Organisation.is_sample,
        Account.name.label("by"),
    )
    .join(Organisation, Organisation.id == Reuse.organisation_id)
    .outerjoin(Account, Account.id == Reuse.by_id)
    .where(Reuse.id == bindparam("reuse_id")),
)
_STEPS = Reading(
    StepRow,
    select(
        ReuseStep.id,
        ReuseStep.state,
        ReuseStep.country,
        ReuseStep.by_id,
        ReuseStep.declared_at,
        ReuseStep.asks,
        ReuseStep.ruling,
        ReuseStep.ruled_at,
        ReuseStep.sentence,
        ReuseStep.lang,
    )
    .where(ReuseStep.reuse_id == bindparam("reuse_id"))
    .order_by(ReuseStep.id.desc())
    .limit(100),
)
_RULING = Reading(
    _Ruling,
    select(ReuseStep.ruling, ReuseStep.sentence, ReuseStep.lang)
    .where(ReuseStep.reuse_id == bindparam("reuse_id"), ReuseStep.ruling != "")
    .order_by(ReuseStep.id.desc())
    .limit(1),
)


@dataclass(frozen=True, slots=True)
class ReusePage:
    """All that its page shows. `steps` are, for strangers, those that everyone sees."""

    row: ReuseRow
    record: Record
    facts: ReuseFacts
    steps: Sequence[StepRow]
    is_inside: bool

    @property
    def words(self) -> Words:
        """As declared for those whom it concerns; for others as confirmed."""
        return self.row.declared if self.is_inside else self.row.confirmed

    @property
    def history(self) -> Sequence[StepRow]:
        """Several changes by one person within the hour are one step: the last of them."""
        later: Sequence[StepRow | None] = [None, *self.steps]
        pairs = zip(self.steps, later, strict=False)
        return [step for step, next_one in pairs if not (next_one and is_one_step(step, next_one))]

    @property
    def newest(self) -> StepRow:
        return self.steps[0]

    @property
    def was_declined(self) -> bool:
        return self.newest.ruling == "declined"


def facts_of(row: ReuseRow, authors: frozenset[int]) -> ReuseFacts:
    is_confirmed = bool(row.confirmed_state)
    return ReuseFacts(row.organisation_id, row.by_id, row.waits, is_confirmed, authors)


def reuse_page(actor: Actor, reuse_id: int) -> ReusePage:
    """NotFound for whom it does not concern, and where its record is not published."""
    row = _ROW.first(reuse_id=reuse_id)
    if row is None:
        raise NotFound
    record = get_record(row.number)
    facts = facts_of(row, record.authors)
    if not may_view(actor, facts):
        raise NotFound
    inside = is_inside(actor, facts)
    steps = [
        step
        for step in _STEPS.all(reuse_id=reuse_id)
        if inside or step.ruling == "confirmed" or not step.asks
    ]
    return ReusePage(row, record, facts, steps, inside)


def last_ruling(reuse_id: int) -> _Ruling | None:
    """What an author said last, for the mail that tells of it."""
    return _RULING.first(reuse_id=reuse_id)
