"""A draft that lies somewhere for too long: somebody is reminded, and in the end it goes on."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.worker import sweep
from exchange.library import actions as library
from exchange.library.actions import look_after_drafts
from exchange.library.actions.days import AT_ONCE, _late
from exchange.library.models import Experience, ExperienceMove
from exchange.library.queries import comments_of, working_copy
from exchange.notifications.models import Notification
from exchange.people.actor import Actor
from tests.factories import (
    a_mentor,
    a_person,
    a_submitted,
    an_admin,
    an_editor,
    an_organisation,
    the_experience,
)
from tests.notifications.post_office import filed, kinds_of, work
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
NOTE = "Who paid for the buses?"


def days_pass(days: float) -> None:
    """For every draft, and for what was told."""
    past = timedelta(days=days)
    with transaction(None):
        for row in db.session.scalars(select(Experience)):
            row.moved_at, row.edited_at = row.moved_at - past, row.edited_at - past
            row.reminded_at = row.reminded_at - past if row.reminded_at else None
        for told in db.session.scalars(select(Notification)):
            told.created_at -= past


def look() -> None:
    """Twice, as two workers may."""
    for _ in range(2):
        look_after_drafts()
        work()


def taken(reader: Actor, author: Actor | None = None) -> int:
    draft = a_submitted(author)
    library.take(reader, draft.id)
    work()
    return draft.id


def test_a_reader_is_reminded_each_week_and_after_three_the_draft_waits_for_another(
    app: Flask, folder: Path, client: CheckedClient, sign_in: SignIn
) -> None:
    reader, author = a_mentor(), a_person()
    draft = taken(reader, author)
    days_pass(6.9)
    look()
    assert kinds_of(reader.id) == []
    for times, days in enumerate((0.2, 7.01), start=1):
        days_pass(days)
        look()
        assert kinds_of(reader.id) == ["reading_due"] * times
    assert the_experience(draft).state == "in_review"
    days_pass(7)
    look()
    row = the_experience(draft)
    assert (row.state, row.reader_id, row.reading) == ("submitted", None, "")
    assert kinds_of(reader.id) == ["reading_due", "reading_due", "reading_ended"]
    assert kinds_of(author.id) == ["reading_ended"]
    last = db.session.scalars(select(ExperienceMove).order_by(ExperienceMove.id.desc())).first()
    assert last is not None
    assert (last.from_state, last.to_state, last.by_id) == ("in_review", "submitted", None)
    subjects = [mail["Subject"] for mail in filed(folder)]
    assert sum("had no time" in subject for subject in subjects) == 2
    sign_in(client, author)
    [link] = [link for link in client.get("/en/").links if "had no time" in link.name]
    assert client.get(link.href, follow=True).status == 200


def test_who_decided_or_handed_it_back_is_not_reminded(app: Flask) -> None:
    reader = a_mentor()
    draft = taken(reader)
    library.hand_back(reader, draft)
    days_pass(8)
    look()
    assert "reading_due" not in kinds_of(reader.id)


def test_whose_task_it_is_hears_once_a_week_of_all_that_wait(
    app: Flask, client: CheckedClient, sign_in: SignIn
) -> None:
    lead = an_organisation()
    editor = an_editor(lead)
    for title in ("One bus", "Two buses", "Three buses"):
        a_submitted(lead=lead.code, title=title)
    work()
    days_pass(7.1)
    look()
    assert kinds_of(editor.id).count("drafts_wait") == 1
    a_submitted(lead=lead.code, title="No bus")
    days_pass(3)
    look()
    assert kinds_of(editor.id).count("drafts_wait") == 1
    days_pass(4.1)
    look()
    assert kinds_of(editor.id).count("drafts_wait") == 2
    sign_in(client, editor)
    links = [one.href for one in client.get("/en/").links if "more than a week" in one.name]
    assert links == ["/en/experiences/to-read"] * 2


def test_nobody_is_told_of_what_does_not_wait_for_them(app: Flask) -> None:
    author, other = a_mentor(), an_editor()
    a_submitted(author)
    days_pass(8)
    look()
    assert "drafts_wait" not in kinds_of(author.id) + kinds_of(other.id)


def test_an_author_who_does_nothing_is_reminded_once(app: Flask) -> None:
    author, reader = a_person(), a_mentor()
    draft = taken(reader, author)
    library.ask_for_changes(reader, draft, note=NOTE, lang="en")
    work()
    days_pass(29)
    look()
    assert "changes_due" not in kinds_of(author.id)
    days_pass(2)
    look()
    days_pass(60)
    look()
    assert kinds_of(author.id).count("changes_due") == 1


@pytest.mark.parametrize("done", ["edited", "answered"])
def test_an_author_who_does_something_is_not_reminded(app: Flask, done: str) -> None:
    author, reader = a_person(), a_mentor()
    draft = taken(reader, author)
    remarks = {"title": "Which bus?"}
    library.ask_for_changes(reader, draft, note=NOTE, lang="en", remarks=remarks)
    days_pass(31)
    page = working_copy(author, the_experience(draft).number)
    if done == "edited":
        library.save_draft(author, draft, version=1, content=page.content)
    else:
        [remark] = comments_of(page)["title"]
        library.settle_remark(author, draft, remark.id)
    look()
    assert "changes_due" not in kinds_of(author.id)


def test_the_hourly_sweep_looks_after_them(app: Flask) -> None:
    admin = an_admin()
    a_submitted()
    days_pass(8)
    sweep()
    work()
    assert "drafts_wait" in kinds_of(admin.id)


def test_drafts_that_are_late_are_found_by_an_index(app: Flask) -> None:
    with transaction(None):
        if db.engine.dialect.name == "postgresql":
            db.session.execute(update(Experience).values(is_sample=False))
            # of an empty table any index costs the same, whatever was there before
            for way in ("enable_seqscan", "enable_sort", "enable_bitmapscan"):
                db.session.connection().exec_driver_sql(f"SET LOCAL {way} = off")
        found = (
            select(Experience.id)
            .where(Experience.state == "in_review", Experience.moved_at < now())
            .order_by(Experience.moved_at)
            .limit(AT_ONCE)
        )
        said = str(found.compile(db.engine, compile_kwargs={"literal_binds": True}))
        explain = "EXPLAIN QUERY PLAN " if db.engine.dialect.name == "sqlite" else "EXPLAIN "
        plans = db.session.connection().exec_driver_sql(explain + said).all()
        assert list(_late("in_review", now())) == []
    assert "ix_experience_state_moved_at" in str(plans)
    assert "SORT" not in str(plans).upper().replace("TEMP B-TREE", "SORT")
