"""A production server for measuring, and what it and its database cost in CPU."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
WORKERS, THREADS, BROWSERS = 2, 4, 8
HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html"}


@contextmanager
def running(target: str, environment: Mapping[str, str]) -> Iterator["Server"]:
    """Gunicorn as bin/serve runs it: two workers of four threads."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-k", "gthread"]
    command += ["-w", str(WORKERS), "--threads", str(THREADS), "--keep-alive", "30"]
    command += ["--no-control-socket", "--log-level", "error", target]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("EXCHANGE_")}
    process = subprocess.Popen(command, env=clean | dict(environment))
    try:
        server = Server(process.pid, port)
        server.wait()
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


@dataclass(frozen=True, slots=True)
class Server:
    """Where it listens and which process started it."""

    pid: int
    port: int

    def wait(self) -> None:
        for _ in range(200):
            try:
                self.get("/", {})
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server does not answer")

    def get(self, path: str, headers: Mapping[str, str]) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers=HEADERS | dict(headers))
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def cost(self, path: str, headers: Mapping[str, str], seconds: float) -> float:
        """CPU milliseconds per request of all server processes, web and database."""
        before, done = self.cpu(), [0] * BROWSERS
        until = time.monotonic() + seconds
        browsers = [
            threading.Thread(target=self._browse, args=(path, headers, until, done, n))
            for n in range(BROWSERS)
        ]
        for browser in browsers:
            browser.start()
        for browser in browsers:
            browser.join()
        return (self.cpu() - before) * 1000 / max(1, sum(done))

    def _browse(
        self, path: str, headers: Mapping[str, str], until: float, done: list[int], n: int
    ) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        given = HEADERS | dict(headers)
        while time.monotonic() < until:
            connection.request("GET", path, headers=given)
            answer = connection.getresponse()
            answer.read()
            if answer.status not in (200, 302):
                raise RuntimeError(f"{path} answers {answer.status}")
            done[n] += 1
        connection.close()

    def cpu(self) -> float:
        """Seconds that the workers and PostgreSQL's backends have used."""
        return sum(_seconds(pid) for pid in self.processes())

    def processes(self) -> list[int]:
        found = [pid for pid in _pids() if _parent(pid) == self.pid or _is_backend(pid)]
        return [*found, self.pid]

    def memory(self) -> float:
        """Resident megabytes of the largest worker."""
        sizes = [_resident(pid) for pid in _pids() if _parent(pid) == self.pid]
        return max(sizes)


def _pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent(pid: int) -> int:
    stat = _stat(pid)
    return int(stat[1]) if stat else 0


def _seconds(pid: int) -> float:
    stat = _stat(pid)
    return (int(stat[11]) + int(stat[12])) / TICKS if stat else 0.0


def _is_backend(pid: int) -> bool:
    """A PostgreSQL process that serves the bench's own database."""
    try:
        return b" exchange_bench " in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0
