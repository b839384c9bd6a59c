import logging
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from exchange.kernel import worker
from exchange.kernel.clock import now
from exchange.kernel.sweeping import hourly, sweepers

AWAY = OperationalError(
    "SELECT 1", None, Exception("the database is away"), connection_invalidated=True
)
FAULTY = OperationalError("SELECT 1", None, Exception("no such column"))


@pytest.fixture
def swept(monkeypatch):
    """What the sweepers of this test only have done."""
    kept = list(sweepers)
    sweepers.clear()
    yield []
    sweepers[:] = kept


class Rounds:
    """Lets the worker go so many rounds, and notes how long it rests after each."""

    def __init__(self, rounds, after_each=lambda: None):
        self.left, self.rests, self.after_each = rounds, [], after_each

    def is_set(self):
        self.left -= 1
        return self.left < 0

    def wait(self, seconds):
        self.rests.append(seconds)
        self.after_each()


def failing(swept, error):
    @hourly
    def fails():
        swept.append("failed")
        raise error

    hourly(lambda: swept.append("told"))


@pytest.mark.parametrize("error", [OSError("disk"), ValueError("odd"), FAULTY])
def test_a_sweeper_that_fails_keeps_no_other_from_its_turn_and_is_named_in_the_log(
    app, swept, caplog, error
):
    failing(swept, error)
    with caplog.at_level(logging.ERROR):
        worker.sweep()
    assert swept == ["failed", "told"]
    [entry] = caplog.records
    assert f"{__name__}.fails failed" in entry.getMessage()
    assert entry.exc_info[1] is error


def test_a_connection_that_is_lost_is_told_to_the_loop_when_all_had_their_turn(app, swept):
    failing(swept, AWAY)
    with pytest.raises(OperationalError) as raised:
        worker.sweep()
    assert raised.value is AWAY
    assert swept == ["failed", "told"]


@pytest.mark.parametrize("error", [ValueError("odd"), FAULTY])
def test_a_worker_whose_every_sweep_fails_rests_and_tries_again_an_hour_later(
    app, swept, it_is, error
):
    started = now()
    moments = iter(started + n * timedelta(minutes=29) for n in range(7))
    it_is(next(moments))
    failing(swept, error)
    stop = Rounds(6, lambda: it_is(next(moments)))
    worker.run(app, stop)
    assert stop.rests == [worker.PAUSE] * 6
    assert swept == ["failed", "told"] * 2, "at once, and after 87 minutes"


def test_a_database_that_does_not_answer_a_sweep_is_waited_for(app, swept):
    failing(swept, AWAY)
    stop = Rounds(3)
    worker.run(app, stop)
    assert stop.rests == [5] * 3
    assert swept == ["failed", "told"] * 3
