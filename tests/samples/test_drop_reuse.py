"""Dropping the samples takes invented reuse and collections with it, and leaves what is real."""

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.collections.models import Collection
from exchange.kernel.db import db
from exchange.kernel.outbox import deliver_due
from exchange.notifications.models import Notification
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.people.queries import get_actor
from exchange.reuse.models import Reuse
from exchange.samples.drop import drop_samples
from exchange.samples.people import load_people
from exchange.still_true.models import StillTrue
from tests import factories as make

pytestmark = pytest.mark.slow


@pytest.fixture
def invented(app: Flask) -> Actor:
    """A sample person who belongs to a sample network."""
    load_people("", make.LONG_AGO)
    member = select(Account.id).where(Account.email == "member-me-2@example.org")
    return get_actor(db.session.scalars(member).one())


def test_real_reuse_and_collections_of_real_records_stay(invented: Actor) -> None:
    author = make.a_person()
    real, sample = make.a_published(author), make.a_published(invented)
    kept = make.a_confirmed_reuse(author, real)
    make.a_reuse(invented, real)
    make.a_confirmed_reuse(invented, sample)
    mine = make.a_collection(make.a_person(), real, sample)
    make.a_collection(invented, real)
    while deliver_due():
        pass
    drop_samples()
    db.session.rollback()
    assert list(db.session.scalars(select(Reuse.id))) == [kept]
    assert list(db.session.scalars(select(Collection.id))) == [mine]
    assert list(db.session.scalars(select(StillTrue.number))) == [real.number]
    told = select(Notification.subject_id).where(Notification.subject_kind == "reuse")
    assert set(db.session.scalars(told)) == {kept}
