"""Notes that may wait: kept in the memory of this process, written together a moment later.

What somebody has read changes with every page they open, and nobody else sees it: a request that
wrote it would make each page wait for the disk. So it is only noted here, and a thread of this
process writes what has gathered, in one transaction: `PAUSE` seconds after the first note, and
when the process ends. One that is killed loses what it had noted in those seconds, no more.
"""

import atexit
import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar, cast

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)

PAUSE = 2.0  # seconds
PATIENCE = 5.0  # seconds until a database that did not answer is asked again
MOST = 10_000  # notes that wait for a database that is away; a later one is not taken

K = TypeVar("K")
V = TypeVar("V")


class _Held(Generic[K, V]):
    """What one process holds for one application."""

    def __init__(self) -> None:
        self.waiting: dict[K, V] = {}
        self.being_written: dict[K, V] = {}
        self.lock = threading.Lock()
        self.one_writer = threading.Lock()
        self.stirred = threading.Event()
        self.has_writer = False


class Later(Generic[K, V]):
    """Notes of one kind: `join` makes one of two by the same key, the older first; `write` puts
    them into the database and may meet the same note twice."""

    def __init__(
        self, name: str, join: Callable[[V, V], V], write: Callable[[Mapping[K, V]], None]
    ) -> None:
        self._name, self._join, self._write = name, join, write

    def note(self, key: K, value: V) -> None:
        held = self._held()
        with held.lock:
            old = held.waiting.get(key)
            if old is None and len(held.waiting) >= MOST:
                return
            held.waiting[key] = value if old is None else self._join(old, value)
            starts, held.has_writer = not held.has_writer, True
        held.stirred.set()
        if starts and not current_app.testing:
            self._start(cast(Any, current_app)._get_current_object())

    def noted(self, key: K) -> V | None:
        """What waits to be written under this key, in this process."""
        held = self._held()
        with held.lock:
            return held.waiting.get(key) or held.being_written.get(key)

    def write_now(self) -> None:
        """All that waits; what could not be written waits on."""
        held = self._held()
        with held.one_writer:
            with held.lock:
                held.being_written, held.waiting = held.waiting, {}
            notes = held.being_written
            try:
                if notes:
                    self._write(notes)
            except BaseException:
                with held.lock:
                    newer = held.waiting
                    held.waiting = notes | {
                        key: self._join(notes[key], value) if key in notes else value
                        for key, value in newer.items()
                    }
                raise
            finally:
                with held.lock:
                    held.being_written = {}

    def _held(self) -> _Held[K, V]:
        everything = current_app.extensions.setdefault("later", {})
        held = everything.get(self._name)  # asked for thirty times by a list
        if held is None:
            # One step: two threads that come first at once share what one of them made.
            held = everything.setdefault(self._name, _Held())
        return cast("_Held[K, V]", held)

    def _start(self, app: Flask) -> None:
        # At the first note, not when the application is made: a thread does not survive a fork.
        atexit.register(self._write_in, app)
        name = f"later: {self._name}"
        threading.Thread(target=self._keep_writing, args=(app,), name=name, daemon=True).start()

    def _keep_writing(self, app: Flask) -> None:
        with app.app_context():
            stirred = self._held().stirred
        while stirred.wait():
            stirred.clear()
            time.sleep(PAUSE)
            if not self._write_in(app):
                stirred.set()
                time.sleep(PATIENCE)

    def _write_in(self, app: Flask) -> bool:
        try:
            with app.app_context():
                self.write_now()
        except SQLAlchemyError:
            log.exception("What waits to be written (%s) could not be; it waits on", self._name)
            return False
        return True
