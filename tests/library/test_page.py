"""The page of an experience: who comes could use it, and learns what was done and where."""

from dataclasses import replace

import pytest

from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.kernel.settings import Operator
from exchange.library import actions
from exchange.library.events import ExperiencePublished
from exchange.library.models import Experience
from exchange.people.models import Account
from tests.factories import (
    LATVIAN,
    LONG_AGO,
    MARKS,
    a_draft,
    a_mentor,
    a_moderator,
    a_person,
    a_published,
    a_submitted,
    a_tag,
    a_thread,
    a_whole_content,
    an_editor,
    an_organisation,
    the_experience,
)


def page_of(row):
    return f"/en/experiences/ALTER-XP-{row.number:04d}-five-seats-one-bus"


def test_a_guest_reads_what_was_done_where_and_when(client, count_queries):
    lead = an_organisation(name="Rural Forum")
    row = a_published(a_person("Ilze Author"), a_mentor("Zane Reader"), lead=lead.code)
    client.get("/en/experiences")  # what all pages know of all records is read once
    with count_queries() as seen:
        page = client.get(page_of(row))
    assert len(seen) <= 9, seen
    with count_queries() as again:  # the version: all else is kept by it
        client.get(page_of(row))
    assert len(again) == 1, again
    assert page.h1 == "Five seats, one bus"
    for words in (
        "Latvia · Kamena valley",
        "since February 2017",
        "Local action group",
        "Promising: it worked here",
        "Nobody came to the meetings.",
        "Begin with something small.",
        "Ilze Author",
        "Rural Forum",
        "CC BY 4.0",
        f"ALTER-XP-{row.number:04d}",
        "Zane Reader",
        "3 of 4",
    ):
        assert words in page.text, words
    assert not page.all("form[method=post]")
    assert "Set-Cookie" not in page.headers


def test_another_title_in_the_address_leads_to_the_right_one(client):
    row = a_published()
    for wrong in ("ALTER-XP-%04d", "ALTER-XP-%04d-other", "ALTER-XP-0%04d"):
        page = client.get("/en/experiences/" + wrong % row.number)
        assert (page.status, page.location) == (301, page_of(row))
    page = client.get(f"/en/experiences/ALTER-XP-{row.number:04d}/v1")
    assert page.location == page_of(row) + "/v1"
    assert client.get(page_of(row) + "/v1").status == 200


def test_what_is_no_address_of_ours_is_not_there(client):
    for name in ("ALTER-XP-9999", "ALTER-XP-0000", "alter-xp-0001", "ALTER-XP-1", "x", "ALTER-XP-"):
        assert client.get(f"/en/experiences/{name}").status == 404
    assert client.get(page_of(a_published()) + "/v2").status == 404


def test_who_does_not_read_the_language_gets_the_english_summary_first(client, sign_in):
    row = a_published(**LATVIAN)
    address = f"/en/experiences/ALTER-XP-{row.number:04d}"
    page = client.get(address, follow=True)
    assert page.one("h1")["lang"] == "lv"
    assert "Written in Latvian. In English, in short:" in page.text
    assert page.body.index("What the villages did.") < page.body.index(">Ciemi kopā")
    assert (
        "What the villages did."
        not in client.get(address.replace("/en/", "/lv/"), follow=True).one("main").text
    )
    sign_in(client, a_person(reads=["en", "lv"]))
    assert "In English, in short" not in client.get(address, follow=True).text


def test_a_sample_is_marked(client):
    row = a_published()
    with transaction(None):
        db.session.get_one(Experience, row.id).is_sample = True
    assert "sample" in client.get(page_of(row)).one(".byline").text


def test_a_published_one_is_not_edited_but_renewed(client, sign_in):
    author, reader = a_person(), a_mentor()
    row = a_published(author, reader)
    sign_in(client, author)
    edit = client.get(f"/en/experiences/ALTER-XP-{row.number:04d}/edit")
    assert edit.status == 403
    assert "Begin a new version" in edit.text
    form = client.get(page_of(row)).form("/new-version")
    assert client.send(form).location == client.send(form).location
    draft = second_version(row)
    assert (draft.state, draft.title, draft.consent_at) == ("draft", row.title, None)
    shown = client.get(page_of(row))
    assert "Version 2 is being written" in shown.text
    assert client.get(shown.link("See version 2"), follow=True).path == page_of(row) + "/v2"


def second_version(row):
    db.session.rollback()
    return db.session.query(Experience).filter_by(number=row.number, version=2).one()


