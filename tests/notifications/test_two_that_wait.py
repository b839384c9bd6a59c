from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.outbox import deliver_due
from exchange.library import actions as library
from exchange.library.events import ExperienceSubmitted
from exchange.library.models import ExperienceAuthor
from exchange.library.queries import waiting_for_readers
from exchange.notifications.policy import offered_kinds
from exchange.notifications.queries import unread_list
from exchange.people import actions as people
from exchange.people.actions.by_command import confirm_by_command
from exchange.people.actor import Actor
from exchange.people.events import AddressConfirmed
from exchange.people.models import Account, Membership, Organisation
from exchange.people.queries import get_actor
from exchange.tags.actions import set_expertise
from tests.factories import (
    a_mentor,
    a_moderator,
    a_person,
    a_submitted,
    a_tag,
    an_admin,
    an_editor,
    an_organisation,
    saved,
)
from tests.notifications.post_office import change, filed, html_of, kinds_of, text_of, work
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]


def a_newcomer(home: Organisation | None = None, name: str = "Nina") -> Actor:
    """Somebody who has just confirmed their address."""
    who = a_person(name, admitted_at=None, organisation_id=home.id if home else None)
    with transaction(None):
        record(AddressConfirmed(who.id))
    return who


def a_coordinator(home: Organisation, **traits: object) -> Actor:
    return a_person(organisation=home, role="coordinator", **traits)


def waits_for(who: Actor) -> list[str]:
    """The kinds that the front page shows to this person as they are now."""
    return [one.kind for one in unread_list(get_actor(who.id))]


def told(*whom: Actor) -> list[bool]:
    return [bool(kinds_of(one.id)) for one in whom]


# ---- a person waits


def test_the_coordinators_of_their_organisation_hear_of_a_newcomer_and_nobody_else(
    app: Flask,
) -> None:
    home, elsewhere = an_organisation(), an_organisation()
    here, there = a_coordinator(home), a_coordinator(elsewhere)
    away = a_coordinator(home, suspended_at=now())
    editor, admin, moderator = an_editor(home), an_admin(), a_moderator()
    newcomer = a_newcomer(home)
    work()
    assert kinds_of(here.id) == ["person_waits"]
    assert not any(told(there, away, editor, admin, moderator, newcomer))


@pytest.mark.parametrize("names", ["no organisation", "one without an active coordinator"])
def test_admins_hear_of_a_newcomer_whom_no_coordinator_can_let_in(app: Flask, names: str) -> None:
    home = an_organisation()
    away = a_coordinator(home, suspended_at=now())
    admin, gone = an_admin(), an_admin(suspended_at=now())
    a_newcomer(None if names == "no organisation" else home)
    work()
    assert kinds_of(admin.id) == ["person_waits"]
    assert not any(told(away, gone))


def test_the_mail_names_them_in_its_readers_language_and_leads_to_where_they_are_let_in(
    app: Flask, folder: Path, client: CheckedClient, sign_in: SignIn
) -> None:
    coordinator = a_coordinator(an_organisation())
    a_newcomer(db.session.get_one(Organisation, next(iter(coordinator.coordinates))))
    work()
    [mail] = filed(folder)
    assert mail["Subject"] == "Somebody waits to be let in: Nina"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "People who wait to be let in" in text_of(mail)
    assert '<strong lang="">Nina</strong>' in html_of(mail), "a name is of no language"
    assert "http://localhost/people/waiting" in text_of(mail).splitlines()
    sign_in(client, coordinator)
    [link] = [link for link in client.get("/en/").links if "Somebody waits" in link.name]
    assert link.href == "/en/people/waiting"
    assert "Nina" in client.get(link.href).text


def test_who_was_let_in_by_one_waits_for_no_other_coordinator(app: Flask) -> None:
    home = an_organisation()
    one, other = a_coordinator(home), a_coordinator(home)
    newcomer = a_newcomer(home)
    work()
    assert waits_for(one) == waits_for(other) == ["person_waits"]
    people.admit(one, newcomer.id)
    assert waits_for(one) == waits_for(other) == []


