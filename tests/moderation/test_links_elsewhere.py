"""What moderation puts on the thread's page and into the menu."""

import pytest

from exchange.forum.queries import thread_page
from exchange.moderation import actions, fillings
from exchange.people.actor import GUEST
from tests.factories import LONG_AGO, a_flag, a_moderator, a_person, a_reply, a_thread, opening_of

WHY = {"post_version": 1, "rule": "respect", "sentence": "No.", "lang": "en"}


@pytest.fixture
def thread(app):
    return a_thread(a_person("Asker"))


def _links(client, thread):
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    ours = ("/flag", "/hide", "/show", "/moderation")
    return {link.name: link.href for link in page.links if link.href.endswith(ours)}


def test_a_member_can_flag_what_others_wrote(client, sign_in, thread):
    member, opening = a_person(), opening_of(thread)
    a_reply(thread, member)
    sign_in(client, member)
    assert _links(client, thread) == {f"Flag post {opening}": f"/en/posts/{opening}/flag"}


def test_a_moderator_can_hide_what_others_wrote_and_show_it_again(client, sign_in, thread):
    moderator, post, opening = a_moderator(), a_reply(thread), opening_of(thread)
    a_reply(thread, moderator)
    actions.hide_with_reason(moderator, post, **WHY)
    sign_in(client, moderator)
    assert _links(client, thread) == {
        "Moderation": "/en/moderation",
        f"Flag post {opening}": f"/en/posts/{opening}/flag",
        f"Hide post {opening}": f"/en/posts/{opening}/hide",
        f"Show again post {post}": f"/en/posts/{post}/show",
    }


def test_guests_and_suspended_people_see_no_links(client, sign_in, thread):
    assert _links(client, thread) == {}
    sign_in(client, a_person(suspended_at=LONG_AGO))
    assert _links(client, thread) == {}


def test_the_links_are_in_the_language_of_the_page(client, sign_in, thread):
    sign_in(client, a_person())
    page = client.get(f"/lv/threads/{thread.id}", follow=True)
    flag = f"/lv/posts/{opening_of(thread)}/flag"
    assert [link.href for link in page.links if link.href.endswith("/flag")] == [flag]


def test_the_menu_counts_what_waits_for_a_moderator(client, sign_in, thread):
    moderator = a_moderator()
    for _ in range(2):
        a_flag(a_reply(thread))
    a_flag(a_reply(thread, moderator))
    sign_in(client, moderator)
    assert client.get("/en/").link("Moderation 2") == "/en/moderation"


def test_members_have_no_moderation_in_their_menu(client, sign_in, thread):
    a_flag(opening_of(thread))
    sign_in(client, a_person())
    assert not [link for link in client.get("/en/").links if "moderation" in link.href]


def test_what_stands_under_posts_costs_no_query(app, thread, count_queries):
    for _ in range(5):
        a_reply(thread)
    posts = thread_page(GUEST, thread.id).posts[1:]
    with count_queries() as seen:
        assert len(fillings.post_actions(a_moderator_actor(), posts)) == 5
        assert fillings.post_actions(GUEST, posts) == {}
        assert fillings.menu(GUEST, (0,)) == {}
    assert seen == []


def a_moderator_actor():
    """A snapshot that needs no query."""
    return type(GUEST)(id=10_000, state="active", roles=frozenset({"moderator"}))
