"""No child outlives the server: each watches a pipe whose other end only the server holds.

However the server ends, kill -9 included, the pipe closes. That works on every Unix, unlike the
signal that Linux can send at a parent's death.
"""

import os
import threading
import time
from collections.abc import Callable

GRACE = 3.0  # seconds to finish what was begun


def watch(pipe: int, end: Callable[[], None], *, grace: float = GRACE) -> None:
    """Call `end` when the server is gone, and leave for good when that does not help in time."""
    threading.Thread(target=_wait, args=(pipe, end, grace), name="lifeline", daemon=True).start()


def _wait(pipe: int, end: Callable[[], None], grace: float) -> None:
    while os.read(pipe, 1):
        pass
    end()
    time.sleep(grace)
    os._exit(1)
