"""Saved searches: whoever waits for experiences of some kind is told when one comes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.kernel.rulings import NotFound, Refused
from exchange.kernel.sweeping import sweepers
from exchange.library import actions
from exchange.library.actions import saved
from exchange.library.models import SavedSearch
from exchange.library.narrowing import Narrowed
from exchange.library.queries import saved_searches
from exchange.library.subscribers import tell_what_waits
from exchange.notifications.models import Notification
from exchange.notifications.notices import notice
from exchange.tags.actions import merge_subjects
from tests.factories import (
    MARKS,
    a_mentor,
    a_moderator,
    a_person,
    a_published,
    a_tag,
    a_whole_content,
    an_organisation,
)

SAVED = "/en/experiences/saved"


def told(who):
    """Ids of the experiences that somebody was told of."""
    for _ in range(3):  # a publication, what it fits, the mail
        deliver_due()
    mine = select(Notification.subject_id).where(
        Notification.account_id == who.id, Notification.kind == "fits_search"
    )
    with transaction(None):
        return list(db.session.scalars(mine.order_by(Notification.id)))


def a_day_went_by():
    with transaction(None):
        db.session.query(SavedSearch).update({"told_at": now() - timedelta(days=1, minutes=1)})


def a_mail(who):
    with transaction(None):
        mine = select(Notification.id).where(
            Notification.account_id == who.id, Notification.kind == "fits_search"
        )
        newest = db.session.scalars(mine.order_by(Notification.id.desc())).first()
    return notice(newest)


def test_a_member_saves_a_list_under_a_name_finds_it_again_and_removes_it(client, sign_in):
    me = a_person()
    sign_in(client, me)
    a_published(countries=("XK",))
    page = client.get("/en/experiences?country=XK&level=lag&order=used")
    form = client.get(page.link("Save this search"))
    assert form.one("input[name=name]")["value"] == "Kosovo*, Local action group"
    assert "UNSCR 1244/1999" in form.text
    client.submit(form, "/experiences/saved/new", name="In our valley")
    saved_page = client.get(SAVED)
    assert "In our valley" in saved_page.text
    assert saved_page.link("In our valley") == "/en/experiences?country=XK&level=lag"
    client.submit(saved_page, "/remove")
    assert "You have saved no search" in client.get(SAVED).text


def test_nothing_to_save_leads_back_to_the_list_and_another_way_to_say_it_to_the_one(
    client, sign_in
):
    sign_in(client, a_person())
    assert client.get(f"{SAVED}/new").location == "/en/experiences"
    odd = client.get(f"{SAVED}/new?level=lag&country=LV&order=used")
    assert (odd.status, odd.location) == (301, f"{SAVED}/new?country=LV&level=lag")


@pytest.mark.usefixtures("app")
def test_the_same_list_saved_again_has_the_new_name():
    me = a_person()
    for name in ("First", "Second"):
        actions.save_search(me, Narrowed(country="LV", order="used"), name=name)
    assert [(row.name, row.asked) for row in saved_searches(me)] == [("Second", "country=LV")]


@pytest.mark.usefixtures("app")
def test_there_is_room_for_so_many(monkeypatch):
    monkeypatch.setattr(saved, "MOST_SAVED", 1)
    me = a_person()
    actions.save_search(me, Narrowed(country="LV"), name="Latvia")
    actions.save_search(me, Narrowed(country="LV"), name="Latvia again")
    with pytest.raises(Refused):
        actions.save_search(me, Narrowed(country="AL"), name="Albania")


@pytest.mark.usefixtures("app")
def test_whoever_saved_what_fits_is_told_and_nobody_else():
    theme = a_tag(is_theme=True).slug
    by_place, by_words, by_both, other = (a_person() for _ in range(4))
    actions.save_search(by_place, Narrowed(country="XK"), name="There")
    actions.save_search(by_words, Narrowed(q="autobus"), name="Buses")
    actions.save_search(by_both, Narrowed(q="five seat", theme=theme), name="Both")
    actions.save_search(other, Narrowed(country="AL"), name="Elsewhere")
    row = a_published(countries=("XK",), themes=(theme,))
    assert [told(who) for who in (by_place, by_words, by_both, other)] == [
        [row.id],
        [],
        [row.id],
        [],
    ]
    mail, recipient = a_mail(by_place)
    assert recipient.id == by_place.id
    assert "Five seats, one bus" in str(mail)


@pytest.mark.usefixtures("app")
def test_a_theme_that_was_merged_since_still_tells_whoever_saved_it():
    old, into, who = a_tag(is_theme=True).slug, a_tag(is_theme=True).slug, a_person()
    actions.save_search(who, Narrowed(theme=old), name="Buses")
    merge_subjects(a_moderator(), old, into, version=1)
    row = a_published(themes=(into,))
    assert told(who) == [row.id]


@pytest.mark.usefixtures("app")
def test_nobody_is_told_of_the_own_record_nor_of_a_new_version_of_an_old_one():
    author, me = a_person(), a_person()
    for who in (author, me):
        actions.save_search(who, Narrowed(country="LV"), name="Latvia")
    theme, lead = a_tag(is_theme=True).slug, an_organisation().code
    row = a_published(author, themes=(theme,), lead=lead)
    assert (told(author), told(me)) == ([], [row.id])
    newer = actions.begin_new_version(author, row.id)
    content = a_whole_content(themes=(theme,), lead=lead)
    actions.save_draft(author, newer, version=1, content=content)
    actions.submit(author, newer)
    reader = a_mentor()
    actions.take(reader, newer)
    actions.accept(reader, newer, note="Still good, and shorter now.", lang="en", marks=MARKS)
    a_day_went_by()
    tell_what_waits()
    assert told(me) == [row.id]


@pytest.mark.usefixtures("app")
def test_one_is_told_once_a_day_and_then_of_the_newest():
    me = a_person()
    actions.save_search(me, Narrowed(country="LV"), name="Latvia")
    first = a_published()
    assert told(me) == [first.id]
    a_published()
    third = a_published()
    tell_what_waits()
    assert told(me) == [first.id]
    a_day_went_by()
    assert tell_what_waits in sweepers
    tell_what_waits()
    tell_what_waits()
    assert told(me) == [first.id, third.id]


def test_of_one_record_one_is_told_once_whatever_one_has_saved(client, sign_in):
    me = a_person()
    actions.save_search(me, Narrowed(country="LV"), name="Latvia")
    first = a_published()
    assert told(me) == [first.id]
    assert "Your saved search: Latvia" in str(a_mail(me)[0])
    for country, words in (("LV", "seat"), ("", "bus"), ("LV", "bus")):
        actions.save_search(me, Narrowed(country=country, q=words), name=f"{words} {country}")
    second = a_published(title="A shop for all, and a bus seat")
    assert told(me) == [first.id, second.id]
    assert "Your saved searches: Latvia and 3 more" in str(a_mail(me)[0])
    sign_in(client, me)
    page = client.get("/en/notifications")
    assert "Your saved searches: Latvia and 3 more" in page.text
    assert "Your saved search: Latvia" in page.text
    a_day_went_by()
    tell_what_waits()
    assert told(me) == [first.id, second.id]


@pytest.mark.usefixtures("app")
def test_what_was_withdrawn_meanwhile_or_is_waited_for_no_more_is_not_mailed():
    me, author = a_person(), a_person()
    actions.save_search(me, Narrowed(country="LV"), name="Latvia")
    row = a_published(author)
    assert told(me) == [row.id]
    assert a_mail(me)
    actions.withdraw(author, row.id, reason="It is out of date.")
    assert a_mail(me) is None
    actions.put_back(author, row.id)
    assert a_mail(me)
    actions.forget_search(me, saved_searches(me)[0].id)
    assert a_mail(me) is None


def test_who_saved_several_that_one_record_fits_is_told_while_one_of_them_is_saved(client, sign_in):
    me = a_person()
    for words in ("seat", "bus"):
        actions.save_search(me, Narrowed(country="LV", q=words), name=f"A {words}")
    a_published()
    told(me)
    bus, seat = saved_searches(me)
    actions.forget_search(me, seat.id)
    assert "A bus" in str(a_mail(me)[0])
    sign_in(client, me)
    assert "A bus" in client.get("/en/notifications").text
    actions.forget_search(me, bus.id)
    assert a_mail(me) is None


@pytest.mark.usefixtures("app")
def test_however_many_one_has_saved_and_one_record_fits_it_is_told():
    me = a_person()
    for number in range(saved.MOST_SAVED):
        actions.save_search(me, Narrowed(country="LV", q=f"seat {number}"), name="A seat")
    row = a_published()
    with transaction(None):
        db.session.query(SavedSearch).update({"waiting_id": row.id})
    tell_what_waits()
    assert told(me) == [row.id]
    assert "and 29 more" in str(a_mail(me)[0])


def test_a_search_is_its_owners_alone(client, sign_in):
    me, stranger = a_person(), a_person()
    actions.save_search(me, Narrowed(country="LV"), name="Latvia")
    sign_in(client, stranger)
    found = saved_searches(me)[0].id
    with pytest.raises(NotFound):
        actions.forget_search(stranger, found)
    assert "Latvia" not in client.get(SAVED).text
    assert len(saved_searches(me)) == 1
