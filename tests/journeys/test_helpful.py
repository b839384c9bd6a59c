from collections.abc import Callable

import pytest

from tests.factories import a_mentor, a_person, a_reply
from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


def test_somebody_finds_a_post_helpful_and_takes_it_back(
    site: Site, walk: Callable[..., Walker]
) -> None:
    post = a_reply(site.thread(), a_mentor())
    me = walk("lv", a_person())
    me.open(f"/lv/posts/{post}")
    me.press("Helpful")
    me.sees("You found this helpful")
    me.press("You found this helpful")
    me.sees("Helpful")
