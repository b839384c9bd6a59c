"""Whoever judges a flagged post sees its pictures and documents too."""

from collections.abc import Callable

from exchange.forum import actions
from tests.factories import a_flag, a_moderator, a_person, a_thread, opening_of
from tests.forum.attaching import a_file, a_table
from tests.page import CheckedClient


def test_a_case_shows_what_stands_under_the_post(
    client: CheckedClient, sign_in: Callable[..., None]
) -> None:
    author = a_person()
    some = [a_file(author, alt="A tractor for sale"), a_table(author)]
    post = actions.post_reply(
        author, opening_of(a_thread()), body="Buy my tractors", lang="en", files=some
    )
    case = a_flag(post)
    sign_in(client, a_moderator())
    page = client.get(f"/en/moderation/cases/{case}")
    assert page.one(".pictures img")["alt"] == "A tractor for sale"
    assert "villages.csv" in page.one(".attached").text
    actions.delete_post(author, post)
    assert not client.get(f"/en/moderation/cases/{case}", follow=True).all(".pictures")