@pytest.mark.parametrize("settled", ["let in", "suspended"])
def test_who_waits_no_more_is_not_mailed(app: Flask, folder: Path, settled: str) -> None:
    home = an_organisation()
    coordinator = a_coordinator(home)
    newcomer = a_newcomer(home)
    deliver_due()
    assert kinds_of(coordinator.id) == ["person_waits"]
    change(newcomer.id, **{"admitted_at" if settled == "let in" else "suspended_at": now()})
    work()
    assert filed(folder) == []


def test_who_is_let_in_at_once_was_never_waiting(app: Flask) -> None:
    admin = an_admin()
    a_person(email="nina@example.org", confirmed_at=None, admitted_at=None)
    confirm_by_command("nina@example.org")
    work()
    assert kinds_of(admin.id) == []


def test_who_is_not_of_the_organisation_waits_for_admins_from_then_on(app: Flask) -> None:
    home = an_organisation()
    coordinator, admin = a_coordinator(home), an_admin()
    newcomer = a_newcomer(home)
    work()
    people.disown(coordinator, newcomer.id)
    work()
    assert waits_for(coordinator) == []
    assert waits_for(admin) == ["person_waits"]


def test_who_coordinates_no_more_reads_no_names_of_those_who_wait(
    client: CheckedClient, sign_in: SignIn
) -> None:
    home = an_organisation()
    coordinator = a_coordinator(home)
    a_newcomer(home)
    work()
    sign_in(client, coordinator)
    assert "Nina" in client.get("/en/notifications").text
    change(coordinator.id, suspended_at=now())
    assert "Nina" not in client.get("/en/notifications").text


# ---- a draft waits


def knowing(*slugs: str, **traits: object) -> Actor:
    """A mentor who says that they know these themes."""
    suspended_at = traits.pop("suspended_at", None)
    mentor = a_mentor(**traits)
    set_expertise(mentor, slugs)
    change(mentor.id, suspended_at=suspended_at)
    return mentor


def test_a_draft_waits_for_its_editors_and_for_the_mentors_of_its_theme_and_language(
    app: Flask,
) -> None:
    home = an_organisation()
    theme, other = a_tag(is_theme=True).slug, a_tag(is_theme=True).slug
    editor, expert = an_editor(home), knowing(theme, other, reads=["lv", "en"])
    author = knowing(theme)
    strangers = [
        knowing(other),
        knowing(theme, reads=["tr"]),
        knowing(theme, suspended_at=now()),
        a_mentor(),
        an_editor(),
        an_admin(),
        a_moderator(),
        a_person(organisation=home),
    ]
    a_submitted(author, lead=home.code, themes=(theme,))
    work()
    assert kinds_of(editor.id) == kinds_of(expert.id) == ["draft_waits"]
    assert not any(told(author, *strangers))


def test_a_draft_that_is_nobodys_task_waits_for_the_admins_but_not_for_its_author(
    app: Flask,
) -> None:
    admin, author, moderator = an_admin(), an_admin(), a_moderator()
    a_submitted(author)
    work()
    assert kinds_of(admin.id) == ["draft_waits"]
    assert not any(told(author, moderator)), "moderators read no drafts"


def test_nobody_is_told_of_a_draft_that_they_may_not_read(app: Flask) -> None:
    home = an_organisation()
    theme = a_tag(is_theme=True).slug
    for make in (an_admin, a_mentor, a_moderator, an_editor):
        make()
    knowing(theme)
    an_editor(home)
    draft = a_submitted(lead=home.code, themes=(theme,))
    work()
    hear = [who for who in everyone() if kinds_of(who.id)]
    assert len(hear) == 2
    assert all(draft.id in [line.id for line in waiting_for_readers(who)] for who in hear)


def everyone() -> list[Actor]:
    return [get_actor(row.id) for row in db.session.query(Account.id)]


