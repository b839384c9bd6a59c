"""Every migration runs up, down and up again with data in every table, on both databases."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Inspector, inspect, select, text
from sqlalchemy.engine.interfaces import ReflectedPrimaryKeyConstraint

from exchange.app import create_app
from exchange.files.actions import Upload, upload_file
from exchange.forum.models import PostDraftFile
from exchange.forum.moving import Seen
from exchange.forum.writing import Place
from exchange.kernel.clock import now
from exchange.kernel.db import Model, db, transaction
from exchange.mentoring.actions import consultations
from exchange.moderation.actions import Why, add_subject_with_reason, lock_with_reason
from exchange.notifications.actions import notify, switch_off
from exchange.search.actions import needs_rebuilding, rebuild
from exchange.search.models import SearchDocument
from exchange.search.query import parse
from exchange.serve.database import knows_migrations, migrate
from tests import databases
from tests.factories import (
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_published,
    a_reply,
    a_room,
    a_tag,
    a_text_begun,
    a_thread,
    an_admin,
    opening_of,
)
from tests.mentoring.clocks import a_question, set_row
from tests.mentoring.confiding import a_prepared
from tests.migrations.filling import fill
from tests.search.asking import document_ids, found_posts

pytestmark = pytest.mark.slow

DIRECTORY = Path(__file__).parents[2] / "migrations"
REVISIONS = [one.revision for one in ScriptDirectory(str(DIRECTORY)).walk_revisions()]  # newest 1st
BEFORE_THE_INDEX = "0005"
BEFORE_THREADS_OF_HITS = "0011"
BEFORE_ROOMS = "0015"
BEFORE_ANNOUNCEMENTS = "0025"
BEFORE_SUBJECTS_OF_THREADS = "0031"
BEFORE_MENTORING = "0042"
BEFORE_MARKS_OF_CONFIDENCE = "0047"
BEFORE_SECOND_TIMES = "0051"

Rows = Mapping[str, list[Mapping[str, Any]]]


@pytest.fixture(scope="module")
def migrated_once(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = create_app(databases.settings_for(database, tmp_path_factory.mktemp("migrated")))
    with app.app_context():
        migrate()
    yield app
    databases.dispose(app)


@pytest.fixture
def migrated(migrated_once: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database that the migrations have made, not the models."""
    with databases.a_copy(migrated_once, tmp_path) as app:
        knows_migrations(app)
        yield app


def down_to(revision: str) -> None:
    db.session.remove()
    flask_migrate.downgrade(revision=revision)


def up_to(revision: str) -> None:
    flask_migrate.upgrade(revision=revision)


def described() -> Mapping[str, object]:
    """All that the database says of its tables, in an order of its own."""
    inspector = inspect(db.engine)
    asked = (
        inspector.get_multi_columns,
        inspector.get_multi_indexes,
        inspector.get_multi_foreign_keys,
        inspector.get_multi_unique_constraints,
        inspector.get_multi_check_constraints,
    )
    names = tables(inspector)
    told = [tell(filter_names=names) for tell in asked]
    return {name: [sorted(map(in_words, one[(None, name)])) for one in told] for name in names}


def tables(inspector: Inspector) -> list[str]:
    """Those that are there now, without those of the search engine."""
    found = inspector.get_table_names()
    return [name for name in found if "_fts" not in name and name != "alembic_version"]


def in_words(told: object) -> str:
    """Conditions of an index are objects, which never equal each other."""
    if isinstance(told, Mapping):
        return str({key: in_words(value) for key, value in sorted(told.items())})
    return str(told)


def rows() -> Rows:
    """Everything that is written there, table by table."""
    inspector = inspect(db.engine)
    keys = inspector.get_multi_pk_constraint(filter_names=(names := tables(inspector)))
    with db.engine.connect() as connection:
        return {
            name: [
                dict(row)
                for row in connection.execute(
                    text(f"SELECT * FROM {name} ORDER BY {by(keys[(None, name)])}")
                ).mappings()
            ]
            for name in names
        }


def by(key: ReflectedPrimaryKeyConstraint) -> str:
    return ", ".join(key["constrained_columns"])


def shared(these: Rows, others: Rows) -> Rows:
    """Of these rows the tables and columns that the others have too."""
    return {
        name: [
            {column: value for column, value in row.items() if column in other}
            for row, other in zip(these[name], others[name], strict=True)
        ]
        for name in these.keys() & others.keys()
    }


