"""Who gets the bytes of a picture of a record: asked at each fetch, of what may be read then."""

import pytest
from sqlalchemy import insert, select, update

from exchange.files import actions as files
from exchange.files.models import File
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.library import actions
from exchange.library.models import ExperiencePicture
from tests import databases
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_moderator,
    a_person,
    an_admin,
    the_experience,
)
from tests.forum.attaching import all_files
from tests.library.pictures import a_picture, a_pictured, a_pictured_draft

STATES = {  # who besides its author sees a picture of a version in this state
    "draft": set(),
    "submitted": {"mentor", "admin"},
    "published": {"guest", "member", "mentor", "moderator", "admin"},
    "withdrawn": {"moderator", "admin"},
}
WHO = {
    "guest": lambda: None,
    "member": a_person,
    "mentor": a_mentor,
    "moderator": a_moderator,
    "admin": an_admin,
}


def in_state(author, picture, state):
    if state in ("draft", "submitted"):
        draft = a_pictured_draft(author, picture)
        if state == "submitted":
            actions.submit(author, draft.id)
        return
    record = a_pictured(author, picture)
    if state == "withdrawn":
        actions.withdraw(author, record.id, reason="They do not agree any more.")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", WHO)
def test_a_picture_is_for_whoever_may_read_its_record(client, sign_in, state, who):
    author = a_person()
    in_state(author, picture := a_picture(author), state)
    if person := WHO[who]():
        sign_in(client, person)
    page = client.get(f"/files/{picture.file}/medium")
    assert page.status == (200 if who in STATES[state] else 404)
    sign_in(client, author)
    assert client.get(f"/files/{picture.file}/small").status == 200


def test_what_stands_in_a_public_version_stays_public_while_another_is_written(client):
    author = a_person()
    record = a_pictured(author, picture := a_picture(author))
    actions.begin_new_version(author, record.id)
    page = client.get(f"/files/{picture.file}/large")
    assert page.status == 200
    assert page.headers["Cache-Control"] == "private, max-age=300"


def test_a_public_picture_costs_few_statements_and_does_not_ask_who_looks(
    client, sign_in, count_queries
):
    author = a_person()
    a_pictured(author, picture := a_picture(author))
    sign_in(client, a_person())
    with count_queries() as seen:
        client.get(f"/files/{picture.file}/small")
    assert len(seen) <= 3, seen
    assert not any("account" in statement for statement in seen), seen


def plan(statement):
    engine = db.engines["read"]
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(f"{explain} {statement}")
        return "\n".join(str(row) for row in rows)


def test_where_a_picture_stands_is_found_by_its_index(app):
    draft = a_pictured_draft(a_person())
    with transaction(None):
        owner = db.session.scalars(select(File.owner_id)).first()
        about = {"kind": "image", "media_type": "image/webp", "name": "x", "bytes": 1}
        about |= {"owner_id": owner, "sha256": "x", "alt": "", "alt_lang": ""}
        made = [about | {"key": f"{n}", "form": f"{n}", "uploaded_at": now()} for n in range(3_000)]
        db.session.execute(insert(File), made)
        ids = db.session.scalars(select(File.id).where(File.sha256 == "x")).all()
        rows = [{"experience_id": draft.id, "file_id": one} for one in ids]
        db.session.execute(insert(ExperiencePicture), rows)
    databases.analyse()
    asked = "SELECT experience_id FROM experience_picture WHERE file_id = 7"
    assert "ix_experience_picture_file_id" in plan(asked)


def aged():
    with transaction(None):
        db.session.execute(update(File).values(uploaded_at=LONG_AGO, used_at=LONG_AGO))


def test_what_a_version_shows_is_held_and_goes_with_the_last_of_them(app):
    author = a_person()
    draft = a_pictured_draft(author, kept := a_picture(author))
    a_picture(author)
    aged()
    files.collect_unused()
    assert [row.id for row in all_files()] == [kept.file]
    with transaction(None):
        db.session.delete(db.session.merge(the_experience(draft.id)))
    files.collect_unused()
    assert all_files() == []
