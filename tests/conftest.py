import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import settings
from sqlalchemy import event

from exchange.kernel import clock
from exchange.kernel.db import db
from exchange.library.paper import press
from exchange.people import passwords
from exchange.people.actor import Actor
from exchange.people.login import new_sign_in_key
from exchange.text.language_model import FILE
from exchange.text.wording import use_language
from tests import databases, factories
from tests.page import CheckedClient
from tests.pressing import WarmPress

# Nothing is held to a time; a submission is judged by the same cases each time, and whoever works
# here meets new ones.
settings.register_profile("exchange", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("exchange")
HASHER = passwords._hasher


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql", "both"], default=None)
    parser.addoption("--each-on-both", action="store_true", help="also tests marked `either`")
    parser.addoption("--at", help="when it is, as 2026-12-31T23:30 in UTC, as the run begins")


def pytest_configure(config: pytest.Config) -> None:
    """From the moment that is asked for the clock goes on."""
    if moment := config.getoption("--at"):
        ahead = datetime.fromisoformat(moment).replace(tzinfo=UTC) - clock.now()
        clock.clock.read = lambda: datetime.now(UTC) + ahead


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their place: the processes of a run must agree on all names, and bytes
    that are made while tests are collected may differ by the second."""
    return argname if isinstance(val, bytes) else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--database")
        has_server = "EXCHANGE_TEST_POSTGRESQL" in os.environ
        if wanted is None:
            wanted = "both" if has_server else "sqlite"
        kinds = ["sqlite", "postgresql"] if wanted == "both" else [wanted]
        metafunc.parametrize("database", kinds, scope="session", indirect=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of tests marked `either` half run on the one database, half on the other; bin/prove runs
    all of them on both."""
    if config.getoption("--each-on-both"):
        return
    of_both = {item for item in items if item.get_closest_marker("either")}
    known = {_without_database(item) for item in of_both if "[sqlite" in item.nodeid}
    known &= {_without_database(item) for item in of_both if "[postgresql" in item.nodeid}
    left_out = {item for item in of_both if _without_database(item) in known and _is_other(item)}
    items[:] = [item for item in items if item not in left_out]
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: whoever looks for garbage need not go through them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 10)


def _without_database(item: pytest.Item) -> str:
    return item.nodeid.replace("[sqlite", "[").replace("[postgresql", "[")


def _is_other(item: pytest.Item) -> bool:
    """Whether its turn is on the database that it is not for; the same in each process."""
    turn = ("[sqlite", "[postgresql")[crc32(_without_database(item).encode()) % 2]
    return turn not in item.nodeid


@pytest.fixture(scope="session", autouse=True)
def _language_model() -> None:
    """What forms need to propose a language; bin/test has made it, a bare pytest has not."""
    if not FILE.exists():
        subprocess.run([sys.executable, "-m", "exchange.serve.language_model"], check=True)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Hashing is made to take long, so that nobody guesses; nobody does here. The fixture
    `hashing_as_in_use` gives a test the real one."""
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_hasher", quick)
        patch.setattr(passwords, "_NOBODY", quick.hash("nobody's"))
        yield


@pytest.fixture
def hashing_as_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", HASHER)


@pytest.fixture(scope="session", autouse=True)
def _warm_press() -> Iterator[None]:
    """PDFs are pressed in processes of their own, as in use, but by what is loaded already. The
    fixture `pressing_as_in_use` has each begin from nothing."""
    with pytest.MonkeyPatch.context() as patch:
        warm = WarmPress()
        patch.setattr(press, "subprocess", warm)
        yield
        warm.end()


@pytest.fixture
def pressing_as_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "subprocess", subprocess)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Whatever was asked for before: the language of the last request stays on in this thread."""
    with use_language("en"):
        yield


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def shared_app(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = databases.an_app(database, tmp_path_factory.mktemp("data"))
    yield app
    databases.dispose(app)


@pytest.fixture
def app(shared_app: Flask) -> Iterator[Flask]:
    """The application on an empty database, in a context of its own."""
    with shared_app.app_context():
        yield shared_app
    databases.empty(shared_app)


@pytest.fixture
def app_apart(shared_app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The same with connections of its own: what a planner was told of other rows stays away."""
    with databases.a_copy(shared_app, tmp_path) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    """A browser that checks every page it is given; signed out."""
    return CheckedClient(app.test_client())


@pytest.fixture
def sign_in(app: Flask) -> Callable[[CheckedClient, Actor], None]:
    """Sign a person in without the form: `sign_in(client, person)`."""

    def _sign_in(client: CheckedClient, who: Actor) -> None:
        key = new_sign_in_key()
        factories.a_sign_in(who, key)
        with client.flask.session_transaction() as session:
            session["_user_id"], session["_fresh"] = key, True

    return _sign_in


@pytest.fixture
def count_queries(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with count_queries() as seen:` collects the statements that are sent."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                seen.append(statement)

        for engine in db.engines.values():
            event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            for engine in db.engines.values():
                event.remove(engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """`it_is(moment)`: from now on it is that time, everywhere; it stands still."""

    def _it_is(moment: datetime) -> None:
        monkeypatch.setattr(clock.clock, "read", lambda: moment)

    return _it_is


@pytest.fixture
def count_down(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """`count_down(3)`: three days have gone by."""
    real = clock.now

    def by(days: int) -> None:
        moment = real() + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: moment)
        for module in ("validity", "db"):
            monkeypatch.setattr(f"exchange.kernel.{module}.now", lambda: moment, raising=False)

    return by
