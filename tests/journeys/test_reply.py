from collections.abc import Callable

import pytest

from tests.factories import a_person, a_reply
from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


WRITTEN = "Kod nas plaća opština, **prve dve** godine."


def test_somebody_replies_to_a_reply_and_sees_it_first(
    site: Site, walk: Callable[..., Walker]
) -> None:
    who = a_person("Jelena")
    reply = a_reply(site.thread(), a_person("Marko"))
    me = walk("sr", who)
    me.open(f"/sr/posts/{reply}")
    me.follow("Reply", "to post %(number)d by %(name)s", number=reply, name="Marko")
    me.press("Post reply")
    me.sees("This cannot be empty.")
    me.fill("Your reply", WRITTEN)
    me.press("Preview")
    me.sees("prve dve godine")
    me.press("Post reply")
    me.is_at("/sr/threads/")
    me.sees("Kod nas plaća opština, prve dve godine.")
