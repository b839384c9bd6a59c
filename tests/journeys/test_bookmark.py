from collections.abc import Callable

import pytest

from exchange.forum.queries import bookmark_page
from tests.factories import a_person, a_reply
from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


def test_somebody_marks_a_post_and_finds_it_again_with_the_note(
    site: Site, walk: Callable[..., Walker]
) -> None:
    post, who = a_reply(site.thread(), a_person("Marko")), a_person()
    me = walk("en", who)
    me.open(f"/en/posts/{post}")
    me.follow("Bookmark, post %(number)d", number=post)
    me.fill("Your note", "For the council")
    me.pick("Remind me", "In a month")
    me.press("Save the bookmark")
    me.sees("Your bookmark is saved.")
    me.sees("For the council")
    [mark] = bookmark_page(who, 1, by_day=True).rows
    me.follow("Change, bookmark %(number)d", number=mark.id)
    me.pick("Remind me", "Not at all")
    me.press("Save the bookmark")
    me.press("Remove, bookmark %(number)d", number=mark.id)
    me.sees("The bookmark is removed.")
    me.sees("You have no bookmarks")
    assert not bookmark_page(who, 1, by_day=False).rows
