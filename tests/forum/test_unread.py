"""What one has not read: marked in lists and threads, noted while reading, caught up with."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from exchange.forum import actions
from exchange.forum.marks import SEEN, SETTLING
from exchange.forum.models import CategoryRead, Post, Thread, ThreadRead
from exchange.forum.queries.lists import PAGE_SIZE
from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound
from exchange.people.models import Account
from tests.factories import (
    LONG_AGO,
    a_category,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    opening_of,
)

LISTS = ("/en/threads", "/en/threads?state=unread")


@pytest.fixture
def me(client, sign_in):
    """Somebody who has been a member for long, signed in."""
    who = a_person(joined_at=LONG_AGO)
    sign_in(client, who)
    return who


def unread(client, address="/en/threads"):
    """The titles of the threads that a list marks as unread."""
    return [link.text for link in client.get(address).all("ul.rows .unread > div > a")]


def read(client, thread, query=""):
    """Open a page of a thread, and let what was noted be written."""
    page = client.get(f"/en/threads/{thread.id}{query}", follow=True)
    SEEN.write_now()
    return page


def backdated(**ago):
    """Everything so far happened that long ago."""
    with transaction(None):
        for row in (*db.session.scalars(select(Post)), *db.session.scalars(select(ThreadRead))):
            name = "posted_at" if isinstance(row, Post) else "read_at"
            setattr(row, name, getattr(row, name) - timedelta(**ago))
        for thread in db.session.scalars(select(Thread)):
            thread.last_post_at -= timedelta(**ago)
            thread.started_at -= timedelta(**ago)


def news(page):
    """What is marked as new on a thread's page: the posts, and the line before the first."""
    posts = [post["id"] for post in page.all("article.post") if post.all(".chip.new")]
    return posts + [line["id"] for line in page.all(".since")]


def rows(table):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table))


def test_a_thread_is_marked_in_the_lists_until_it_was_opened(client, me):
    thread = a_thread(title="Who pays the animator?")
    for address in LISTS:
        assert unread(client, address) == ["Who pays the animator?"]
    mark = client.get("/en/threads").one(".unread > a.chip")
    assert mark.text == f"New: Who pays the animator? ({thread.id})"
    assert mark["href"] == f"/en/threads/{thread.id}/unread"
    read(client, thread)
    assert unread(client) == []
    assert "You have read everything" in client.get("/en/threads?state=unread").text
    a_reply(thread)
    assert unread(client) == ["Who pays the animator?"]


def test_whoever_comes_back_from_a_thread_finds_it_read_before_that_is_written(client, me):
    thread = a_thread()
    client.get(f"/en/threads/{thread.id}", follow=True)
    assert rows(ThreadRead) == 0
    for address in LISTS:
        assert unread(client, address) == []


def test_what_came_while_one_read_is_still_unread(client, me):
    thread = a_thread()
    client.get(f"/en/threads/{thread.id}", follow=True)
    a_reply(thread)
    assert len(unread(client)) == 1
    SEEN.write_now()
    assert len(unread(client)) == 1


def test_guests_see_no_marks_and_are_asked_to_sign_in_for_their_list(client):
    a_thread()
    page = client.get("/en/threads")
    assert not page.all(".unread")
    assert "Unread" not in page.text
    assert "Mark all as read" not in page.text
    asked = client.get("/en/threads?state=unread")
    assert (asked.status, asked.location) == (302, "/en/sign-in?next=/en/threads%3Fstate%3Dunread")


def test_a_new_member_begins_with_everything_read(client, sign_in):
    thread = a_thread()
    sign_in(client, a_person())
    assert unread(client) == []
    a_reply(thread)
    assert len(unread(client)) == 1


def test_ones_own_posts_are_never_unread(client, me):
    thread = a_thread(me)
    a_reply(thread, me)
    assert unread(client) == []
    assert news(read(client, thread)) == []
    others = a_reply(thread)
    a_reply(thread, me)
    assert len(unread(client)) == 1
    page = read(client, thread)
    assert news(page) == [f"post-{others}", "new"]


