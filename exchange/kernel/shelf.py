"""What was used last, up to a bound; for every thread of a process."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Shelf(Generic[K, V]):
    """Holds things of `room` in all, each of the size that `size` says; forgets the longest unused.

    With no `size` each thing counts as one.
    """

    def __init__(self, room: int, size: Callable[[V], int] = lambda _: 1) -> None:
        self._room, self._size, self._used = room, size, 0
        self._things: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            thing = self._things.get(key)
            if thing is not None:
                self._things.move_to_end(key)
            return thing

    def put(self, key: K, thing: V) -> None:
        with self._lock:
            if (old := self._things.pop(key, None)) is not None:
                self._used -= self._size(old)
            self._things[key] = thing
            self._used += self._size(thing)
            while self._used > self._room:
                self._used -= self._size(self._things.popitem(last=False)[1])
