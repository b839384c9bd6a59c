"""Authors are told of reuse to confirm, whoever declared it of the answer; and asked in time."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.library import actions as library
from exchange.library.codes import code_of
from exchange.people.actor import Actor
from exchange.reuse import actions as reuse
from exchange.reuse.declared import Declared
from exchange.still_true import actions
from exchange.still_true.models import StillTrue
from tests.factories import a_person, a_published, a_reuse, an_organisation, newest_step_of
from tests.notifications.post_office import filed, kinds_of, text_of, work
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]


def fall_due(number: int) -> None:
    with transaction(None):
        db.session.get_one(StillTrue, number).due_at = now() - timedelta(days=1)


def test_an_author_is_told_of_a_reuse_once_for_each_state(app: Flask, folder: Path) -> None:
    author, who = a_person(), a_person(organisation=an_organisation())
    made = a_reuse(who, a_published(author))
    work()
    assert kinds_of(author.id)[-1] == "reuse_declared"
    mail = filed(folder)[-1]
    assert "Somebody uses your experience: please confirm it: Five seats" in mail["Subject"]
    assert f"http://localhost/reuse/{made}" in text_of(mail)
    reuse.rule_on(author, newest_step_of(made), is_true=True)
    work()
    assert kinds_of(who.id) == ["reuse_ruled"]
    assert "It is confirmed and counts now." in text_of(filed(folder)[-1])


def test_an_author_is_told_once_of_what_one_person_changes_within_the_hour(
    app: Flask, folder: Path
) -> None:
    author, who = a_person(), a_person(organisation=an_organisation())
    made = a_reuse(who, a_published(author))
    for version, result in enumerate(("Good.", "Better.", "Best."), start=1):
        work()
        said = Declared("trying", "RS", 2019, 3, "en", result=result)
        reuse.change_reuse(who, made, version=version, said=said)
    work()
    assert kinds_of(author.id).count("reuse_declared") == 1


def test_who_declared_reads_why_it_is_declined(app: Flask, folder: Path) -> None:
    author, who = a_person(), a_person(organisation=an_organisation())
    made = a_reuse(who, a_published(author))
    step = newest_step_of(made)
    reuse.rule_on(author, step, is_true=False, sentence="Neviens nav runājis ar mums.", lang="lv")
    work()
    text = text_of(filed(folder)[-1])
    assert "An author does not confirm it." in text
    assert "Neviens nav runājis ar mums." in text


def test_what_was_answered_or_withdrawn_waits_for_nobody(
    app: Flask, client: CheckedClient, sign_in: SignIn, folder: Path
) -> None:
    author, who = a_person(), a_person(organisation=an_organisation())
    record = a_published(author)
    made = a_reuse(who, record)
    work()
    sign_in(client, author)
    assert "please confirm it" in client.get("/en/").text
    library.withdraw(author, record.id, reason="It was not so.")
    assert "please confirm it" not in client.get("/en/").text
    library.put_back(author, record.id)
    reuse.rule_on(author, newest_step_of(made), is_true=True)
    assert "please confirm it" not in client.get("/en/").text


def test_authors_are_asked_twice_at_most(
    app: Flask, folder: Path, client: CheckedClient, sign_in: SignIn
) -> None:
    author = a_person()
    record = a_published(author)
    actions.ask_what_is_due()
    work()
    assert "still_true" not in kinds_of(author.id)
    for times in (1, 2):
        fall_due(record.number)
        actions.ask_what_is_due()
        actions.ask_what_is_due()
        work()
        assert kinds_of(author.id).count("still_true") == times
    with transaction(None):
        assert db.session.get_one(StillTrue, record.number).due_at is None
    link = f"/experiences/{code_of(record.number)}/still-true"
    asked = [mail for mail in filed(folder) if "whether this is still true" in mail["Subject"]]
    assert len(asked) == 2
    assert f"http://localhost{link}" in text_of(asked[0])
    sign_in(client, author)
    assert "whether this is still true" in client.get("/en/").text
    page = client.submit(client.get(f"/en{link}"), "/still-true")
    assert "You are asked again in two years." in page.text
    assert "whether this is still true" not in client.get("/en/").text