@pytest.mark.parametrize("as_moderator", [False, True])
def test_what_is_hidden_or_deleted_is_news_to_nobody(client, sign_in, as_moderator):
    sign_in(client, a_person(joined_at=LONG_AGO, is_moderator=as_moderator))
    hidden = a_thread(title="Hidden with a reply")
    a_reply(hidden)
    actions.hide_post(a_moderator(), opening_of(hidden))
    taken_back, author = a_thread(title="With a reply taken back"), a_person()
    read(client, taken_back)
    actions.delete_post(author, a_reply(taken_back, author))
    spam = a_thread(title="With a hidden reply")
    read(client, spam)
    actions.hide_post(a_moderator(), a_reply(spam))
    deleted = a_thread(author, title="Deleted")
    actions.delete_post(author, opening_of(deleted))
    for address in LISTS:
        assert unread(client, address) == []
    assert news(read(client, spam)) == []


def test_a_thread_says_where_the_new_posts_begin_and_which_they_are(client, me):
    thread = a_thread()
    old = a_reply(thread)
    read(client, thread)
    new = [a_reply(old), a_reply(thread)]
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert news(page) == [*(f"post-{one}" for one in new), "new"]
    assert page.one("#new").text == "New since your last visit"
    assert page.body.index('id="new"') > page.body.index(f'id="post-{old}"')
    assert page.body.index('id="new"') < page.body.index(f'id="post-{new[0]}"')
    assert page.link("Go to what is new since your last visit") == "#new"
    SEEN.write_now()
    assert news(client.get(f"/en/threads/{thread.id}", follow=True)) == []


def test_in_a_thread_that_is_new_as_a_whole_no_post_is_told_apart(client, me):
    a_reply(thread := a_thread())
    assert news(read(client, thread)) == []


def test_the_mark_leads_to_the_oldest_post_that_was_not_read(client, me):
    thread = a_thread()
    for _ in range(20):
        a_reply(thread)
    read(client, thread)
    read(client, thread, "?page=2")
    new = a_reply(thread)
    found = client.get(f"/en/threads/{thread.id}/unread")
    assert found.location.endswith(f"?page=2#post-{new}")
    first = client.get(f"/en/threads/{thread.id}", follow=True)
    assert first.link("Go to what is new since your last visit").endswith("/unread")
    read(client, thread, "?page=2")
    assert client.get(f"/en/threads/{thread.id}/unread").location.count("#") == 0
    assert client.get("/en/threads/9999/unread").status == 404


def test_a_page_that_was_not_opened_stays_unread(client, me):
    thread = a_thread()
    first = a_reply(thread)
    for _ in range(20):
        a_reply(thread)
    client.get(f"/en/threads/{thread.id}", follow=True)
    assert len(unread(client)) == 1
    SEEN.write_now()
    assert len(unread(client)) == 1
    nested = a_reply(first)  # newest, and on page 1
    assert "?page=2#" in client.get(f"/en/threads/{thread.id}/unread").location
    read(client, thread, "?page=2")
    found = client.get(f"/en/threads/{thread.id}/unread")
    assert found.location.endswith(f"#post-{nested}")
    read(client, thread)
    assert unread(client) == []


def test_an_accepted_answer_is_new_and_read_where_it_stands_in_full(client, me):
    asker = a_person()
    thread = a_thread(asker)
    for _ in range(20):
        a_reply(thread)
    read(client, thread)
    read(client, thread, "?page=2")
    answer = a_reply(thread)
    actions.accept_answer(asker, answer)
    assert news(read(client, thread)) == [f"accepted-{answer}", "new"]
    assert unread(client) == []


def test_pages_opened_in_one_moment_count_together(client, me):
    thread = a_thread()
    first = a_reply(thread)
    for _ in range(20):
        a_reply(thread)
    a_reply(first)
    client.get(f"/en/threads/{thread.id}?page=2", follow=True)
    read(client, thread)
    assert unread(client) == []


def test_all_of_a_category_or_everything_is_marked_as_read(client, me):
    money, land = a_category("Money"), a_category("Land")
    a_thread(title="Of money", category=money)
    thread = a_thread(title="Of land", category=land)
    page = client.get(f"/en/categories/{money.id}", follow=True)
    client.submit(page, "/all-read")
    assert unread(client) == ["Of land"]
    page = client.get("/en/threads")
    a_reply(thread)
    client.submit(page, "/all-read")
    assert unread(client) == ["Of land"]  # what came after the page was made
    client.submit("/en/threads", "/all-read")
    assert unread(client) == []
    assert "Mark all" not in client.get("/en/threads").text
    assert rows(ThreadRead) == 0


