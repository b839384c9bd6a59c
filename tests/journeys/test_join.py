from collections.abc import Callable

import pytest
from sqlalchemy import select

from exchange.kernel.db import db
from exchange.people.models import Organisation
from tests.factories import a_person
from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


PASSWORD = "seven storks over Straupe"


def test_somebody_joins_confirms_their_address_and_is_let_in(
    site: Site, walk: Callable[..., Walker]
) -> None:
    network = db.session.scalars(select(Organisation).filter_by(code="lv")).one()
    coordinator = a_person("Kārlis", organisation=network, role="coordinator", reads=["lv"])
    name = f"Anna {coordinator.id}"
    me = walk("lv")
    me.menu("Join")
    me.fill("Your name", name)
    me.fill("Mail address", f"anna.{coordinator.id}@example.org")
    me.fill("Password", PASSWORD)
    me.pick("Organisation", network.own_names[0][1])  # as it calls itself
    me.tick("English")
    me.tick("I agree to the rules, and that what I publish here may be reused under CC BY 4.0")
    me.press("Join")
    me.sees("Look into your mail")

    site.deliver()
    me.open("/lv/mailbox")
    me.follow("Confirm your address")
    me.follow(site.address)
    me.fill("The password that you chose", PASSWORD)
    me.press("Confirm and sign in")
    me.sees("Your address is confirmed.")
    me.open("/lv/ask")  # no box on the front page offers what cannot be done yet
    me.sees("You have yet to be let in. Until then you can read, and draft experiences.")

    other = walk("lv", coordinator)
    other.menu("Who waits to be let in")
    other.press("Let in", name)
    other.sees("They are let in, and are told so by mail.")
    me.open("/lv/ask")
    me.sees("Your question in one sentence")
