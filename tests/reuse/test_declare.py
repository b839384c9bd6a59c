"""An organisation says that it uses an experience; once an author confirms it, it counts."""

import pytest

from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.library.actions import withdraw
from exchange.library.codes import code_of
from exchange.people.models import Account
from exchange.reuse import actions, queries
from exchange.reuse.declared import Declared
from exchange.reuse.models import Reuse, ReuseStep
from tests.factories import (
    LONG_AGO,
    a_confirmed_reuse,
    a_draft,
    a_moderator,
    a_person,
    a_published,
    a_reuse,
    an_editor,
    an_organisation,
    newest_step_of,
)


def said(**changes):
    given = {"state": "done", "country": "LV", "since_year": 2020, "since_month": 5, "lang": "en"}
    return Declared(**(given | changes))


def confirm(author, reuse_id):
    actions.rule_on(author, newest_step_of(reuse_id), is_true=True)


def test_a_member_declares_it_and_an_author_confirms_it_on_its_page(client, sign_in):
    author, ours = a_person("Ilze Author"), an_organisation(name="Rural Network", country="XK")
    record = a_published(author)
    code = code_of(record.number)
    sign_in(client, a_person(organisation=ours))
    page = client.get(f"/en/experiences/{code}", follow=True)
    form = client.get(page.link("We use this too"))
    assert form.form("/reuse").data["country"] == "XK"
    page = client.submit(
        form, "/reuse", start_year="2019", state="trying", changed="Three seats.", result="Good."
    )
    assert page.h1 == "Used by Rural Network"
    assert "waits for an author" in page.text
    address = page.address
    sign_in(client, author)
    page = client.submit(client.get(address), "/confirm")
    assert "confirmed and counts" in page.text
    client.get("/en/sign-out")
    client.flask.delete_cookie("session")
    page = client.get(f"/en/experiences/{code}", follow=True)
    for words in ("Used elsewhere", "Rural Network", "Three seats.", "Good.", "Being tried"):
        assert words in page.text, words
    assert "Kosovo*" in page.text
    assert "UNSCR" in page.text


STRANGERS = {
    "guest": lambda: None,
    "member": lambda: a_person(organisation=an_organisation()),
    "editor elsewhere": an_editor,
}


@pytest.mark.parametrize(("state", "status"), [("done", 422), ("trying", 422), ("planned", 303)])
def test_only_what_is_planned_begins_in_the_future(client, sign_in, state, status):
    record = a_published()
    sign_in(client, a_person(organisation=an_organisation()))
    form = client.get(f"/en/experiences/{code_of(record.number)}/reuse").form("/reuse")
    page = client.send(form.fill(start_year="2099", state=state))
    assert page.status == status
    assert ("This lies in the future." in page.text) is (status == 422)


@pytest.mark.parametrize("who", STRANGERS)
def test_what_is_not_confirmed_is_not_there_for_others(client, sign_in, who):
    ours, author = an_organisation(name="Rural Network"), a_person()
    record = a_published(author)
    made = a_reuse(a_person(organisation=ours), record)
    if stranger := STRANGERS[who]():
        sign_in(client, stranger)
    assert client.get(f"/en/reuse/{made}").status == 404
    address = f"/en/experiences/{code_of(record.number)}"
    assert "Rural Network" not in client.get(address, follow=True).text
    assert "Rural Network" not in client.get("/en/experiences/reuse").text
    confirm(author, made)
    assert client.get(f"/en/reuse/{made}").status == 200
    assert "Rural Network" in client.get(address, follow=True).text
    assert "Rural Network" in client.get("/en/experiences/reuse").text


def test_the_own_organisation_the_authors_and_moderators_see_what_waits(client, sign_in):
    ours, author = an_organisation(name="Rural Network"), a_person()
    record = a_published(author)
    made = a_reuse(a_person(organisation=ours), record)
    for who in (a_person(organisation=ours), author, a_moderator()):
        sign_in(client, who)
        assert client.get(f"/en/reuse/{made}").status == 200
        page = client.get(f"/en/experiences/{code_of(record.number)}", follow=True)
        assert "Waits for an author" in page.text


def test_nobody_confirms_the_reuse_of_the_own_organisation(app):
    ours = an_organisation()
    author, colleague = a_person(organisation=ours), a_person(organisation=ours)
    made = a_reuse(colleague, a_published(author))
    with pytest.raises(NotAllowed, match="own organisation"):
        confirm(author, made)


@pytest.mark.parametrize("who", [a_moderator, an_editor])
def test_only_authors_confirm(app, who):
    made = a_reuse()
    with pytest.raises((NotAllowed, NotFound)):
        confirm(who(), made)


