"""After a drop the folder of mails holds nothing to or from an invented person."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from exchange.kernel.clock import now
from exchange.kernel.db import record, transaction
from exchange.library import actions as library
from exchange.notifications.mail import Mail, send
from exchange.people.actor import Actor
from exchange.people.events import AddressConfirmed
from exchange.samples.drop import drop_samples
from exchange.samples.marker import marker, settings
from exchange.samples.people import load_people
from tests.factories import LONG_AGO, a_person, a_reply, a_submitted, a_thread, an_admin
from tests.notifications.post_office import change, filed, text_of, work

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Iterator[Path]:
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, data=tmp_path)
    yield tmp_path
    app.extensions["settings"] = before


@pytest.fixture
def invented(folder: Path) -> dict[str, Actor]:
    return load_people("", LONG_AGO)


def subjects(folder: Path) -> list[str]:
    return sorted(str(mail["Subject"]) for mail in filed(folder))


def test_mails_to_and_from_invented_people_go_and_those_among_real_people_stay(
    folder: Path, invented: dict[str, Actor]
) -> None:
    ana = a_person("Ana", email="ana@šuma.rs")
    ours, theirs = a_thread(ana, title="Ours"), a_thread(invented["member-me-2"], title="Theirs")
    a_reply(ours, a_person("Berta"), "From Berta.")
    a_reply(ours, invented["member-rs-1"], "From nobody.")
    a_reply(theirs, ana, "To nobody.")
    a_reply(a_reply(theirs, ana), a_person("Berta"), "In an invented thread.")
    work()
    assert len(filed(folder)) > 5
    drop_samples()
    [mail] = filed(folder)
    assert mail["Subject"] == "New reply to your question: Ours"
    assert "From Berta." in text_of(mail)


def test_what_an_invented_reader_said_of_a_real_draft_goes_and_what_a_real_one_said_stays(
    folder: Path, invented: dict[str, Actor]
) -> None:
    author = a_person()
    draft = a_submitted(author)
    for reader, note in ((invented["mentor-lv-1"], "Invented."), (an_admin(), "Real.")):
        library.take(reader, draft.id)
        library.ask_for_changes(reader, draft.id, note=note, lang="en")
        work()
        library.submit(author, draft.id)
    drop_samples()
    [said] = [text_of(mail) for mail in filed(folder) if "was read" in mail["Subject"]]
    assert "Real." in said


def test_that_an_invented_person_waits_is_told_no_more(
    folder: Path, invented: dict[str, Actor]
) -> None:
    an_admin()
    real = a_person("Nina", admitted_at=None)
    change(invented["newcomer-rs"].id, organisation_id=None)  # else a coordinator is told
    for who in (real, invented["newcomer-rs"]):
        with transaction(None):
            record(AddressConfirmed(who.id))
    work()
    assert len(filed(folder)) == 4, "two admins, two newcomers"
    drop_samples()
    assert subjects(folder) == ["Somebody waits to be let in: Nina"]


def test_mails_about_an_account_stay_with_it(folder: Path, invented: dict[str, Actor]) -> None:
    a_person(email="real@example.org")
    a_mail("confirm-1", "real@example.org")
    a_mail("confirm-2", "member-rs-1@example.org")
    drop_samples()
    assert subjects(folder) == ["confirm-1"]


def test_a_drop_that_was_killed_before_its_mails_went_is_made_good_by_another(
    folder: Path, invented: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    marker().touch()
    a_mail("confirm-2", "member-rs-1@example.org")

    def killed() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("exchange.samples.drop.drop_mails", killed)
    with pytest.raises(KeyboardInterrupt):
        drop_samples()
    monkeypatch.undo()
    drop_samples()
    assert filed(folder) == []


def test_where_there_are_no_samples_no_mail_is_touched(app: Flask, folder: Path) -> None:
    a_mail("confirm-1", "gone@example.org")
    drop_samples()
    assert subjects(folder) == ["confirm-1"]


def a_mail(key: str, to: str) -> None:
    """In the folder, as the worker leaves it."""
    mail = Mail(key, to, "Somebody", key, "Hello.", "<p>Hello.</p>", ("en",), now())
    send(mail, settings(), only_file=True)
