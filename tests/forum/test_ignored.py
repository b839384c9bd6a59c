"""What somebody wrote whom the reader ignores stands folded, for that reader only."""

from collections.abc import Callable

import pytest

from exchange.forum import actions
from exchange.forum.models import Post, Thread
from exchange.kernel.db import db, transaction
from exchange.people.actions import ignore, ignore_no_longer
from exchange.people.actor import Actor
from tests.factories import a_mentor, a_moderator, a_person, a_reply, a_thread, opening_of
from tests.page import CheckedClient, Page

SignIn = Callable[[CheckedClient, Actor], None]


@pytest.fixture
def me(client: CheckedClient, sign_in: SignIn) -> Actor:
    who = a_person("Jelena")
    sign_in(client, who)
    return who


def shown(client: CheckedClient, thread: Thread) -> Page:
    return client.get(f"/en/threads/{thread.id}", follow=True)


def folded(page: Page) -> list[str]:
    return [post["id"] for post in page.all("details > article.post")]


def test_a_post_by_somebody_ignored_is_folded_with_its_place(
    client: CheckedClient, me: Actor
) -> None:
    loud = a_person("Loud")
    thread = a_thread()
    first = a_reply(thread, loud, "Buy at my shop.")
    below = a_reply(first, body="Please do not.")
    ignore(me, loud.id)
    page = shown(client, thread)
    assert folded(page) == [f"post-{first}"]
    said = page.one("details > summary.post").text
    assert said == f"A post by someone you ignore, post {first}"
    assert "Loud" not in said
    assert page.one(f"#post-{below}")  # what others reply stands open
    ignore_no_longer(me, loud.id)
    assert folded(shown(client, thread)) == []


def test_others_see_the_post_open(client: CheckedClient, sign_in: SignIn) -> None:
    loud = a_person()
    thread = a_thread(loud)
    ignore(a_person(), loud.id)
    assert folded(shown(client, thread)) == []
    for who in (loud, a_person(), a_moderator()):
        sign_in(client, who)
        assert folded(shown(client, thread)) == []


def test_a_question_by_somebody_ignored_is_folded_too(client: CheckedClient, me: Actor) -> None:
    loud = a_person()
    thread = a_thread(loud)
    ignore(me, loud.id)
    assert folded(shown(client, thread)) == [f"post-{opening_of(thread)}"]


def test_an_announcement_reaches_everybody(client: CheckedClient, me: Actor) -> None:
    moderator = a_moderator()
    thread = a_thread(moderator)
    with transaction(None):
        db.session.get_one(Thread, thread.id).kind = "announcement"
    reply = a_reply(thread, moderator)
    ignore(me, moderator.id)
    assert folded(shown(client, thread)) == [f"post-{reply}"]


@pytest.mark.parametrize(
    ("make", "is_folded"), [(a_mentor, False), (a_moderator, False), (a_person, True)]
)
def test_the_accepted_answer_of_a_mentor_or_a_moderator_stands_open(
    client: CheckedClient, me: Actor, make: Callable[[], Actor], is_folded: bool
) -> None:
    asker, helper = a_person(), make()
    thread = a_thread(asker)
    answer = a_reply(thread, helper)
    other = a_reply(thread, helper)
    actions.accept_answer(asker, answer)
    ignore(me, helper.id)
    top = [f"accepted-{answer}"] if is_folded else []
    assert folded(shown(client, thread)) == [*top, f"post-{other}"]


def test_the_page_asks_no_more_for_it(
    client: CheckedClient, me: Actor, count_queries: Callable[..., object]
) -> None:
    thread = a_thread()
    for _ in range(4):
        loud = a_person()
        a_reply(thread, loud)
        ignore(me, loud.id)
    address = client.get(f"/en/threads/{thread.id}").location
    client.get(address)
    with count_queries() as seen:
        page = client.get(address)
    assert len(folded(page)) == 4
    assert len(seen) == 3, seen


def test_a_hidden_post_of_theirs_is_a_line_like_any_other(client: CheckedClient, me: Actor) -> None:
    loud = a_person()
    thread = a_thread()
    post = a_reply(thread, loud)
    ignore(me, loud.id)
    actions.hide_post(a_moderator(), post)
    page = shown(client, thread)
    assert folded(page) == []
    assert "A moderator has hidden this post." in page.text
    assert db.session.get_one(Post, post).hidden_at
