"""What is confirmed stands until an author has confirmed what was changed of it."""

from datetime import timedelta

import pytest

from exchange.kernel.db import db, transaction
from exchange.library.codes import code_of
from exchange.reuse import actions, queries
from exchange.reuse.declared import Declared
from exchange.reuse.models import Reuse, ReuseStep
from tests.factories import LATVIAN, a_person, a_published, a_reuse, an_organisation, newest_step_of

WORDS = {"changed": "Three seats.", "result": "It went well."}


@pytest.fixture
def used(app):
    """A confirmed reuse: its author, who declared it, its record and its id."""
    author, who = a_person(), a_person(organisation=an_organisation(name="Rural Network"))
    record = a_published(author, **LATVIAN)
    made = a_reuse(who, record, **WORDS)
    actions.rule_on(author, newest_step_of(made), is_true=True)
    return author, who, record, made


def change(who, made, **changes):
    given = {"state": "trying", "country": "RS", "lang": "en", "since_year": 2019} | WORDS
    version = queries.reuse_page(who, made).row.edit_version
    said = Declared(**({"since_month": 3} | given | changes))
    actions.change_reuse(who, made, version=version, said=said)


def waits(who, made):
    return queries.reuse_page(who, made).row.waits


def history_of(who, made):
    return [step.state for step in queries.reuse_page(who, made).history]


def an_hour_goes_by(made):
    with transaction(None):
        for step in db.session.query(ReuseStep).filter_by(reuse_id=made):
            step.declared_at -= timedelta(hours=1)


@pytest.mark.parametrize("field", ["changed", "result"])
def test_other_words_are_shown_once_they_are_confirmed(client, sign_in, used, field):
    author, who, record, made = used
    change(who, made, **{field: "Nonsense."})
    assert waits(author, made)
    pages = (
        f"/en/reuse/{made}",
        f"/en/experiences/{code_of(record.number)}",
        "/en/experiences/reuse",
    )
    for address in pages:
        page = client.get(address, follow=True)
        assert WORDS[field] in page.text, address
        assert "Nonsense." not in page.text, address
    sign_in(client, author)
    page = client.get(f"/en/reuse/{made}")
    assert "Nonsense." in page.text
    assert "What everyone sees until it is confirmed" in page.text
    assert WORDS[field] in page.text
    client.submit(page, "/confirm")
    client.get("/en/sign-out")
    client.flask.delete_cookie("session")
    for address in pages:
        page = client.get(address, follow=True)
        assert WORDS[field] not in page.text, address
        assert "Nonsense." in page.text, address


def test_other_blocks_ask_again(app, used):
    author, who, _record, made = used
    with transaction(None):  # of a former version
        db.session.get_one(Reuse, made).confirmed_blocks = ["gone"]
    change(who, made, changed="Four seats.")
    assert queries.reuse_page(who, made).row.declared.blocks == []
    assert waits(author, made)


def test_words_as_they_were_confirmed_ask_nobody_any_more(app, used):
    author, who, _record, made = used
    change(who, made, result="Better.")
    change(who, made)
    assert not waits(author, made)


def test_a_state_alone_is_shown_at_once_and_asks_nobody(client, used):
    author, who, _record, made = used
    an_hour_goes_by(made)
    change(who, made, state="gave_up")
    assert not waits(author, made)
    page = client.get(f"/en/reuse/{made}")
    assert "Given up" in page.text
    assert history_of(author, made) == ["gave_up", "trying"]
    with transaction(None):
        assert db.session.get_one(Reuse, made).confirmed_state == "gave_up"


def test_a_state_beside_words_that_wait_is_shown_and_they_still_wait(client, used):
    author, who, _record, made = used
    change(who, made, result="Nonsense.")
    change(who, made, result="Nonsense.", state="planned")
    assert waits(author, made)
    page = client.get(f"/en/reuse/{made}")
    assert "Planned" in page.text
    assert "Nonsense." not in page.text


def test_that_it_is_done_is_asked_about(client, used):
    author, who, _record, made = used
    change(who, made, state="done")
    assert waits(author, made)
    assert "Done" not in client.get(f"/en/reuse/{made}").text


def test_what_nobody_has_confirmed_shows_no_state_at_once(app):
    author, who = a_person(), a_person(organisation=an_organisation())
    made = a_reuse(who, a_published(author), **WORDS)
    change(who, made, state="planned")
    assert waits(author, made)
    assert not queries.reuse_page(author, made).facts.is_confirmed


def test_what_one_person_changes_within_the_hour_is_one_step(app, used):
    author, who, _record, made = used
    an_hour_goes_by(made)
    for state in ("planned", "gave_up", "done"):
        change(who, made, state=state)
    assert history_of(author, made) == ["done", "trying"]
    an_hour_goes_by(made)
    change(who, made, state="gave_up")
    assert history_of(author, made) == ["gave_up", "done", "trying"]