def test_a_suspended_author_confirms_nothing(app):
    author = a_person()
    made = a_reuse(None, a_published(author))
    with transaction(None):
        db.session.get_one(Account, author.id).suspended_at = LONG_AGO
    with pytest.raises(NotAllowed):
        confirm(author, made)


def test_there_is_one_for_each_organisation_and_record(app):
    ours, record = an_organisation(), a_published()
    a_reuse(a_person(organisation=ours), record)
    with pytest.raises(Refused):
        a_reuse(a_person(organisation=ours), record)
    a_reuse(a_person(organisation=ours), a_published())


def test_who_belongs_to_no_organisation_or_to_another_declares_nothing(app):
    record, other = a_published(), an_organisation()
    with pytest.raises(NotAllowed, match="Members of an organisation"):
        actions.declare_reuse(a_person(), record.number, other.id, said())
    member = a_person(organisation=an_organisation())
    with pytest.raises(Refused):
        actions.declare_reuse(member, record.number, other.id, said())


def test_drafts_and_withdrawn_records_are_not_there(client, sign_in):
    who, author = a_person(organisation=an_organisation()), a_person()
    with pytest.raises(NotFound):
        actions.declare_reuse(who, a_draft().number, min(who.organisations), said())
    record = a_published(author)
    made = a_confirmed_reuse(author, record)
    withdraw(author, record.id, reason="It was not so.")
    assert client.get(f"/en/reuse/{made}").status == 404
    assert "Five seats" not in client.get("/en/experiences/reuse").text


def test_another_state_asks_again_and_the_confirmed_one_stands(client, sign_in):
    ours, author = an_organisation(name="Rural Network"), a_person()
    record, who = a_published(author), a_person(organisation=ours)
    made = a_reuse(who, record, state="trying")
    confirm(author, made)
    actions.change_reuse(who, made, version=1, said=said(state="done", country="RS"))
    page = client.get(f"/en/reuse/{made}")
    assert "Being tried" in page.text
    assert "Done" not in page.text
    sign_in(client, who)
    page = client.get(f"/en/reuse/{made}")
    assert "Everyone sees the state that is confirmed: Being tried." in page.text
    confirm(author, made)
    with transaction(None):
        assert db.session.get_one(Reuse, made).confirmed_state == "done"
        assert db.session.query(ReuseStep).count() == 2


def test_what_was_declined_is_asked_about_again_once_it_is_changed(client, sign_in):
    author, who = a_person(), a_person(organisation=an_organisation())
    made = a_reuse(who, a_published(author))
    step = newest_step_of(made)
    sign_in(client, author)
    form = client.get(f"/en/reuse/{made}/steps/{step}/decline")
    page = client.submit(form, "/decline", sentence="Nobody there has spoken with us.")
    assert "Nobody there has spoken with us." in page.text
    same = {"state": "trying", "country": "RS"}
    actions.change_reuse(who, made, version=1, said=said(**same, changed="We met in May."))
    assert queries.reuse_page(who, made).row.waits
    assert newest_step_of(made) > step


def test_what_was_changed_meanwhile_is_not_confirmed_unread(app):
    author, who = a_person(), a_person(organisation=an_organisation())
    made = a_reuse(who, a_published(author))
    seen = newest_step_of(made)
    actions.change_reuse(who, made, version=1, said=said(state="done"))
    with pytest.raises(NotAllowed, match="changed, meanwhile"):
        actions.rule_on(author, seen, is_true=True)
    seen = newest_step_of(made)
    actions.change_reuse(who, made, version=2, said=said(state="done", result="Better."))
    with pytest.raises(NotAllowed, match="changed, meanwhile"):
        actions.rule_on(author, seen, is_true=True)
    with pytest.raises(Stale):
        actions.change_reuse(who, made, version=1, said=said(state="planned"))


def test_it_is_taken_back_while_nothing_is_confirmed_and_by_moderators_later(app):
    author, who = a_person(), a_person(organisation=an_organisation())
    record = a_published(author)
    made = a_reuse(who, record)
    actions.take_back_reuse(who, made)
    made = a_reuse(who, record)
    confirm(author, made)
    with pytest.raises(NotAllowed, match="What is confirmed stays"):
        actions.take_back_reuse(who, made)
    with pytest.raises(NotAllowed):
        actions.take_back_reuse(a_person(), made)
    actions.take_back_reuse(a_moderator(), made)
    assert queries.reuses_of(record.number) == []


def test_a_colleague_who_is_no_editor_changes_nothing(app):
    ours = an_organisation()
    made = a_reuse(a_person(organisation=ours))
    with pytest.raises(NotAllowed, match="Whoever declared it"):
        actions.change_reuse(a_person(organisation=ours), made, version=1, said=said())
    actions.change_reuse(an_editor(ours), made, version=1, said=said())
