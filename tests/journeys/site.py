"""The real application with its sample content, served on this machine while the tests run."""

import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from threading import Thread
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from exchange.app import create_app
from exchange.forum.models import Category
from exchange.kernel.db import db
from exchange.kernel.outbox import deliver_due
from exchange.kernel.settings import Settings
from exchange.people.actor import Actor
from exchange.people.login import new_sign_in_key
from exchange.people.models import Account
from exchange.serve import folder
from exchange.serve.install import install
from tests import databases
from tests.factories import a_sign_in, a_thread


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_about: object) -> None:
        """A failing test is easier to read without a thousand lines of requests."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where it is served, and what tests do behind its back."""

    app: Flask
    address: str

    def cookie_of(self, who: Actor) -> Mapping[str, Any]:
        """What the browser of somebody who is signed in keeps."""
        key = new_sign_in_key()
        a_sign_in(who, key)
        session = {
            "_user_id": key,
            "_fresh": True,
            "_permanent": True,
            "csrf_token": token_hex(20),
        }
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return {"name": "session", "value": signer.dumps(session), "url": self.address}

    def deliver(self) -> None:
        """What the worker does until nothing is due."""
        while deliver_due():
            pass

    def thread(self, author: Actor | None = None, **given: Any) -> Any:
        """As the factory makes one, in a category that the site has already."""
        category = db.session.scalars(select(Category).order_by(Category.position)).first()
        return a_thread(author, **({"category": category} | given))

    def mail_address(self, who: Actor) -> str:
        return db.session.get_one(Account, who.id).email

    def mails(self) -> Sequence[Path]:
        """The files of all mails, the oldest first."""
        data: Path = self.app.extensions["settings"].data
        return sorted((data / "mail").iterdir(), key=lambda file: file.stat().st_mtime_ns)


@contextmanager
def served(data: Path) -> Iterator[Site]:
    """Installed as bin/serve does it; nobody is told to try again later."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        told = {"EXCHANGE_DATA": str(data), "EXCHANGE_BASE_URL": address}
        folder.prepare(data)
        install(Settings.from_environ(told), samples=True)
        app = create_app(replace(Settings.from_environ(told), limits=False))
        server = make_server(
            "127.0.0.1",
            0,
            app,
            threaded=True,
            request_handler=_Quiet,
            fd=listening.fileno(),
        )
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Site(app, address)
        server.shutdown()
        thread.join()
        server.server_close()
        databases.dispose(app)
