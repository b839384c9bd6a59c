import pytest

from exchange.forum import actions
from exchange.forum.actions.rows import settle
from exchange.forum.models import Post, Thread
from exchange.kernel.db import db, transaction
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    an_organisation,
    opening_of,
)


def address(thread):
    return f"/en/threads/{thread.id}-who-pays-the-animator"


def test_a_guest_reads_question_and_replies_and_is_asked_to_sign_in(client):
    thread = a_thread(body="<b>first</b> & more")
    a_reply(thread, body="**Bold** answer")
    page = client.get(address(thread))
    assert page.status == 200
    assert "<b>first</b> & more" in page.text
    assert page.one("article strong").text == "Bold"
    assert page.one("a.btn[href^='/en/sign-in']").text == "Sign in to reply"
    assert not page.all("form.composer")


def test_a_wrong_slug_is_led_to_the_right_address_for_good(client):
    thread = a_thread()
    page = client.get(f"/en/threads/{thread.id}-wrong?page=1")
    assert (page.status, page.location) == (301, address(thread))


@pytest.mark.parametrize("number", ["0", "2", "x", "01", "-1", "1.5", "99999999999"])
def test_a_page_that_is_not_there_is_not_found(client, number):
    assert client.get(f"{address(a_thread())}?page={number}").status == 404


def test_replies_stand_in_reading_order_indented_by_whom_they_answer(client):
    thread = a_thread()
    first = a_reply(thread, body="one")
    second = a_reply(thread, body="two")
    below = a_reply(first, body="below one")
    page = client.get(address(thread))
    posts = [post["id"] for post in page.all("article.post")]
    assert posts == [f"post-{n}" for n in (opening_of(thread), first, below, second)]
    assert "d2" in page.one(f"#post-{below}").classes


def test_a_reply_below_the_fourth_level_says_whom_it_answers(client):
    post = a_thread()
    for n in range(6):
        post = a_reply(post, a_person(f"Speaker {n}"))
    page = client.get(f"/en/posts/{post}", follow=True)
    assert "In reply to Speaker 4." in page.one(f"#post-{post}").text
    assert "d4" in page.one(f"#post-{post}").classes


def test_the_accepted_answer_stands_on_top_and_one_line_in_its_place(client, sign_in):
    asker, mentor = a_person(), a_mentor("Mentor M")
    thread = a_thread(asker)
    a_reply(thread)
    answer = a_reply(thread, mentor, body="Three things worked.")
    actions.accept_answer(asker, answer)
    page = client.get(address(thread))
    assert "Three things worked." in page.one(f"#accepted-{answer}").text
    assert "Mentor M stands on top" in page.one(f"#post-{answer}").text
    assert page.text.count("Three things worked.") == 1
    sign_in(client, asker)
    assert "Take the acceptance back" in client.get(address(thread)).text


def test_an_accepted_answer_far_down_stands_on_the_first_page_only(client):
    asker = a_person()
    thread = a_thread(asker)
    replies = [a_reply(thread, asker, body=f"reply {n} here") for n in range(25)]
    actions.accept_answer(asker, replies[-1])
    first = client.get(address(thread))
    assert "reply 24 here" in first.one(f"#accepted-{replies[-1]}").text
    assert len(first.all("article.post")) == 21
    second = client.get(f"{address(thread)}?page=2")
    assert not second.all(f"#accepted-{replies[-1]}")
    assert second.one(f"#post-{replies[-1]}")


def test_a_permalink_lands_on_the_posts_own_page(client):
    thread = a_thread()
    replies = [a_reply(thread) for _ in range(25)]
    page = client.get(f"/en/posts/{replies[-1]}")
    assert page.location == f"{address(thread)}?page=2#post-{replies[-1]}"
    assert client.get("/en/posts/999").status == 404


def test_a_hidden_post_is_a_stump_to_all_but_moderators(client, sign_in):
    thread = a_thread()
    reply = a_reply(thread, body="Buy my tractors")
    moderator = a_moderator()
    actions.hide_post(moderator, reply)
    assert "Buy my tractors" not in client.get(address(thread)).text
    sign_in(client, moderator)
    assert "Buy my tractors" in client.get(address(thread)).text


