"""What a data folder keeps of its samples: that they are loaded, and who can sign in."""

import os
from collections.abc import Callable
from pathlib import Path

from flask import current_app

from exchange.kernel.settings import Settings


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def data_folder() -> Path:
    return settings().data


def marker() -> Path:
    return data_folder() / "samples-loaded"


def accounts_file() -> Path:
    return data_folder() / "sample-accounts.txt"


def write_for_owner_only(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)


def look_in(folder: Path) -> Callable[[], bool]:
    """Whether samples are loaded there, asked of the disk each time: a drop shows at once."""
    path = os.fspath(folder / "samples-loaded")
    return lambda: os.path.exists(path)
