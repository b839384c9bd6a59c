import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from exchange.kernel.settings import Settings


@pytest.fixture
def set_up(app: Flask, tmp_path: Path) -> Iterator[Callable[..., Settings]]:
    """`set_up(smtp_url=…)` gives the installation other settings for one test."""
    before = app.extensions["settings"]

    def change(**changes: object) -> Settings:
        changed = replace(app.extensions["settings"], **changes)  # type: ignore[arg-type]
        app.extensions["settings"] = changed
        return changed

    change(data=tmp_path)
    yield change
    app.extensions["settings"] = before


@pytest.fixture
def folder(set_up: object, tmp_path: Path) -> Path:
    """A data folder of the test's own, into which mails go."""
    return tmp_path


class Inbox:
    """A mail server's handler that keeps what it gets."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.meanwhile: Callable[[], None] = lambda: None

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802
        self.meanwhile()
        self.raw.append(envelope.content)  # type: ignore[attr-defined]
        return "250 kept"


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture
def inbox(set_up: Callable[..., Settings]) -> Iterator[Inbox]:
    """A real mail server on this machine, and the installation told of it."""
    kept = Inbox()
    server = Controller(kept, hostname="127.0.0.1", port=free_port())
    server.start()
    set_up(smtp_url=f"smtp://127.0.0.1:{server.port}")
    yield kept
    server.stop()
