from collections.abc import Iterator

import pytest
from flask import Flask

from exchange.samples.load import load_samples
from exchange.serve import reference
from tests import databases


@pytest.fixture(scope="module")
def loaded(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An installation with samples, for tests that only look; in a context of its own."""
    app = databases.an_app(database, tmp_path_factory.mktemp("samples"))
    with app.app_context():
        reference.load()
        load_samples()
        yield app
    databases.dispose(app)
