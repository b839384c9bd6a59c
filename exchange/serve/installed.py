"""What the last set-up left, so that the next start can skip it: seconds that nobody waits for."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from exchange.serve import folder
from exchange.serve.options import ROOT

_NOTE = ".installed"
_SQLITE = "sqlite:///"
_MADE_FROM = (
    "requirements.lock",
    "exchange/**/*.py",
    "exchange/**/*.toml",
    "exchange/static/fonts/*",
    "exchange/static/**/*.js",
    "exchange/text/*.model",
    "exchange/library/*.json",
    "migrations/**/*.py",
    "translations/**/*.po",
    "translations/**/*.mo",
)


def is_done(data: Path, database_url: str) -> bool:
    """Whether files and schema are those of the last set-up; only an SQLite file is looked into."""
    if not database_url.startswith(_SQLITE):
        return False
    revision = _revision(Path(database_url.removeprefix(_SQLITE)))
    return bool(revision) and folder.noted(data / _NOTE) == _note(database_url, revision)


def note_done(data: Path, database_url: str) -> None:
    if database_url.startswith(_SQLITE):
        revision = _revision(Path(database_url.removeprefix(_SQLITE)))
        folder.note(data / _NOTE, _note(database_url, revision))


def forget(data: Path) -> None:
    """From here on the set-up is half done."""
    (data / _NOTE).unlink(missing_ok=True)


def _note(database_url: str, revision: str) -> str:
    about = hashlib.sha256(database_url.encode())
    for line in sorted(_files(ROOT)):
        about.update(line.encode())
    return f"{about.hexdigest()} {revision}\n"


def _files(root: Path) -> Iterator[str]:
    for pattern in _MADE_FROM:
        for path in root.glob(pattern):
            known = path.stat()
            yield f"{path.relative_to(root)} {known.st_size} {known.st_mtime_ns}\n"


def _revision(database: Path) -> str:
    """The schema's version as Alembic keeps it; empty when there is none."""
    if not database.exists():
        return ""
    try:
        with closing(sqlite3.connect(database, timeout=5)) as connection:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error:
        return ""
    return " ".join(sorted(row[0] for row in found))
