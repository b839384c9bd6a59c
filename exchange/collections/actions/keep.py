import secrets
from dataclasses import dataclass

from sqlalchemy import func, select

from exchange.collections.actions.rows import get_row, is_listed, tell
from exchange.collections.models import Collection
from exchange.collections.policy import may_begin, may_keep
from exchange.collections.queries.lists import MOST
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import Refused, Stale, require
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text.wording import lazy as _l


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a collection, and whom it is for."""

    title: str
    description: str
    lang: str
    audience: str


def begin_collection(actor: Actor, words: Words) -> int:
    """An empty one; gives its id."""
    with transaction(actor) as actor:
        require(may_begin(actor))
        account = select(Account.id).where(Account.id == actor.id)
        db.session.execute(account.with_for_update(key_share=True))  # so that all are counted
        mine = select(func.count()).where(Collection.owner_id == actor.id)
        if (db.session.scalar(mine) or 0) >= MOST:
            raise Refused(
                "title", _l("You have as many collections as there is room for: remove one.")
            )
        row = Collection(owner_id=actor.id, token=secrets.token_hex(16))
        _write(row, words)
        db.session.add(row)
        db.session.flush()
        tell(actor, row)
        return row.id


def change_collection(actor: Actor, collection_id: int, *, version: int, words: Words) -> None:
    """Other words, or for others. What was shared by link and is private now has another link
    when it is shared again."""
    with transaction(actor) as actor:
        row = get_row(actor, collection_id)
        require(may_keep(actor, row))
        if row.edit_version != version:
            raise Stale
        was_listed, was_shared = is_listed(row), row.audience != "private"
        _write(row, words)
        if was_shared and row.audience == "private":
            row.token = secrets.token_hex(16)
        row.edited_at, row.edit_version = now(), version + 1
        tell(actor, row, was_listed=was_listed)


def remove_collection(actor: Actor, collection_id: int) -> None:
    """The collection, not the records in it."""
    with transaction(actor) as actor:
        row = get_row(actor, collection_id)
        require(may_keep(actor, row))
        tell(actor, row)
        db.session.delete(row)


def _write(row: Collection, words: Words) -> None:
    row.title, row.description = words.title, words.description
    row.lang, row.audience = words.lang, words.audience
