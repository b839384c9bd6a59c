"""A thread out of its tree: the newest first, and the best of a long one."""

import pytest

from exchange.forum import actions
from exchange.forum.marks import SEEN
from exchange.kernel.clock import in_milliseconds, now
from tests.factories import LONG_AGO, a_mentor, a_moderator, a_person, a_reply, a_thread, opening_of
from tests.forum.attaching import a_file


def here(thread, order):
    return f"/en/threads/{thread.id}-who-pays-the-animator?order={order}"


def ids(page):
    return [int(post["id"].removeprefix("post-")) for post in page.all(".post")]


@pytest.fixture
def long(app):
    """A thread of two pages with its replies, the oldest first."""
    asker = a_person("Asker A")
    thread = a_thread(asker)
    return thread, [a_reply(thread, asker, body=f"Reply number {n:02}") for n in range(24)]


def test_the_newest_posts_stand_first_and_older_ones_behind_a_link(client, long):
    thread, replies = long
    first = client.get(here(thread, "newest"))
    assert ids(first) == replies[:3:-1]
    second = client.get(first.link("Older posts"))
    assert ids(second) == [*replies[3::-1], opening_of(thread)]
    assert ids(client.get(second.link("Newest posts"))) == ids(first)
    assert not second.all("a[rel=next]")


def test_out_of_the_tree_each_post_says_whom_it_answers_and_leads_to_its_place(client):
    thread = a_thread(a_person("Asker A"))
    first = a_reply(thread, a_person("Berta B"))
    below = a_reply(first, a_person("Cecil C"))
    a_reply(thread)
    page = client.get(here(thread, "newest"))
    post = page.one(f"#post-{below}")
    assert "In reply to Berta B." in post.text
    assert "In reply to" not in page.one(f"#post-{first}").text
    ways = page.all(f"#post-{below} footer a[href='/en/posts/{below}']")
    assert [way for way in ways if way.text.startswith("In the discussion")]
    assert "d1" in post.classes


def test_a_threads_page_leads_to_its_other_orders_and_back(client, long):
    thread, _replies = long
    tree = client.get(f"/en/threads/{thread.id}", follow=True)
    newest = client.get(tree.link("Newest first"))
    best = client.get(newest.link("Best of"))
    assert client.get(best.link("Discussion")).all("nav.pager")
    for page in (newest, best):
        assert page.one("link[rel=canonical]")["href"].endswith(
            f"/en/threads/{thread.id}-who-pays-the-animator"
        )
        assert page.one("meta[name=robots]")["content"] == "noindex"


def test_few_replies_are_seen_at_once_and_have_no_orders(client):
    thread = a_thread()
    for _ in range(2):
        a_reply(thread)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert "Newest first" not in page.text
    a_reply(thread)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert "Newest first" in page.text
    assert "Best of" not in page.text
    assert client.get(here(thread, "best")).status == 404


def test_the_best_are_the_accepted_answer_then_mentors_then_what_helped_most(client, long):
    thread, replies = long
    some, more, accepted = replies[2], replies[5], replies[9]
    readers = [a_person() for _ in range(3)]
    for reader in readers:
        actions.find_helpful(reader, more)
    actions.find_helpful(readers[0], some)
    mentors = [a_reply(thread, a_mentor()) for _ in range(2)]
    actions.find_helpful(readers[1], mentors[0])
    actions.accept_answer(a_moderator(), accepted)
    page = client.get(here(thread, "best"))
    assert ids(page) == [opening_of(thread), accepted, *mentors, more, some]
    assert "Accepted answer" in page.one(f"#post-{accepted} .ribbon").text


def test_where_no_reply_stands_out_one_is_told_what_would(client, long):
    thread, _replies = long
    page = client.get(here(thread, "best"))
    assert "No reply stands out yet" in page.text
    assert ids(page) == [opening_of(thread)]


@pytest.mark.parametrize("order", ["newest", "best"])
def test_what_was_deleted_or_hidden_is_read_by_nobody_it_is_not_for(client, sign_in, long, order):
    thread, _replies = long
    author, member, moderator = a_mentor(), a_person(), a_moderator()
    deleted, hidden = (a_reply(thread, author, body=f"Text {one}") for one in ("gone", "hid"))
    actions.delete_post(author, deleted)
    actions.hide_post(moderator, hidden)
    for reader in (None, member, author):
        if reader:
            sign_in(client, reader)
        text = client.get(here(thread, order)).text
        assert "Text gone" not in text
        assert "Text hid" not in text
        assert ("A moderator has hidden this post." in text) == (order == "newest")
    sign_in(client, moderator)
    text = client.get(here(thread, order)).text
    assert "Text gone" not in text
    assert ("Text hid" in text) == (order == "newest")  # what was hidden is not among the best


