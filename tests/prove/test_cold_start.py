"""A process answers its first requests although they come together."""

import subprocess
import sys

import pytest

from tests import databases, factories

TIMES = 20
INTERVALS = ("0.005", "0.0005", "0.00005")  # seconds until Python gives another thread its turn


@pytest.mark.parametrize("interval", INTERVALS)
def test_the_first_requests_of_a_process_may_come_together(tmp_path, interval):
    app = databases.an_app("sqlite", tmp_path, database_url=f"sqlite:///{tmp_path / 'exchange.db'}")
    with app.app_context():
        factories.a_thread()
    databases.dispose(app)
    command = [sys.executable, "-m", "tests.prove.cold_start", str(tmp_path), interval]
    for _ in range(TIMES):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout.split() == ["200"] * 8, done.stderr[-2000:]
