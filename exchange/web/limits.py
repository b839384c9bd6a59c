"""How often a thing may be tried: counted in the database, so that every process knows.

Counts go by a connection of their own: a request that is rolled back has still been a try. While
the table is away, what is limited refuses and everything else goes on.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from typing import Any, TypeVar, cast

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter import Limiter
from limits import parse
from limits.errors import StorageError
from limits.storage import Storage
from sqlalchemy import Index, Integer, String, case, delete, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model, db, upsert
from exchange.text.clean import printable, tidy_line
from exchange.web.errors import kept_fields, page

TRIES = "5 per 5 minutes"
MAILS = "5 per hour"  # to one address
SENDERS = "30 per hour"  # from one place: a class at a training signs up together

V = TypeVar("V", bound=Callable[..., object])


class RateLimit(Model):
    """How often something was tried in the window that ends at `until`."""

    __tablename__ = "rate_limit"
    __table_args__ = (Index(None, "until"),)

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    tries: Mapped[int] = mapped_column(Integer)
    until: Mapped[datetime]


class DatabaseStorage(Storage):
    """Fixed windows in the table `rate_limit`; a window begins with its first try."""

    STORAGE_SCHEME = ["database"]  # noqa: RUF012  as its base has it
    base_exceptions = (SQLAlchemyError,)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        moment = now()
        row = upsert(RateLimit).values(
            key=key, tries=amount, until=moment + timedelta(seconds=expiry)
        )
        is_over = RateLimit.until <= moment
        begun_or_counted = {
            "tries": case((is_over, amount), else_=RateLimit.tries + amount),
            "until": case((is_over, row.excluded.until), else_=RateLimit.until),
        }
        with self._writing() as connection:
            tries = connection.execute(
                row.on_conflict_do_update(index_elements=["key"], set_=begun_or_counted).returning(
                    RateLimit.tries
                )
            ).scalar_one()
            if tries == amount:
                connection.execute(delete(RateLimit).where(RateLimit.until <= moment))
        return int(tries)

    def get(self, key: str) -> int:
        running = select(RateLimit.tries).where(RateLimit.key == key, RateLimit.until > now())
        with db.engines["read"].connect() as connection:
            return connection.execute(running).scalar() or 0

    def get_expiry(self, key: str) -> float:
        with db.engines["read"].connect() as connection:
            until = connection.execute(select(RateLimit.until).where(RateLimit.key == key)).scalar()
        return (until or now()).timestamp()

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._writing() as connection:
            return int(connection.execute(delete(RateLimit)).rowcount)

    def clear(self, key: str) -> None:
        with self._writing() as connection:
            connection.execute(delete(RateLimit).where(RateLimit.key == key))

    def _writing(self) -> Any:
        return db.engine.execution_options(begin="IMMEDIATE").begin()


def client() -> str:
    """Whoever is at the other end: one address, or the network that one IPv6 user commonly has."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "client unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return f"client {IPv6Address(int(address) >> 64 << 64)}"
    return f"client {getattr(address, 'ipv4_mapped', None) or address}"


def account() -> str:
    """The account that a form names by its mail address, known or not; kept as a hash. Tidied as
    the form does it: else every sign that is dropped there would make another account here."""
    named = tidy_line(printable(request.form.get("email", ""))).casefold()  # ascii as a rule
    return f"account {sha256(named.encode('utf-8', 'replace')).hexdigest()[:32]}"


class DecoratedOnly(Limiter):
    """Asks nothing before a request: limits stand on views alone, and each asks for itself."""

    def _check_request_limit(
        self, callable_name: str | None = None, in_middleware: bool = True
    ) -> None:
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


limiter = DecoratedOnly(
    client,
    strategy="fixed-window",
    storage_uri="database://",
    storage_options={"wrap_exceptions": True},
)


@limiter.request_filter
def _is_off() -> bool:
    return not current_app.extensions["settings"].limits


def limited(
    scope: str, per_client: str, per_account: str = "", *, methods: Sequence[str] = ("POST",)
) -> Callable[[V], V]:
    """Bound how often a POST, or what else `methods` name, is tried from one place and, if it
    names one, for one account.

    Views with the same scope count together. Goes under `@open_to`. The place is asked first:
    who has used up their own tries does not use up another's.
    """

    def limit(view: V) -> V:
        counted: Any = _shared(per_client, scope, client, methods)(view)
        if per_account:
            counted = _shared(per_account, f"{scope} of", account, methods)(counted)
        return cast(V, counted)

    return limit


def forget_try(scope: str, per_client: str) -> None:
    """Take back the try that was just counted for this place, as it was no guess: a class at a
    training signs in together. An account's own tries stay counted."""
    key = parse(per_client).key_for(client(), scope)
    with db.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        connection.execute(
            update(RateLimit)
            .where(RateLimit.key == key, RateLimit.tries > 0)
            .values(tries=RateLimit.tries - 1)
        )


def _shared(
    limit: str, scope: str, key: Callable[[], str], methods: Sequence[str]
) -> Callable[[Any], Any]:
    return limiter.shared_limit(limit, scope, key_func=key, methods=list(methods))


def cannot_count(_error: StorageError) -> ResponseReturnValue:
    return page(
        503,
        _("This cannot be done right now"),
        _("Reading goes on as usual. Please try this again in a few minutes."),
        kept=kept_fields(),
    )


def init_app(app: Flask) -> None:
    limiter.init_app(app)
    app.register_error_handler(StorageError, cannot_count)
