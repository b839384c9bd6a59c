"""Somebody files something, or another moderator is at it, while two subjects are merged."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.forum.actions import NewThread
from exchange.forum.models import ThreadTag
from exchange.forum.moving import Seen
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import Refused, Stale
from exchange.library.actions import save_draft
from exchange.library.models import ExperienceTag
from exchange.moderation import actions
from exchange.moderation.actions import Why
from exchange.people.models import Expertise
from exchange.tags.actions import ids_of, set_expertise
from exchange.tags.keeping import SubjectText
from exchange.tags.queries import all_tags, get_tag
from tests.factories import (
    a_category,
    a_draft,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_tag,
    a_thread,
    a_whole_content,
    opening_of,
)
from tests.forum.test_moves_at_once import A_MOMENT, meanwhile

WHY = Why("They mean the same.", "en")


def merging(who, slug, into):
    return lambda: actions.merge_subjects_with_reason(who, slug, into, WHY, version=1)


@pytest.fixture
def two(app):
    for slug in ("a", "b", "c"):
        a_tag(slug)
    return a_moderator(), a_moderator()


def test_a_question_asked_under_the_old_one_lands_under_the_other(app, two):
    who, category = a_person(), a_category()
    asking = lambda: a_thread(who, category=category, tags=["a"]).id  # noqa: E731  as it is acted
    thread = meanwhile(app, merging(two[0], "a", "b"), asking)
    db.session.rollback()
    assert db.session.get(ThreadTag, (thread, get_tag("b").id))
    assert db.session.query(ThreadTag).count() == 1


def test_a_branch_that_is_split_off_meanwhile_is_filed_under_the_other(app, two):
    thread = a_thread(tags=["a"])
    reply, seen = a_reply(thread), Seen(thread.id, 1)
    new = NewThread("A question of its own", "question", thread.category_id)
    splitting = lambda: forum.split_branch(two[1], reply, new, seen).thread_id  # noqa: E731
    made = meanwhile(app, merging(two[0], "a", "b"), splitting)
    assert filed(made) == {get_tag("b").id}


def test_a_thread_that_is_merged_meanwhile_brings_the_other(app, two):
    left, into = a_thread(tags=["a"]), a_thread(tags=["c"])
    under, seen = opening_of(into), Seen(left.id, 1, into.id)
    joining = lambda: forum.merge_thread(two[1], under, seen, by_time=False)  # noqa: E731
    meanwhile(app, merging(two[0], "a", "b"), joining)
    assert filed(into.id) == {get_tag("b").id, get_tag("c").id}


@pytest.fixture
def themes(app):
    return a_tag("left", is_theme=True), a_tag("kept", is_theme=True)


def test_a_draft_that_is_saved_meanwhile_has_the_theme_that_stands(app, two, themes):
    author, content = a_person(), a_whole_content(themes=("left",))
    draft = a_draft(author, content).id
    saving = lambda: save_draft(author, draft, version=1, content=content)  # noqa: E731
    meanwhile(app, merging(two[0], "left", "kept"), saving)
    db.session.rollback()
    assert list(db.session.scalars(select(ExperienceTag.tag_id))) == [themes[1].id]


def test_a_mentor_who_names_a_theme_meanwhile_stands_under_the_one_that_stands(app, two, themes):
    mentor = a_mentor()
    set_expertise(mentor, ["left"])
    naming = lambda: set_expertise(mentor, ["left"])  # noqa: E731
    meanwhile(app, merging(two[0], "left", "kept"), naming)
    db.session.rollback()
    assert list(db.session.scalars(select(Expertise.tag_id))) == [themes[1].id]


def filed(thread):
    db.session.rollback()
    found = select(ThreadTag.tag_id).where(ThreadTag.thread_id == thread)
    return set(db.session.scalars(found))


def test_of_two_moderators_the_second_is_told(app, two):
    with pytest.raises(Stale):
        meanwhile(app, merging(two[0], "a", "b"), merging(two[1], "a", "c"))
    assert get_tag("a").slug == "b"


def test_two_are_never_merged_into_each_other(app, two):
    with pytest.raises((Stale, Refused)):
        meanwhile(app, merging(two[0], "a", "b"), merging(two[1], "b", "a"))
    assert {tag.slug for tag in all_tags()} == {"b", "c"}


def test_where_the_other_is_merged_in_the_same_moment_nothing_stays_under_it(app, two, monkeypatch):
    who, category = a_person(), a_category()
    found = []

    def slowly(slugs):
        found.extend(ids_of(slugs))
        time.sleep(A_MOMENT)  # long enough for the second merge, if nobody holds it up
        return found

    monkeypatch.setattr("exchange.forum.actions.ask.ids_of", slowly)
    first, standing = merging(two[0], "a", "b"), get_tag("b").id

    def asking():
        with app.app_context():
            return a_thread(who, category=category, tags=["a"]).id

    def merging_the_other():
        with app.app_context():
            while not found:
                time.sleep(0.01)
            actions.merge_subjects_with_reason(two[1], "b", "c", WHY, version=2)

    with ThreadPoolExecutor(2) as pool:
        with transaction(None):
            first()
            made, second = pool.submit(asking), pool.submit(merging_the_other)
            time.sleep(A_MOMENT)
            assert not made.done()
        second.result(timeout=10)
        assert filed(made.result(timeout=10)) == {get_tag("c").id}
    assert found == [standing]


def test_two_who_make_the_same_subject_make_one(app, two):
    def making(who):
        return lambda: actions.make_subject_logged(who, SubjectText({"en": "Village shops"}))

    with pytest.raises(Refused):
        meanwhile(app, making(two[0]), making(two[1]))
    assert len(all_tags()) == 4
