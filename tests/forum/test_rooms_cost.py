"""Rooms cost nobody a statement: neither who has none, nor who sits in one."""

import pytest

from exchange.people.queries import get_actor
from tests.factories import a_person, a_room, a_thread, an_editor, an_organisation


@pytest.mark.parametrize("who", ["in no room", "in a room"])
def test_a_list_that_is_kept_asks_three_statements_whatever_rooms_there_are(
    client, sign_in, count_queries, who
):
    ours = an_organisation()
    room, reader = a_room(ours), a_person(organisation=ours)
    a_thread(get_actor(an_editor(ours).id), category=room)
    a_thread(title="Seen by everybody")
    sign_in(client, reader if who == "in a room" else a_person())
    for path in ("/en/threads", "/en/threads?state=waiting"):
        client.get(path)
        with count_queries() as seen:
            assert client.get(path).status == 200
        assert len(seen) == 3, seen


def test_a_thread_in_a_room_costs_what_any_other_does(client, sign_in, count_queries):
    ours = an_organisation()
    room, reader = a_room(ours), a_person(organisation=ours)
    inside = a_thread(get_actor(an_editor(ours).id), category=room)
    outside = a_thread()
    sign_in(client, reader)
    asked = []
    for kind in ("threads", "categories"):
        for thread in (inside, outside):
            number = thread.id if kind == "threads" else thread.category_id
            page = client.get(f"/en/{kind}/{number}", follow=True)
            client.get(page.path)
            with count_queries() as seen:
                assert client.get(page.path).status == 200
            asked.append(len(seen))
    assert asked[0] == asked[1] <= 3
    assert asked[2] == asked[3] <= 4
