from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from exchange.kernel.db import db, transaction


@pytest.fixture(autouse=True)
def an_empty_index(app: Flask) -> Iterator[None]:
    """Between tests rows go with foreign keys off: on PostgreSQL the index rows would stay."""
    yield
    with transaction(None):
        db.session.execute(text("DELETE FROM search_fts"))
