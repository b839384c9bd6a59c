from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
from sqlalchemy import func, select, update

from exchange.kernel import outbox
from exchange.kernel.clock import now
from exchange.kernel.db import Delivery, Event, OutboxEntry, db, record, transaction, wiring
from exchange.kernel.outbox import after, deliver_due, inside
from exchange.kernel.worker import KEPT, sweep


@dataclass(frozen=True, slots=True)
class Rang(Event):
    stored_as: ClassVar[str] = "tests.rang.1"
    number: int

    def changes(self):
        return set()


@pytest.fixture
def heard():
    """Subscribers of this test only."""
    kept = ({k: list(v) for k, v in wiring.inside.items()}, dict(wiring.after), dict(wiring.kinds))
    yield []
    wiring.inside, wiring.after, wiring.kinds = kept


def ring(number=1):
    with transaction(None):
        record(Rang(number))


def waiting():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Delivery))


def test_inside_is_told_before_the_commit_and_its_error_fails_the_action(app, heard):
    @inside(Rang)
    def listen(event):
        heard.append(event.number)
        if event.number == 2:
            raise ValueError("no")

    ring(1)
    with pytest.raises(ValueError, match="no"):
        ring(2)
    assert heard == [1, 2]


def test_an_inside_subscriber_may_not_record_events(app, heard):
    inside(Rang)(lambda event: record(Rang(event.number + 1)))
    with pytest.raises(RuntimeError, match="only actions do"):
        ring()


def test_after_is_told_by_the_worker_once(app, heard):
    after(Rang)(lambda event: heard.append(event.number))
    ring(7)
    assert heard == []
    assert deliver_due() == 1
    assert deliver_due() == 0
    assert heard == [7]
    assert waiting() == 0


def test_a_failing_subscriber_neither_blocks_nor_repeats_the_others(app, heard):
    @after(Rang)
    def good(event):
        heard.append("good")

    @after(Rang)
    def bad(event):
        heard.append("bad")
        raise OSError("the mail server is away")

    ring()
    deliver_due()
    assert sorted(heard) == ["bad", "good"]
    row = db.session.scalars(select(Delivery)).one()
    assert "the mail server is away" in row.last_error
    assert row.run_at > now()
    make_due()
    deliver_due()
    assert sorted(heard) == ["bad", "bad", "good"]


def make_due():
    with transaction(None):
        db.session.execute(update(Delivery).values(run_at=now(), lease_until=None))


def test_after_twelve_tries_it_is_given_up_and_kept_to_be_seen(app, heard):
    @after(Rang)
    def bad(event):
        raise OSError

    ring()
    for _ in range(outbox.ATTEMPTS):
        make_due()
        deliver_due()
    db.session.rollback()
    assert db.session.scalars(select(Delivery)).one().dead_at
    make_due()
    assert deliver_due() == 0


def test_what_another_worker_has_is_left_to_it_until_its_lease_is_over(app, heard):
    after(Rang)(lambda event: heard.append(event.number))
    ring()
    with transaction(None):
        db.session.execute(update(Delivery).values(lease_until=now() + timedelta(seconds=9)))
    assert deliver_due() == 0
    with transaction(None):
        db.session.execute(update(Delivery).values(lease_until=now() - timedelta(seconds=1)))
    assert deliver_due() == 1


def test_an_event_that_nobody_knows_any_more_waits(app, heard):
    after(Rang)(lambda event: None)
    ring()
    wiring.kinds.pop("tests.rang.1")
    deliver_due()
    db.session.rollback()
    assert "nobody here knows" in db.session.scalars(select(Delivery)).one().last_error


def test_a_talking_subscriber_holds_no_transaction(app, heard):
    @after(Rang, talks=True)
    def talk(event):
        heard.append(db.session.info.get("depth"))

    ring()
    deliver_due()
    assert heard == [0]
    assert waiting() == 0


def test_an_action_that_fails_leaves_nothing_to_deliver(app, heard):
    after(Rang)(lambda event: None)

    def fail():
        with transaction(None):
            record(Rang(1))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert waiting() == 0


def test_old_entries_that_all_have_heard_of_are_forgotten(app, heard):
    after(Rang)(lambda event: None)
    ring()
    ring()
    deliver_due(most=1)
    with transaction(None):
        db.session.execute(update(OutboxEntry).values(created_at=now() - 2 * KEPT))
    sweep()
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(OutboxEntry)) == 1


@pytest.fixture
def clock(monkeypatch):
    """The outbox's clock, moved on by hand."""
    moments = [now() + timedelta(seconds=1)]
    monkeypatch.setattr(outbox, "now", lambda: moments[-1])
    return lambda seconds: moments.append(moments[-1] + timedelta(seconds=seconds))


def test_slow_deliveries_never_let_another_worker_repeat_one(app, heard, clock):
    taken = []

    @after(Rang, talks=True)
    def slow(event):
        heard.append(event.number)
        clock(50)
        taken.extend(due.payload["number"] for due in outbox._claim(20))  # by another worker

    for number in range(5):
        ring(number)
    deliver_due()
    assert heard == [0, 1]
    assert taken == [2, 3, 4]  # what waited, and not what was begun


def test_a_talk_may_last_longer_than_a_lease(app, heard, clock):
    @after(Rang, talks=True)
    def talk(event):
        heard.append(event.number)
        clock(outbox.LONGEST_TALK.total_seconds() - 1)
        assert deliver_due() == 0

    ring(7)
    assert deliver_due() == 1
    assert heard == [7]


def test_what_another_worker_has_taken_over_is_neither_repeated_nor_freed(app, heard, clock):
    theirs = now() + timedelta(hours=1)

    @after(Rang, talks=True)
    def asleep(event):
        """As on a machine that was suspended: another worker took both deliveries."""
        heard.append(event.number)
        with transaction(None):
            db.session.execute(update(Delivery).values(lease_until=theirs))
        raise OSError

    ring(1)
    ring(2)
    assert deliver_due() == 2
    assert heard == [1]
    db.session.rollback()
    assert db.session.scalars(select(Delivery.lease_until)).all() == [theirs, theirs]


def test_a_quick_batch_renews_no_lease(app, heard, count_queries):
    after(Rang)(lambda event: None)
    for number in range(5):
        ring(number)
    with count_queries() as seen:
        deliver_due()
    assert len([one for one in seen if one.startswith("UPDATE delivery")]) == 1
