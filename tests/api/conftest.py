from collections.abc import Callable

import pytest
from flask import Flask

from tests.api.atom import Feed


@pytest.fixture
def feed(app: Flask) -> Callable[[str], Feed]:
    """What stands at an address below /feeds/, by rule."""

    def fetch(path: str) -> Feed:
        return Feed(app.test_client().get(f"/feeds/{path}"))

    return fetch
