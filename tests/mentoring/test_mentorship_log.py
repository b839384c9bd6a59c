"""What the sides of a mentorship write down, who hears of it, and how it was."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.mentoring.actions.mentorship_log import (
    change_meeting,
    change_mentorship_note,
    evaluate,
    remind_of_ends,
    write_meeting,
    write_mentorship_note,
)
from exchange.mentoring.actions.mentorships import (
    accept_mentorship,
    change_mentorship,
    decline_mentorship,
    end_mentorship,
    get_mentorship,
)
from exchange.mentoring.models import Mentorship
from exchange.mentoring.policy.mentorships import has_accepted, waits_for
from exchange.mentoring.queries.mentorships import mentorship_page
from exchange.notifications.queries import notification_page
from exchange.people.actions import (
    Place,
    Roles,
    admit,
    change_roles,
    end_suspension,
    suspend,
)
from exchange.people.actor import Actor
from exchange.people.models import Membership, RoleChange
from exchange.people.queries import get_actor
from tests.factories import (
    a_mentoring_coordinator,
    a_person,
    an_admin,
    an_editor,
    an_organisation,
)
from tests.mentoring.pairing import Pair, how_it_was, in_days, met, planned, version_of
from tests.notifications.post_office import change, filed, text_of, work
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
LIST = "/en/mentorships"


@pytest.fixture
def pair(app: Flask) -> Pair:
    return Pair()


def heard(who: Actor) -> list[str]:
    """What still holds of what they were told, the newest first."""
    while deliver_due():
        pass
    rows = notification_page(get_actor(who.id), 1).notifications
    return [str(row.sentence) for row in rows]


def note(who: Actor, made: int, body: str = "We are late.") -> int:
    return write_mentorship_note(who, made, body=body, lang="en")


def test_the_other_side_hears_that_aims_or_days_are_changed_while_it_runs(pair: Pair) -> None:
    made = pair.running()
    told = len(heard(pair.editor)), len(heard(pair.mentor))
    change_mentorship(pair.mentor, made, version=version_of(made), planned=planned(why="Anew."))
    assert heard(pair.editor)[0] == "There is something new in a mentorship"
    assert (len(heard(pair.editor)), len(heard(pair.mentor))) == (told[0] + 1, told[1])


def test_whoever_is_named_an_editor_hears_once_of_what_waits_for_an_answer(
    pair: Pair,
) -> None:
    other = Pair(an_organisation())
    made = pair.proposed()
    assert len(heard(pair.editor)) == 1
    other.running()
    for one in (pair, other):
        change(one.editor.id, suspended_at=now())
    asked = "A mentorship waits for your answer"

    def named(who: Actor, home: int, *, mentor: bool = False) -> list[str]:
        with transaction(None):
            version = db.session.scalar(
                select(func.max(RoleChange.id)).where(RoleChange.account_id == who.id)
            )
        roles = Roles(mentor=mentor, mentoring_coordinator=False, moderator=False, admin=False)
        change_roles(an_admin(), who.id, roles, Place(home, "editor"), version=version or 0)
        return [one for one in heard(who) if one == asked]

    new, second, elsewhere = a_person(), a_person(), a_person()
    assert named(new, pair.home.id) == [asked]
    assert named(new, pair.home.id, mentor=True) == [asked], "once"
    assert named(second, pair.home.id) == [asked], "the other may be away"
    assert named(elsewhere, other.home.id) == [], "it runs"
    for who in (get_actor(new.id), pair.mentor):
        accept_mentorship(who, made, version=version_of(made))
    assert mentorship_page(pair.mentor, made).row.state == "runs"


def test_an_editor_who_heard_when_it_was_proposed_hears_of_it_once(pair: Pair) -> None:
    pair.proposed()
    suspend(an_admin(), pair.editor.id, reason="Too loud.")
    end_suspension(an_admin(), pair.editor.id)
    assert heard(pair.editor).count("A mentorship waits for your answer") == 1


def test_an_editor_who_is_let_in_later_hears_of_what_waits(pair: Pair) -> None:
    late = an_editor(pair.home)
    change(late.id, admitted_at=None)
    pair.proposed()
    assert heard(late) == []
    admit(an_admin(), late.id)
    assert heard(late)[:1] == ["A mentorship waits for your answer"]


def test_either_side_writes_down_a_meeting_and_puts_it_right(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made = pair.running()
    sign_in(client, pair.mentor)
    form = client.get(client.get(f"{LIST}/{made}").link("Write down a meeting"))
    said = {"held_on": in_days(-2).isoformat(), "way": "in_person", "who": "Mara, Edna"}
    page = client.submit(form, "/new", agreed="We begin.", next_step="Edna asks.", **said)
    for words in ("We begin.", "Edna asks.", "In person", "Mara, Edna"):
        assert words in page.text, words
    sign_in(client, pair.editor)
    ways = {link.href for link in client.get(f"{LIST}/{made}").links if "/meetings/" in link.href}
    [edit] = ways - {f"{LIST}/{made}/meetings/new"}
    page = client.submit(client.get(edit), "/edit", agreed="We begin on Monday.")
    assert "We begin on Monday." in page.text
    sign_in(client, pair.coordinator)
    page = client.get(f"{LIST}/{made}")
    assert "We begin on Monday." in page.text
    assert "Write down a meeting" not in page.text


def test_a_meeting_that_is_still_to_come_is_not_written_down(
    app: Flask, client: CheckedClient, sign_in: SignIn, it_is: Callable[[datetime], None]
) -> None:
    it_is(datetime(2026, 11, 27, 22, 30, tzinfo=UTC))
    pair = Pair()  # its mentor is in Belgrade, half an hour before midnight
    made = pair.running()
    sign_in(client, pair.mentor)
    typed = {"who": "Mara, Edna", "agreed": "We begin.", "way": "online"}
    page = client.submit(f"{LIST}/{made}/meetings/new", "/new", held_on="2026-11-28", **typed)
    assert page.status == 422
    assert "This day is still to come." in page.text
    assert "We begin." in page.body  # what was typed is kept
    page = client.submit(page, "/new", held_on="2026-11-27")
    assert page.status == 200
    one = mentorship_page(pair.mentor, made).meetings[0].id
    with pytest.raises(Refused, match="still to come"):
        change_meeting(pair.mentor, made, one, version=1, met=met(held_on=date(2026, 11, 28)))
    it_is(datetime(2026, 11, 27, 23, 30, tzinfo=UTC))
    change_meeting(pair.mentor, made, one, version=1, met=met(held_on=date(2026, 11, 28)))


def test_a_stale_meeting_shows_both_texts(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made = pair.running()
    one = write_meeting(pair.mentor, made, met())
    sign_in(client, pair.editor)
    form = client.get(f"{LIST}/{made}/meetings/{one}/edit").form("/edit").fill(who="Of mine.")
    change_meeting(pair.mentor, made, one, version=1, met=met(agreed="Of the mentor."))
    page = client.send(form)
    assert page.status == 409
    assert "Of mine." in page.body
    assert "Of the mentor." in page.text
    with pytest.raises(Stale):
        change_meeting(pair.mentor, made, one, version=1, met=met())


def test_nobody_changes_the_note_of_another(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made = pair.running()
    one = note(pair.editor, made)
    said = {"version": 1, "body": "Mine.", "lang": "en"}
    for who in (pair.mentor, pair.coordinator, an_editor(pair.home)):
        with pytest.raises(NotAllowed, match="Whoever wrote it"):
            change_mentorship_note(who, made, one, **said)
    sign_in(client, pair.editor)
    page = client.submit(client.get(f"{LIST}/{made}/notes/{one}/edit"), "/edit", body="On time.")
    assert "On time." in page.text
    with pytest.raises(Stale):
        change_mentorship_note(pair.editor, made, one, **said)


def test_coordinators_read_and_do_not_write(pair: Pair) -> None:
    made = pair.running()
    with pytest.raises(NotAllowed):
        note(pair.coordinator, made)
    with pytest.raises(NotAllowed):
        write_meeting(pair.coordinator, made, met())
    asked = Pair(an_organisation())
    waiting = asked.proposed()
    with pytest.raises(NotAllowed, match="accept it first"):
        note(asked.mentor, waiting)


def test_what_stands_in_another_mentorship_is_not_there(pair: Pair) -> None:
    made, other = pair.running(), Pair(an_organisation())
    elsewhere = other.running()
    meeting, text = write_meeting(other.mentor, elsewhere, met()), note(other.mentor, elsewhere)
    with pytest.raises(NotFound):
        change_meeting(pair.mentor, made, meeting, version=1, met=met())
    with pytest.raises(NotFound):
        change_mentorship_note(pair.mentor, made, text, version=1, body="x", lang="en")


def test_each_side_reads_what_the_other_says_once_both_have_said_it(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made = pair.ended()

    def read(who: Actor) -> tuple[bool, bool]:
        sign_in(client, who)
        page = client.get(f"{LIST}/{made}")
        return "We learned a lot." in page.text, "They worked hard." in page.text

    sign_in(client, pair.editor)
    form = client.get(client.get(f"{LIST}/{made}").link("Say how it was"))
    answers = {"reached": "4", "together": "5", "again": "5"}
    page = client.submit(form, "/evaluate", body="We learned a lot.", **answers)
    assert "For the most part" in page.text
    assert read(pair.editor) == (True, False)
    assert read(pair.mentor) == (False, False)
    assert read(pair.coordinator) == (True, False)
    evaluate(pair.mentor, made, how_it_was(body="They worked hard."))
    for who in (pair.editor, pair.mentor, pair.coordinator):
        assert read(who) == (True, True)


def test_a_coordinator_who_stands_for_a_side_waits_like_everybody(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    change(pair.mentor.id, is_mentoring_coordinator=True)
    made = pair.ended()
    evaluate(pair.editor, made, how_it_was(body="We learned a lot."))
    sign_in(client, get_actor(pair.mentor.id))
    assert "We learned a lot." not in client.get(f"{LIST}/{made}").text


def test_each_side_says_it_once_and_when_it_has_ended(pair: Pair) -> None:
    made = pair.running()
    with pytest.raises(NotAllowed, match="once it has ended"):
        evaluate(pair.mentor, made, how_it_was())
    said = {"ending": "reached", "reason": "", "lang": "en"}
    end_mentorship(pair.mentor, made, version=version_of(made), **said)
    with pytest.raises(NotAllowed, match="two sides"):
        evaluate(pair.coordinator, made, how_it_was())
    evaluate(pair.editor, made, how_it_was())
    with pytest.raises(NotAllowed, match="Your side has said"):
        evaluate(an_editor(pair.home), made, how_it_was())


@pytest.mark.parametrize("missing", ["reached", "together", "again"])
def test_all_three_questions_are_answered(
    client: CheckedClient, sign_in: SignIn, pair: Pair, missing: str
) -> None:
    made = pair.ended()
    sign_in(client, pair.mentor)
    answers = {name: "4" for name in ("reached", "together", "again") if name != missing}
    form = client.get(f"{LIST}/{made}/evaluate")
    page = client.submit(form, "/evaluate", body="They worked hard.", **answers)
    assert page.status == 422
    assert "They worked hard." in page.body


def test_who_hears_of_what(pair: Pair) -> None:
    made = pair.proposed()
    asked = "A mentorship waits for your answer"
    assert [heard(who) for who in (pair.mentor, pair.editor, pair.coordinator)] == [
        [asked],
        [asked],
        [],
    ]
    accept_mentorship(pair.mentor, made, version=1)
    accept_mentorship(pair.editor, made, version=1)
    begins = "A mentorship begins: both sides have accepted it"
    assert heard(pair.coordinator) == [begins]
    assert heard(pair.mentor)[0] == begins
    assert begins not in heard(pair.editor)
    write_meeting(pair.editor, made, met())
    note(pair.mentor, made)
    assert heard(pair.mentor)[0] == "A meeting of a mentorship is written down"
    assert heard(pair.editor)[0] == "New note in a mentorship"
    assert heard(pair.coordinator) == [begins]
    said = {"ending": "early", "reason": "The board has changed.", "lang": "en"}
    end_mentorship(pair.mentor, made, version=version_of(made), **said)
    assert heard(pair.editor)[0] == "A mentorship has ended: please say how it was"
    assert asked not in heard(pair.editor)


def test_nobody_is_told_that_it_waits_for_them_once_their_side_has_accepted_it(pair: Pair) -> None:
    asked = "A mentorship waits for your answer"
    second = an_editor(pair.home)
    made = pair.proposed(by=pair.editor)
    assert heard(second) == [], "her side has proposed it"
    assert heard(pair.mentor) == [asked]
    version = version_of(made)
    change_mentorship(pair.mentor, made, version=version, planned=planned(why="A shorter one."))
    assert heard(pair.mentor) == [], "he has changed it, and so accepted it"
    assert [set(heard(who)) for who in (pair.editor, second)] == [{asked}, {asked}]
    accept_mentorship(second, made, version=version_of(made))
    begins = "A mentorship begins: both sides have accepted it"
    assert [heard(who) for who in (pair.mentor, pair.editor)] == [[begins], [begins]]
    assert heard(second) == []


@pytest.mark.parametrize("by", ["coordinator", "editor", "mentor"])
def test_the_rule_of_what_waits_for_whom_is_the_same_in_the_list_and_on_the_page(
    pair: Pair, by: str
) -> None:
    made = pair.proposed()
    if by != "coordinator":
        accept_mentorship(getattr(pair, by), made, version=1)
    both = an_editor(pair.home)
    change(both.id, is_mentoring_coordinator=True)
    people = [pair.mentor, pair.editor, get_actor(both.id), pair.coordinator, a_person()]
    seen = []
    for who in people:
        found = select(Mentorship.id).where(Mentorship.id == made, waits_for(who, who.id))
        with transaction(None):
            facts = get_mentorship(pair.coordinator, made)[1]
            waits = db.session.scalar(found) is not None
        assert waits is not has_accepted(who, facts), who
        seen.append(waits)
    assert seen == [by != "mentor", by != "editor", by != "editor", True, True]


def test_who_proposed_it_hears_that_it_does_not_come_about(pair: Pair) -> None:
    made = pair.proposed()
    decline_mentorship(pair.mentor, made, reason="No time.", lang="en")
    assert heard(pair.coordinator) == ["A mentorship does not come about"]
    assert heard(pair.editor) == ["A mentorship does not come about"]
    assert heard(pair.mentor) == []


def test_what_was_told_is_for_those_who_belong_to_it_by_now(pair: Pair) -> None:
    pair.proposed()
    assert heard(pair.editor)
    with transaction(None):
        db.session.query(Membership).filter_by(account_id=pair.editor.id).delete()
    assert heard(pair.editor) == []


def test_both_sides_hear_two_weeks_before_the_planned_end_and_once(
    pair: Pair, it_is: Callable[..., None]
) -> None:
    begin = datetime(2026, 12, 1, tzinfo=UTC)
    it_is(begin)
    soon = "A mentorship is planned to end within two weeks"
    ends = (begin + timedelta(days=60)).date()
    made = pair.running(starts_on=begin.date(), ends_on=ends)
    waiting = Pair(an_organisation())
    waiting.proposed(starts_on=begin.date(), ends_on=ends)
    it_is(begin + timedelta(days=45))
    remind_of_ends()
    assert soon not in heard(pair.mentor)
    it_is(begin + timedelta(days=46))
    for _ in range(2):
        remind_of_ends()
    assert [heard(who).count(soon) for who in (pair.mentor, pair.editor)] == [1, 1]
    assert soon not in heard(waiting.mentor)
    later = planned(starts_on=begin.date(), ends_on=(begin + timedelta(days=90)).date())
    change_mentorship(pair.mentor, made, version=version_of(made), planned=later)
    it_is(begin + timedelta(days=77))
    remind_of_ends()
    assert heard(pair.editor).count(soon) == 2


def test_the_mail_leads_to_its_page_and_tells_nothing_of_what_was_said(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "mail"
    monkeypatch.setattr("exchange.notifications.mail.folder_of", lambda _settings: folder)
    made = pair.running()
    work()
    note(pair.editor, made, "The chair drinks.")
    work()
    mails = [one for one in filed(tmp_path) if "New note" in str(one["Subject"])]
    [mail] = mails
    assert "Mara Mentor" in str(mail["To"])
    assert f"/mentorships/{made}" in text_of(mail)
    assert "Network of hills" in text_of(mail)
    assert "drinks" not in text_of(mail)


def test_coordinators_who_did_nothing_are_not_written_to(pair: Pair) -> None:
    other = a_mentoring_coordinator()
    made = pair.running()
    note(pair.mentor, made)
    assert heard(other) == []
