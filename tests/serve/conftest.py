from pathlib import Path

import pytest

from tests.serve.server import Server, running


class Installation:
    """A data folder after its first start, and what that start said."""

    def __init__(self, data: Path, server: Server) -> None:
        self.data, self.said = data, server.output


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    data = tmp_path_factory.mktemp("installation") / "data"
    with running(data) as server:
        return Installation(data, server)
