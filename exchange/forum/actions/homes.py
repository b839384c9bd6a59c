"""Where threads were asked from: the home of their asker, as lists are narrowed by it."""

from sqlalchemy import ColumnElement, case, literal, select, update

from exchange.forum.home_untold import is_home_untold
from exchange.forum.models import Thread
from exchange.kernel.db import db
from exchange.people.models import Account, Organisation


def home_of(account_id: int) -> tuple[int | None, str | None]:
    """The organisation that stands beside a person's name, and its country."""
    found = db.session.execute(
        select(Account.organisation_id, Organisation.country)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .where(Account.id == account_id)
    ).one()
    return found.organisation_id, found.country


def take_threads_home(account_id: int) -> None:
    """A person has another home now: what they asked stands under it too. In a transaction."""
    organisation_id, country = home_of(account_id)
    theirs = update(Thread).where(
        Thread.author_id == account_id,
        Thread.organisation_id.is_distinct_from(organisation_id),
    )
    told = _unless_untold(literal(country, Thread.country.type))
    db.session.execute(theirs.values(organisation_id=organisation_id, country=told))


def follow_countries() -> None:
    """Organisations are said to be elsewhere than they were. In a transaction."""
    said = select(Organisation.country).where(Organisation.id == Thread.organisation_id)
    country = _unless_untold(said.scalar_subquery())
    wrong = update(Thread).where(Thread.country.is_distinct_from(country))
    db.session.execute(wrong.values(country=country))


def _unless_untold(country: ColumnElement[str | None]) -> ColumnElement[str | None]:
    return case((is_home_untold(), None), else_=country)
