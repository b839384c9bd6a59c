"""The bulk path: rows as the actions would have made them, thousands at a time."""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, text

from exchange.forum import tree
from exchange.forum.models import Category, Post, Stretch, Thread
from exchange.forum.paths import place
from exchange.kernel.db import PageVersion, db
from exchange.people.models import Account, Membership, Organisation, SignIn
from exchange.people.queries import hash_of
from exchange.search.actions import rebuild
from exchange.text.markdown import RENDERER_VERSION, render
from tests.bench.dataset import BEGINNING, CATEGORIES, PEOPLE, ThreadToLoad, threads

CHUNK = 2_000
KEY = "0123456789abcdef0123456789abcdef"  # the bench's member signs in with it
MEMBER = 11  # not a mentor, moderator or author of the threads that are asked for
COUNTRIES = ("RS", "HR", "BA", "XK", "MK", "ME", "AL", "TR", "LV")


def load(posts: int) -> None:
    """Fill an empty database; inside an application context."""
    with db.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        _people(connection)
        last = 0
        for thread, html in _rendered(threads(posts)):
            last = _thread(connection, thread, html, last)
        _counts(connection, last)
    for _ in rebuild(everything=True):
        pass  # batch by batch
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _people(connection: Connection) -> None:
    connection.execute(insert(Organisation), [_organisation(n) for n in range(1, 10)])
    connection.execute(insert(Account), [_account(n) for n in range(1, PEOPLE + 1)])
    joined = [{"account_id": n, "organisation_id": n % 9 + 1} for n in range(1, PEOPLE + 1)]
    connection.execute(insert(Membership), [row | {"role": "member"} for row in joined])
    connection.execute(insert(Category), [_category(n) for n in range(1, CATEGORIES + 1)])
    connection.execute(
        insert(SignIn), {"account_id": MEMBER, "key_hash": hash_of(KEY), "signed_in_at": BEGINNING}
    )


def _organisation(n: int) -> dict[str, Any]:
    name = {"name": f"Network {n}", "own_names": [], "aliases": [], "sites": [], "kind": "network"}
    return name | {"id": n, "code": f"o{n}", "country": COUNTRIES[n - 1]}


def is_mentor(n: int) -> bool:
    return n % 20 == 0


def _account(n: int) -> dict[str, Any]:
    return {
        "id": n,
        "email": f"user{n:04}@example.org",
        "name": f"User {n:04}",
        "organisation_id": n % 9 + 1,
        "is_mentor": is_mentor(n),
        "confirmed_at": BEGINNING,
        "admitted_at": BEGINNING,
        "joined_at": BEGINNING,
        "reads": ["en"],
    }


def _category(n: int) -> dict[str, Any]:
    names = {"en": f"Forum {n:02}"}
    return {"id": n, "position": n, "names": names, "descriptions": {"en": "What it is for."}}


def _rendered(given: Iterable[ThreadToLoad]) -> Iterator[tuple[ThreadToLoad, Sequence[str]]]:
    """Markdown through its walls is the dear part: on every core."""
    with multiprocessing.get_context("spawn").Pool() as pool:
        yield from pool.imap(_render, given, chunksize=8)


def _render(thread: ThreadToLoad) -> tuple[ThreadToLoad, Sequence[str]]:
    return thread, [render(post[2]) for post in thread.posts]


def _thread(connection: Connection, thread: ThreadToLoad, html: Sequence[str], last: int) -> int:
    """Insert one thread; gives the id of its last post."""
    rows = list(_posts(thread, html, last + 1))
    connection.execute(insert(Thread), _head(thread, rows))
    for chunk in _chunks(rows):
        connection.execute(insert(Post), chunk)
    if len(rows) > 2 * tree.STRETCH:
        paths = sorted(row["path"] for row in rows)
        cuts = range(0, len(paths), tree.STRETCH)
        here = {"thread_id": thread.number}
        stretches = [
            here
            | {
                "starts_at": paths[at] if at else b"",
                "post_count": len(paths[at : at + tree.STRETCH]),
            }
            for at in cuts
        ]
        connection.execute(insert(Stretch), stretches)
    return last + len(rows)


def _posts(thread: ThreadToLoad, html: Sequence[str], first: int) -> Iterator[dict[str, Any]]:
    paths: list[bytes] = []
    for at, (parent, author, source, moment) in enumerate(thread.posts):
        paths.append(place(b"" if parent is None else paths[parent], first + at))
        yield {
            "id": first + at,
            "thread_id": thread.number,
            "parent_id": None if parent is None else first + parent,
            "path": paths[-1],
            "author_id": author,
            "lang": thread.lang,
            "source": source,
            "html": html[at],
            "renderer_version": RENDERER_VERSION,
            "by_mentor": is_mentor(author),
            "posted_at": moment,
        }


def _head(thread: ThreadToLoad, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    others = [row for row in rows[1:] if row["author_id"] != thread.author]
    state = "replied" if others else "waiting"
    if any(row["by_mentor"] for row in others):
        state = "answered"
    return {
        "id": thread.number,
        "category_id": thread.category,
        "author_id": thread.author,
        "last_author_id": rows[-1]["author_id"],
        "kind": "question",
        "title": thread.title,
        "lang": thread.lang,
        "organisation_id": thread.author % 9 + 1,
        "country": COUNTRIES[thread.author % 9],
        "state": state,
        "post_count": len(rows),
        "reply_count": len(rows) - 1,
        "first_mentor_at": min(
            (row["posted_at"] for row in others if row["by_mentor"]), default=None
        ),
        "started_at": rows[0]["posted_at"],
        "last_post_at": rows[-1]["posted_at"] + timedelta(0),
    }


def _counts(connection: Connection, last: int) -> None:
    """Counters of categories, versions of pages, and the sequences, which explicit ids have
    passed by."""
    threads = connection.execute(text("SELECT id FROM thread")).scalars()
    names = [f"thread {n}" for n in threads]
    pages = [{"name": name, "token": "0" * 16} for name in ("front", "threads", *names)]
    connection.execute(insert(PageVersion), pages)
    connection.execute(
        text(
            "UPDATE category SET thread_count = "
            "(SELECT count(*) FROM thread WHERE thread.category_id = category.id)"
        )
    )
    if connection.dialect.name == "postgresql":
        for table in ("post", "thread", "account", "category", "organisation"):
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "
                    f"(SELECT max(id) FROM {table}))"
                )
            )


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    given = iter(rows)
    while chunk := list(islice(given, CHUNK)):
        yield chunk
