"""The processes that the server starts: each in a session of its own, each on the lifeline."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

QUICK = 10.0  # seconds: who dies younger had no good start
LONGEST_PAUSE = 30.0


@dataclass(slots=True)
class Child:
    """One process, started again after a pause whenever it dies."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    inherits: tuple[int, ...]  # file descriptors
    quick_deaths: int = 0
    pause: float = 0.0  # seconds before the next start
    _process: subprocess.Popen[bytes] | None = None
    _since: float = 0.0
    _due: float = 0.0

    def start(self) -> None:
        self._since = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", *self.arguments],
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            pass_fds=self.inherits,
            start_new_session=True,  # Ctrl-C reaches the server alone, which ends them in order
        )

    def has_died(self) -> bool:
        """Whether it has just been found dead; notes when to start it again."""
        if self._process is None or self._process.poll() is None:
            return False
        _kill_session(self._process.pid)
        lived = time.monotonic() - self._since
        self.quick_deaths = self.quick_deaths + 1 if lived < QUICK else 1
        self.pause = min(LONGEST_PAUSE, 0.25 * 2**self.quick_deaths)
        self._due = time.monotonic() + self.pause
        self._process = None
        return True

    def start_when_due(self) -> None:
        if self._process is None and time.monotonic() >= self._due:
            self.start()

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int:
        return self._process.returncode if self._process else 0

    def ask_to_end(self) -> None:
        if self._process is not None:
            self._process.terminate()  # nothing happens to one that has ended

    def end(self) -> None:
        """At once, with everything that it started itself."""
        if self._process is not None:
            _kill_session(self._process.pid)
            self._process.wait()


def _kill_session(leader: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left in it
        os.killpg(leader, signal.SIGKILL)
