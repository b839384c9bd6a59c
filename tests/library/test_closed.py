"""Whoever cannot write in a text now learns who has it since when, and what to do instead."""

import pytest

from exchange.kernel.db import db, transaction
from exchange.library import actions
from exchange.people.models import Account
from tests.factories import a_mentor, a_person, a_published, a_submitted


def address_of(row, tail):
    return f"/en/experiences/ALTER-XP-{row.number:04d}{tail}"


@pytest.mark.parametrize(
    "tail", ["/edit", "/edit/short", "/edit/pictures", "/edit/blocks", "/edit/blocks/new"]
)
def test_who_wrote_it_sees_who_reads_it_and_takes_it_back(client, sign_in, tail):
    author = a_person()
    draft = a_submitted(author)
    actions.take(a_mentor("Zane Reader"), draft.id)
    sign_in(client, author)
    page = client.get(address_of(draft, tail))
    assert page.status == 403
    assert "Zane Reader has it · since today" in page.text
    assert page.link("See version 1").endswith("/v1")
    page = client.submit(page, "/take-back")
    assert page.path == address_of(draft, "/edit")
    assert "It is a draft again." in page.text


def test_its_reader_is_told_why_and_takes_nothing_back(client, sign_in):
    draft, reader = a_submitted(a_person()), a_mentor()
    sign_in(client, reader)
    page = client.get(address_of(draft, "/edit"))
    assert page.status == 403
    assert "Only its authors can change this experience." in page.text
    assert "Take it back" not in page.text


def test_a_stranger_learns_nothing(client, sign_in):
    draft = a_submitted(a_person())
    sign_in(client, a_person())
    assert client.get(address_of(draft, "/edit")).status == 404


def test_who_has_not_said_what_they_read_is_led_to_where_they_do(client, sign_in):
    row = a_published(a_person())
    sign_in(client, a_person(reads=["en"]))
    page = client.get(address_of(row, "/translate/sr"))
    assert page.status == 403
    settings, _, field = page.link("Languages you read").partition("#")
    assert client.get(settings).all(f"#{field}")


def test_who_reads_both_is_not_sent_to_the_settings(client, sign_in):
    row = a_published(a_person())
    sign_in(client, a_person(reads=["en", "sr"]))
    page = client.get(address_of(row, "/translate/en"))
    assert page.status == 403
    assert "#reads" not in page.body


def test_what_was_typed_is_kept_where_a_translator_reads_one_language_only_by_now(client, sign_in):
    row, who = a_published(a_person()), a_person(reads=["en", "sr"])
    sign_in(client, who)
    form = client.get(address_of(row, "/translate/sr")).form("/translate/sr")
    form.fill(**{"t-title": "Пет седишта, један аутобус"})
    with transaction(None):
        db.session.get_one(Account, who.id).reads = ["en"]
    page = client.send(form)
    assert page.status == 403
    assert "Пет седишта, један аутобус" in page.body
