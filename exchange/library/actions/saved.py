from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction, upsert
from exchange.kernel.rulings import NotFound, Refused
from exchange.library import queries
from exchange.library.events import SearchFits
from exchange.library.models import SavedSearch
from exchange.library.narrowing import Narrowed
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text.wording import lazy as _l

MOST_SAVED = 30  # of one person
AT_MOST_EACH = timedelta(days=1)
AT_ONCE = 200  # are told of in one transaction


def save_search(actor: Actor, narrowed: Narrowed, *, name: str) -> None:
    """Be told of what fits. The same list saved again has the new name."""
    with transaction(actor) as actor:
        mine = select(SavedSearch.id).where(SavedSearch.account_id == actor.id)
        # One at a time, so that two windows do not both find room.
        me = select(Account.id).where(Account.id == actor.id)
        db.session.execute(me.with_for_update(key_share=True))
        others = mine.where(SavedSearch.asked != narrowed.asked).subquery()
        if (db.session.scalar(select(func.count()).select_from(others)) or 0) >= MOST_SAVED:
            raise Refused("name", _l("You have saved as many as there is room for: remove one."))
        row = upsert(SavedSearch).values(
            account_id=actor.id, name=name, asked=narrowed.asked, saved_at=now()
        )
        db.session.execute(
            row.on_conflict_do_update(
                index_elements=["account_id", "asked"], set_={"name": row.excluded.name}
            )
        )


def forget_search(actor: Actor, search_id: int) -> None:
    """Needed no more."""
    with transaction(actor) as actor:
        mine = select(SavedSearch).where(
            SavedSearch.id == search_id, SavedSearch.account_id == actor.id
        )
        if (row := db.session.scalar(mine)) is None:
            raise NotFound
        db.session.delete(row)


def note_fitting(experience_id: int) -> None:
    """A record is new: whoever saved a list that it fits is to be told."""
    if asked := queries.fitting(experience_id):
        _let_wait(experience_id, asked, queries.credited_in(experience_id))
    tell_of_fitting()


def _let_wait(experience_id: int, asked: Sequence[str], credited: Sequence[int]) -> None:
    with transaction(None):
        for start in range(0, len(asked), AT_ONCE):
            some = asked[start : start + AT_ONCE]
            db.session.execute(
                update(SavedSearch)
                .where(SavedSearch.asked.in_(some), SavedSearch.account_id.not_in(credited))
                .values(waiting_id=experience_id),
                execution_options={"synchronize_session": False},
            )


def tell_of_fitting() -> None:
    """Of the newest that fits each list, unless its reader was told within a day."""
    while _tell_some():
        pass


def _tell_some() -> bool:
    """Whoever saved several lists that one record fits is told of it once."""
    with transaction(None):
        moment = now()
        rested = or_(SavedSearch.told_at.is_(None), SavedSearch.told_at <= moment - AT_MOST_EACH)
        due = select(SavedSearch.account_id).where(SavedSearch.waiting_id.is_not(None), rested)
        # By the person: two workers would find one list each, and tell of one record twice.
        people = select(Account.id).where(Account.id.in_(due)).order_by(Account.id).limit(AT_ONCE)
        some = db.session.scalars(people.with_for_update(skip_locked=True, key_share=True)).all()
        for rows in _by_record(some):
            if any(row.told_at is None or row.told_at <= moment - AT_MOST_EACH for row in rows):
                _tell(rows, moment)
        return len(some) == AT_ONCE


def _by_record(people: Sequence[int]) -> Iterable[Sequence[SavedSearch]]:
    """What each of them saved and the same record fits, the oldest first."""
    waiting = (
        select(SavedSearch)
        .where(SavedSearch.account_id.in_(people), SavedSearch.waiting_id.is_not(None))
        .order_by(SavedSearch.id)
    )
    found: dict[tuple[int, int | None], list[SavedSearch]] = defaultdict(list)
    for row in db.session.scalars(waiting.with_for_update(skip_locked=True)):
        found[row.account_id, row.waiting_id].append(row)
    return found.values()


def _tell(rows: Sequence[SavedSearch], moment: datetime) -> None:
    first, *others = rows
    ids = tuple(row.id for row in others)
    record(SearchFits(first.id, first.account_id, first.waiting_id or 0, len(ids), ids))
    for row in rows:
        row.told_at, row.waiting_id = moment, None
