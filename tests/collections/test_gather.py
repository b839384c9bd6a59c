"""A member gathers experiences in an order, with a note each, for those whom it is for."""

import pytest

from exchange.collections import actions, queries
from exchange.collections.models import Collection
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.library import actions as library
from exchange.library.codes import code_of
from tests.factories import (
    LONG_AGO,
    a_collection,
    a_draft,
    a_moderator,
    a_person,
    a_published,
    an_admin,
)

WORDS = {"title": "Buses", "description": "", "lang": "en"}


def titles(page):
    return [a.text for a in page.all(".blocks b a")]


def path(made):
    return f"/en/collections/{made}"


def shared(made):
    with transaction(None):
        return f"/en/collections/shared/{db.session.get_one(Collection, made).token}"


def test_a_member_begins_one_on_the_page_of_an_experience(client, sign_in):
    sign_in(client, a_person())
    record = a_published(title="Five seats, one bus")
    page = client.get(f"/en/experiences/{code_of(record.number)}", follow=True)
    page = client.get(page.link("Add to a collection"))
    page = client.get(page.link("Begin a collection"))
    page = client.submit(page, "/collections/new", title="Buses for villages", audience="public")
    assert page.h1 == "Buses for villages"
    assert titles(page) == ["Five seats, one bus"]
    assert "Buses for villages" in client.get("/en/collections").text
    assert "Buses for villages" in client.get("/en/collections/mine").text


def test_another_is_added_with_a_note_which_can_be_changed(client, sign_in):
    who = a_person()
    sign_in(client, who)
    record = a_published()
    made = a_collection(who)
    page = client.get(f"/en/experiences/{code_of(record.number)}/collect")
    page = client.submit(page, "/collect", collection=str(made), note="Begin with this one.")
    assert "Begin with this one." in page.text
    page = client.get(page.link("Change the note, " + code_of(record.number)))
    assert page.form("/collect").data["note"] == "Begin with this one."
    page = client.submit(page, "/collect", note="Read it last.")
    assert "Read it last." in page.text
    assert "Begin with this one." not in page.text


def test_the_order_is_changed_by_buttons_and_a_repeat_changes_nothing(client, sign_in):
    who = a_person()
    sign_in(client, who)
    records = [a_published(title=f"{name} bus") for name in ("First", "Second", "Third")]
    made = a_collection(who, *records)
    page = client.get(path(made), follow=True)
    last = code_of(records[2].number)
    up = page.form(f"/{made}/{last}/place/2")
    for _ in range(2):
        client.send(up)
        page = client.get(path(made), follow=True)
        assert titles(page) == ["First bus", "Third bus", "Second bus"]
    actions.move_to(who, made, records[2].number, 99)
    assert titles(client.get(path(made), follow=True)) == ["First bus", "Second bus", "Third bus"]
    actions.take_out(who, made, records[0].number)
    actions.take_out(who, made, records[0].number)
    assert titles(client.get(path(made), follow=True)) == ["Second bus", "Third bus"]


def test_what_is_withdrawn_disappears_without_a_trace_and_comes_back_to_its_place(client, sign_in):
    who, author = a_person(), a_person()
    records = [a_published(author, title=f"{name} bus") for name in ("First", "Second", "Third")]
    made = a_collection(who, *records, audience="public")
    library.withdraw(author, records[1].id, reason="It was not so.")
    for reader in (None, who, a_moderator()):
        if reader:
            sign_in(client, reader)
        page = client.get(path(made), follow=True)
        assert titles(page) == ["First bus", "Third bus"]
        assert "Second bus" not in page.text
        assert code_of(records[1].number) not in page.text
    actions.move_to(who, made, records[2].number, 1)
    library.put_back(author, records[1].id)
    page = client.get(path(made), follow=True)
    assert titles(page) == ["Third bus", "Second bus", "First bus"]


READERS = {
    "guest": lambda: None,
    "member": a_person,
    "moderator": a_moderator,
    "admin": an_admin,
}


@pytest.mark.parametrize("role", READERS)
def test_each_is_seen_by_those_whom_it_is_for(client, sign_in, role):
    who = a_person()
    made = {
        audience: a_collection(who, audience=audience, title=f"Buses {audience}")
        for audience in ("private", "link", "public")
    }
    if reader := READERS[role]():
        sign_in(client, reader)
    seen = {name: client.get(path(one), follow=True).status for name, one in made.items()}
    assert seen == {"private": 404, "link": 404, "public": 200}
    by_link = {name: client.get(shared(one)).status for name, one in made.items()}
    assert by_link == {"private": 404, "link": 200, "public": 200}
    told = client.get("/en/collections").text
    assert "Buses public" in told
    assert "Buses private" not in told
    assert "Buses link" not in told
    if reader:
        told = client.get(f"/en/people/{who.id}").text
        assert "Buses public" in told
        assert "Buses private" not in told


def test_on_ones_own_page_all_of_them_stand(client, sign_in):
    who = a_person()
    a_collection(who, title="Buses private")
    sign_in(client, who)
    assert "Buses private" in client.get(f"/en/people/{who.id}").text


def test_what_becomes_private_is_gone_behind_its_link_for_good(client):
    who = a_person()
    made = a_collection(who, audience="link")
    link = shared(made)
    assert client.get(link).status == 200
    for version, audience in enumerate(("private", "link"), start=1):
        words = actions.Words(**WORDS, audience=audience)
        actions.change_collection(who, made, version=version, words=words)
        assert client.get(link).status == 404
    assert client.get(shared(made)).status == 200


