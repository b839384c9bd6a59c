from collections.abc import Callable

import pytest

from exchange.people.passwords import hash_password
from tests.factories import a_person
from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser
PASSWORD = "a heron on the roof"


def test_somebody_signs_in_where_they_were_and_out(site: Site, walk: Callable[..., Walker]) -> None:
    address = site.mail_address(a_person("Ana Ilić", password_hash=hash_password(PASSWORD)))
    me = walk("sr")
    me.open(f"/sr/threads/{site.thread().id}")
    me.follow("Sign in to reply")
    me.fill("Mail address", address)
    me.press("Sign in")
    me.sees("This cannot be empty.")
    me.fill("Password", PASSWORD)
    me.press("Sign in")
    me.is_at("/sr/threads/")
    me.sees("Post reply")
    me.unfold("Menu")
    me.press("Sign out")
    me.sees("You are signed out.")
