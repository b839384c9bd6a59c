from collections.abc import Callable

import pytest

from tests.factories import a_person, a_reply
from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


def test_two_who_change_a_post_at_once_lose_nothing(
    site: Site, walk: Callable[..., Walker]
) -> None:
    who = a_person("Zeynep")
    post = a_reply(site.thread(), who, "We meet on Mondays.")
    me, elsewhere = walk("en", who), walk("en", who)
    for one in (me, elsewhere):
        one.open(f"/en/posts/{post}")
        one.follow("Change", "post %(number)d", number=post)
    elsewhere.fill("Your text", "We meet on Tuesdays.")
    elsewhere.press("Save the change")
    me.fill("Your text", "We meet on Mondays at six.")
    me.press("Save the change")
    me.sees("This post was changed meanwhile")
    me.sees("We meet on Tuesdays.")
    me.fill("Your text", "We meet on Tuesdays at six.")
    me.press("Save mine over it")
    me.is_at("/en/threads/")
    me.sees("We meet on Tuesdays at six.")
