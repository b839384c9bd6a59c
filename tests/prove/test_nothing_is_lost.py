"""Web and worker are killed at any moment while people write: what was promised is there, once.

`PROVE_KILLS=5` for a short look; a kill every two seconds, 50 on SQLite and 15 on PostgreSQL.
"""

import os
import random
import re
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from threading import Event, Thread

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import Connection, func, select, text

from exchange.app import create_app
from exchange.forum.models import Category, Post
from exchange.forum.models import Thread as ThreadRow
from exchange.kernel.db import Delivery, OutboxEntry, db
from exchange.kernel.settings import Settings
from exchange.kernel.submissions import new_submission_id
from exchange.notifications.models import Notification
from exchange.search.models import SearchDocument
from tests import databases
from tests.factories import a_person, a_thread, opening_of
from tests.notifications.conftest import Inbox, free_port
from tests.prove.browser import Browser, Gone
from tests.serve.server import Server, running, wait_until

pytestmark = pytest.mark.prove

WEB, WORKER = "exchange.serve.web", "exchange.serve.worker"
KILLS = {"sqlite": 50, "postgresql": 15}
WRITERS = 4
PAUSE = 0.2  # seconds between two replies of one person
LONG_LIVED = 11.0  # seconds: who dies younger is started again more and more slowly
RESTING = 420.0  # seconds until all mails must be out: a claim of a killed worker lasts two minutes


class Writer(Thread):
    """Somebody who replies all the time, and sends a form again until it is answered."""

    def __init__(self, browser: Browser, name: str, parent: int, stop: Event) -> None:
        super().__init__(name=name)
        self.acknowledged: dict[str, int] = {}  # what was written → the id of its post
        self.unexpected: list[str] = []
        self._browser, self._parent, self._stop_writing = browser, parent, stop
        self._token = browser.token(f"/en/posts/{parent}/reply")

    def run(self) -> None:
        number = 0
        while not self._stop_writing.is_set() and not self.unexpected:
            number += 1
            self._write(f"{self.name}x{number}")
            self._stop_writing.wait(PAUSE)

    def _write(self, mark: str) -> None:
        form = {
            "csrf_token": self._token,
            "submission_id": new_submission_id(),
            "body": f"It works with us as well, says {mark} of our village.",
            "lang": "en",
        }
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                answer = self._browser.post(f"/en/posts/{self._parent}/reply", form)
            except Gone:
                time.sleep(0.1)
                continue
            post = re.search(r"#post-(\d+)$", answer.location)
            if answer.status == 303 and post:
                self.acknowledged[mark] = int(post[1])
            else:
                self.unexpected.append(f"{mark}: {answer.status} {answer.location}")
            return
        self.unexpected.append(f"{mark}: no answer for two minutes")


class Killer:
    """Ends processes of one server without warning, and remembers how many of which."""

    def __init__(self, server: Server, seed: int) -> None:
        self.killed: Counter[str] = Counter()
        self._server, self._random = server, random.Random(seed)
        self._since: dict[int, float] = {}

    def kill_one(self) -> None:
        """One that may be killed by now; gunicorn's own processes always, they cost no pause."""
        time.sleep(self._random.uniform(0.3, 3.0))
        moment, found = time.monotonic(), self._server.children()
        for pid in found:
            self._since.setdefault(pid, moment)
        webs = sorted(pid for pid, command in found.items() if WEB in command)
        workers = [pid for pid, command in found.items() if WORKER in command]
        kinds = {"worker": workers, "web server": webs[:1]}
        old = {
            kind: [pid for pid in pids if moment - self._since[pid] > LONG_LIVED]
            for kind, pids in kinds.items()
        }
        choice = {kind: pids for kind, pids in old.items() if pids}
        if webs[1:] and (not choice or self._random.random() < 0.5):
            choice = {"web process": webs[1:]}
        if not choice:
            return
        kind = self._random.choice(sorted(choice))
        os.kill(self._random.choice(choice[kind]), signal.SIGKILL)
        self.killed[kind] += 1