def test_nobody_changes_what_another_has_gathered(app):
    who, record = a_person(), a_published()
    made = a_collection(who, record, audience="public")
    words = actions.Words(**WORDS, audience="public")
    for other in (a_person(), a_moderator()):
        with pytest.raises(NotAllowed):
            actions.change_collection(other, made, version=1, words=words)
        with pytest.raises(NotAllowed):
            actions.remove_collection(other, made)
        with pytest.raises(NotAllowed):
            actions.add_to_collection(other, made, record.number, note="Mine.")
        with pytest.raises(NotAllowed):
            actions.move_to(other, made, record.number, 1)
        with pytest.raises(NotAllowed):
            actions.take_out(other, made, record.number)
    private = a_collection(who)
    with pytest.raises(NotFound):
        actions.take_out(a_moderator(), private, record.number)


def test_suspended_people_and_those_who_wait_begin_none(app):
    for traits in ({"suspended_at": LONG_AGO}, {"admitted_at": None}):
        with pytest.raises(NotAllowed):
            a_collection(a_person(**traits))


def test_drafts_are_in_no_collection(app):
    who = a_person()
    with pytest.raises(NotFound):
        a_collection(who, a_draft(who))


def test_there_is_room_for_so_many_and_no_more(app, monkeypatch):
    monkeypatch.setattr("exchange.collections.actions.keep.MOST", 1)
    monkeypatch.setattr("exchange.collections.actions.items.MOST", 1)
    who = a_person()
    made = a_collection(who, a_published())
    with pytest.raises(Refused):
        a_collection(who)
    with pytest.raises(Refused):
        actions.add_to_collection(who, made, a_published().number, note="")


def test_a_stale_save_overwrites_nothing(app):
    who = a_person()
    made = a_collection(who)
    words = actions.Words(**WORDS, audience="private")
    actions.change_collection(who, made, version=1, words=words)
    with pytest.raises(Stale):
        actions.change_collection(who, made, version=1, words=words)


def test_a_removed_collection_leaves_its_records_in_the_library(client, sign_in):
    who, record = a_person(), a_published()
    made = a_collection(who, record, audience="public")
    sign_in(client, who)
    client.submit(client.get(f"{path(made)}/remove"), "/remove")
    assert client.get(path(made)).status == 404
    address = f"/en/experiences/{code_of(record.number)}"
    assert client.get(address, follow=True).status == 200


def test_a_moderator_hides_a_public_one_and_its_owner_reads_why(client, sign_in):
    who, moderator = a_person(), a_moderator()
    made = a_collection(who, audience="public", title="Buy my bus")
    sign_in(client, moderator)
    page = client.submit(client.get(f"{path(made)}/hide"), "/hide", reason="It sells a bus.")
    assert "It sells a bus." in page.text
    sign_in(client, who)
    assert "It sells a bus." in client.get(path(made), follow=True).text
    sign_in(client, a_person())
    assert client.get(path(made)).status == 404
    assert client.get(shared(made)).status == 404
    assert "Buy my bus" not in client.get("/en/collections").text
    assert "Buy my bus" not in client.get(f"/en/people/{who.id}").text
    actions.show_collection(moderator, made)
    assert client.get(path(made), follow=True).status == 200


def test_only_moderators_hide_and_only_what_everyone_sees(app):
    who = a_person()
    made = a_collection(who, audience="public")
    with pytest.raises(NotAllowed, match="Moderators"):
        actions.hide_collection(a_person(), made, reason="It sells a bus.")
    with pytest.raises(NotAllowed, match="Moderators"):
        actions.show_collection(who, made)
    moderator = a_moderator()
    mine = a_collection(moderator)
    with pytest.raises(NotAllowed, match="everyone sees"):
        actions.hide_collection(moderator, mine, reason="It sells a bus.")


def test_a_wrong_title_in_the_address_leads_to_the_right_one(client):
    made = a_collection(audience="public")
    answer = client.get(f"/en/collections/{made}-other")
    assert (answer.status, answer.location) == (301, f"/en/collections/{made}-buses-for-villages")


def test_kept_for_guests_and_never_longer_than_true(app, count_queries):
    who, author = a_person(), a_person()
    record = a_published(author, title="First bus")
    made = a_collection(who, record, audience="public")
    browser = app.test_client()
    browser.environ_base["HTTP_ACCEPT_ENCODING"] = "gzip"
    address = f"/en/collections/{made}-buses-for-villages"
    for page in (address, "/en/collections"):
        before = browser.get(page).data
        with count_queries() as seen:
            assert browser.get(page).data == before
        assert len(seen) == 1
    changes = (
        lambda: actions.add_to_collection(who, made, a_published().number, note="Look."),
        lambda: library.withdraw(author, record.id, reason="It was not so."),
        lambda: actions.hide_collection(a_moderator(), made, reason="It sells a bus."),
    )
    for change in changes:
        before = browser.get(address).data
        change()
        assert browser.get(address).data != before


def test_a_page_costs_few_queries_however_much_is_in_it(client, count_queries):
    who = a_person()
    made = a_collection(who, a_published(), audience="public")
    address = f"/en/collections/{made}-buses-for-villages"
    with count_queries() as one:
        client.get(address)
    for _ in range(3):
        actions.add_to_collection(who, made, a_published().number, note="")
    with count_queries() as many:
        client.get(address)
    assert len(one) == len(many) <= 4


def test_the_list_is_paged_by_where_the_last_one_ended(app, monkeypatch):
    monkeypatch.setattr("exchange.collections.queries.lists.PAGE_SIZE", 2)
    for number in range(3):
        a_collection(audience="public", title=f"Buses {number}")
    page = queries.public_collections()
    assert [row.title for row in page.rows] == ["Buses 2", "Buses 1"]
    assert [row.title for row in queries.public_collections(page.older).rows] == ["Buses 0"]
