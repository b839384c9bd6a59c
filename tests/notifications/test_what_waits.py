from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask

from exchange.forum import actions as forum
from exchange.kernel.clock import now
from exchange.notifications.queries import unread_list
from exchange.people.actor import Actor
from tests.factories import a_mentor, a_moderator, a_person, a_reply, a_thread, opening_of
from tests.notifications.post_office import change, work
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
Counter = Callable[[], AbstractContextManager[list[str]]]


def an_asker(replies: int = 1, **traits: object) -> tuple[Actor, list[int]]:
    """A person whose question has this many replies, of which they were told."""
    asker = a_person(**traits)
    thread = a_thread(asker)
    posts = [a_reply(thread, a_person("Berta")) for _ in range(replies)]
    work()
    return asker, posts


def test_the_front_page_says_what_waits_and_leads_to_it(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker, [reply] = an_asker()
    sign_in(client, asker)
    page = client.get("/en/")
    assert "What waits for you" in page.text
    [link] = [link for link in page.links if "New reply to your question" in link.name]
    assert link.href == f"/en/posts/{reply}"
    assert client.get(link.href, follow=True).status == 200


def test_the_front_page_shows_the_ten_newest(client: CheckedClient, sign_in: SignIn) -> None:
    asker, posts = an_asker(12)
    sign_in(client, asker)
    shown = [link.href for link in client.get("/en/").links if "New reply" in link.name]
    assert shown == [f"/en/posts/{post}" for post in reversed(posts[2:])]


def test_nothing_waits_for_guests_and_for_others(client: CheckedClient, sign_in: SignIn) -> None:
    an_asker()
    assert "What waits for you" not in client.get("/en/").text
    sign_in(client, a_person())
    assert "New reply" not in client.get("/en/").text
    assert "Nothing waits for you" in client.get("/en/notifications").text


def test_seen_takes_one_away_and_all_seen_the_rest(client: CheckedClient, sign_in: SignIn) -> None:
    asker, posts = an_asker(3)
    sign_in(client, asker)
    page = client.submit("/en/", f"/notifications/{newest(client)}/seen?from=front")
    assert page.path == "/en/"
    assert [link.href for link in page.links if "New reply" in link.name] == [
        f"/en/posts/{post}" for post in reversed(posts[:2])
    ]
    page = client.submit(page, f"/notifications/{newest(client)}/all-seen?from=front")
    assert "New reply" not in page.text
    assert client.get("/en/notifications").text.count("New reply to your question") == 3


def newest(client: CheckedClient) -> int:
    buttons = client.get("/en/").all("button[form=act]")
    actions_ = [button["formaction"] for button in buttons if "/seen?from" in button["formaction"]]
    return int(actions_[0].split("/")[3])  # /en/notifications/12/seen?from=front


def test_what_came_after_the_page_was_made_is_not_seen_with_all(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker, _ = an_asker()
    sign_in(client, asker)
    page = client.get("/en/notifications")
    late = a_reply(a_thread(asker))
    work()
    [button] = [b for b in page.all("button[form=act]") if "all-seen" in b["formaction"]]
    after = client.submit(page, button["formaction"].removeprefix("/en"))
    assert [b for b in after.all(".unread a") if f"/posts/{late}" in b["href"]]
    assert len(after.all(".unread")) == 1


def test_seeing_twice_is_seeing_once(client: CheckedClient, sign_in: SignIn) -> None:
    asker, _ = an_asker()
    sign_in(client, asker)
    page, address = client.get("/en/"), f"/notifications/{newest(client)}/seen?from=front"
    client.submit(page, address)
    assert client.submit(page, address).status == 200


def test_nobody_sees_away_what_waits_for_another(client: CheckedClient, sign_in: SignIn) -> None:
    asker, _ = an_asker()
    sign_in(client, asker)
    page, address = client.get("/en/"), f"/notifications/{newest(client)}/seen?from=front"
    token = page.one("form#act input[name=csrf_token]")["value"]
    stranger = CheckedClient(client.flask.application.test_client())
    sign_in(stranger, a_person())
    with client.flask.session_transaction() as mine:
        known = mine["csrf_token"]
    with stranger.flask.session_transaction() as theirs:
        theirs["csrf_token"] = known
    answer = stranger.post("/en" + address, {"csrf_token": token})
    assert answer.status == 404
    assert "New reply" in client.get("/en/").text


@pytest.mark.parametrize("address", ["/en/notifications/1/seen", "/en/notifications/1/all-seen"])
def test_seeing_is_sent_not_fetched_by_people_who_are_signed_in_and_from_our_pages(
    client: CheckedClient, sign_in: SignIn, address: str
) -> None:
    assert client.get(address).status == 405
    assert client.post(address).status == 401
    sign_in(client, a_person())
    assert client.post(address).status == 400, "without the token"


def test_suspended_people_still_see_what_waits(client: CheckedClient, sign_in: SignIn) -> None:
    asker, _ = an_asker()
    change(asker.id, suspended_at=now())
    sign_in(client, asker)
    page = client.submit("/en/notifications", f"/{newest(client)}/seen")
    assert page.status == 200


def test_what_is_hidden_waits_for_nobody_until_it_is_shown_again(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker, [reply] = an_asker()
    sign_in(client, asker)
    forum.hide_post(a_moderator(), reply)
    assert "New reply" not in client.get("/en/").text
    assert "New reply" not in client.get("/en/notifications").text
    forum.show_post(a_moderator(), reply)
    assert "New reply" in client.get("/en/").text


def test_the_list_is_paged(client: CheckedClient, sign_in: SignIn) -> None:
    asker, posts = an_asker(31)
    sign_in(client, asker)
    page = client.get("/en/notifications?page=2")
    assert [link.href for link in page.links if "New reply" in link.name] == [
        f"/en/posts/{posts[0]}"
    ]
    assert client.get("/en/notifications?page=3").status == 404
    assert client.get("/en/notifications?page=x").status == 404


def test_a_guest_is_led_to_the_sign_in(client: CheckedClient) -> None:
    page = client.get("/en/notifications")
    assert page.status == 302
    assert page.location.startswith("/en/sign-in")


def test_ten_that_wait_cost_as_many_queries_as_one_and_none_costs_fewer(
    client: CheckedClient, sign_in: SignIn, count_queries: Counter, app: Flask
) -> None:
    few, many, none = an_asker()[0], an_asker(12)[0], a_person()
    counted = []
    for address in ("/en/notifications", "/en/"):
        for who in (few, many, none):
            sign_in(client, who)
            client.get(address)
            with count_queries() as seen:
                client.get(address)
            counted.append(len([s for s in seen if "notification" in s]))
    assert counted == [2, 2, 2, 2, 2, 1]


def test_what_its_author_deleted_waits_for_nobody_and_waits_again_when_put_back(app: Flask) -> None:
    asker, helper, mentor = a_person(), a_person(), a_mentor()
    thread = a_thread(asker)
    reply = a_reply(thread, helper)
    forum.accept_answer(asker, reply)
    work()

    def kinds(who: Actor) -> set[str]:
        return {one.kind for one in unread_list(who)}

    assert (kinds(asker), kinds(helper)) == ({"reply_to_question"}, {"accepted"})
    assert kinds(mentor) == set()
    forum.delete_post(helper, reply)
    assert (kinds(asker), kinds(helper)) == (set(), set())
    assert kinds(mentor) == set()
    work()
    assert kinds(mentor) == {"waiting_for_mentor"}, "it is asked again now that none stands"
    forum.delete_post(asker, opening_of(thread))
    assert kinds(mentor) == set()
    forum.restore_post(asker, opening_of(thread))
    forum.restore_post(helper, reply)
    assert (kinds(asker), kinds(helper)) == ({"reply_to_question"}, set())
