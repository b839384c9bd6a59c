"""Keeps the children alive until somebody asks for the end, then ends them in order."""

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence

from exchange.serve.children import Child
from exchange.serve.options import CannotStart

PATIENCE = 60.0  # seconds until the web must have answered for the first time
POLITE = 10.0  # seconds to finish what was begun
TOO_MANY = 5  # quick deaths of the web, one after the other
LOOK = 0.1  # seconds between two looks


class Stop:
    """Whether Ctrl-C, a signal to end, or the end of the terminal has come; how often."""

    count = 0

    def hear(self) -> None:
        """From now on signals are noted here instead of ending the process."""
        signal.signal(signal.SIGINT, self._asked)  # a script's "&" has it ignored, which we undo
        signal.signal(signal.SIGTERM, self._asked)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # else nohup has asked for that
            signal.signal(signal.SIGHUP, self._asked)

    def _asked(self, _number: int, _frame: object) -> None:
        self.count += 1

    def __bool__(self) -> bool:
        return self.count > 0


def say(text: str) -> None:
    """Print at once; a reader who has gone away is no reason to end."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run_once(child: Child, stop: Stop) -> int:
    """Run something to its end; its exit code."""
    child.start()
    try:
        while child.runs and not stop:
            time.sleep(LOOK)
        return child.exit_code
    finally:
        child.end()


def supervise(
    children: Sequence[Child],
    stop: Stop,
    *,
    answers: Callable[[], bool],
    announce: Callable[[], None],
) -> None:
    """Start the children (the web first), announce once it answers, keep them until the stop."""
    try:
        for child in children:
            child.start()
        _wait_for_answer(children[0], stop, answers)
        if not stop:
            announce()
        while not stop:
            _look_after(children)
            time.sleep(LOOK)
    finally:
        _end(children, stop)


def _wait_for_answer(web: Child, stop: Stop, answers: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not stop and not answers():
        if web.has_died():
            raise CannotStart("The web server could not start: the reason stands above.")
        if time.monotonic() > until:
            raise CannotStart(
                f"The web server did not answer within {PATIENCE:.0f} seconds: the reason stands"
                " above, or this machine is too busy to try now."
            )
        time.sleep(LOOK)


def _look_after(children: Sequence[Child]) -> None:
    for child in children:
        if child.has_died():
            if child.name == "web server" and child.quick_deaths >= TOO_MANY:
                raise CannotStart(
                    f"The web server died {TOO_MANY} times right after its start: the reason"
                    " stands above; mend it and start again."
                )
            print(f"The {child.name} has died; it is started again.", file=sys.stderr, flush=True)
        child.start_when_due()


def _end(children: Sequence[Child], stop: Stop) -> None:
    for child in children:
        child.ask_to_end()
    until, asked = time.monotonic() + POLITE, stop.count
    while any(child.runs for child in children) and time.monotonic() < until:
        if stop.count > asked:  # a second Ctrl-C: at once, please
            break
        time.sleep(LOOK / 2)
    for child in children:
        child.end()
