from pathlib import Path

import pytest
from flask import Flask

from exchange.kernel.clock import now
from exchange.kernel.db import Event, record, transaction
from exchange.people.events import (
    AddressTaken,
    AddressToConfirm,
    PasswordChanged,
    PasswordForgotten,
    PersonAdmitted,
    PersonSuspended,
    SuspensionEnded,
)
from exchange.people.models import MailToken
from exchange.people.tokens import open_token
from exchange.text.languages import LANGUAGES
from tests.factories import a_person, saved
from tests.notifications.post_office import change, filed, html_of, text_of, work


def tell(event: Event) -> None:
    with transaction(None):
        record(event)
    work()


def a_token(account_id: int, purpose: str, email: str, **traits: object) -> int:
    row = MailToken(account_id=account_id, purpose=purpose, email=email, nonce="0" * 32, **traits)
    return saved(row).id


@pytest.mark.parametrize(
    ("purpose", "event", "subject"),
    [
        ("confirm", AddressToConfirm, "Confirm your address"),
        ("password", PasswordForgotten, "Set a new password"),
    ],
)
def test_a_link_comes_by_mail_and_works(
    app: Flask, folder: Path, purpose: str, event: type[AddressToConfirm], subject: str
) -> None:
    person = a_person(email="anna@example.org", confirmed_at=None)
    tell(event(a_token(person.id, purpose, "anna@example.org")))
    [mail] = filed(folder)
    assert mail["Subject"] == subject
    assert mail["To"].addresses[0].addr_spec == "anna@example.org"
    assert mail["List-Unsubscribe"] is None
    [link] = [line for line in text_of(mail).splitlines() if line.startswith("http://localhost/en")]
    assert link in html_of(mail)
    opened = open_token(link.rpartition("/")[2], purpose)
    assert opened is not None
    assert opened.account_id == person.id


def test_a_link_that_is_of_no_use_any_more_is_not_sent(app: Flask, folder: Path) -> None:
    person = a_person(email="new@example.org")
    tell(PasswordForgotten(a_token(person.id, "password", "new@example.org", used_at=now())))
    tell(PasswordForgotten(a_token(person.id, "password", "old@example.org")))
    tell(PasswordForgotten(4711))
    assert filed(folder) == []


@pytest.mark.parametrize("language", [one.code for one in LANGUAGES])
def test_what_concerns_the_account_comes_in_the_persons_language_on_one_line(
    app: Flask, folder: Path, language: str
) -> None:
    person = a_person(language=language)
    for event in (AddressTaken(person.id), PasswordChanged(person.id)):
        tell(event)
    tell(PersonAdmitted(person.id, 0))
    tell(SuspensionEnded(person.id, 0))
    mails = filed(folder)
    assert len(mails) == 4
    for mail in mails:
        assert mail["Subject"]
        assert "\n" not in mail["Subject"]
        assert f"http://localhost/{language}/" in text_of(mail)


def test_a_suspension_comes_with_its_reason(app: Flask, folder: Path) -> None:
    person = a_person(suspended_at=now(), suspension_reason="Insults <b>again</b>.")
    tell(PersonSuspended(person.id, 0))
    [mail] = filed(folder)
    assert "Insults <b>again</b>." in text_of(mail)
    assert "Insults &lt;b&gt;again&lt;/b&gt;." in html_of(mail)


def test_what_was_taken_back_meanwhile_is_not_told(app: Flask, folder: Path) -> None:
    person = a_person()
    tell(PersonSuspended(person.id, 0))
    change(person.id, suspended_at=now())
    tell(PersonAdmitted(person.id, 0))
    tell(SuspensionEnded(person.id, 0))
    tell(PersonAdmitted(4711, 0))
    assert filed(folder) == []
