"""The data folder: that it can be written, that one server at a time has it, what it remembers."""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exchange.serve.options import CannotStart

WANTED, LOADED, NONE = "wanted", "loaded", "none"  # what was decided about sample content
LEAVING = 3.0  # seconds that the children of a killed server may take to end


def prepare(data: Path) -> None:
    """Make the folder and its parts, for its owner only."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in ("uploads", "mail"):
            (data / part).mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        raise CannotStart(
            f"The data folder {data} cannot be written ({error.strerror}): make it writable for"
            " this account or choose another with --data."
        ) from None


def lock(data: Path, *, alone: bool) -> int:
    """Take the folder until this process and its children have ended.

    A whole server wants it alone; web-only and worker-only servers share it.
    """
    number = os.open(data / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    how = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    until = time.monotonic() + LEAVING
    while True:
        try:
            fcntl.flock(number, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                os.close(number)
                raise CannotStart(
                    f"The data folder {data} is in use by another bin/serve: end that one or"
                    " choose another folder with --data."
                ) from None
            time.sleep(0.1)
        else:
            return number


@contextmanager
def installing(data: Path) -> Iterator[None]:
    """One set-up at a time; the next one waits and finds it done."""
    number = os.open(data / ".install.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def sample_accounts(data: Path) -> str:
    """The accounts to print; empty when no sample content is loaded."""
    try:
        return (data / "sample-accounts.txt").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def decision(data: Path) -> Path:
    """Whether samples are loaded here is decided once; this file keeps it."""
    return data / ".samples"


def takes_samples(data: Path) -> bool:
    """Whether it is still open, or begun, that this folder gets sample content."""
    return noted(decision(data)) in ("", WANTED)


def note(path: Path, text: str) -> None:
    """Write a small file whole or not at all."""
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def noted(path: Path) -> str:
    """What was noted; empty when nothing was."""
    return path.read_text(encoding="utf-8") if path.exists() else ""
