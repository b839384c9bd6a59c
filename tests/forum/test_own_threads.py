"""The list of the threads that one began or wrote in."""

import pytest

from exchange.forum import actions
from exchange.forum.queries.lists import PAGE_SIZE
from tests.factories import a_category, a_moderator, a_person, a_reply, a_thread, opening_of

MINE = "/en/threads?state=mine"


@pytest.fixture
def me(client, sign_in):
    who = a_person()
    sign_in(client, who)
    return who


def titles(page):
    return [link.text for link in page.all("ul.rows li > div > a")]


def test_what_i_began_or_wrote_in_stands_there_by_its_latest_activity(client, me):
    begun = a_thread(me, title="I ask", days_ago=3)
    a_reply(a_thread(title="I answer"), me)
    a_thread(title="Of others")
    assert titles(client.get(MINE)) == ["I answer", "I ask"]
    a_reply(begun)
    page = client.get(client.get("/en/").link("Your threads"))
    assert titles(page) == ["I ask", "I answer"]
    assert page.h1 == "Your threads"
    assert "I ask" in page.all(".unread")[0].text


def test_who_has_written_nothing_is_told_what_will_stand_there(client, me):
    a_thread()
    assert "You have not written here yet" in client.get(MINE).text


def test_what_i_took_back_is_not_mine_any_more_and_what_is_hidden_is_not_shown(client, me):
    thread = a_thread(title="Of another")
    actions.delete_post(me, a_reply(thread, me))
    hidden = a_thread(me, title="Hidden")
    actions.hide_post(a_moderator(), opening_of(hidden))
    deleted = a_thread(me, title="Deleted")
    actions.delete_post(me, opening_of(deleted))
    assert titles(client.get(MINE)) == []


def test_it_is_narrowed_and_goes_on_as_the_others_do(client, me):
    money = a_category("Money")
    for n in range(PAGE_SIZE + 1):
        a_thread(me, title=f"Question number {n:02}", category=money, days_ago=n)
    a_thread(me, title="In Serbian", lang="sr")
    first = client.get(f"/en/categories/{money.id}?state=mine", follow=True)
    assert len(titles(first)) == PAGE_SIZE
    assert titles(client.get(first.link("More threads"))) == [f"Question number {PAGE_SIZE}"]
    assert titles(client.get(f"{MINE}&lang=sr")) == ["In Serbian"]


def test_a_guest_signs_in_first(client):
    assert client.get(MINE).location == "/en/sign-in?next=/en/threads%3Fstate%3Dmine"


def test_it_costs_four_statements_whatever_its_length(client, me, count_queries):
    a_thread(me)
    client.get(MINE)
    with count_queries() as few:
        client.get(MINE)
    for _ in range(5):
        a_thread(me)
    client.get(MINE)
    with count_queries() as many:
        client.get(MINE)
    # Who asks, the list, whether the categories still hold, what is unread.
    assert len(few) == len(many) == 4, many
