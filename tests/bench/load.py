"""The bulk path: rows as the actions would have made them, thousands at a time."""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any, NamedTuple, TypeVar, cast

from sqlalchemy import Connection, insert, text

from exchange.forum import tree
from exchange.forum.models import Category, Post, Stretch, Thread
from exchange.forum.paths import place
from exchange.kernel.db import PageVersion, db
from exchange.people.models import Account, Membership, Organisation, SignIn
from exchange.people.queries import hash_of
from exchange.search.documents import PostText, of_post
from exchange.search.engines import Entry, engine
from exchange.search.models import SearchDocument
from exchange.search.tokens import Tokens
from exchange.text.markdown import RENDERER_VERSION, render
from exchange.text.stems import NORM_VERSION
from tests.bench.dataset import (
    BEGINNING,
    CATEGORIES,
    PEOPLE,
    VERY_LONG_THREAD,
    WITH_SELDOM,
    ThreadToLoad,
    threads,
    very_long_thread,
)
from tests.bench.questions import COORDINATOR, MENTOR, load_questions
from tests.bench.records import RECORDS, load_records

CHUNK = 2_000
SEQUENCES = ("post", "thread", "account", "category", "organisation", "search_document")
MEMBER = 11  # not a mentor, moderator or author of the threads that are asked for
KEYS = {n: f"{n:032x}" for n in (MEMBER, MENTOR, COORDINATOR)}  # with which they sign in
COUNTRIES = ("RS", "HR", "BA", "XK", "MK", "ME", "AL", "TR", "LV")


class Made(NamedTuple):
    """What is dear to make of a post's text, once for all posts that repeat it."""

    html: str
    tokens: Tokens


def load(posts: int, very_long: int = VERY_LONG_THREAD, experiences: int = RECORDS) -> None:
    """Fill an empty database; inside an application context."""
    _without_a_journal()
    with db.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        _people(connection)
        last = number = 0
        for thread, made in _made(threads(posts)):
            last, number = _thread(connection, thread, made, last), thread.number
        if very_long:
            for thread, made in _made([very_long_thread(number + 1, very_long)]):
                last = _thread(connection, thread, made, last)
        _counts(connection, last)
        if experiences:
            load_records(connection, experiences)
            load_questions(connection, [n for n in range(1, PEOPLE + 1) if is_mentor(n)])
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _without_a_journal() -> None:
    """One transaction writes it all: on SQLite its journal would be as large as the database, and
    what breaks off is made anew. The next connection writes ahead again."""
    if db.engine.dialect.name != "sqlite":
        return
    db.session.remove()
    for each in db.engines.values():
        each.dispose()
    with db.engine.connect() as connection:
        driver = cast(Any, connection.connection.dbapi_connection)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000"):
            driver.execute(f"PRAGMA {pragma}")


def _people(connection: Connection) -> None:
    connection.execute(insert(Organisation), [_organisation(n) for n in range(1, 10)])
    connection.execute(insert(Account), [_account(n) for n in range(1, PEOPLE + 1)])
    joined = [{"account_id": n, "organisation_id": n % 9 + 1} for n in range(1, PEOPLE + 1)]
    connection.execute(insert(Membership), [row | {"role": "member"} for row in joined])
    connection.execute(insert(Category), [_category(n) for n in range(1, CATEGORIES + 1)])
    connection.execute(
        insert(SignIn),
        [
            {"account_id": n, "key_hash": hash_of(key), "signed_in_at": BEGINNING}
            for n, key in KEYS.items()
        ],
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
        "folded_name": f"user {n:04}",
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


def _made(given: Iterable[ThreadToLoad]) -> Iterator[tuple[ThreadToLoad, Sequence[Made]]]:
    """Markdown through its walls and the words of the index: on every core, each text once."""
    known: dict[int, Sequence[Made]] = {}
    with multiprocessing.get_context("spawn").Pool() as pool:
        for repeats, some in groupby(given, lambda thread: thread.repeats is not None):
            if repeats:
                yield from ((thread, known[thread.repeats or 0]) for thread in some)
                continue
            for thread, made in pool.imap(_make, list(some), chunksize=8):
                if thread.number >= WITH_SELDOM.stop:
                    known[thread.number] = made
                yield thread, made


def _make(thread: ThreadToLoad) -> tuple[ThreadToLoad, Sequence[Made]]:
    return thread, [_of_text(thread, *post[::2]) for post in thread.posts]


def _of_text(thread: ThreadToLoad, parent: int | None, text: str) -> Made:
    html = render(text)
    title = thread.title if parent is None else None
    tokens = of_post(PostText(0, 0, thread.lang, html, title, thread.lang)).tokens
    return Made(html, tokens)


def _thread(connection: Connection, thread: ThreadToLoad, made: Sequence[Made], last: int) -> int:
    """Insert one thread; gives the id of its last post."""
    rows = list(_posts(thread, made, last + 1))
    connection.execute(insert(Thread), _head(thread, rows))
    for chunk in _chunks(rows):
        connection.execute(insert(Post), chunk)
    if len(rows) > 2 * tree.STRETCH:
        connection.execute(insert(Stretch), _stretches(thread.number, rows))
    _index(connection, thread.number, made, last + 1)
    return last + len(rows)


def _stretches(number: int, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    paths = sorted(row["path"] for row in rows)
    return [
        {
            "thread_id": number,
            "starts_at": paths[at] if at else b"",
            "post_count": len(paths[at : at + tree.STRETCH]),
        }
        for at in range(0, len(paths), tree.STRETCH)
    ]


def _index(connection: Connection, number: int, made: Sequence[Made], first: int) -> None:
    """A document has the id of its post."""
    ids = range(first, first + len(made))
    documents = [
        {"id": n, "post_id": n, "thread_id": number, "norm_version": NORM_VERSION} for n in ids
    ]
    entries = [Entry(n, one.tokens) for n, one in zip(ids, made, strict=True)]
    for rows in _chunks(documents):
        connection.execute(insert(SearchDocument), rows)
    for some in _chunks(entries):
        connection.execute(*engine().writing(some))


def _posts(thread: ThreadToLoad, made: Sequence[Made], first: int) -> Iterator[dict[str, Any]]:
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
            "html": made[at].html,
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
        "last_post_at": rows[-1]["posted_at"],
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
        for table in SEQUENCES:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "
                    f"(SELECT max(id) FROM {table}))"
                )
            )


Row = TypeVar("Row")


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    given = iter(rows)
    while chunk := list(islice(given, CHUNK)):
        yield chunk
