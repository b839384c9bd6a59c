"""A PostgreSQL for one run: no name, no neighbours, gone afterwards."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TO_CLOSE = 30  # seconds


class NoCluster(Exception):
    """PostgreSQL did not start; the guardian has said why."""


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """The address of a new server, which ends with the block, or with this process if that dies."""
    command = [sys.executable, "-m", "tests.run.guardian", str(programs)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for us; the guardian ends when its input closes
    ) as guardian:
        assert guardian.stdin is not None
        assert guardian.stdout is not None
        address = guardian.stdout.readline().strip()
        if not address:
            raise NoCluster("PostgreSQL could not be started for the tests.")
        try:
            yield address
        finally:
            guardian.stdin.close()
            guardian.wait(TO_CLOSE)
