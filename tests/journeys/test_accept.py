from collections.abc import Callable

import pytest

from tests.factories import a_mentor, a_person, a_reply
from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


def test_the_asker_accepts_an_answer_that_then_stands_on_top(
    site: Site, walk: Callable[..., Walker]
) -> None:
    asker = a_person("Elif")
    answer = a_reply(site.thread(asker), a_mentor("Rasa"), "The association pays.")
    me = walk("tr", asker)
    me.open(f"/tr/posts/{answer}")
    me.press("Accept as the answer")
    me.sees("The answer is accepted: it now stands on top.")
    me.follow("Go to the accepted answer")
    me.follow("In the discussion")
    me.follow("The accepted answer by %(name)s stands on top", name="Rasa")
    me.press("Take the acceptance back")
    me.sees("The question has no accepted answer any more.")
