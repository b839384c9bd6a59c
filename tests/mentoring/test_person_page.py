"""A mentor's page: members see what they know, coordinators and themselves how much they have."""

from datetime import timedelta

import pytest

from exchange.kernel.clock import now
from exchange.mentoring.actions.away import add_days_away
from exchange.mentoring.actions.inviting import invite_mentor
from exchange.mentoring.actions.profile import change_mentor_profile
from exchange.mentoring.actions.taking import take_question
from exchange.mentoring.policy.who import may_see_load
from exchange.mentoring.said import Said
from exchange.people import actions as people
from tests.factories import (
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_reply,
    a_tag,
    a_thread,
    an_admin,
)

PRIVATE = ("Questions at once", "Open questions now", "Days away")


def a_known_mentor():
    theme, who = a_tag("money", is_theme=True), a_mentor("Anna")
    said = Said({theme.slug: "expert"}, ("lv", "en"), ("LV", "XK"), 7)
    change_mentor_profile(who, said, version=0)
    day = (now() + timedelta(days=3)).date()
    add_days_away(who, day, day)
    return who


def taken(who):
    """One question that they have, and one that they have answered."""
    take_question(who, a_thread().id)
    done = a_thread()
    take_question(who, done.id)
    a_reply(done, who)


@pytest.mark.parametrize(
    ("reader", "sees"),
    [
        (a_person, False),
        (a_mentor, False),
        (a_moderator, False),
        (a_mentoring_coordinator, True),
        (an_admin, True),
    ],
    ids=["member", "other mentor", "moderator", "coordinator", "admin"],
)
def test_members_see_what_is_known_and_few_how_much_there_is(client, sign_in, reader, sees):
    who = a_known_mentor()
    taken(who)
    actor = reader()
    sign_in(client, actor)
    told = client.get(f"/en/people/{who.id}").one("[aria-labelledby=as-mentor]")
    for words in ("Expert knowledge", "Subject money", "Latvian, English", "Latvia, Kosovo*"):
        assert words in told.text, words
    assert [words in told.text for words in PRIVATE] == [sees] * 3
    assert may_see_load(actor, who.id) is sees
    if sees:
        assert "Questions at once7 Open questions now1" in told.text
    assert not any(link.name == "Say what you know" for link in client.get("/en/").links)


def test_the_mentor_sees_all_of_it_and_the_way_to_change_it(client, sign_in):
    who = a_known_mentor()
    sign_in(client, who)
    page = client.get(f"/en/people/{who.id}")
    assert all(words in page.text for words in PRIVATE)
    assert page.link("Say what you know") == "/en/mentors/me"
    settings = client.get("/en/settings")
    assert settings.link("Say what you know") == "/en/mentors/me"
    assert settings.link("Days away") == "/en/mentors/me/away"


def test_nothing_stands_there_where_the_role_does_not_count(client, sign_in):
    who, reader = a_known_mentor(), a_person()
    sign_in(client, reader)
    assert "As a mentor" not in client.get(f"/en/people/{reader.id}").text
    assert "As a mentor" not in client.get("/en/settings").text
    people.suspend(an_admin(), who.id, "Too loud.")
    assert "As a mentor" not in client.get(f"/en/people/{who.id}").text


def test_a_silent_mentor_is_said_to_be_one(client, sign_in):
    who = a_mentor("Anna")
    sign_in(client, a_person())
    assert "has not said yet what they know" in client.get(f"/en/people/{who.id}").text


def test_the_page_costs_few_queries(client, sign_in, count_queries):
    who, plain = a_mentor("Anna"), a_person()
    invite_mentor(admin := an_admin(), plain.id)

    def cost(reader, whom):
        sign_in(client, reader)
        client.get(f"/en/people/{whom.id}")
        with count_queries() as asked:
            client.get(f"/en/people/{whom.id}")
        return len(asked)

    members = cost(member := a_person(), plain)
    silent = cost(member, who)
    of_admin = cost(admin, plain)
    for n in range(3):
        day = (now() + timedelta(days=3 + n)).date()
        add_days_away(who, day, day)
        taken(who)
    levels = {a_tag(is_theme=True).slug: "well" for _ in range(5)}
    change_mentor_profile(who, Said(levels, ("en",), ("LV",), 3), version=0)
    assert cost(member, who) == silent == members + 5
    assert of_admin <= members + 3  # the invitation, and what admins see without it
