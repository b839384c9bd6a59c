"""A record whose authors do not answer says so; who answers for it says yes with one click."""

from datetime import UTC, datetime, timedelta

import pytest

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed
from exchange.library import actions as library
from exchange.library.codes import code_of
from exchange.still_true import actions, queries
from exchange.still_true.actions import months_later
from exchange.still_true.models import StillTrue
from tests.factories import (
    LONG_AGO,
    MARKS,
    a_mentor,
    a_moderator,
    a_person,
    a_published,
    a_whole_content,
    an_editor,
    an_organisation,
)
from tests.forum.test_plans import plan

LIST = "/en/experiences"


def ask(record):
    with transaction(None):
        db.session.get_one(StillTrue, record.number).due_at = now() - timedelta(days=1)
    actions.ask_what_is_due()


def row_of(record):
    with transaction(None):
        return db.session.get_one(StillTrue, record.number)


def test_what_nobody_has_confirmed_says_so_on_its_page_and_in_the_list(client, sign_in):
    author = a_person()
    record = a_published(author)
    address = f"/en/experiences/{code_of(record.number)}"
    assert "still true" not in client.get(address, follow=True).text
    assert "not confirmed lately" not in client.get(LIST).text
    ask(record)
    assert "and have not answered yet" in client.get(address, follow=True).text
    assert "not confirmed lately" in client.get(LIST).text
    sign_in(client, author)
    page = client.get(client.get(address, follow=True).link("Answer"))
    page = client.submit(page, "/still-true")
    assert "Still true, its authors said on" in page.text
    assert "not confirmed lately" not in client.get(LIST).text


def test_two_years_after_it_is_published_its_authors_are_asked(app):
    record = a_published()
    due = row_of(record).due_at - now()
    assert timedelta(days=725) < due < timedelta(days=732)


@pytest.mark.parametrize(
    ("moment", "months", "expected"),
    [((2024, 2, 29), 24, (2026, 2, 28)), ((2025, 11, 30), 3, (2026, 2, 28))],
)
def test_months_are_those_of_the_calendar(moment, months, expected):
    assert months_later(datetime(*moment, tzinfo=UTC), months) == datetime(*expected, tzinfo=UTC)


def test_what_is_withdrawn_is_asked_about_when_it_is_put_back(app):
    author = a_person()
    record = a_published(author)
    library.withdraw(author, record.id, reason="It was not so.")
    ask(record)
    assert row_of(record).asked_at is None
    library.put_back(author, record.id)
    actions.ask_what_is_due()
    assert row_of(record).asked_at is not None


def test_the_second_question_waits_for_what_was_withdrawn_too(app):
    author = a_person()
    record = a_published(author)
    ask(record)
    library.withdraw(author, record.id, reason="It was not so.")
    ask(record)
    assert row_of(record).asked_count == 1
    library.put_back(author, record.id)
    actions.ask_what_is_due()
    assert (row_of(record).asked_count, row_of(record).due_at) == (2, None)


def test_a_new_version_is_true_today(app):
    author, reader = a_person(), a_mentor()
    record = a_published(author, reader)
    ask(record)
    newer = library.begin_new_version(author, record.id)
    library.save_draft(author, newer, version=1, content=a_whole_content())
    library.submit(author, newer)
    library.take(reader, newer)
    library.accept(reader, newer, note="It holds here too.", lang="en", marks=MARKS)
    assert row_of(record).asked_at is None
    assert row_of(record).asked_count == 0


@pytest.mark.parametrize("who", [a_person, a_mentor, a_moderator, an_editor])
def test_others_do_not_say_whether_it_is_true(client, sign_in, who):
    record = a_published()
    with pytest.raises(NotAllowed, match="say whether it is true"):
        actions.confirm(who(), record.id)


def test_an_editor_of_its_organisation_may_and_a_suspended_author_may_not(app):
    lead = an_organisation()
    record = a_published(lead=lead.code)
    actions.confirm(an_editor(lead), record.id)
    author = a_person(suspended_at=LONG_AGO)
    with pytest.raises(NotAllowed):
        actions.confirm(author, record.id)


def test_a_no_leads_to_a_new_version_or_to_withdrawal(client, sign_in):
    author = a_person()
    record = a_published(author)
    sign_in(client, author)
    address = f"/en/experiences/{code_of(record.number)}/still-true"
    page = client.get(address)
    assert page.link("Withdraw it").endswith("/v1/withdraw")
    page = client.submit(page, "/new-version")
    assert page.path.endswith("/edit")


def test_lists_ask_once_by_the_key(app):
    told = plan(queries._UNCONFIRMED, numbers=[1, 2, 3])
    assert "SCAN still_true" not in told, told
