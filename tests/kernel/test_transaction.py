from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import ClassVar

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError, StatementError

from exchange.forum.models import Category, Thread
from exchange.kernel.db import Event, PageVersion, db, record, transaction
from exchange.kernel.reading import Reading
from exchange.people.models import Account
from exchange.people.queries import get_organisation
from tests.factories import a_category, a_person, a_thread, an_organisation, saved


@dataclass(frozen=True, slots=True)
class Happened(Event):
    stored_as: ClassVar[str] = "tests.happened.1"
    names: tuple[str, ...] = ("front",)

    def changes(self):
        return set(self.names)


def versions():
    db.session.rollback()
    return dict(db.session.execute(select(PageVersion.name, PageVersion.token)).all())


def test_an_error_undoes_everything(app):
    def fail():
        with transaction(None):
            db.session.add(Category(position=1, names={}, descriptions={}))
            db.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert db.session.scalars(select(Category)).all() == []


def test_a_swallowed_inner_failure_undoes_the_whole(app):
    def swallow():
        with transaction(None):
            db.session.add(Category(position=1, names={}, descriptions={}))
            with suppress(ValueError), transaction(None):
                raise ValueError

    with pytest.raises(RuntimeError, match="swallowed"):
        swallow()
    assert db.session.scalars(select(Category)).all() == []


def test_an_actor_suspended_meanwhile_is_suspended(app):
    who = a_person()
    with transaction(None):
        db.session.get_one(Account, who.id).suspended_at = datetime(2026, 1, 1, tzinfo=UTC)
    with transaction(who) as now_known:
        assert now_known.state == "suspended"


def test_an_event_outside_a_transaction_is_refused(app):
    with pytest.raises(RuntimeError, match="inside transaction"):
        record(Happened())


def test_events_give_new_versions_to_the_pages_they_change(app):
    with transaction(None):
        record(Happened(("front", "thread 1")))
    first = versions()
    with transaction(None):
        record(Happened(("front",)))
    second = versions()
    assert first.keys() == second.keys() == {"front", "thread 1"}
    assert first["front"] != second["front"]
    assert first["thread 1"] == second["thread 1"]


def test_a_rolled_back_event_changes_no_version(app):
    with suppress(ValueError), transaction(None):
        record(Happened())
        raise ValueError
    assert versions() == {}


def test_times_come_back_aware_and_in_utc_and_naive_ones_are_refused(app):
    plus_two = timezone(timedelta(hours=2))
    thread = a_thread()
    with transaction(None):
        thread.locked_at = datetime(2026, 5, 3, 12, 0, 0, 1, plus_two)
    db.session.refresh(thread)
    assert thread.locked_at == datetime(2026, 5, 3, 10, 0, 0, 1, UTC)
    assert thread.locked_at.utcoffset() == timedelta(0)
    thread_id = thread.id
    naive = datetime(2026, 5, 3)  # noqa: DTZ001
    with pytest.raises(StatementError, match="zone"), transaction(None):
        db.session.execute(update(Thread).where(Thread.id == thread_id).values(locked_at=naive))


def test_the_bind_that_reads_cannot_write(app):
    category = a_category()
    with pytest.raises(DBAPIError), db.engines["read"].connect() as connection:
        connection.execute(update(Category).where(Category.id == category.id).values(position=99))
    with db.engines["read"].connect() as connection:
        connection.rollback()


@pytest.mark.parametrize("bind", [None, "read"])
def test_an_error_that_may_be_logged_does_not_tell_what_somebody_wrote(app, bind):
    wrote = select(Account.id).where(Account.name == "trouble with money")
    with pytest.raises(DBAPIError) as raised, db.engines[bind].connect() as connection:
        connection.execute(wrote.where(text("no_such_column = 1")))
    assert "no_such_column" in str(raised.value)
    assert "trouble with money" not in str(raised.value)


def test_a_reading_inside_a_transaction_sees_what_was_just_written(app):
    an_organisation("rs")
    with transaction(None):
        saved_here = db.session.execute(select(Account.id)).all()
        db.session.execute(update(_organisation_table()).values(name="Renamed"))
        assert get_organisation("rs").name == "Renamed"
    assert saved_here == []


def _organisation_table():
    return Account.metadata.tables["organisation"]


def test_a_reading_with_the_wrong_columns_is_refused_at_once(app):
    with pytest.raises(TypeError, match="should have the fields"):
        Reading(tuple, select(Category.id))


def test_an_id_is_never_given_twice(app):
    first = a_category()
    first_id = first.id
    with transaction(None):
        db.session.delete(db.session.get_one(Category, first_id))
    assert saved(Category(position=7, names={}, descriptions={})).id > first_id