def test_migrations_make_what_the_models_say(migrated: Flask) -> None:
    def is_ours(_thing: object, name: str | None, kind: str, *_rest: object) -> bool:
        return not (kind == "table" and name is not None and "_fts" in name)

    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": is_ours, "compare_type": True}
        )
        assert compare_metadata(context, Model.metadata) == []


def test_each_migration_goes_down_and_up_and_loses_nothing_of_older_tables(
    migrated: Flask,
) -> None:
    fill()
    assert [name for name, found in rows().items() if not found] == []  # else let fill() fill it
    for revision, older in zip(REVISIONS, [*REVISIONS[1:], "base"], strict=True):
        before, told = rows(), described()
        down_to(older)
        kept = rows()
        assert shared(kept, before) == shared(before, kept), f"down from {revision}"
        up_to(revision)
        assert described() == told, f"up to {revision}"
        again = rows()
        assert shared(again, kept) == shared(kept, again), f"up to {revision}"
        down_to(older)
    assert rows() == {}
    up_to("head")
    assert [name for name, found in rows().items() if found] == []
    assert a_reply(a_thread()) > 0


def test_kinds_of_notifications_that_an_older_version_does_not_know_go_with_it(
    migrated: Flask,
) -> None:
    admin = an_admin()
    for kind in (
        "decision",
        "person_waits",
        "draft_waits",
        "reply_in_watched",
        "thread_in_watched",
    ):
        notify([admin.id], kind, ("case" if kind == "decision" else "account", 7), "told")
        switch_off(admin.id, kind)
    down_to("0009")
    for table in ("notification", "mail_switch"):
        assert [row["kind"] for row in rows()[table]] == ["decision"], table
    up_to("head")
    notify([admin.id], "person_waits", ("account", 7), "told")
    assert len(rows()["notification"]) == 2


def test_hits_know_their_threads_after_the_migration_and_before_it(migrated: Flask) -> None:
    """SQLite makes the table anew on both ways: what hangs on it has to come along."""
    thread = a_thread()
    post, other = (a_reply(thread, body="A mobile slaughterhouse") for _ in range(2))
    record = a_published(title="A mobile slaughterhouse")
    expected = [(opening_of(thread), thread.id, None), (post, thread.id, None)]
    expected.append((None, None, record.id))
    down_to(BEFORE_THREADS_OF_HITS)
    with transaction(None):
        db.session.execute(text("DELETE FROM post WHERE id = :id"), {"id": other})
    up_to("head")
    assert not needs_rebuilding()
    with db.engine.connect() as connection:
        told = select(
            SearchDocument.post_id, SearchDocument.thread_id, SearchDocument.experience_id
        ).order_by(SearchDocument.id)
        assert connection.execute(told).all() == expected
    assert found_posts("slaughterhouse") == {post}
    assert len(document_ids(parse("slaughterhouse"))) == 2
    with transaction(None):
        db.session.execute(text("DELETE FROM post WHERE id = :id"), {"id": post})
    assert len(document_ids(parse("slaughterhouse"))) == 1


def test_what_stands_in_a_room_is_hidden_from_an_older_version(migrated: Flask) -> None:
    open_to_all, inside = a_thread().id, a_thread(an_admin(), category=a_room()).id
    down_to(BEFORE_ROOMS)
    hidden = {row["id"]: row["hidden_at"] is not None for row in rows()["thread"]}
    assert hidden == {open_to_all: False, inside: True}
    up_to("head")
    assert not any(row["in_room"] for row in rows()["thread"])


def test_what_was_noted_of_subjects_goes_with_an_older_version_and_the_rest_of_the_log_stays(
    migrated: Flask,
) -> None:
    moderator, thread, why = a_moderator(), a_thread(), Why("It is about birds.", "en")
    lock_with_reason(moderator, thread.id, reason="", lang="en")
    add_subject_with_reason(moderator, Seen(thread.id, 1), a_tag().slug, why)
    down_to(BEFORE_SUBJECTS_OF_THREADS)
    assert [row["what"] for row in rows()["log_entry"]] == ["locked"]
    assert len(rows()["thread_tag"]) == 1
    up_to("head")
    assert [row["what"] for row in rows()["log_entry"]] == ["locked"]


