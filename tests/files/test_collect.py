"""What is used no more goes: from the pages first, from the store next, from the table last."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, update

from exchange.files import actions as files
from exchange.files.actions import Attached
from exchange.files.models import File
from exchange.files.queries import readable_file
from exchange.files.stores import StoreAway
from exchange.forum import actions
from exchange.forum.models import Post
from exchange.forum.writing import OpenForm, Place, Written
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound, Refused
from exchange.kernel.submissions import new_submission_id
from exchange.kernel.sweeping import sweepers
from exchange.people.actor import Actor
from tests.factories import a_moderator, a_person, a_thread, opening_of
from tests.forum.attaching import a_file, a_table, all_files

Stored = Callable[[], int]


@pytest.fixture
def stored(app: Flask) -> Stored:
    """How many things lie in the store, over those that other tests have left there."""
    root: Path = app.extensions["files"]._root
    before = _in(root)
    return lambda: len(_in(root) - before)


def _in(root: Path) -> set[Path]:
    return {path for path in root.rglob("*") if path.is_file()}


def age(*which: Attached, by: timedelta = timedelta(hours=25)) -> None:
    """As if all that was noted of them had been so much earlier."""
    with transaction(None):
        for row in db.session.query(File).filter(File.id.in_([one.id for one in which])):
            row.uploaded_at -= by
            row.used_at = row.used_at - by if row.used_at else None


def posted(who: Actor, *some: Attached) -> int:
    opening = opening_of(a_thread())
    return actions.post_reply(who, opening, body="Words", lang="en", files=some)


def test_the_worker_does_it_each_hour() -> None:
    assert "collect_files" in {forget.__name__ for forget in sweepers}


def test_what_was_never_used_goes_after_a_day(app: Flask, stored: Stored) -> None:
    who = a_person()
    old, new = a_file(who), a_table(who)
    age(old)
    assert stored() == 4
    files.collect_unused()
    assert [file.id for file in all_files()] == [new.id]
    assert stored() == 1


def test_what_stands_under_a_post_or_in_a_draft_stays(app: Flask, stored: Stored) -> None:
    who = a_person()
    under, begun = a_table(who), a_file(who)
    posted(who, under)
    written = Written("", "We have", "en", {}, [begun])
    actions.keep_draft(who, Place("ask"), written, OpenForm(new_submission_id()))
    age(under, begun, by=timedelta(days=300))
    files.collect_unused()
    assert len(all_files()) == 2
    assert stored() == 4


def test_what_a_hidden_post_has_stays(app: Flask) -> None:
    post = posted(who := a_person(), file := a_table(who))
    actions.hide_post(a_moderator(), post)
    age(file, by=timedelta(days=300))
    files.collect_unused()
    assert len(all_files()) == 1


def test_what_a_deleted_post_has_goes_once_nobody_can_undo_that(app: Flask) -> None:
    post = posted(who := a_person(), file := a_table(who))
    age(file, by=timedelta(days=300))
    actions.delete_post(who, post)
    files.collect_unused()
    assert len(all_files()) == 1
    _deleted(post, now() - timedelta(hours=25))
    files.collect_unused()
    assert all_files() == []


def _deleted(post: int, moment: datetime) -> None:
    with transaction(None):
        db.session.execute(update(Post).where(Post.id == post).values(deleted_at=moment))


def test_what_an_erased_post_had_goes(app: Flask, stored: Stored) -> None:
    post = posted(who := a_person(), file := a_file(who))
    age(file)
    with transaction(None):
        db.session.execute(delete(Post).where(Post.id == post))
    files.collect_unused()
    assert (all_files(), stored()) == ([], 0)


def test_what_was_just_taken_from_a_post_can_still_be_put_back(app: Flask) -> None:
    who = a_person()
    post = posted(who, file := a_table(who))
    with transaction(None):
        db.session.execute(update(File).values(uploaded_at=now() - timedelta(days=300)))
    actions.edit_post(who, post, version=1, body="Words", lang="en", files=[])
    files.collect_unused()
    assert len(all_files()) == 1
    age(file)
    files.collect_unused()
    assert all_files() == []


def test_what_was_dropped_is_not_attached_any_more(app: Flask) -> None:
    file = a_table(who := a_person())
    with transaction(None):
        db.session.execute(update(File).values(dropped_at=now()))
    with pytest.raises(Refused, match="not here any more"):
        posted(who, file)


def test_the_same_file_by_the_same_form_is_sent_anew_after_it_was_dropped(app: Flask) -> None:
    who, form = a_person(), new_submission_id()
    sent = files.Upload("a.csv", b"a,b\n1,2\n", form)
    first = files.upload_file(who, sent)
    assert files.upload_file(who, sent) == first
    with transaction(None):
        db.session.execute(update(File).values(dropped_at=now()))
    assert files.upload_file(who, sent) != first


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_wherever_it_is_killed_the_next_sweep_goes_on(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    file = a_file(a_person())
    age(file)
    store = app.extensions["files"]
    done = []

    def remove(name: str) -> None:
        if len(done) == steps:
            raise KeyboardInterrupt
        done.append(name)
        type(store).remove(store, name)

    with monkeypatch.context() as patch:
        patch.setattr(store, "remove", remove, raising=False)
        if steps < 3:
            with pytest.raises(KeyboardInterrupt):
                files.collect_unused()
            assert [one.id for one in all_files()] == [file.id]
            assert all_files()[0].dropped_at  # it shows no more
    files.collect_unused()
    assert (all_files(), stored()) == ([], 0)


def test_a_store_that_is_away_is_tried_again_and_ends_no_worker(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    age(a_file(a_person()))

    def away(_name: str) -> None:
        raise StoreAway

    with monkeypatch.context() as patch:
        patch.setattr(app.extensions["files"], "remove", away, raising=False)
        files.collect_unused()
    assert (len(all_files()), stored()) == (1, 3)
    files.collect_unused()
    assert (all_files(), stored()) == ([], 0)


def test_a_process_that_is_killed_while_it_stores_leaves_nothing_for_good(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, done = app.extensions["files"], []

    def put(name: str, content: bytes, media_type: str) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(name)
        type(store).put(store, name, content, media_type)

    with monkeypatch.context() as patch:
        patch.setattr(store, "put", put, raising=False)
        with pytest.raises(KeyboardInterrupt):
            a_file(a_person())
    [row] = all_files()
    assert row.stored_at is None
    age(Attached(row.id))
    files.collect_unused()
    assert (all_files(), stored()) == ([], 0)


def test_many_go_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch, stored: Stored) -> None:
    monkeypatch.setattr("exchange.files.actions.collect.AT_ONCE", 2)
    who = a_person()
    some = [a_file(who, f"a,b\n{n},1\n".encode(), "a.csv") for n in range(5)]
    age(*some)
    files.collect_unused()
    assert (all_files(), stored()) == ([], 0)


def test_nothing_is_found_of_a_file_that_went(app: Flask) -> None:
    file = a_table(who := a_person())
    age(file)
    files.collect_unused()
    with pytest.raises(NotFound):
        readable_file(lambda: who, file.id)
