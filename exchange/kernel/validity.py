"""What is kept only while it is true: by the version of the public pages that show it.

The version is read first, the thing after it, and both are kept together. Whoever changes what a
page shows raises its version in the same transaction, so an equal version means that the thing is
as it would be made now: in any process, on any machine, with nothing to purge.
"""

from collections.abc import Callable, Hashable
from datetime import date
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from flask import has_request_context
from sqlalchemy import Engine, bindparam, select

from exchange.kernel.clock import now
from exchange.kernel.db import PageVersion, db
from exchange.kernel.reading import Reading
from exchange.kernel.shelf import Shelf

MOST = 200  # results of each query that are kept, the ones used last
_MEMO = "versions"  # in the session: read once per request, forgotten where a change begins


class _Token(NamedTuple):
    name: str
    token: str


Version = tuple[date, tuple[_Token, ...]]
Query = TypeVar("Query", bound=Callable[..., Any])

_TOKENS = Reading(
    _Token,
    select(PageVersion.name, PageVersion.token)
    .where(PageVersion.name.in_([bindparam("page"), bindparam("beside"), "site"]))
    .order_by(PageVersion.name),
)


def version_of(page: str, beside: str = "") -> Version:
    """Of the pages of this name, with the day: ages on them are counted in whole days. That of
    the page `beside`, which will be asked for next, comes with the same statement."""
    memo: dict[str, Version] = db.session.info.setdefault(_MEMO, {})
    if page not in memo or not has_request_context():
        tokens, day = _TOKENS.all(page=page, beside=beside or page), now().date()
        for name in {page, beside or page}:
            memo[name] = day, tuple(token for token in tokens if token.name in (name, "site"))
    return memo[page]


def version_from(engine: Engine, page: str) -> Version:
    """The same where no application context is."""
    return now().date(), tuple(_TOKENS.all_from(engine, page=page, beside=page))


def kept(
    page: str, *, when: Callable[..., bool] = lambda *_: True, beside: str = ""
) -> Callable[[Query], Query]:
    """Keep what this query gives. `page` names the PageVersion, with the query's values in braces
    by their place; the values are the key, so none may be a person. The same object comes back as
    long as it is true, and a piece of a page may be remembered by it. `when` tells which values
    are worth keeping: others would only push these out. `beside` names the version of what the
    query itself asks for."""

    def decorate(query: Query) -> Query:
        shelf: Shelf[tuple[Hashable, ...], tuple[Version, Any]] = Shelf(MOST)

        @wraps(query)
        def answer(*values: Hashable) -> Any:
            if db.session.info.get("depth") or not when(*values):
                return query(*values)  # in a transaction: as it will be once it commits
            version = version_of(page.format(*values), beside)
            held = shelf.get(values)
            if held is not None and held[0] == version:
                return held[1]
            made = query(*values)
            # A page that was never told of a change cannot be told of the next one.
            if any(token.name != "site" for token in version[1]):
                shelf.put(values, (version, made))
            return made

        return answer  # type: ignore[return-value]

    return decorate