def test_a_hidden_thread_is_not_found_by_anybody_else(client, sign_in):
    author = a_person()
    thread = a_thread(author, hidden=True)
    assert client.get(address(thread)).status == 404
    sign_in(client, author)
    assert client.get(address(thread)).status == 404
    assert client.get(f"/en/posts/{opening_of(thread)}").status == 404


def test_a_thread_of_many_posts_costs_the_same_queries_as_one(client, sign_in, count_queries):
    home = an_organisation()
    thread = a_thread(a_person(organisation=home))
    sign_in(client, a_person())
    here = address(thread)
    with count_queries() as few:
        client.get(here)
    for _ in range(19):
        a_reply(thread, a_person(organisation=home))
    with count_queries() as many:
        client.get(here)
    assert len(many) == len(few)
    assert len(few) <= 8, few
    with count_queries() as kept:
        client.get(here)
    # Who asks, whether what is kept still holds, what is new to them and what they began.
    assert len(kept) == 3, kept


def test_a_thread_without_a_form_for_a_reply_asks_for_no_draft(client, sign_in, count_queries):
    thread = a_thread(locked=True)
    sign_in(client, a_person())
    client.get(here := address(thread))
    with count_queries() as kept:
        client.get(here)
    assert len(kept) == 3, kept


def test_a_members_page_is_never_older_than_what_was_just_written(client, sign_in):
    thread = a_thread()
    me = a_person()
    sign_in(client, me)
    here = address(thread)
    assert "So do we." not in client.get(here).text
    reply = a_reply(thread)
    assert "So do we." in client.get(here).text
    actions.find_helpful(me, reply)
    assert client.get(here).all(f"#post-{reply} button[aria-pressed=true]")
    actions.hide_post(a_moderator(), reply)
    assert "So do we." not in client.get(here).text


def test_the_same_page_is_offered_in_ten_languages(client):
    thread = a_thread()
    page = client.get(address(thread))
    links = {link["hreflang"] for link in page.all("link[hreflang]")}
    assert {"en", "lv", "sq", "bs", "hr", "sr-Cyrl", "sr-Latn", "cnr", "mk", "tr"} < links
    assert client.get(f"/sr/threads/{thread.id}-who-pays-the-animator").status == 200


def test_it_says_how_soon_a_mentor_replied_in_a_post_that_can_be_read(client):
    thread = a_thread(days_ago=5)
    words = "First mentor reply after"
    a_reply(thread)
    assert words not in client.get(address(thread)).text
    reply = a_reply(thread, a_mentor())
    assert f"{words}5 days" in client.get(address(thread)).text
    actions.hide_post(a_moderator(), reply)
    assert words not in client.get(address(thread)).text
    actions.show_post(a_moderator(), reply)
    assert f"{words}5 days" in client.get(address(thread)).text
    with transaction(None):
        db.session.get_one(Post, reply).deleted_at = LONG_AGO
        settle(db.session.get_one(Thread, thread.id))
    assert db.session.get_one(Thread, thread.id).first_mentor_at is None


def test_a_post_says_its_language_to_whoever_does_not_read_it(client, sign_in):
    thread = a_thread(body="Ко плаћа?", lang="sr")
    words = "Written in Serbian"
    assert words in client.get(address(thread)).text
    for reads, told in ((["en"], True), (["en", "hr"], False), (["sr"], False)):
        sign_in(client, a_person(reads=reads))
        assert (words in client.get(address(thread)).text) == told, reads
    sign_in(client, a_person(reads=["sr"]))
    reply = a_reply(thread)
    page = client.get(address(thread))
    assert "Written in English." in page.one(f"#post-{reply}").text


def test_a_permalink_moves_the_focus_to_its_post(client):
    thread = a_thread()
    reply = a_reply(thread)
    assert client.get(address(thread)).one(f"#post-{reply}")["tabindex"] == "-1"
