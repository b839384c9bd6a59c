"""The worker, as a child of bin/serve: delivers what the web has promised."""

import logging
import os
import signal
import sys
import threading

from exchange.app import create_app
from exchange.kernel import worker
from exchange.kernel.settings import Settings
from exchange.serve import lifeline

_TO_END = {signal.SIGTERM, signal.SIGINT}


def main(arguments: list[str]) -> None:
    # Blocked, and waited for by a thread: a handler could interrupt the very lock it needs.
    signal.pthread_sigmask(signal.SIG_BLOCK, _TO_END)
    stop = threading.Event()
    threading.Thread(target=_wait_for_signal, args=(stop,), daemon=True).start()
    lifeline.watch(int(arguments[0]), stop.set)
    logging.basicConfig(format="%(asctime)s worker: %(message)s", level=logging.WARNING)
    worker.run(create_app(Settings.from_environ(os.environ)), stop)


def _wait_for_signal(stop: threading.Event) -> None:
    signal.sigwait(_TO_END)
    stop.set()


if __name__ == "__main__":
    main(sys.argv[1:])