def test_nobody_marks_what_is_to_come_or_a_category_that_is_not_there(app):
    who = a_person(joined_at=LONG_AGO)
    category = a_category()
    actions.mark_all_read(who, in_milliseconds(now()) * 50, category.id)
    assert db.session.scalar(select(CategoryRead.read_at)) <= now()
    with pytest.raises(NotFound):
        actions.mark_all_read(who, 1, category.id + 1)


def test_the_row_of_a_thread_goes_when_its_category_has_caught_up(client, me):
    category = a_category()
    first, second = a_thread(category=category), a_thread(category=category)
    read(client, first)
    backdated(minutes=1)
    assert (rows(ThreadRead), rows(CategoryRead)) == (1, 0)
    read(client, second)
    assert (rows(ThreadRead), rows(CategoryRead)) == (0, 1)
    assert unread(client) == []
    a_reply(second)
    assert len(unread(client)) == 1


def test_a_category_catches_up_to_a_moment_ago_for_posts_that_are_still_being_written(client, me):
    thread = a_thread()
    read(client, thread)
    mark = db.session.scalar(select(CategoryRead.read_at))
    assert mark <= now() - SETTLING
    assert rows(ThreadRead) == 1
    assert unread(client) == []


def test_marks_never_go_back(client, me):
    thread = a_thread()
    client.get(f"/en/threads/{thread.id}", follow=True)
    with transaction(None):
        later = ThreadRead(account_id=me.id, thread_id=thread.id, read_at=now() + SETTLING)
        db.session.add(later)
        kept = later.read_at
    SEEN.write_now()
    db.session.rollback()
    assert db.session.scalar(select(ThreadRead.read_at)) == kept


def test_what_was_noted_of_people_and_threads_that_have_gone_is_dropped(client, me):
    thread = a_thread()
    client.get(f"/en/threads/{thread.id}", follow=True)
    with transaction(None):
        db.session.execute(text("UPDATE thread SET accepted_post_id = NULL"))
        db.session.execute(text("DELETE FROM post"))
        db.session.execute(text("DELETE FROM thread"))
    SEEN.write_now()
    assert rows(ThreadRead) == 0
    thread = a_thread()
    client.get(f"/en/threads/{thread.id}", follow=True)
    with transaction(None):
        db.session.delete(db.session.get_one(Account, me.id))
    SEEN.write_now()
    assert rows(ThreadRead) == 0


def test_the_list_of_the_unread_goes_on_and_is_narrowed_as_the_others_are(client, me):
    money = a_category("Money")
    for n in range(PAGE_SIZE + 1):
        a_thread(title=f"Question number {n:02}", category=money, days_ago=n)
    a_thread(title="In Serbian", lang="sr")
    first = client.get(f"/en/categories/{money.id}?state=unread", follow=True)
    assert len(first.all(".unread")) == PAGE_SIZE
    second = client.get(first.link("More threads"))
    assert [link.text for link in second.all(".unread > div > a")] == ["Question number 30"]
    assert unread(client, "/en/threads?state=unread&lang=sr") == ["In Serbian"]


def test_what_is_unread_costs_one_statement_and_guests_none(client, me, app, count_queries):
    for _ in range(3):
        a_thread()
    client.get("/en/threads")
    with count_queries() as seen:
        client.get("/en/threads")
    assert len([one for one in seen if "category_read" in one]) == 1
    client.get("/en/threads?state=unread")
    with count_queries() as seen:
        client.get("/en/threads?state=unread")
    assert len(seen) == 3, seen  # who asks, the list, whether the categories still hold
    app.test_client().get("/en/threads")
    with count_queries() as seen:
        app.test_client().get("/en/threads")
    assert not [one for one in seen if "category_read" in one]


def test_reading_writes_nothing_in_the_request(client, me, count_queries):
    thread = a_thread()
    with count_queries() as seen:
        client.get(f"/en/threads/{thread.id}", follow=True)
    assert not [one for one in seen if not one.startswith("SELECT")]
    with count_queries() as seen:
        SEEN.write_now()
    assert len(seen) <= 7, seen


def test_a_thread_without_news_is_not_noted_again(client, me, count_queries):
    thread = a_thread()
    read(client, thread)
    client.get(f"/en/threads/{thread.id}", follow=True)
    with count_queries() as seen:
        SEEN.write_now()
    assert seen == []
