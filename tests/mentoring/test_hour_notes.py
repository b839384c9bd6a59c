"""What the two of a talk write down, and how it becomes a thread if both want it."""

from collections.abc import Callable

import pytest
from flask import Flask

from exchange.forum.queries import draft_list
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Stale
from exchange.mentoring.actions.hour_notes import (
    answer_for_thread,
    ask_for_thread,
    begin_thread,
    write_note,
)
from exchange.mentoring.actions.hours import withdraw_slot
from exchange.people.actor import Actor
from exchange.people.models import Account
from tests.factories import LONG_AGO, a_category, a_mentor, a_moderator, a_person
from tests.mentoring.talking import a_past_talk, a_slot, a_talk, has_begun, in_days, note_of
from tests.mentoring.test_office_hours_told import heard
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
WORDS = "One seat for each village, and a second person for each seat."


@pytest.fixture
def two(app: Flask) -> tuple[Actor, Actor, int]:
    """A mentor, a member, and their talk that was yesterday."""
    mentor, member = a_mentor("Mara Mentor"), a_person("Nina Member")
    return mentor, member, a_past_talk(mentor, member)


def written(who: Actor, talk: int, *, version: int = 0, body: str = WORDS) -> int:
    write_note(who, talk, version=version, body=body, lang="en")
    return note_of(talk, who).id


def agreed(author: Actor, other: Actor, talk: int) -> int:
    note = written(author, talk)
    ask_for_thread(author, talk, note, version=1)
    answer_for_thread(other, talk, note, version=1, agrees=True)
    return note


def test_each_writes_one_note_and_both_read_both(
    client: CheckedClient, sign_in: SignIn, two: tuple[Actor, Actor, int]
) -> None:
    mentor, member, talk = two
    for who, words in ((mentor, WORDS), (member, "Ask the school first.")):
        sign_in(client, who)
        form = client.get(client.get(f"/en/office-hours/{talk}").link("Write a note"))
        page = client.submit(form, "/note", body=words)
        assert words in page.text
    assert WORDS in page.text
    page = client.submit(client.get(page.link("Change your note")), "/note", body="Another text.")
    assert "Another text." in page.text
    assert "Ask the school first." not in page.text


def test_nobody_else_reads_a_note(
    client: CheckedClient, sign_in: SignIn, two: tuple[Actor, Actor, int]
) -> None:
    mentor, _member, talk = two
    written(mentor, talk)
    for who in (a_person(), a_mentor(), a_moderator(), a_person(is_admin=True)):
        sign_in(client, who)
        assert client.get(f"/en/office-hours/{talk}").status == 404
        assert client.get(f"/en/office-hours/{talk}/note").status == 404


def test_notes_are_written_once_it_has_begun_and_was_booked(app: Flask) -> None:
    mentor, member = a_mentor(), a_person()
    with pytest.raises(NotAllowed, match="once it has begun"):
        written(member, a_talk(mentor, member))
    with pytest.raises(NotAllowed):
        written(mentor, has_begun(a_slot(mentor, length=20, day=in_days(9))))
    off = a_talk(mentor, member, day=in_days(10))
    withdraw_slot(mentor, off, reason="Ill.", lang="en")
    with pytest.raises(NotAllowed):
        written(member, has_begun(off))


def test_a_stale_note_shows_both_texts(
    client: CheckedClient, sign_in: SignIn, two: tuple[Actor, Actor, int]
) -> None:
    mentor, _member, talk = two
    sign_in(client, mentor)
    form = client.get(f"/en/office-hours/{talk}/note").form("/note").fill(body="Of this window.")
    written(mentor, talk)
    page = client.send(form)
    assert page.status == 409
    assert "Of this window." in page.body
    assert WORDS in page.text
    page = client.submit(page, "/note")
    assert "Of this window." in page.text