def test_posts_show_their_files_in_every_order_and_behind_a_closed_branch(client, long):
    thread, replies = long
    author = a_mentor()
    last = actions.post_reply(
        author, opening_of(thread), body="Look", lang="en", files=[a_file(author)]
    )
    for order in ("newest", "best"):
        assert client.get(here(thread, order)).all(f"#post-{last} img"), order
    tree = f"/en/threads/{thread.id}-who-pays-the-animator?page=2&closed={replies[-1]}"
    assert client.get(tree).all(f"#post-{last} img")


@pytest.mark.parametrize("order", ["newest", "best"])
def test_a_hidden_thread_is_found_in_no_order(client, sign_in, long, order):
    thread, _replies = long
    actions.hide_post(a_moderator(), opening_of(thread))
    assert client.get(here(thread, order)).status == 404
    sign_in(client, a_moderator())
    assert client.get(here(thread, order)).status == 200


@pytest.mark.parametrize("query", ["order=x", "order=", "order=newest&page=1", "order=best&page=2"])
def test_an_order_that_is_not_one_of_ours_is_not_found(client, long, query):
    thread, _replies = long
    assert client.get(f"/en/threads/{thread.id}-who-pays-the-animator?{query}").status == 404


def test_a_broken_cursor_begins_with_the_newest(client, long):
    thread, replies = long
    for cursor in ("x", "-1", "0", "1e3"):
        assert ids(client.get(f"{here(thread, 'newest')}&before={cursor}"))[0] == replies[-1]


def test_a_wrong_slug_leads_to_the_same_order(client, long):
    thread, _replies = long
    page = client.get(f"/en/threads/{thread.id}-wrong?order=best")
    assert (page.status, page.location) == (301, here(thread, "best"))


@pytest.mark.parametrize("order", ["newest", "best"])
def test_an_order_costs_as_many_queries_as_the_tree_and_three_when_kept(
    client, sign_in, count_queries, long, order
):
    thread, _replies = long
    sign_in(client, a_person())
    address = here(thread, order)
    with count_queries() as tree:
        client.get(address.partition("?")[0])
    with count_queries() as cold:
        client.get(address)
    assert len(cold) <= len(tree), cold
    with count_queries() as kept:
        client.get(address)
    assert len(kept) == 3, kept


def test_who_reads_the_newest_first_finds_what_is_new_on_top_and_the_rest_stays_unread(
    client, sign_in, long
):
    thread, _replies = long
    me = a_person(joined_at=LONG_AGO)
    sign_in(client, me)
    actions.mark_all_read(me, in_milliseconds(now()))
    client.get(here(thread, "newest"))
    new = [a_reply(thread) for _ in range(2)]
    page = client.get(here(thread, "newest"))
    assert ids(page)[:2] == new[::-1]
    assert len(page.all(".chip.new")) == 2
    assert page.one("#new").text == "New since your last visit"
    SEEN.write_now()
    assert not client.get(here(thread, "newest")).all(".chip.new")


def test_who_read_the_newest_of_a_long_thread_has_not_read_its_older_posts(client, sign_in, long):
    thread, replies = long
    sign_in(client, a_person(joined_at=LONG_AGO))
    client.get(here(thread, "newest"))
    SEEN.write_now()
    onward = client.get(f"/en/threads/{thread.id}/unread").location
    assert onward.endswith(f"#post-{opening_of(thread)}"), (onward, replies)


@pytest.mark.parametrize("way", ["page=2", "order=newest", "order=best"])
def test_one_replies_from_every_page_and_every_order(client, sign_in, long, way):
    thread, _replies = long
    who, opening = a_person(), opening_of(thread)
    sign_in(client, who)
    place = f"/en/threads/{thread.id}-who-pays-the-animator?{way}"
    client.submit(client.get(place), "/reply/draft", body="We have begun")
    page = client.get(place)
    form = page.form(f"/posts/{opening}/reply")
    assert form.data["body"].strip() == "We have begun"
    page = client.submit(page, f"/posts/{opening}/reply", body="So do we, at last.")
    assert "So do we, at last." in page.all(".post")[-1].text
    assert "We have begun" not in client.get(place).text
    actions.lock_thread(a_moderator(), thread.id)
    assert not client.get(place).all("form.composer")