def test_the_old_version_stays_public_until_the_new_one_is_and_keeps_its_address(client):
    author, reader = a_person(), a_mentor()
    row = a_published(author, reader)
    new = actions.begin_new_version(author, row.id)
    content = a_whole_content(lesson="Ask the shop first.")
    actions.save_draft(author, new, version=1, content=content)
    actions.submit(author, new)
    assert "Begin with something small." in client.get(page_of(row)).text
    assert "being written" not in client.get(page_of(row)).text
    assert client.get(page_of(row) + "/v2").status == 404
    actions.take(reader, new)
    actions.accept(reader, new, note="Better than before.", lang="en", marks=MARKS)
    page = client.get(page_of(row))
    assert "Ask the shop first." in page.text
    assert the_experience(row.id).state == "archived"
    old = client.get(page.link("Version 1"), follow=True)
    assert "Begin with something small." in old.text
    assert "Replaced by a newer version." in old.text
    assert client.get("/en/experiences").text.count("Five seats, one bus") == 1


def test_a_moderator_withdraws_with_a_reason_and_strangers_learn_only_that_it_was(client, sign_in):
    author = a_person()
    row = a_published(author)
    form_page = f"/en/experiences/ALTER-XP-{row.number:04d}/v1/withdraw"
    sign_in(client, a_moderator())
    form = client.get(form_page).form("/withdraw")
    short = client.send(form.fill(reason="no"))
    assert short.status == 422
    assert short.form("/withdraw").data["reason"] == "no"
    form = short.form("/withdraw").fill(reason="A person in it did not agree.")
    assert client.send(form).location == client.send(form).location
    sign_in(client, author)
    assert "A person in it did not agree." in client.get(page_of(row) + "/v1").text
    with client.flask.session_transaction() as session:
        session.clear()
    for address in (page_of(row), page_of(row) + "/v1"):
        page = client.get(address)
        assert page.status == 410
        assert "Five seats" not in page.body
        assert "A person in it" not in page.body
    assert "Five seats" not in client.get("/en/experiences").text


def test_only_those_who_answer_for_it_withdraw_it(client, sign_in):
    organisation = an_organisation()
    row = a_published(lead=organisation.code)
    form_page = f"/en/experiences/ALTER-XP-{row.number:04d}/v1/withdraw"
    assert client.get(form_page).location.startswith("/en/sign-in")
    for stranger in (a_person(), a_mentor(), an_editor()):
        sign_in(client, stranger)
        assert client.get(form_page).status == 403
        assert "Withdraw it" not in client.get(page_of(row)).text
    sign_in(client, an_editor(organisation))
    page = client.submit(form_page, "/withdraw", reason="It was not our project.")
    assert "It was not our project." in page.text


def test_an_author_puts_back_what_they_withdrew(client, sign_in):
    author = a_person()
    row = a_published(author)
    actions.withdraw(author, row.id, reason="We were not sure of a figure.")
    sign_in(client, author)
    here = client.get(page_of(row) + "/v1")
    form = here.form("/put-back")
    assert client.send(form).location == client.send(form).location
    page = client.get(page_of(row))
    assert "It is published again." in page.text
    assert "We were not sure" not in page.text
    again = the_experience(row.id)
    assert (again.state, again.published_at) == ("published", row.published_at)
    assert (again.withdrawn_at, again.withdrawal_reason) == (None, "")
    with client.flask.session_transaction() as session:
        session.clear()
    assert client.get(page_of(row)).status == 200
    assert "Five seats" in client.get("/en/experiences").text


def test_an_author_does_not_put_back_what_a_moderator_withdrew(client, sign_in):
    author, moderator = a_person(), a_moderator()
    row = a_published(author)
    actions.withdraw(moderator, row.id, reason="A person in it did not agree.")
    sign_in(client, author)
    assert "Publish it again" not in client.get(page_of(row) + "/v1").text
    with pytest.raises(NotAllowed, match="put back what they withdrew"):
        actions.put_back(author, row.id)
    sign_in(client, moderator)
    client.submit(page_of(row) + "/v1", "/put-back")
    assert the_experience(row.id).state == "published"


def test_strangers_find_nothing_to_put_back(client, sign_in):
    author = a_person()
    row = a_published(author)
    actions.withdraw(author, row.id, reason="We were not sure of a figure.")
    address = f"/en/experiences/ALTER-XP-{row.number:04d}/v1/put-back"
    sign_in(client, a_mentor())
    token = client.get("/en/ask").form("/ask").data["csrf_token"]
    assert client.post(address, {"csrf_token": token}).status == 404
    assert client.get(address).status == 405
    with pytest.raises(NotFound):
        actions.put_back(a_mentor(), row.id)
    with pytest.raises(NotFound):
        actions.put_back(a_person(suspended_at=LONG_AGO, is_moderator=True), row.id)
    with transaction(None):
        db.session.get_one(Account, author.id).suspended_at = LONG_AGO
    with pytest.raises(NotAllowed):
        actions.put_back(author, row.id)


