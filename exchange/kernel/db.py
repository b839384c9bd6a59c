"""The database: the one place that commits, the events of a change, and the short way to read."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, NamedTuple, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from exchange.kernel.clock import now

Id = BigInteger().with_variant(Integer, "sqlite")
UPSERT: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


class UtcTime(TypeDecorator[datetime]):
    """A moment: refuses naive values, stores UTC, comes back aware on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone: use exchange.kernel.clock.now()")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def result_processor(
        self, dialect: Dialect, _coltype: object
    ) -> Callable[[Any], datetime | None]:
        """In one step: moments are most of what is read of some pages."""
        return _moment_in_text if dialect.name == "sqlite" else _moment_somewhere


def _moment_in_text(stored: str | None) -> datetime | None:
    """SQLite has no moments: they are kept in UTC, without saying so."""
    return None if stored is None else datetime.fromisoformat(f"{stored}+00:00")


def _moment_somewhere(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def _columns(constraint: Any, _table: Table) -> str:
    return "_".join(column.name for column in constraint.columns)


class Model(DeclarativeBase):
    """Base of every table: whole numbers as ids, never given twice; times in UTC."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "columns": _columns,
                "ix": "ix_%(table_name)s_%(columns)s",
                "uq": "uq_%(table_name)s_%(columns)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(columns)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={int: Id, datetime: UtcTime},
    )


@event.listens_for(Table, "after_parent_attach")
def _never_give_an_id_twice(table: Table, _metadata: MetaData) -> None:
    # Without it SQLite gives the id of a deleted last row to the next one.
    table.dialect_options["sqlite"]["autoincrement"] = "id" in table.c


db = SQLAlchemy(model_class=Model, session_options={"expire_on_commit": False})


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, told in ids: never rows, never the request."""

    stored_as: ClassVar[str] = ""  # a stable name: "forum.reply_posted.1"

    def changes(self) -> set[str]:
        """The public pages that show this: names of PageVersion rows, "site" for all of them."""
        raise NotImplementedError(f"{type(self).__name__} does not say which pages it changes")


class OutboxEntry(Model):
    """An event, written in the same transaction as the change that it reports."""

    __tablename__ = "outbox_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Delivery(Model):
    """One event that one subscriber has yet to hear of; the row goes when it has."""

    __tablename__ = "delivery"
    __table_args__ = (Index(None, "run_at"), Index(None, "outbox_entry_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    outbox_entry_id: Mapped[int] = mapped_column(ForeignKey("outbox_entry.id", ondelete="CASCADE"))
    subscriber: Mapped[str] = mapped_column(String(120))
    run_at: Mapped[datetime] = mapped_column(default=now)  # not before; moves with each failure
    lease_until: Mapped[datetime | None]  # a worker has it until then
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    dead_at: Mapped[datetime | None]  # given up, shown to admins
    last_error: Mapped[str] = mapped_column(String(300), default="")


class PageVersion(Model):
    """A random token, replaced by every change of what the pages of this name show."""

    __tablename__ = "page_version"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    token: Mapped[str] = mapped_column(String(16))


Subscriber = Callable[[Any], None]
A = TypeVar("A")


class After(NamedTuple):
    """A subscriber of the worker; one that talks to the world does so outside a transaction."""

    hear: Subscriber
    talks: bool


class _Wiring:
    """Who hears of events, and how an actor is read afresh; filled while the app is made."""

    def __init__(self) -> None:
        self.inside: dict[type[Event], list[Subscriber]] = {}
        self.after: dict[type[Event], dict[str, After]] = {}
        self.kinds: dict[str, type[Event]] = {}
        self.refresh: Callable[[Any], Any] = lambda actor: actor


wiring = _Wiring()


def reads_actors_afresh(refresh: Callable[[A], A]) -> Callable[[A], A]:
    """Register how `transaction(actor)` finds out what the actor may do by now."""
    wiring.refresh = refresh
    return refresh


@contextmanager
def transaction(actor: A) -> Iterator[A]:
    """Commit once, at the outermost exit; roll everything back on any error.

    Gives the actor as the database knows them at this moment: suspended meanwhile is suspended.
    """
    info = db.session.info
    depth = info["depth"] = info.get("depth", 0) + 1
    try:
        if depth == 1:
            _begin(info)
        yield actor if actor is None else wiring.refresh(actor)
        if info["failed"]:
            raise RuntimeError("an inner action failed and its error was swallowed")
        if depth == 1:
            _tell(tuple(info["events"]))
            db.session.commit()
    except BaseException:
        info["failed"] = True
        if depth == 1:
            db.session.rollback()
        raise
    finally:
        info["depth"] = depth - 1


def _begin(info: dict[str, Any]) -> None:
    # A read that goes over into a write fails at once on SQLite, whatever the time-out.
    db.session.rollback()
    db.session.expire_all()
    info["events"], info["failed"], info["elsewhere"] = [], False, set()
    info.pop("versions", None)  # as read before the change (kernel.validity)
    db.session.connection(execution_options={"begin": "IMMEDIATE"})


def record(event: Event) -> None:
    """Tell of a change: to those *inside* before the commit, to those *after* by the worker."""
    if not db.session.info.get("depth"):
        raise RuntimeError("record() an event inside transaction()")
    db.session.info["events"].append(event)


def also_changes(pages: Iterable[str]) -> None:
    """Said *inside*: more pages that show what changed, as only the database could tell. Their
    versions are raised with the others, in one order."""
    db.session.info["elsewhere"].update(pages)


@contextmanager
def quietly() -> Iterator[None]:
    """Transactions in here tell those *inside* only: what is loaded is no news to anybody."""
    was = db.session.info.get("quiet", False)
    db.session.info["quiet"] = True
    try:
        yield
    finally:
        db.session.info["quiet"] = was


def _tell(events: Sequence[Event]) -> None:
    db.session.flush()
    for happened in events:
        for subscriber in wiring.inside.get(type(happened), ()):
            subscriber(happened)
    if len(events) != len(db.session.info["events"]):
        raise RuntimeError("an inside subscriber recorded an event: only actions do")
    if not db.session.info.get("quiet"):
        for happened in events:
            _put_in_outbox(happened)
        db.session.flush()
    named = {name for happened in events for name in happened.changes()}
    _raise_versions(named | db.session.info["elsewhere"])


def _put_in_outbox(happened: Event) -> None:
    subscribers = wiring.after.get(type(happened), {})
    if not subscribers:
        return
    entry = OutboxEntry(name=type(happened).stored_as, payload=asdict(happened))
    db.session.add(entry)
    db.session.flush()
    db.session.add_all(Delivery(outbox_entry_id=entry.id, subscriber=s) for s in subscribers)


def _raise_versions(names: set[str]) -> None:
    """Last before the commit, so that the rows stay locked shortly; in order, so that two
    writers never wait for each other; random, so that a restored backup repeats no ETag."""
    if not names:
        return
    new = [{"name": name, "token": secrets.token_hex(8)} for name in sorted(names)]
    row = upsert(PageVersion).values(new)
    db.session.execute(
        row.on_conflict_do_update(index_elements=["name"], set_={"token": row.excluded.token})
    )


def upsert(model: type[Model]) -> Any:
    """An INSERT of this database that knows ON CONFLICT."""
    return UPSERT[db.engine.dialect.name](model)
