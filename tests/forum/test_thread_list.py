import pytest

from exchange.forum.actions import lock_thread, unlock_thread
from exchange.forum.queries.lists import PAGE_SIZE
from tests.factories import (
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_tag,
    a_thread,
)


def titles(page):
    return [link.text for link in page.all("ul.rows li > div > a")]


def test_threads_stand_by_their_latest_activity(client):
    old = a_thread(title="An old question", days_ago=9)
    a_thread(title="A newer question", days_ago=2)
    assert titles(client.get("/en/threads")) == ["A newer question", "An old question"]
    a_reply(old)
    assert titles(client.get("/en/threads")) == ["An old question", "A newer question"]


def test_questions_that_wait_stand_with_the_oldest_first_and_go_with_a_reply_of_another(client):
    asker = a_person()
    old = a_thread(asker, title="Waiting for long", days_ago=9)
    a_thread(title="Waiting since today")
    a_thread(title="Only a discussion", kind="discussion")
    a_reply(old, asker, body="I add something to my own question.")
    waiting = client.get("/en/threads?state=waiting")
    assert titles(waiting) == ["Waiting for long", "Waiting since today"]
    assert "Waiting 9 days" in waiting.text
    a_reply(old, a_mentor())
    assert titles(client.get("/en/threads?state=waiting")) == ["Waiting since today"]


def test_questions_wait_for_a_mentor_until_one_replies_and_mentors_are_led_there(client, sign_in):
    old = a_thread(title="Answered by a member", days_ago=9)
    a_reply(old)
    a_reply(a_thread(title="Answered by a mentor", days_ago=5), a_mentor())
    a_thread(title="Waiting since today")
    a_thread(title="Only a discussion", kind="discussion")
    at = "/en/threads?state=mentor"
    assert titles(client.get(at)) == ["Answered by a member", "Waiting since today"]
    assert "Waiting for a mentor" not in client.get("/en/threads").text
    mentor = a_mentor()
    sign_in(client, mentor)
    assert client.get("/en/threads").link("Waiting for a mentor") == at
    a_reply(old, mentor)
    assert titles(client.get(at)) == ["Waiting since today"]


@pytest.mark.parametrize(
    "address", ["/en/threads?state=waiting", "/en/threads?state=mentor", "/en/"]
)
def test_what_takes_no_replies_waits_for_nobody(client, address):
    thread, moderator = a_thread(title="Locked by a moderator"), a_moderator()
    lock_thread(moderator, thread.id)
    assert "Locked by a moderator" not in client.get(address).text
    unlock_thread(moderator, thread.id)
    assert "Locked by a moderator" in client.get(address).text


def test_a_list_is_narrowed_by_category_language_and_tag(client):
    money = a_category("Money")
    a_tag("ipard")
    a_thread(title="Money in Serbian", category=money, lang="sr", tags=["ipard"])
    a_thread(title="Money in English", category=money)
    a_thread(title="Something else")
    page = client.get("/en/threads").link(money.names["en"])
    assert set(titles(client.get(page))) == {"Money in Serbian", "Money in English"}
    assert titles(client.get(f"{page}?lang=sr")) == ["Money in Serbian"]
    assert titles(client.get("/en/tags/ipard")) == ["Money in Serbian"]
    assert client.get("/en/tags/nothing").status == 404
    assert client.get("/en/categories/9999-x").status == 404


def test_the_next_page_goes_on_where_the_last_one_ended(client):
    for n in range(PAGE_SIZE + 1):
        a_thread(title=f"Question number {n:02}", days_ago=n)
    first = client.get("/en/threads")
    assert len(titles(first)) == PAGE_SIZE
    second = client.get(first.link("More threads"))
    assert titles(second) == [f"Question number {PAGE_SIZE:02}"]


def test_a_broken_cursor_shows_the_first_page(client):
    a_thread()
    for cursor in ("x", "1-", "99999999999999999-1", "-5-1", "1-1-1", "%00"):
        assert client.get(f"/en/threads?from={cursor}").status == 200


def test_hidden_threads_are_in_nobodys_list_but_the_moderators(client, sign_in):
    a_thread(title="Advertising for tractors", hidden=True)
    for address in ("/en/", "/en/threads", "/en/threads?state=waiting"):
        assert "tractors" not in client.get(address).text
    sign_in(client, a_moderator())
    assert "tractors" in client.get("/en/threads").text


def test_a_list_costs_the_same_queries_whatever_its_length(client, count_queries):
    a_thread()
    with count_queries() as few:
        client.get("/en/threads")
    for _ in range(9):
        a_thread()
    with count_queries() as many:
        client.get("/en/threads")
    assert len(many) == len(few) <= 5  # the organisations to choose from are one


def test_a_list_that_is_kept_costs_a_member_three_queries(client, sign_in, count_queries):
    a_thread()
    sign_in(client, a_person())
    client.get("/en/threads")
    with count_queries() as seen:
        client.get("/en/threads")
    assert len(seen) == 3, seen  # who asks, whether what is kept still holds, what is unread


def test_foreign_titles_carry_their_language(client):
    a_thread(title="Ко плаћа аниматора?", lang="sr")
    [link] = client.get("/en/threads").all("ul.rows li > div > a")
    assert (link.text, link["lang"]) == ("Ко плаћа аниматора?", "sr-Cyrl")
