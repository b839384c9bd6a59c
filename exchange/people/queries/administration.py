"""People as those see them who let them in and give them roles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, bindparam, func, or_, select, true
from sqlalchemy.orm import aliased

from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound, require
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation, RoleChange
from exchange.people.policy import may_list_people, may_see_waiting, waiting_for
from exchange.people.queries.profiles import PERSON, PersonRow, state_of_account

PAGE_SIZE = 50
LOG_SIZE = 30
STATES = ("active", "waiting", "unconfirmed", "suspended", "mentor", "moderator", "admin")


class WaitingRow(NamedTuple):
    """Somebody who wants to be let in, with what helps to decide."""

    id: int
    name: str
    email: str
    reads: list[str]
    joined_at: datetime
    is_sample: bool
    organisation_id: int | None
    organisation: str | None
    country: str | None


_WAITING = (
    select(
        Account.id,
        Account.name,
        Account.email,
        Account.reads,
        Account.joined_at,
        Account.is_sample,
        Account.organisation_id,
        Organisation.name.label("organisation"),
        Organisation.country,
    )
    .outerjoin(Organisation, Organisation.id == Account.organisation_id)
    .order_by(Account.joined_at, Account.id)
    .limit(200)
)


def waiting_list(actor: Actor) -> Sequence[WaitingRow]:
    """Those who wait for this actor, longest first; at most 200 at once."""
    require(may_see_waiting(actor))
    return Reading(WaitingRow, _WAITING.where(waiting_for(actor))).all()


def count_waiting(actor: Actor) -> int:
    """How many wait for this actor; 0 for those who let nobody in, without asking."""
    if not may_see_waiting(actor):
        return 0
    found = Reading(
        _Count, select(func.count(Account.id).label("people")).where(waiting_for(actor))
    )
    return found.all()[0].people


class _Count(NamedTuple):
    people: int


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of all people, for admins."""

    people: Sequence[PersonRow]
    pages: Pages


def people_page(actor: Actor, *, words: str, state: str, number: int) -> PeoplePage:
    """All people whose name or address holds the words; newest first."""
    require(may_list_people(actor))
    wanted = _with_words() & _in_state(state)
    like = {"folded": f"%{_plain(words.casefold())}%", "typed": f"%{_plain(words)}%"}  # ascii only
    count = Reading(_Count, select(func.count(Account.id).label("people")).where(wanted))
    pages = Pages(number, PAGE_SIZE, count.all(**like)[0].people)
    if number > pages.last:
        raise NotFound
    newest = PERSON.where(wanted).order_by(Account.id.desc())
    some = newest.limit(PAGE_SIZE).offset(pages.offset)
    return PeoplePage(Reading(PersonRow, some).all(**like), pages)


def _plain(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _with_words() -> ColumnElement[bool]:
    # SQLite folds a to z only: a name in other letters is found as it is written.
    folded, typed = bindparam("folded", type_=String), bindparam("typed", type_=String)
    return or_(
        Account.email.like(folded, escape="\\"),
        func.lower(Account.name).like(folded, escape="\\"),
        Account.name.like(typed, escape="\\"),
    )


def _in_state(state: str) -> ColumnElement[bool]:
    roles = {
        "mentor": Account.is_mentor,
        "moderator": Account.is_moderator,
        "admin": Account.is_admin,
    }
    if state in roles:
        return roles[state].is_(True)
    return state_of_account() == state if state in STATES else true()


class LogRow(NamedTuple):
    """One line of the log of people."""

    id: int
    change: str
    detail: dict[str, str]
    made_at: datetime
    by: str | None


_BY = aliased(Account)
_LOG = Reading(
    LogRow,
    select(
        RoleChange.id,
        RoleChange.change,
        RoleChange.detail,
        RoleChange.made_at,
        _BY.name.label("by"),
    )
    .outerjoin(_BY, _BY.id == RoleChange.by_id)
    .where(RoleChange.account_id == bindparam("account_id"))
    .order_by(RoleChange.id.desc())
    .limit(LOG_SIZE),
)


def role_log(account_id: int) -> Sequence[LogRow]:
    """What was done with this person, newest first; the page asks who may read it."""
    return _LOG.all(account_id=account_id)