def test_the_other_agrees_and_its_author_posts_it_under_their_own_name(
    client: CheckedClient, sign_in: SignIn, two: tuple[Actor, Actor, int]
) -> None:
    mentor, member, talk = two
    category = a_category()
    written(member, talk)
    sign_in(client, mentor)
    page = client.submit(client.get(f"/en/office-hours/{talk}"), "/ask")
    assert "It waits for the other of you to agree." in page.text
    asked = "Your mentor asks whether a note may become a thread: Mara Mentor"
    assert asked in heard(member)
    sign_in(client, member)
    page = client.submit(client.get(f"/en/office-hours/{talk}"), "/agree")
    assert "Both of you want others to read this." in page.text
    assert "Both of you agree that a note becomes a thread: Nina Member" in heard(mentor)
    page = client.submit(page, "/begin")
    assert page.h1 == "Ask a question"
    form = page.form("/ask")
    assert form.data["body"] == WORDS
    said = {"title": "How many seats for each village?", "category": str(category.id)}
    page = client.submit(page, "/ask", **said)
    assert page.h1 == "How many seats for each village?"
    assert "Nina Member" in page.text
    assert "Mara Mentor" not in page.text


def test_the_author_is_asked_where_the_other_would_like_it(
    client: CheckedClient, sign_in: SignIn, two: tuple[Actor, Actor, int]
) -> None:
    mentor, member, talk = two
    note = written(mentor, talk)
    ask_for_thread(member, talk, note, version=1)
    assert any("Somebody asks whether a note may" in one for one in heard(mentor))
    sign_in(client, mentor)
    page = client.submit(client.get(f"/en/office-hours/{talk}"), "/decline")
    assert "It stays between the two of you." in page.text
    assert (note_of(talk, mentor).asked_by_id, note_of(talk, mentor).agreed_at) == (None, None)


def test_nobody_agrees_with_themselves(two: tuple[Actor, Actor, int]) -> None:
    mentor, member, talk = two
    note = written(mentor, talk)
    with pytest.raises(NotAllowed):
        answer_for_thread(member, talk, note, version=1, agrees=True)
    ask_for_thread(mentor, talk, note, version=1)
    with pytest.raises(NotAllowed, match="The other of the two"):
        answer_for_thread(mentor, talk, note, version=1, agrees=True)
    ask_for_thread(member, talk, note, version=1)  # asked already: it is the member's to answer
    assert note_of(talk, mentor).asked_by_id == mentor.id


def test_without_agreement_there_is_no_thread(two: tuple[Actor, Actor, int]) -> None:
    mentor, member, talk = two
    note = written(mentor, talk)
    for who in (mentor, member):
        with pytest.raises(NotAllowed, match="once the other has agreed"):
            begin_thread(who, talk, note)
    ask_for_thread(member, talk, note, version=1)
    with pytest.raises(NotAllowed):
        begin_thread(mentor, talk, note)
    answer_for_thread(mentor, talk, note, version=1, agrees=True)
    with pytest.raises(NotAllowed, match="Whoever wrote it"):
        begin_thread(member, talk, note)
    assert draft_list(mentor) == []
    begin_thread(mentor, talk, note)
    assert [draft.source for draft in draft_list(mentor)] == [WORDS]


def test_other_words_are_agreed_to_anew(two: tuple[Actor, Actor, int]) -> None:
    mentor, member, talk = two
    note = agreed(mentor, member, talk)
    written(mentor, talk, version=1, body="Something quite different.")
    with pytest.raises(NotAllowed):
        begin_thread(mentor, talk, note)
    ask_for_thread(mentor, talk, note, version=2)
    with pytest.raises(Stale):
        answer_for_thread(member, talk, note, version=1, agrees=True)


def test_a_note_of_another_talk_is_not_there(two: tuple[Actor, Actor, int]) -> None:
    mentor, _member, talk = two
    other = a_past_talk()
    note = written(mentor, talk)
    with pytest.raises(NotFound):
        ask_for_thread(mentor, other, note, version=1)
    with pytest.raises(NotFound):
        ask_for_thread(a_person(), talk, note, version=1)


def test_who_is_suspended_reads_the_notes_and_writes_none(
    client: CheckedClient, sign_in: SignIn, two: tuple[Actor, Actor, int]
) -> None:
    mentor, member, talk = two
    written(mentor, talk)
    with transaction(None):
        db.session.get_one(Account, member.id).suspended_at = LONG_AGO
    with pytest.raises(NotAllowed):
        written(member, talk)
    sign_in(client, member)
    assert WORDS in client.get(f"/en/office-hours/{talk}").text