def test_what_is_put_back_stands_behind_a_newer_version_and_before_an_older_one(app):
    author, reader = a_person(), a_mentor()
    first = a_published(author, reader)
    second = published_again(author, reader, first)
    actions.withdraw(author, first.id, reason="We were not sure of a figure.")
    actions.put_back(author, first.id)
    assert states_of(first) == ["archived", "published"]
    actions.withdraw(author, first.id, reason="We were not sure of a figure.")
    actions.withdraw(author, second, reason="We were not sure of a figure.")
    actions.put_back(author, first.id)
    assert states_of(first) == ["published", "withdrawn"]
    actions.put_back(author, second)
    assert states_of(first) == ["archived", "published"]


def published_again(author, reader, old):
    new = actions.begin_new_version(author, old.id)
    actions.save_draft(author, new, version=1, content=a_whole_content())
    actions.submit(author, new)
    actions.take(reader, new)
    actions.accept(reader, new, note="Better than before.", lang="en", marks=MARKS)
    return new


def states_of(row):
    db.session.rollback()
    found = db.session.query(Experience.state).filter_by(number=row.number)
    return [state for (state,) in found.order_by(Experience.version)]


def test_whoever_gives_up_a_draft_leads_nobody_to_it(client, sign_in):
    author = a_person()
    draft = a_draft(author)
    actions.withdraw(author, draft.id, reason="We will not finish it.")
    sign_in(client, a_moderator())
    assert client.get(f"/en/experiences/ALTER-XP-{draft.number:04d}").status == 404


def test_beside_a_record_stand_the_newest_that_share_its_theme_and_place(client):
    theme, other = a_tag(is_theme=True).slug, a_tag(is_theme=True).slug
    row = a_published(themes=(theme,))
    a_published(title="Elsewhere", themes=(theme,), countries=("AL",))
    a_published(title="About something else", themes=(other,))
    a_submitted(title="Not read yet", themes=(theme,))
    assert "Experiences like this one" not in client.get(page_of(row)).text
    for number in range(5):
        a_published(title=f"Bus {number}", themes=(theme, other), countries=("AL", "LV"))
    page = client.get(page_of(row))
    beside = [link.text for link in page.all(".rail a") if "lang" in link]
    assert beside == ["Bus 4", "Bus 3", "Bus 2", "Bus 1"]


def test_a_guest_is_never_shown_a_record_as_it_was(app):
    author, browser = a_person(), app.test_client()
    row, asks = a_published(author), {"Accept-Encoding": "gzip"}
    for _ in range(2):
        assert browser.get(page_of(row), headers=asks).status_code == 200
    actions.withdraw(author, row.id, reason="It is out of date.")
    assert browser.get(page_of(row), headers=asks).status_code == 410


def test_a_record_that_grew_out_of_a_thread_is_not_kept_for_it_shows_its_title(app):
    browser, asks = app.test_client(), {"Accept-Encoding": "gzip"}
    row = a_published()
    assert "ETag" in browser.get(page_of(row), headers=asks).headers
    thread = a_thread()
    with transaction(None):
        db.session.get_one(Experience, row.id).origin_thread_id = thread.id
        record(ExperiencePublished(row.id, row.number, thread.id, 1))
    answer = browser.get(page_of(row), headers=asks)
    assert answer.status_code == 200
    assert "ETag" not in answer.headers


def test_within_how_many_days_readers_answer_is_said_where_the_operator_promised_it(
    app, client, sign_in, monkeypatch
):
    author = a_person()
    draft = a_submitted(author)
    sign_in(client, author)
    address = f"/en/experiences/ALTER-XP-{draft.number:04d}"
    assert "Readers answer within" not in client.get(address, follow=True).text
    settings = app.extensions["settings"]
    operator = Operator("Latvian Rural Forum", answer_days=10)
    monkeypatch.setitem(app.extensions, "settings", replace(settings, operator=operator))
    assert "Readers answer within 10 days." in client.get(address, follow=True).text
    public = f"/en/experiences/ALTER-XP-{a_published().number:04d}"
    assert "Readers answer within" not in client.get(public, follow=True).text
