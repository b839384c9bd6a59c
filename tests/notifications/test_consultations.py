"""Who is told of what is asked in confidence: that there is something, never what."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from exchange.kernel.db import db, transaction
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.actions.consultations.due import remind_of_waiting
from exchange.notifications.models import Notification
from exchange.notifications.queries import notification_page, unread_list
from exchange.people.queries import get_actor
from tests.factories import (
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    an_admin,
)
from tests.mentoring.confiding import HIDDEN, a_consultation, an_assigned, words_for
from tests.notifications.post_office import change, filed, kinds_of, text_of, work

ASKED, NEWS = "consultation_asked", "consultation_reply"


def shown(who):
    return [one.kind for one in notification_page(get_actor(who.id), 1).notifications]


def test_the_mail_says_neither_the_question_nor_who_asks(app, folder):
    asker, coordinator = a_person("Asta Asker"), a_mentoring_coordinator("Cora Coordinator")
    mentor = a_mentor("Maris Mentor")
    made = a_consultation(asker)
    work()
    actions.assign_mentors(coordinator, made, [mentor.id])
    actions.add_note(mentor, made, body=f"Vote {HIDDEN}.", lang="en")
    work()
    actions.add_note(asker, made, body=f"We shall {HIDDEN}.", lang="en")
    work()
    mails = filed(folder)
    assert len(mails) == 5
    for mail in mails:
        said = f"{mail['Subject']} {text_of(mail)} {mail.get_body(('html',)).get_content()}"
        assert HIDDEN not in said
        assert not [
            name
            for name in ("Asta", "Cora", "Maris")
            if name in said.replace(str(mail["To"]), "") and name not in str(mail["To"])
        ]
        assert f"http://localhost/private-consultations/{made}" in said
    assert {str(mail["Subject"]) for mail in mails} == {
        "Somebody asks you in confidence",
        "There is something new in a private consultation",
    }
    told = {who.name: kinds_of(who.id) for who in (asker, coordinator, mentor)}
    assert told == {
        "Asta Asker": [NEWS, NEWS],  # a mentor is there, and has answered
        "Cora Coordinator": [ASKED],
        "Maris Mentor": [ASKED, NEWS],
    }


def test_a_coordinator_who_has_written_in_it_hears_of_what_comes(app):
    asker, coordinator = a_person(), a_mentoring_coordinator()
    made = a_consultation(asker)
    actions.add_note(coordinator, made, body="We look for somebody.", lang="en")
    actions.add_note(asker, made, body="Thank you.", lang="en")
    work()
    assert NEWS in kinds_of(coordinator.id)


def test_what_waits_is_gone_once_it_is_assigned_ended_or_deleted(app):
    asker, coordinator = a_person(), a_mentoring_coordinator()
    mentor, made = a_mentor(), a_consultation(asker)
    work()
    assert shown(coordinator) == [ASKED]
    assert [one.title for one in unread_list(get_actor(coordinator.id))] == [""]
    actions.assign_mentors(coordinator, made, [mentor.id])
    work()
    assert shown(coordinator) == []
    assert shown(mentor) == [ASKED]
    actions.decline_consultation(mentor, made)
    work()
    assert shown(mentor) == []
    assert ASKED in shown(coordinator)
    actions.end_consultation(asker, made)
    assert ASKED not in shown(coordinator)
    actions.reopen_consultation(asker, made)
    work()
    assert shown(coordinator).count(ASKED) == 3
    assert shown(asker)
    actions.delete_consultation(asker, made)
    for who in (asker, mentor, coordinator):
        assert shown(who) == []


def test_admins_are_told_only_where_no_coordinator_can(app):
    admin, coordinator, moderator = an_admin(), a_mentoring_coordinator(), a_moderator()
    a_consultation()
    work()
    assert kinds_of(admin.id) == []
    a_consultation(excluded=[coordinator.id])
    work()
    assert kinds_of(admin.id) == shown(admin) == [ASKED]
    assert kinds_of(coordinator.id) == [ASKED]
    assert kinds_of(moderator.id) == []


def test_who_loses_the_role_is_shown_nothing_of_it_any_more(app):
    asker, mentor = a_person(), a_mentor()
    coordinator = a_mentoring_coordinator()
    made = an_assigned(asker, mentor, by=coordinator)
    actions.add_note(asker, made, body="More.", lang="en")
    work()
    assert sorted(shown(mentor)) == [ASKED, NEWS]
    change(mentor.id, is_mentor=False)
    assert shown(mentor) == []


def test_reminders_come_by_the_day_and_once(app, it_is):
    coordinator = a_mentoring_coordinator()
    it_is(datetime(2026, 1, 12, 9, tzinfo=UTC))  # a Monday
    a_consultation()
    work()
    for hours in range(0, 24 * 8, 3):
        it_is(datetime(2026, 1, 12, 9, tzinfo=UTC) + timedelta(hours=hours))
        remind_of_waiting()
        work()
    with transaction(None):
        found = select(Notification.event_key).where(Notification.account_id == coordinator.id)
        keys = db.session.scalars(found.order_by(Notification.id)).all()
    assert keys == ["asked", "waits 2026-01-15", "waits 2026-01-20"]


@pytest.mark.parametrize("step", ["proposed", "words", "published", "ended"])
def test_those_whom_a_step_concerns_hear_of_it(app, step):
    asker, mentor, coordinator = a_person(), a_mentor(), a_mentoring_coordinator()
    made = an_assigned(asker, mentor, by=coordinator)
    actions.add_note(mentor, made, body="Vote anew.", lang="en")
    work()
    before = {who: len(kinds_of(who.id)) for who in (asker, mentor)}
    if step == "proposed":
        actions.propose_publication(mentor, made)
    elif step == "ended":
        actions.end_consultation(asker, made)
    else:
        words_for(asker, made, {mentor.id: "Vote anew."})
    if step == "published":
        actions.publish(coordinator, made, version=1, category_id=a_category().id)
    work()
    heard = {who for who in (asker, mentor) if kinds_of(who.id)[before[who] :].count(NEWS)}
    wanted = {"proposed": {asker}, "words": {mentor}, "ended": {mentor}}
    assert heard == wanted.get(step, {asker, mentor})
