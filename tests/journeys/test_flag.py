from collections.abc import Callable

import pytest

from tests.factories import a_moderator, a_person, a_reply
from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


SENTENCE = "Pišite o iskustvu, a ne o prodavnici."


def test_a_flag_is_decided_on_and_the_author_reads_why(
    site: Site, walk: Callable[..., Walker]
) -> None:
    author = a_person("Petar", language="sr", reads=["sr"])
    post = a_reply(site.thread(), author, "Kupite u našoj prodavnici.")
    me = walk("sr", a_person())
    me.open(f"/sr/posts/{post}")
    me.follow("Flag", "post %(number)d", number=post)
    me.choose("No advertising")
    me.fill("What should the moderator know?", "Samo reklama.")
    me.press("Flag this post")
    me.sees("Thank you. A moderator will read this post and decide.")

    moderator = walk("en", a_moderator("Ines"))
    moderator.menu("Moderation")
    moderator.follow("Decide", "about post %(number)d", number=post)
    moderator.choose("Hide it")
    moderator.press("Decide")
    moderator.sees("Tell the author in a sentence why the post is hidden.")
    moderator.choose("No advertising")
    moderator.fill("Your sentence to the author", SENTENCE)
    moderator.press("Decide")
    moderator.sees("Decided. The author is told, in their language.")

    site.deliver()
    him = walk("sr", author)
    him.follow("A moderator decided on your post")
    him.sees("A decision about your post")
    him.sees(SENTENCE)
