"""What is read the shortest way is what SQLAlchemy would give, errors included."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import bindparam, func, literal, select, union_all
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from exchange.forum.models import Category
from exchange.kernel import drivers
from exchange.kernel.db import db
from exchange.kernel.reading import Reading
from exchange.people.models import Account
from tests import factories

TIMES = 3  # the first execution goes the long way, the second finds out how answers are turned
MOMENT = datetime(2026, 11, 27, 12, 30, 0, 5, tzinfo=UTC)


class _Read(NamedTuple):
    id: int
    reads: list[str]
    names: dict[str, str]
    joined_at: datetime | None
    is_mentor: bool
    word: str
    number: int


_ACCOUNTS = Reading(
    _Read,
    select(
        Account.id,
        Account.reads,
        Category.names,
        Account.joined_at,
        Account.is_mentor,
        literal("100 %").label("word"),
        func.count().over().label("number"),
    )
    .join(Category, Category.id == bindparam("category_id"))
    .where(Account.joined_at == bindparam("at"), Account.language.in_(("en", "lv")))
    .order_by(Account.id)
    .limit(bindparam("most")),
)


class _Id(NamedTuple):
    id: int


_AMONG = Reading(
    _Id,
    select(Account.id)
    .where(Account.id.in_(bindparam("people", expanding=True)))
    .order_by(Account.id),
)


@pytest.fixture
def people(app: Flask) -> dict[str, Any]:
    category = factories.a_category()
    ids = [factories.a_person().id for _ in range(3)]
    with db.engine.begin() as connection:
        connection.execute(Account.__table__.update().values(joined_at=MOMENT, reads=["en", "sq"]))
    return {"category_id": category.id, "at": MOMENT, "most": 2, "ids": ids}


def _given(people: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in people.items() if name != "ids"}


def test_the_short_way_gives_what_the_long_way_gives(people, count_queries) -> None:
    given = _given(people)
    short = [_ACCOUNTS.all(**given) for _ in range(TIMES)]
    with count_queries() as seen:
        long = _ACCOUNTS.all(**given)
    assert len(seen) == 1
    assert short == [long] * TIMES
    assert [one.id for one in long] == people["ids"][:2]
    assert (long[0].joined_at, long[0].reads) == (MOMENT, ["en", "sq"])
    assert (long[0].is_mentor, long[0].word, long[0].number) == (False, "100 %", 3)
    assert all(type(one) is _Read for rows in short for one in rows)
    assert [type(one.is_mentor) for one in short[-1]] == [bool] * 2


def test_each_execution_has_its_own_values(people) -> None:
    given = _given(people)
    for most in (1, 3, 2, 1):
        assert len(_ACCOUNTS.all(**given | {"most": most})) == most
    assert _ACCOUNTS.all(**given | {"at": MOMENT.replace(year=2025)}) == []


def test_as_many_are_found_as_are_asked_for(people) -> None:
    first, second, third = people["ids"]
    for asked in ([first], [first, third], [], [third, second, first], [second], [], [third]):
        assert [one.id for one in _AMONG.all(people=asked)] == sorted(asked)


def test_many_shapes_of_a_statement_are_not_all_kept(people, monkeypatch) -> None:
    monkeypatch.setattr(drivers, "MOST_SHAPES", 2)
    for most in range(1, 8):
        asked = [people["ids"][0], *range(1_000, 1_000 + most)]
        assert [one.id for one in _AMONG.all(people=asked)] == people["ids"][:1]


def test_what_is_worked_out_is_worked_out_each_time(people) -> None:
    now: list[int] = []
    whoever = bindparam("it", type_=Account.id.type, callable_=lambda: now[-1])
    reading = Reading(_Id, select(Account.id).where(Account.id == whoever))
    for one in people["ids"] * 2:
        now.append(one)
        assert reading.all() == [_Id(one)]


def test_without_a_value_that_it_needs_it_is_refused(people) -> None:
    reading = Reading(_Id, select(Account.id).where(Account.id == bindparam("me")))
    for _ in range(TIMES):
        reading.all(me=1)
    with pytest.raises(SQLAlchemyError, match="'me'"):
        reading.all()


def test_of_several_selects_the_columns_are_turned_as_well(people) -> None:
    some = select(Account.id, Account.joined_at).where(Account.id == bindparam("me"))

    class Seen(NamedTuple):
        id: int
        joined_at: datetime

    both = Reading(Seen, union_all(some, some))
    me = people["ids"][1]
    assert [both.all(me=me) for _ in range(TIMES)] == [[Seen(me, MOMENT)] * 2] * TIMES


def test_an_error_tells_the_statement_and_not_what_somebody_wrote(people, monkeypatch) -> None:
    reading = Reading(_Id, select(Account.id).where(Account.name == bindparam("name")))
    for _ in range(TIMES):
        reading.all(name="x")
    way = reading._ways[db.engines["read"]]
    [written] = way._written.values()
    wrong = written._replace(text=written.text.replace("account.name =", "account.nothing ="))
    monkeypatch.setattr(way, "_written", {(): wrong})
    with pytest.raises(DBAPIError) as refused:
        reading.all(name="a secret")
    assert "nothing" in str(refused.value)
    assert "secret" not in str(refused.value)
    monkeypatch.undo()
    assert reading.all(name="x") == []


def test_a_connection_that_was_lost_is_made_anew(people, monkeypatch) -> None:
    engine, me = db.engines["read"], people["ids"][0]
    reading = Reading(_Id, select(Account.id).where(Account.id == bindparam("me")))
    for _ in range(TIMES):
        reading.all(me=me)
    monkeypatch.setattr(engine.dialect, "is_disconnect", lambda *_: True)
    gone, another = [engine.raw_connection()], engine.raw_connection
    gone[0].dbapi_connection.close()  # and nobody has noticed
    monkeypatch.setattr(engine, "raw_connection", lambda: gone.pop() if gone else another())
    assert reading.all(me=me) == [_Id(me)]
    assert gone == []


def test_with_one_lost_connection_all_that_wait_are_given_up(people, monkeypatch) -> None:
    engine, me = db.engines["read"], people["ids"][0]
    reading = Reading(_Id, select(Account.id).where(Account.id == bindparam("me")))
    for _ in range(TIMES):
        reading.all(me=me)
    monkeypatch.setattr(engine.dialect, "is_disconnect", lambda *_: True)
    several = [engine.raw_connection() for _ in range(3)]
    for one in several:
        one.dbapi_connection.close()  # as when the database was restarted
    for one in several:
        with suppress(Exception):
            one.close()
    assert reading.all(me=me) == [_Id(me)]


def test_where_no_connection_can_be_had_it_is_said_as_everywhere(people, monkeypatch) -> None:
    engine, given = db.engines["read"], _given(people)
    for _ in range(TIMES):
        _ACCOUNTS.all(**given)
    engine.dispose()

    def away(*_args: object, **_given: object) -> None:
        raise engine.dialect.loaded_dbapi.OperationalError("away")

    monkeypatch.setattr(engine.dialect, "connect", away)
    with pytest.raises(DBAPIError, match="away"):
        _ACCOUNTS.all(**given)


def test_a_time_without_its_zone_is_refused(people) -> None:
    given = _given(people) | {"at": MOMENT.replace(tzinfo=None)}
    _ACCOUNTS.all(**_given(people))
    with pytest.raises(Exception, match="zone"):
        _ACCOUNTS.all(**given)


def test_no_connection_is_kept(people, held: Callable[[], int]) -> None:
    given = _given(people)
    for _ in range(TIMES * 10):
        _ACCOUNTS.all(**given)
    assert held() == 0


@pytest.fixture
def held(app: Flask) -> Callable[[], int]:
    pool: Any = db.engines["read"].pool
    return lambda: int(pool.checkedout())
