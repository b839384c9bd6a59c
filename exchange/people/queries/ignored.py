"""Whom a person would rather not read; asked for by them, or for what is not told to them."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.people.actor import Actor
from exchange.people.models import Account, Ignored


class IgnoredRow(NamedTuple):
    """Somebody, in the own list of whoever ignores them."""

    id: int
    name: str


class _Person(NamedTuple):
    account_id: int


_LIST = Reading(
    IgnoredRow,
    select(Account.id, Account.name)
    .join(Ignored, Ignored.ignored_id == Account.id)
    .where(Ignored.account_id == bindparam("me"))
    .order_by(Ignored.ignored_at.desc(), Account.id),
)
_IS = Reading(
    _Person,
    select(Ignored.account_id).where(
        Ignored.account_id == bindparam("me"), Ignored.ignored_id == bindparam("other")
    ),
)
_WHO = Reading(
    _Person,
    select(Ignored.account_id).where(
        Ignored.ignored_id == bindparam("other"),
        Ignored.account_id.in_(bindparam("ids", expanding=True)),
    ),
)


def ignored_list(actor: Actor) -> Sequence[IgnoredRow]:
    """The newest first."""
    return _LIST.all(me=actor.id)


def is_ignored(actor: Actor, account_id: int) -> bool:
    """By the actor."""
    return _IS.first(me=actor.id, other=account_id) is not None


def who_ignore(account_id: int, among: Collection[int]) -> set[int]:
    """Of these people, those to whom nothing that this person does is told."""
    return {one.account_id for one in _WHO.all(other=account_id, ids=list(among))}
