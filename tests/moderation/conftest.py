from collections.abc import Callable

import pytest

from exchange.people.actor import Actor
from tests.factories import a_moderator
from tests.page import CheckedClient


@pytest.fixture
def moderator(client: CheckedClient, sign_in: Callable[[CheckedClient, Actor], None]) -> Actor:
    """Signed in."""
    who = a_moderator("Moderator")
    sign_in(client, who)
    return who
