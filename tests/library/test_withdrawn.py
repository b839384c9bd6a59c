"""What was cited and is withdrawn: its address says so, and nothing of what it said."""

import pytest

from exchange.library import actions
from tests.factories import a_person, a_published, a_submitted, an_editor, an_organisation


def withdrawn(author=None, **changes):
    who = author or a_person()
    row = a_published(who, **changes)
    actions.withdraw(who, row.id, reason="It was not so.")
    return row


@pytest.mark.parametrize("tail", ["", "/v1", "-five-seats-one-bus/v1", "-another-title"])
def test_everybody_learns_that_it_was_withdrawn_and_when(client, tail):
    row = withdrawn()
    page = client.get(f"/en/experiences/ALTER-XP-{row.number:04d}{tail}")
    assert page.status == 410
    assert page.h1 == f"ALTER-XP-{row.number:04d} is withdrawn"
    assert "It was withdrawn on" in page.text
    for words in ("Five seats", "It was not so.", "Kamena", "Nobody came"):
        assert words not in page.body


def test_members_learn_the_same_and_those_who_answer_for_it_read_it(client, sign_in):
    author, lead = a_person(), an_organisation()
    row = withdrawn(author, lead=lead.code)
    address = f"/en/experiences/ALTER-XP-{row.number:04d}-five-seats-one-bus/v1"
    sign_in(client, a_person())
    assert client.get(address).status == 410
    for one in (author, an_editor(lead)):
        sign_in(client, one)
        page = client.get(address)
        assert page.status == 200
        assert "It was not so." in page.text


def test_what_was_never_published_is_not_there(client):
    who = a_person()
    draft = a_submitted(who)
    address = f"/en/experiences/ALTER-XP-{draft.number:04d}"
    assert client.get(address).status == 404
    actions.withdraw(who, draft.id, reason="It was not so.")
    assert client.get(address).status == 404
    assert client.get(f"{address}/v1").status == 404
    row = withdrawn()
    assert client.get(f"/en/experiences/ALTER-XP-{row.number:04d}/v2").status == 404


def test_a_page_kept_for_guests_does_not_outlive_its_withdrawal(client):
    who = a_person()
    row = a_published(who)
    address = f"/en/experiences/ALTER-XP-{row.number:04d}-five-seats-one-bus"
    assert client.get(address).status == 200
    actions.withdraw(who, row.id, reason="It was not so.")
    assert client.get(address).status == 410
    actions.put_back(who, row.id)
    assert client.get(address).status == 200
