"""The web server, as a child of bin/serve: gunicorn on a socket that the parent has opened."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from exchange.app import create_app
from exchange.kernel.settings import Settings
from exchange.serve import lifeline

THREADS = 4
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a heartbeat on a slow disk looks like a hung worker


class Web(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """Gunicorn with our settings; it reads no file and no variable of its own."""

    def __init__(self, socket: int, workers: int, pipe: int) -> None:
        self._socket, self._workers, self._pipe = socket, workers, pipe
        super().__init__(prog="bin/serve")

    def load_config(self) -> None:
        for name, value in self._settings().items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app(Settings.from_environ(os.environ))

    def _settings(self) -> dict[str, Any]:
        return {
            "bind": f"fd://{self._socket}",
            "workers": self._workers,
            "threads": THREADS,
            "worker_class": "gthread",
            "loglevel": "warning",
            "keepalive": 5,
            "graceful_timeout": 8,
            "worker_tmp_dir": str(_IN_MEMORY) if os.access(_IN_MEMORY, os.W_OK) else None,
            "control_socket_disable": True,
            "forwarded_allow_ips": "",  # the application alone decides whom to believe
            "post_fork": self._watch,
        }

    def _watch(self, _server: object, _worker: object) -> None:
        watch_parent(self._pipe)


def watch_parent(pipe: int) -> None:
    """End politely when the server is gone."""
    lifeline.watch(pipe, lambda: os.kill(os.getpid(), signal.SIGTERM))


def main(arguments: list[str]) -> None:
    socket, workers, pipe = map(int, arguments)
    watch_parent(pipe)
    Web(socket, workers, pipe).run()


if __name__ == "__main__":
    main(sys.argv[1:])
