"""A real bin/serve for tests: started on a free port, read, and ended with all that it started."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIRST_START = 240  # seconds: the set-up too, on a busy machine


class Server:
    """A running `bin/serve`; what it says is in `output`."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process, self._log = process, log

    @property
    def output(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def address(self) -> str:
        found = re.search(r"http://\S+(?=/ )", self.output)
        assert found, self.output
        return found[0]

    def children(self) -> dict[int, str]:
        """What it runs by now, grandchildren included: id of the process → its command."""
        listed = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
        )
        rows = [line.split(maxsplit=3) for line in listed.stdout.splitlines()]
        of: dict[int, list[tuple[int, str]]] = {}
        for pid, parent, state, *command in rows:
            if not state.startswith("Z"):
                of.setdefault(int(parent), []).append((int(pid), " ".join(command)))
        found, open_ones = {}, [self.process.pid]
        while open_ones:
            for pid, command in of.get(open_ones.pop(), []):
                found[pid] = command
                open_ones.append(pid)
        return found

    def child(self, module: str) -> int:
        """The first process of that module, the oldest one; 0 when there is none."""
        return min((p for p, command in self.children().items() if module in command), default=0)

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(how)
        return self.process.wait(90)  # long, for a machine that does much else


def environment(**more: str) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("EXCHANGE_")} | more


def serve(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`bin/serve` that is expected to give up soon."""
    return _run("serve", *arguments, **more)


def admin(*arguments: str) -> subprocess.CompletedProcess[str]:
    return _run("admin", *arguments)


def _run(command: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "bin" / command, *arguments],
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextmanager
def _hearing_hangups() -> Iterator[None]:
    """What is started here hears them, also where nohup keeps them from the tests."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGHUP, before)


@contextmanager
def running(data: Path, *arguments: str, **more: str) -> Iterator[Server]:
    """`bin/serve` on a free port, once it has said that it runs; ended in any case."""
    log = data.parent / f"serve-{time.monotonic_ns()}.log"
    with (
        log.open("wb") as file,
        _hearing_hangups(),
        subprocess.Popen(
            [ROOT / "bin" / "serve", "--port", "0", "--data", str(data), *arguments],
            env=environment(**more),
            stdout=file,
            stderr=file,
            start_new_session=True,
        ) as process,
    ):
        server = Server(process, log)
        try:
            wait_until(lambda: "Ctrl-C" in server.output or process.poll() is not None, FIRST_START)
            assert process.poll() is None, server.output
            yield server
        finally:
            if process.poll() is None:
                server.end(signal.SIGTERM)


def wait_until(happened: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, f"nothing happened within {seconds} s"
        time.sleep(0.05)


def are_gone(pids: set[int]) -> bool:
    """Whether none of them runs; one that waits to be buried does not."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,stat="], capture_output=True, text=True, check=True
    )
    alive = {int(line.split()[0]) for line in listed.stdout.splitlines() if " Z" not in line}
    return not pids & alive
