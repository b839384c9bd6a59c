"""A process that has WeasyPrint loaded and forks for each text: to load it takes longer than to
press. What presses, and what is refused, is the product's own (exchange/library/paper/child.py)."""

import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any


class WarmPress:
    """Stands in for `subprocess` where the product presses; begins when it is first asked."""

    TimeoutExpired = subprocess.TimeoutExpired

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, command: list[str], *, input: bytes, **_how: Any) -> SimpleNamespace:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        assert command[1:] == ["-m", "exchange.library.paper.child"]
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"%d\n%s" % (len(input), input))
        self._process.stdin.flush()
        code, length = map(int, self._process.stdout.readline().split())
        said = self._process.stdout.read(length)
        return SimpleNamespace(
            returncode=code, stdout=b"" if code else said, stderr=said if code else b""
        )

    def end(self) -> None:
        if self._process is not None:
            self._process.communicate()


def main() -> None:
    child = import_module("exchange.library.paper.child")  # here: only this process needs it
    while length := sys.stdin.buffer.readline():
        html = sys.stdin.buffer.read(int(length)).decode("utf-8")
        process = os.fork()
        if process == 0:
            try:
                _answer(child.pressed, html)
            finally:
                os._exit(0)  # else it would go on to read what is meant for its parent
        _, ended = os.waitpid(process, 0)
        if ended:
            sys.stdout.buffer.write(b"1 7\nit died")
            sys.stdout.buffer.flush()


def _answer(pressed: Callable[[str], bytes], html: str) -> None:
    try:
        code, said = 0, pressed(html)
    except BaseException:  # what WeasyPrint lets through to its end is one
        code, said = 1, traceback.format_exc().encode()
    sys.stdout.buffer.write(b"%d %d\n%s" % (code, len(said), said))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
