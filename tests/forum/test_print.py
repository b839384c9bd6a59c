"""A whole thread on one page, for paper: as everyone sees it."""

from collections.abc import Callable

import pytest
from flask import Flask

from exchange.forum import actions, queries
from exchange.forum.models import Thread
from exchange.forum.queries import PostRow
from exchange.forum.queries import printed as printing
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.people.actions import ignore
from exchange.people.actor import GUEST, Actor
from tests.factories import (
    a_mentor,
    a_moderator,
    a_person,
    a_published,
    a_reply,
    a_thread,
    an_announcement,
    opening_of,
)
from tests.forum.attaching import a_file, a_table
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]


def part_of(size: int) -> Reading[PostRow]:
    """As the module has it, for parts of another size."""
    return Reading(PostRow, printing._PART._statement.limit(size))


def printed(thread: Thread) -> str:
    return f"/en/threads/{thread.id}/print"


def test_a_guest_gets_all_of_a_thread_in_reading_order(client: CheckedClient) -> None:
    asker = a_person("Ana")
    thread = a_thread(asker, title="Who pays the animator?")
    replies = [a_reply(thread, body=f"Reply {n}.") for n in range(22)]
    below = a_reply(replies[0], body="Below the first.")
    page = client.get(printed(thread))
    assert (page.status, page.h1) == (200, "Who pays the animator?")
    order = [opening_of(thread), replies[0], below, *replies[1:]]
    assert [post["id"] for post in page.all("article.post")] == [f"post-{one}" for one in order]
    assert not page.all("article footer")
    foot = page.one(".paper").text
    assert "CC BY 4.0" in foot
    assert f"http://localhost/en/threads/{thread.id}-who-pays-the-animator" in foot


def test_pictures_and_documents_stand_under_their_posts(client: CheckedClient) -> None:
    thread, who = a_thread(), a_person()
    files = [a_file(who, alt="A barn"), a_table(who)]
    actions.post_reply(
        who, opening_of(thread), body="With a plan and a picture.", lang="en", files=files
    )
    page = client.get(printed(thread))
    assert page.one("article .pictures img")["alt"] == "A barn"
    assert "villages.csv" in page.one("article .attached").text


def test_it_is_not_found_by_searches_but_names_the_page_that_is(client: CheckedClient) -> None:
    thread = a_thread()
    page = client.get(printed(thread))
    assert page.one("meta[name=robots]")["content"] == "noindex"
    canonical = page.one("link[rel=canonical]")["href"]
    assert canonical == f"http://localhost/en/threads/{thread.id}-who-pays-the-animator"


def test_the_accepted_answer_stands_marked_at_its_place(client: CheckedClient) -> None:
    asker = a_person()
    thread = a_thread(asker)
    a_reply(thread)
    answer = a_reply(thread, a_mentor())
    actions.accept_answer(asker, answer)
    page = client.get(printed(thread))
    assert page.one("article.answer")["id"] == f"post-{answer}"
    assert page.one(".jump a")["href"] == f"#post-{answer}"


def test_what_is_hidden_or_taken_back_is_on_no_paper_a_moderators_included(
    client: CheckedClient, sign_in: SignIn
) -> None:
    thread, writer = a_thread(), a_person()
    hidden = a_reply(thread, body="Something unkind")
    gone = a_reply(thread, writer, "Something regretted")
    a_reply(gone)
    moderator = a_moderator()
    actions.hide_post(moderator, hidden)
    actions.delete_post(writer, gone)
    for who in (None, moderator):
        if who:
            sign_in(client, who)
        page = client.get(printed(thread))
        assert "Something" not in page.text
        assert "A moderator has hidden this post." in page.text
        assert "Its author took this post back." in page.text


def test_a_hidden_thread_is_printed_by_moderators_only(
    client: CheckedClient, sign_in: SignIn
) -> None:
    thread = a_thread(hidden=True)
    assert client.get(printed(thread)).status == 404
    sign_in(client, a_person())
    assert client.get(printed(thread)).status == 404
    sign_in(client, a_moderator())
    assert client.get(printed(thread)).status == 200


def test_a_very_long_thread_comes_in_parts(
    client: CheckedClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = a_thread()
    replies = [a_reply(thread) for _ in range(4)]
    monkeypatch.setattr(printing, "PART", 2)
    monkeypatch.setattr(printing, "_PART", part_of(2))
    parts = [queries.printed_thread(GUEST, thread.id, number).posts for number in (1, 2, 3)]
    assert [[post.id for post in part] for part in parts] == [
        [opening_of(thread), replies[0]],
        replies[1:3],
        replies[3:],
    ]
    assert queries.printed_thread(GUEST, thread.id, 1).pages.last == 3
    with pytest.raises(NotFound):
        queries.printed_thread(GUEST, thread.id, 4)
    page = client.get(printed(thread))
    assert "Part 1 of 3" in page.text
    assert page.one(".pager a[rel=next]")["href"] == f"{printed(thread)}?page=2"
    assert client.get(f"{printed(thread)}?page=4").status == 404
    assert client.get(f"{printed(thread)}?page=x").status == 404


def test_guests_get_it_from_the_shelf_until_the_thread_changes(
    app: Flask, count_queries: Callable[..., object]
) -> None:
    thread = a_thread()
    guest = app.test_client()
    accepts = {"Accept-Encoding": "gzip"}
    guest.get(printed(thread), headers=accepts)
    with count_queries() as seen:
        first = guest.get(printed(thread), headers=accepts)
    assert len(seen) == 1, seen
    a_reply(thread, body="News")
    assert guest.get(printed(thread), headers=accepts).data != first.data


def test_nothing_of_one_reader_stands_on_it(client: CheckedClient, sign_in: SignIn) -> None:
    me, loud = a_person(), a_person()
    thread = a_thread(loud)
    ignore(me, loud.id)
    sign_in(client, me)
    page = client.get(printed(thread))
    assert page.one(f"article#post-{opening_of(thread)}")
    assert not page.all("main details")


def test_the_pages_of_threads_and_experiences_say_on_paper_where_they_are_from(
    client: CheckedClient,
) -> None:
    thread = a_thread()
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert f"http://localhost/en/threads/{thread.id}-" in page.one(".paper").text
    record = a_published()
    page = client.get(f"/en/experiences/ALTER-XP-{record.number:04d}", follow=True)
    assert "http://localhost/en/experiences/ALTER-XP-" in page.one(".paper").text
    assert "CC BY 4.0" in page.one(".paper").text


def test_a_thread_leads_to_its_print_and_its_posts_to_themselves(
    client: CheckedClient, sign_in: SignIn
) -> None:
    thread = a_thread()
    sign_in(client, a_person())
    post = a_reply(thread)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert page.one(f"a[href='{printed(thread)}']")["rel"] == "nofollow"
    link = page.one(f"#post-{post} a[data-share]")
    assert (link["href"], link.text) == (f"/en/posts/{post}", f"Link, post {post}")
    own = page.one(".rail a[data-share]")
    assert own["href"] == f"/en/threads/{thread.id}-who-pays-the-animator"


def test_paper_says_that_it_is_an_announcement(client: CheckedClient) -> None:
    assert "Announcement" in client.get(printed(an_announcement())).one(".chips").text
    assert "Announcement" not in client.get(printed(a_thread(kind="discussion"))).text
