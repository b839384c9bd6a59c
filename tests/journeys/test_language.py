from collections.abc import Callable

import pytest

from tests.factories import a_person
from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


def test_any_page_is_read_in_another_language_at_once(
    site: Site, walk: Callable[..., Walker]
) -> None:
    thread = site.thread(title="Who pays the animator?")
    me = walk("en", a_person())
    me.open(f"/en/threads/{thread.id}")
    for name, code in (("Latviešu", "lv"), ("Српски", "sr"), ("Türkçe", "tr")):
        me.menu(name)
        me.is_at(f"/{code}/threads/{thread.id}")
        me.sees("Post reply")