@contextmanager
def mail_server() -> Iterator[tuple[Inbox, str]]:
    kept = Inbox()
    server = Controller(kept, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield kept, f"smtp://127.0.0.1:{server.port}"
    finally:
        server.stop()


def test_what_was_acknowledged_is_there_once_after_every_kill(
    database: str, tmp_path: Path
) -> None:
    data, kills = tmp_path / "data", int(os.environ.get("PROVE_KILLS", KILLS[database]))
    url = databases._new_database(database, tmp_path)
    with mail_server() as (inbox, smtp_url):
        told = {"EXCHANGE_DATABASE_URL": url, "EXCHANGE_SMTP_URL": smtp_url}
        with running(data, "--empty", **told) as server:
            app = create_app(
                Settings.from_environ(
                    told | {"EXCHANGE_DATA": str(data), "EXCHANGE_BASE_URL": server.address}
                )
            )
            with app.app_context():
                thread_id, writers, killer = _kill_under_load(app, server, kills)
                wait_until(_all_delivered, RESTING)
                _all_is_there_once(thread_id, writers)
                _mails_went_out_once(inbox, killer.killed["worker"])
            databases.dispose(app)


def _kill_under_load(app: Flask, server: Server, kills: int) -> tuple[int, list[Writer], Killer]:
    category = db.session.scalars(select(Category).limit(1)).one()
    thread = a_thread(a_person("Asker"), category=category)
    stop, opening = Event(), opening_of(thread)
    writers = [
        Writer(Browser(app, server.address, a_person()), f"writer{n}", opening, stop)
        for n in range(WRITERS)
    ]
    killer = Killer(server, seed=kills)
    for writer in writers:
        writer.start()
    try:
        while killer.killed.total() < kills and all(writer.is_alive() for writer in writers):
            killer.kill_one()
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert [said for writer in writers for said in writer.unexpected] == []
    assert killer.killed.total() == kills, killer.killed
    return thread.id, writers, killer


def _all_delivered() -> bool:
    time.sleep(0.5)
    with db.engines["read"].connect() as connection:
        waiting = select(func.count()).select_from(Delivery).where(Delivery.dead_at.is_(None))
        return connection.scalar(waiting) == 0


def _all_is_there_once(thread_id: int, writers: list[Writer]) -> None:
    promised = {mark: post for writer in writers for mark, post in writer.acknowledged.items()}
    assert len(promised) > 2 * WRITERS
    with db.engines["read"].connect() as connection:
        rows = connection.execute(select(Post.id, Post.source).where(Post.parent_id.is_not(None)))
        written = {re.search(r"says (\S+) of", row.source)[1]: row.id for row in rows}  # type: ignore[index]
        counted = connection.execute(
            select(ThreadRow.post_count, ThreadRow.reply_count).where(ThreadRow.id == thread_id)
        ).one()
        posts = connection.scalar(select(func.count()).select_from(Post))
        assert written == promised
        assert posts == len(promised) + 1, "a reply is there twice"
        assert tuple(counted) == (posts, len(promised))
        _indexed(connection, posts)
        told = connection.execute(
            select(OutboxEntry.payload).where(OutboxEntry.name == "forum.reply_posted.1")
        ).scalars()
        assert Counter(one["post_id"] for one in told) == Counter(promised.values())
        notified = connection.execute(
            select(Notification.subject_id).where(Notification.kind == "reply_to_question")
        ).scalars()
        assert Counter(notified) == Counter(promised.values())
        unsent = select(func.count()).select_from(Notification)
        assert connection.scalar(unsent.where(Notification.mailed_at.is_(None))) == 0
        assert connection.scalar(select(func.count()).select_from(Delivery)) == 0
        if connection.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def _indexed(connection: Connection, posts: int) -> None:
    documents = select(func.count()).select_from(SearchDocument)
    assert connection.scalar(documents) == posts
    key = "rowid" if connection.dialect.name == "sqlite" else "id"
    joined = f"search_fts JOIN search_document ON search_document.id = search_fts.{key}"
    assert connection.scalar(text(f"SELECT count(*) FROM {joined}")) == posts


def _mails_went_out_once(inbox: Inbox, killed_workers: int) -> None:
    sent = Counter(message_from_bytes(raw)["Message-ID"] for raw in inbox.raw)
    with db.engines["read"].connect() as connection:
        wanted = connection.scalar(select(func.count()).select_from(Notification))
    assert len(sent) == wanted
    repeated = {key: times for key, times in sent.items() if times > 1}
    assert sum(times - 1 for times in repeated.values()) <= killed_workers, repeated
