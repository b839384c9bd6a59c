"""A mailbox to hope for, and the links that would have come by mail."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from exchange.kernel.db import OutboxEntry, db
from exchange.people.models import MailToken
from exchange.people.passwords import hash_password
from exchange.people.tokens import link_for
from tests.factories import a_person

PASSWORD = "seven bees over the hill"


@pytest.fixture
def mail(app: Flask) -> Iterator[None]:
    """Mails would reach somebody."""
    note = Path(app.extensions["settings"].data) / "samples-loaded"
    note.touch()
    yield
    note.unlink()


@pytest.fixture
def last_link(app: Flask) -> Callable[[str], str]:
    """The path of the newest link for a purpose, as a mail would carry it."""

    def link(purpose: str) -> str:
        newest = db.session.query(MailToken.id).filter_by(purpose=purpose)
        token_id = newest.order_by(MailToken.id.desc()).limit(1).scalar()
        return link_for(token_id, "en").removeprefix("http://localhost")

    return link


@pytest.fixture
def told() -> Callable[[], list[str]]:
    """The names of the events that the worker has yet to hear of."""

    def names() -> list[str]:
        found = db.session.query(OutboxEntry.name).order_by(OutboxEntry.id)
        return [name.removeprefix("people.").removesuffix(".1") for (name,) in found]

    return names


@pytest.fixture
def anna(app: Flask):
    return a_person("Anna", email="anna@example.org", password_hash=hash_password(PASSWORD))