def test_with_drafts_that_an_older_version_does_not_know_go_their_files(migrated: Flask) -> None:
    admin = an_admin()
    file = upload_file(admin, Upload("list.csv", b"village,people\n", "of a form"))
    with transaction(None):
        for place in (Place("announce"), Place("ask")):
            draft = a_text_begun(admin, place)
            db.session.add(PostDraftFile(draft_id=draft, file_id=file, position=0))
    down_to(BEFORE_ANNOUNCEMENTS)
    [kept] = rows()["post_draft"]
    assert kept["kind"] == "ask"
    assert [row["draft_id"] for row in rows()["post_draft_file"]] == [kept["id"]]


def test_an_index_that_went_down_and_up_is_built_anew(migrated: Flask) -> None:
    thread = a_thread()
    post = a_reply(thread, body="A mobile slaughterhouse")
    down_to(BEFORE_THE_INDEX)
    up_to("head")
    assert needs_rebuilding()
    list(rebuild())
    assert found_posts("slaughterhouse") == {post}
    with transaction(None):
        db.session.execute(text("DELETE FROM post WHERE id = :id"), {"id": post})
    assert found_posts("slaughterhouse") == set()


def test_questions_of_before_wait_for_the_clock_unless_they_are_answered(migrated: Flask) -> None:
    waiting, talk = a_thread(), a_thread(kind="discussion")
    answered, locked = a_thread(), a_thread(locked=True)
    a_reply(waiting, body="We ask ourselves the same.")
    a_reply(answered, a_mentor())
    waiting_id, answered_id, locked_id, talk_id = (
        one.id for one in (waiting, answered, locked, talk)
    )
    down_to(BEFORE_MENTORING)
    up_to("head")
    found = {row["thread_id"]: row for row in rows()["question"]}
    assert set(found) == {waiting_id, answered_id, locked_id}
    assert found[waiting_id]["next_at"]
    assert found[waiting_id]["ended_at"] is None
    assert found[waiting_id]["due_at"] is None
    assert found[answered_id]["answered_at"]
    assert found[answered_id]["ended_at"] == found[answered_id]["answered_at"]
    assert found[locked_id]["ended_at"]
    assert not found[locked_id]["next_at"]
    assert talk_id not in found


def test_what_was_published_from_confidence_before_is_known_as_such(migrated: Flask) -> None:
    mentor, where = a_mentor(), a_category().id
    question, discussion = (
        consultations.publish(
            by, a_prepared(a_person(), mentor, mentor), version=1, category_id=where
        )
        for by in (a_mentoring_coordinator(), mentor)
    )
    other = a_thread().id
    down_to(BEFORE_MARKS_OF_CONFIDENCE)
    before = {row["thread_id"] for row in rows()["question"]}
    assert before >= {question, other}
    assert discussion not in before, "it would be counted as a question without an answer"
    up_to("head")
    found = {row["thread_id"]: row for row in rows()["question"]}
    assert {
        one: bool(found[one]["is_from_confidence"]) for one in (question, discussion, other)
    } == {
        question: True,
        discussion: True,
        other: False,
    }
    assert found[discussion]["ended_at"]
    assert not found[discussion]["next_at"]


def test_what_a_mentor_took_late_before_there_were_second_times_is_looked_at(
    migrated: Flask,
) -> None:
    mentor, hour = a_mentor(), timedelta(hours=1)
    names = ("silent", "in time", "waits for its asker", "given up", "taken after it", "nobody's")
    made = {name: a_question(mentor=mentor) for name in names}
    for thread in made.values():
        set_row(thread, twice_at=now() - 2 * hour, taken_at=now() - hour, next_at=None)
    set_row(made["in time"], taken_at=now() - 3 * hour)
    set_row(made["waits for its asker"], stopped_at=now(), next_at=now() + hour)
    set_row(made["given up"], given_up_at=now())
    set_row(made["taken after it"], given_up_at=now() - 2 * hour)
    set_row(made["nobody's"], mentor_id=None)
    ids = {name: thread.id for name, thread in made.items()}
    down_to(BEFORE_SECOND_TIMES)
    up_to("head")
    found = {row["thread_id"]: row for row in rows()["question"]}
    have = {name: found[its] for name, its in ids.items() if found[its]["again_at"]}
    assert list(have) == ["silent", "waits for its asker", "taken after it"]
    assert {name for name, row in have.items() if row["next_at"] == row["again_at"]} == {
        "silent",
        "taken after it",
    }
