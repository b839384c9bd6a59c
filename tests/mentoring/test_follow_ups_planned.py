"""When an asker is asked: planned in the transactions of the forum, asked by the hour."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select

from exchange.forum import actions as forum
from exchange.forum.models import Thread
from exchange.forum.moving import Seen
from exchange.kernel.clock import now
from exchange.kernel.db import OutboxEntry, db, transaction
from exchange.mentoring.actions import asking_what_came
from exchange.mentoring.actions.answering import Said, say_outcome
from exchange.mentoring.actions.asking_what_came import ask_what_came_of_it
from exchange.mentoring.models import FollowUp
from exchange.people.actor import Actor
from tests.factories import (
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    opening_of,
)
from tests.mentoring.following import (
    ItIs,
    an_answer,
    asked,
    fall_due,
    rows_of,
    said,
    stages_of,
)
from tests.notifications.post_office import change, filed, kinds_of, text_of, work

BEGIN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WAYS: dict[str, Callable[[Thread, int, Actor], object]] = {
    "the answer is hidden": lambda _thread, answer, _asker: forum.hide_post(a_moderator(), answer),
    "the thread is hidden": lambda thread, _answer, _asker: forum.hide_post(
        a_moderator(), opening_of(thread)
    ),
    "its asker is suspended": lambda _thread, _answer, asker: change(asker.id, suspended_at=now()),
    "its asker may not read it": lambda thread, _answer, _asker: forum.move_thread(
        a_moderator(), a_room(roles=["mentor"]).id, _seen(thread)
    ),
    "it is a discussion": lambda thread, _answer, _asker: forum.change_kind(
        a_moderator(), _seen(thread)
    ),
    "the answer stands elsewhere": lambda _thread, answer, _asker: _split(answer),
}


def _seen(thread: Thread) -> Seen:
    with transaction(None):
        row = db.session.get_one(Thread, thread.id, populate_existing=True)
        return Seen(row.id, row.edit_version)


def _split(answer: int) -> None:
    with transaction(None):
        thread = db.session.scalars(select(Thread).where(Thread.accepted_post_id == answer)).one()
    new = forum.NewThread("Another question", "question", thread.category_id)
    forum.split_branch(a_moderator(), answer, new, _seen(thread))


def events() -> list[dict[str, object]]:
    found = select(OutboxEntry.payload).where(OutboxEntry.name == "mentoring.follow_ups_due.1")
    with transaction(None):
        return list(db.session.scalars(found.order_by(OutboxEntry.id)))


# ---- accepting


def test_a_week_after_the_first_reply_by_another_the_asker_is_asked_to_accept(
    app: Flask, it_is: ItIs
) -> None:
    it_is(BEGIN)
    asker = a_person()
    thread = a_thread(asker)
    a_reply(thread, asker)
    assert stages_of(thread) == []
    first = a_reply(thread)
    it_is(BEGIN + timedelta(days=3))
    a_reply(thread)
    row = rows_of(thread)["accept"]
    assert (row.post_id, row.due_at) == (first, BEGIN + timedelta(days=7))
    it_is(BEGIN + timedelta(days=6, hours=23))
    ask_what_came_of_it()
    assert rows_of(thread)["accept"].asked_at is None
    it_is(BEGIN + timedelta(days=7))
    ask_what_came_of_it()
    assert rows_of(thread)["accept"].asked_at == BEGIN + timedelta(days=7)


@pytest.mark.parametrize("kind", ["discussion", "announcement"])
def test_only_questions_are_followed(app: Flask, kind: str) -> None:
    thread = a_thread(kind="discussion")
    a_reply(thread)
    assert stages_of(thread) == []


def test_what_was_accepted_meanwhile_is_not_asked_about(app: Flask) -> None:
    thread, _answer = an_answer()
    assert stages_of(thread) == ["month", "quarter"]


@pytest.mark.parametrize("way", ["hidden", "deleted", "locked"])
def test_nobody_is_asked_to_accept_what_nobody_can(app: Flask, way: str) -> None:
    answerer, thread = a_person(), a_thread()
    reply = a_reply(thread, answerer)
    match way:
        case "hidden":
            forum.hide_post(a_moderator(), reply)
        case "deleted":
            forum.delete_post(answerer, reply)
        case "locked":
            forum.lock_thread(a_moderator(), thread.id)
    fall_due(thread, "accept")
    assert stages_of(thread) == []
    assert events() == []


def test_a_nudge_that_made_no_sense_is_planned_anew_by_the_next_reply(app: Flask) -> None:
    thread = a_thread()
    forum.hide_post(a_moderator(), a_reply(thread))
    fall_due(thread, "accept")
    a_reply(thread)
    assert stages_of(thread) == ["accept"]


def _becomes_a_question(asker: Actor) -> tuple[Thread, int]:
    thread = a_thread(asker)
    a_reply(thread, asker)
    reply = a_reply(thread)
    forum.change_kind(a_moderator(), _seen(thread))
    assert stages_of(thread) == []
    forum.change_kind(a_moderator(), _seen(thread))
    return thread, reply


def _withdraws(asker: Actor) -> tuple[Thread, int]:
    thread, reply = an_answer(asker)
    forum.withdraw_acceptance(asker, thread.id)
    return thread, reply


def _loses_it(asker: Actor) -> tuple[Thread, int]:
    """The accepted answer is hidden, and there is another one."""
    thread, accepted = an_answer(asker)
    reply = a_reply(thread)
    forum.hide_post(a_moderator(), accepted)
    return thread, reply


def _gets_replies(asker: Actor) -> tuple[Thread, int]:
    thread, other = a_thread(asker), a_thread(kind="discussion")
    reply = a_reply(other)
    forum.move_branch(
        a_moderator(), reply, opening_of(thread), Seen(other.id, _seen(other).version, thread.id)
    )
    return thread, reply


@pytest.mark.parametrize("way", [_becomes_a_question, _withdraws, _loses_it, _gets_replies])
def test_whoever_may_accept_one_by_something_else_than_a_reply_is_asked_a_week_later(
    app: Flask, it_is: ItIs, way: Callable[[Actor], tuple[Thread, int]]
) -> None:
    it_is(BEGIN)
    thread, reply = way(a_person())
    row = rows_of(thread)["accept"]
    assert (row.post_id, row.due_at) == (reply, BEGIN + timedelta(days=7))
    it_is(BEGIN + timedelta(days=7))
    ask_what_came_of_it()
    assert len(events()) == 1


def test_nobody_is_asked_to_accept_their_own_words_nor_what_is_hidden(app: Flask) -> None:
    asker, moderator = a_person(), a_moderator()
    thread = a_thread(asker)
    a_reply(thread, asker)
    forum.hide_post(moderator, a_reply(thread))
    for _ in range(2):
        forum.change_kind(moderator, _seen(thread))
    assert stages_of(thread) == []


def _of_years_ago(it_is: ItIs, replies: int) -> tuple[Thread, Sequence[int]]:
    """Answered when nobody was asked to accept anything."""
    it_is(BEGIN)
    thread = a_thread()
    posts = [a_reply(thread) for _ in range(replies)]
    with transaction(None):
        db.session.execute(delete(FollowUp).where(FollowUp.thread_id == thread.id))
    it_is(BEGIN + timedelta(days=700))
    return thread, posts


def test_whoever_clears_spam_of_years_ago_asks_nobody(app: Flask, it_is: ItIs) -> None:
    thread, [_answer, spam] = _of_years_ago(it_is, 2)
    forum.hide_post(a_moderator(), spam)
    assert stages_of(thread) == []
    forum.show_post(a_moderator(), spam)
    assert stages_of(thread) == []


@pytest.mark.parametrize("what", ["the only reply", "the opening post", "what was accepted"])
def test_nor_where_something_can_be_accepted_in_a_thread_that_was_quiet(
    app: Flask, it_is: ItIs, what: str
) -> None:
    thread, posts = _of_years_ago(it_is, 2 if what == "what was accepted" else 1)
    moderator = a_moderator()
    if what == "what was accepted":
        with transaction(None):
            row = db.session.get_one(Thread, thread.id)
            row.accepted_post_id, row.accepted_at = posts[1], BEGIN + timedelta(days=600)
    post = opening_of(thread) if what == "the opening post" else posts[-1]
    forum.hide_post(moderator, post)
    assert stages_of(thread) == []
    if what != "what was accepted":
        forum.show_post(moderator, post)
        assert stages_of(thread) == []


def test_of_two_replies_one_that_goes_or_comes_back_changes_nothing(app: Flask) -> None:
    answerer, thread = a_person(), a_thread()
    a_reply(thread)
    other, moderator = a_reply(thread, answerer), a_moderator()
    with transaction(None):
        db.session.execute(delete(FollowUp).where(FollowUp.thread_id == thread.id))
    forum.hide_post(moderator, other)
    forum.show_post(moderator, other)
    forum.delete_post(answerer, other)
    forum.restore_post(answerer, other)
    assert stages_of(thread) == []


@pytest.mark.parametrize("way", ["shown", "restored", "its thread is shown"])
def test_whoever_may_accept_the_only_reply_again_is_asked_a_week_later(
    app: Flask, it_is: ItIs, way: str
) -> None:
    it_is(BEGIN)
    answerer, moderator, thread = a_person(), a_moderator(), a_thread()
    reply = a_reply(thread, answerer)
    if way == "restored":
        forum.delete_post(answerer, reply)
    else:
        forum.hide_post(moderator, reply if way == "shown" else opening_of(thread))
    with transaction(None):
        db.session.execute(delete(FollowUp).where(FollowUp.thread_id == thread.id))
    it_is(moment := BEGIN + timedelta(minutes=5))
    if way == "restored":
        forum.restore_post(answerer, reply)
    else:
        forum.show_post(moderator, reply if way == "shown" else opening_of(thread))
    row = rows_of(thread)["accept"]
    assert (row.post_id, row.due_at) == (reply, moment + timedelta(days=7))


@pytest.mark.parametrize("way", ["hidden", "deleted"])
def test_whoever_loses_what_they_accepted_a_moment_ago_is_asked_however_old_it_was(
    app: Flask, it_is: ItIs, way: str
) -> None:
    it_is(BEGIN)
    answerer, asker = a_person(), a_person()
    thread = a_thread(asker)
    other, reply = a_reply(thread), a_reply(thread, answerer)
    it_is(moment := BEGIN + timedelta(days=20))
    forum.accept_answer(asker, reply)
    assert "accept" not in stages_of(thread)
    if way == "hidden":
        forum.hide_post(a_moderator(), reply)
    else:
        forum.delete_post(answerer, reply)
    row = rows_of(thread)["accept"]
    assert (row.post_id, row.due_at) == (other, moment + timedelta(days=7))


def test_nobody_is_asked_twice_to_accept(app: Flask) -> None:
    thread = a_thread()
    a_reply(thread)
    fall_due(thread, "accept")
    before = rows_of(thread)["accept"].asked_at
    a_reply(thread)
    fall_due(thread, "accept")
    assert rows_of(thread)["accept"].asked_at == before
    assert len(events()) == 1


# ---- whether it worked


@pytest.mark.parametrize("who", ["asker", "moderator", "mentor"])
def test_thirty_and_ninety_days_after_it_is_accepted_by_anybody(
    app: Flask, it_is: ItIs, who: str
) -> None:
    it_is(BEGIN)
    asker, mentor = a_person(), a_mentor()
    thread = a_thread(asker)
    answer = a_reply(thread, mentor)
    it_is(BEGIN + timedelta(days=20))
    by = {"asker": asker, "moderator": a_moderator(), "mentor": a_mentor()}[who]
    forum.accept_answer(by, answer)
    rows = rows_of(thread)
    assert {row.due_at - BEGIN for row in rows.values()} == {
        timedelta(days=50),
        timedelta(days=110),
    }
    assert {(row.post_id, row.mentor_id) for row in rows.values()} == {(answer, mentor.id)}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_asked_where(app: Flask, way: str) -> None:
    asker = a_person()
    thread, answer = an_answer(asker)
    WAYS[way](thread, answer, asker)
    fall_due(thread, "month", "quarter")
    assert stages_of(thread) == []
    assert events() == []


def test_what_is_shown_again_in_time_is_asked_about(app: Flask) -> None:
    thread, _answer = an_answer()
    moderator = a_moderator()
    forum.hide_post(moderator, opening_of(thread))
    forum.show_post(moderator, opening_of(thread))
    assert asked(thread)


def test_a_withdrawn_acceptance_is_not_asked_about(app: Flask) -> None:
    asker = a_person()
    thread, answer = an_answer(asker)
    forum.withdraw_acceptance(asker, thread.id)
    assert stages_of(thread) == ["accept"]
    forum.accept_answer(asker, answer)
    assert stages_of(thread) == ["month", "quarter"]


def test_another_answer_that_is_accepted_is_asked_about_in_its_place(
    app: Flask, it_is: ItIs
) -> None:
    it_is(BEGIN)
    asker = a_person()
    thread, _answer = an_answer(asker)
    other = a_reply(thread, mentor := a_mentor())
    it_is(BEGIN + timedelta(days=10))
    forum.accept_answer(asker, other)
    rows = rows_of(thread)
    assert rows["month"].due_at == BEGIN + timedelta(days=40)
    assert {(row.post_id, row.mentor_id) for row in rows.values()} == {(other, mentor.id)}


def test_what_was_said_of_one_answer_is_not_said_of_another(app: Flask) -> None:
    asker = a_person()
    thread, _answer = an_answer(asker)
    said(asker, thread)
    assert stages_of(thread) == ["month"]
    forum.accept_answer(asker, a_reply(thread))
    rows = rows_of(thread)
    assert [(one.outcome, one.asked_at) for one in rows.values()] == [("", None), ("", None)]
    assert rows["month"].edit_version == 3  # a form that is open still is out of date


def test_what_was_said_stays_where_the_same_answer_is_accepted_again(app: Flask) -> None:
    asker = a_person()
    thread, answer = an_answer(asker)
    said(asker, thread)
    forum.withdraw_acceptance(asker, thread.id)
    forum.accept_answer(asker, answer)
    assert {stage: row.outcome for stage, row in rows_of(thread).items()} == {"month": "worked"}


@pytest.mark.parametrize(
    ("outcome", "again"), [("worked", False), ("no", False), ("partly", True), ("too_early", True)]
)
def test_worked_and_no_are_final_and_the_others_are_asked_about_again(
    app: Flask, outcome: str, again: bool
) -> None:
    asker = a_person()
    thread, _answer = an_answer(asker)
    said(asker, thread, outcome)
    assert ("quarter" in stages_of(thread)) is again


def test_whoever_changes_it_to_too_early_is_asked_again(app: Flask, it_is: ItIs) -> None:
    it_is(BEGIN)
    asker = a_person()
    thread, _answer = an_answer(asker)
    it_is(BEGIN + timedelta(days=31))
    ask_what_came_of_it()
    month = rows_of(thread)["month"].id
    say_outcome(asker, month, version=1, said=Said("no"))
    say_outcome(asker, month, version=2, said=Said("too_early"))
    assert rows_of(thread)["quarter"].due_at == BEGIN + timedelta(days=90)
    it_is(BEGIN + timedelta(days=100))
    say_outcome(asker, month, version=3, said=Said("no"))
    say_outcome(asker, month, version=4, said=Said("partly"))
    assert stages_of(thread) == ["month"]  # its time has passed


# ---- through time


def test_through_a_hundred_days_each_mail_comes_once(app: Flask, folder: Path, it_is: ItIs) -> None:
    it_is(BEGIN)
    asker, mentor = a_person(), a_mentor()
    quiet = a_thread(asker, title="Who mends the road?")
    a_reply(quiet, mentor)
    thread, _answer = an_answer(asker, mentor)
    work()
    for hour in range(0, 24 * 100, 5):
        it_is(BEGIN + timedelta(hours=hour))
        ask_what_came_of_it()
        work()
    assert kinds_of(asker.id).count("follow_ups_due") == 3
    mails = [text_of(one) for one in filed(folder) if "what came of" in one["Subject"]]
    assert len(mails) == 3
    for title, words in (
        ("Who mends the road?", "please accept it"),
        ("Who pays the animator?", "30 days ago"),
        ("Who pays the animator?", "90 days ago"),
    ):
        assert len([mail for mail in mails if words in mail and title in mail]) == 1
    assert not any("Who pays" in mail and "Who mends" in mail for mail in mails)
    assert sorted(stages_of(thread)) == ["month", "quarter"]


def test_a_machine_that_stood_for_a_year_sends_one_mail_to_each(
    app: Flask, folder: Path, it_is: ItIs
) -> None:
    it_is(BEGIN)
    people = [a_person(), a_person()]
    for asker in people:
        a_reply(a_thread(asker, title="Who mends the road?"))
        an_answer(asker)
        an_answer(asker)
    work()
    it_is(BEGIN + timedelta(days=365))
    for _ in range(3):
        ask_what_came_of_it()
        work()
    mails = [mail for mail in filed(folder) if "what came of" in mail["Subject"]]
    assert sorted(mail["To"].addresses[0].display_name for mail in mails) == sorted(
        one.name for one in people
    )
    text = text_of(mails[0])
    assert text.count("Who mends the road?") == 1
    assert text.count("Who pays the animator?") == 2  # of one answer it asks once
    assert "90 days ago" in text
    assert "30 days ago" not in text
    assert [len(one["follow_ups"]) for one in events()] == [3, 3]  # type: ignore[arg-type]


def test_after_a_year_of_more_than_one_run_can_ask_each_answer_is_asked_about_once(
    app: Flask, it_is: ItIs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking_what_came, "AT_ONCE", 2)
    asker, threads = a_person(), []
    for hours in range(3):
        it_is(BEGIN + timedelta(hours=hours))
        threads.append(an_answer(asker)[0])
    year, asked_by_run = BEGIN + timedelta(days=365), []
    for hours in range(3):
        it_is(year + timedelta(hours=hours))
        ask_what_came_of_it()
        asked_by_run.append([[s for s, row in rows_of(t).items() if row.asked_at] for t in threads])
    quarter = ["quarter"]
    assert asked_by_run == [[quarter, quarter, []], [quarter] * 3, [quarter] * 3]
    assert [stages_of(thread) for thread in threads] == [quarter] * 3
    assert [len(one["follow_ups"]) for one in events()] == [2, 1]  # type: ignore[arg-type]


def test_one_who_fails_keeps_nobody_else_waiting(app: Flask) -> None:
    """A thread that went with its asker's account, or was merged into another."""
    left, into = an_answer()[0], a_thread()
    moderator = a_moderator()
    into_seen, seen = _seen(into), _seen(left)
    forum.merge_thread(
        moderator, opening_of(into), Seen(left.id, seen.version, into_seen.thread_id), by_time=True
    )
    other, _answer = an_answer()
    fall_due(left, "month")
    assert asked(other)
    assert "month" not in stages_of(left)