def test_a_draft_that_one_reader_takes_waits_for_no_other_until_it_is_handed_back(
    app: Flask,
) -> None:
    home = an_organisation()
    one, other = an_editor(home), an_editor(home)
    draft = a_submitted(lead=home.code)
    work()
    assert waits_for(one) == waits_for(other) == ["draft_waits"]
    library.take(one, draft.id)
    assert waits_for(one) == waits_for(other) == []
    library.hand_back(one, draft.id)
    assert waits_for(one) == waits_for(other) == ["draft_waits"]


@pytest.mark.parametrize("settled", ["taken", "taken back", "no editor any more"])
def test_a_draft_that_waits_no_more_is_not_mailed(app: Flask, folder: Path, settled: str) -> None:
    home, author = an_organisation(), a_person()
    editor = an_editor(home)
    draft = a_submitted(author, lead=home.code)
    deliver_due()
    assert kinds_of(editor.id) == ["draft_waits"]
    if settled == "taken":
        library.take(an_admin(), draft.id)
    elif settled == "taken back":
        library.take_back(author, draft.id)
    else:
        with transaction(None):
            db.session.query(Membership).delete()
    work()
    assert filed(folder) == []
    assert waits_for(editor) == []


def test_a_draft_that_is_taken_before_anybody_was_told_is_told_to_nobody(app: Flask) -> None:
    home = an_organisation()
    editor = an_editor(home)
    library.take(an_admin(), a_submitted(lead=home.code).id)
    work()
    assert kinds_of(editor.id) == []


def test_a_draft_waits_no_more_for_who_is_credited_in_it_since(app: Flask) -> None:
    home = an_organisation()
    editor = an_editor(home)
    draft = a_submitted(lead=home.code)
    work()
    saved(ExperienceAuthor(experience_id=draft.id, account_id=editor.id, role="words"))
    assert waits_for(editor) == []


def test_the_mail_leads_to_the_draft_that_its_reader_may_take(
    app: Flask, folder: Path, client: CheckedClient, sign_in: SignIn
) -> None:
    home = an_organisation()
    editor = an_editor(home)
    a_submitted(lead=home.code)
    work()
    [mail] = filed(folder)
    assert mail["Subject"] == "A draft waits for a reader: Five seats, one bus"
    [address] = [line for line in text_of(mail).splitlines() if "/experiences/" in line]
    sign_in(client, editor)
    page = client.get(address.removeprefix("http://localhost"), follow=True)
    [read] = [link for link in page.links if link.href.endswith("/read")]
    assert "I take it" in client.get(read.href).text


def test_who_asked_for_changes_hears_when_the_draft_comes_again(app: Flask) -> None:
    author, reader, admin = a_person(), a_mentor(), an_admin()
    draft = a_submitted(author)
    work()
    library.take(reader, draft.id)
    library.ask_for_changes(reader, draft.id, note="Where was it?", lang="en")
    library.submit(author, draft.id)
    work()
    assert kinds_of(reader.id) == ["draft_waits"]
    assert kinds_of(admin.id) == ["draft_waits"], "only of the first time, when nobody else was"


def test_each_time_that_a_draft_is_handed_in_is_told_once(app: Flask) -> None:
    home, author = an_organisation(), a_person()
    editor = an_editor(home)
    draft = a_submitted(author, lead=home.code)
    work()
    library.take(editor, draft.id)
    library.hand_back(editor, draft.id)
    with transaction(None):
        record(ExperienceSubmitted(draft.id, draft.number, author.id))  # as after a crash
    work()
    assert kinds_of(editor.id) == ["draft_waits"]
    library.take_back(author, draft.id)
    library.submit(author, draft.id)
    work()
    assert kinds_of(editor.id) == ["draft_waits"] * 2


# ---- switches


def test_only_those_whom_a_kind_can_concern_find_its_switch(app: Flask) -> None:
    for who, new in (
        (a_person(), set()),
        (a_moderator(), set()),
        (a_mentor(), {"draft_waits"}),
        (an_editor(), {"draft_waits"}),
        (a_coordinator(an_organisation()), {"draft_waits", "person_waits"}),
        (an_admin(), {"draft_waits", "person_waits"}),
    ):
        assert set(offered_kinds(who)) & {"draft_waits", "person_waits"} == new
