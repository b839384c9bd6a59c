"""Whoever confirms a reuse and whoever publishes, or tells of what is saved, wait for each other,
and neither fails."""

from threading import Event, Thread

import pytest
from sqlalchemy import select

from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.library import actions
from exchange.library.actions import read, renew, saved
from exchange.library.models import ExperienceTag, SavedSearch
from exchange.library.narrowing import Narrowed
from exchange.notifications.models import Notification
from exchange.reuse import actions as reuse
from exchange.reuse.actions import rule
from exchange.tags.actions import merge_subjects
from exchange.tags.models import Tag
from tests.factories import (
    MARKS,
    a_mentor,
    a_moderator,
    a_person,
    a_published,
    a_reuse,
    a_tag,
    a_whole_content,
    newest_step_of,
    the_experience,
)

SOON, LONG = 0.4, 20


@pytest.fixture
def while_held(monkeypatch, shared_app):
    """`while_held(first, (module, name), second)`: runs the second while the first stands still
    before it calls that function; gives whether the second had to wait."""

    def run(first, place, second):
        reached, go_on, done, failed = Event(), Event(), Event(), []
        original = getattr(*place)

        def paused(*args, **kwargs):
            monkeypatch.setattr(*place, original)
            reached.set()
            assert go_on.wait(LONG)
            return original(*args, **kwargs)

        def in_app(act, at_end):
            with shared_app.app_context():
                try:
                    act()
                except Exception as fault:
                    failed.append(fault)
                finally:
                    at_end.set()

        monkeypatch.setattr(*place, paused)
        threads = [Thread(target=in_app, args=(first, Event()))]
        threads[0].start()
        assert reached.wait(LONG)
        threads.append(Thread(target=in_app, args=(second, done)))
        threads[1].start()
        has_waited = not done.wait(SOON)
        go_on.set()
        for thread in threads:
            thread.join(LONG)
        assert not failed
        assert done.is_set()
        db.session.rollback()
        return has_waited

    return run


@pytest.mark.parametrize("confirms_first", [True, False])
def test_a_reuse_is_confirmed_while_a_new_version_is_published(app, while_held, confirms_first):
    author, mentor = a_person(), a_mentor()
    old = a_published(author)
    made = a_reuse(None, old)
    step, new = newest_step_of(made), actions.begin_new_version(author, old.id)
    actions.save_draft(author, new, version=1, content=a_whole_content(title="Six seats"))
    actions.submit(author, new)
    actions.take(mentor, new)

    def confirm():
        reuse.rule_on(author, step, is_true=True)

    def publish():
        actions.accept(mentor, new, note="Still good.", lang="en", marks=MARKS)

    if confirms_first:
        assert while_held(confirm, (rule, "count_again"), publish)
    else:
        assert while_held(publish, (read, "archive_public"), confirm)
    newest = the_experience(new)
    assert (newest.state, newest.reuse_count) == ("published", 1)
    assert the_experience(old.id).state == "archived"


def test_two_workers_who_look_through_what_is_saved_tell_of_a_record_once(app, while_held):
    people = [a_person(), a_person()]
    for person in people:
        for country in ("LV", ""):
            actions.save_search(person, Narrowed(country=country, q="seat"), name="Seats")
    row = a_published()
    with transaction(None):
        db.session.query(SavedSearch).update({"waiting_id": row.id})
    while_held(saved.tell_of_fitting, (saved, "_tell"), saved.tell_of_fitting)
    for _ in range(3):
        deliver_due()
    with transaction(None):
        told = db.session.query(Notification.account_id).filter_by(kind="fits_search").all()
    assert sorted(one.account_id for one in told) == sorted(person.id for person in people)


def test_what_is_saved_waits_for_a_new_record_while_another_is_told_of(app, while_held):
    person = a_person()
    for country in ("LV", ""):
        actions.save_search(person, Narrowed(country=country, q="seat"), name="Seats")
    first, second = a_published(), a_published(title="A seat for all")
    with transaction(None):
        db.session.query(SavedSearch).update({"waiting_id": first.id})
    while_held(saved.tell_of_fitting, (saved, "_tell"), lambda: saved.note_fitting(second.id))
    with transaction(None):
        assert {one.waiting_id for one in db.session.query(SavedSearch)} == {second.id}


def test_a_new_version_is_begun_while_its_subject_is_merged_into_another(app, while_held):
    author, moderator = a_person(), a_moderator()
    old, into = a_tag(is_theme=True).slug, a_tag(is_theme=True).slug
    row = a_published(author, themes=(old,))
    begun = []

    def begin():
        begun.append(actions.begin_new_version(author, row.id))

    def merge():
        merge_subjects(moderator, old, into, version=1)

    while_held(begin, (renew, "set_lists"), merge)
    themes = select(Tag.slug).join(ExperienceTag).where(ExperienceTag.experience_id == begun[0])
    assert db.session.scalars(themes).all() == [into]
    db.session.rollback()
