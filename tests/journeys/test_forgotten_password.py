from collections.abc import Callable

import pytest

from tests.factories import a_person
from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


def test_who_has_forgotten_the_password_sets_a_new_one(
    site: Site, walk: Callable[..., Walker]
) -> None:
    who = a_person("Kaan", language="tr")
    address = site.mail_address(who)
    me = walk("tr")
    me.menu("Sign in")
    me.follow("Forgotten your password?")
    me.fill("Mail address", address)
    me.press("Send me the link")
    me.sees("Look into your mail")
    site.deliver()
    me.open("/tr/mailbox")
    me.follow("Set a new password")
    me.follow(site.address)
    me.fill("New password", "bridge")
    me.press("Set the password")
    me.fill("New password", "a bridge of seven planks")
    me.press("Set the password")
    me.sees("Your new password holds. Sign in with it.")
    me.fill("Mail address", address)
    me.fill("Password", "a bridge of seven planks")
    me.press("Sign in")
    me.is_at("/tr/")
