"""In a copy of the tree: runs tests again and again in forked children, so that what they need is
imported once. Reads jobs from its input, a line of JSON each; answers each with pytest's code."""

import json
import os
import signal
import sys
import time
from typing import Any

import html5lib  # noqa: F401  tests need it; plugins of pytest it imports itself
import pytest

import exchange.app  # noqa: F401
from tests.prove import switch

HANGS = -1


def main() -> None:
    for line in sys.stdin:
        sys.stdout.write(f"{_run(json.loads(line))}\n")
        sys.stdout.flush()


def _run(job: dict[str, Any]) -> int:
    child = os.fork()
    if child == 0:
        os.setsid()
        log = os.open(job["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        switch.switch_off(job["off"])
        code = pytest.main(job["arguments"])
        sys.stdout.flush()
        os._exit(int(code))
    return _awaited(child, job["seconds"])


def _awaited(child: int, seconds: float) -> int:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return HANGS


if __name__ == "__main__":
    main()
