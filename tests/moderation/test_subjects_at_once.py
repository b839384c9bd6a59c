"""Somebody files something, or another moderator is at it, while two subjects are merged."""

import pytest

from exchange.forum.models import ThreadTag
from exchange.kernel.db import db
from exchange.kernel.rulings import Refused, Stale
from exchange.moderation import actions
from exchange.moderation.actions import Why
from exchange.tags.keeping import SubjectText
from exchange.tags.queries import all_tags, get_tag
from tests.factories import a_category, a_moderator, a_person, a_tag, a_thread
from tests.forum.test_moves_at_once import meanwhile

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


def test_of_two_moderators_the_second_is_told(app, two):
    with pytest.raises(Stale):
        meanwhile(app, merging(two[0], "a", "b"), merging(two[1], "a", "c"))
    assert get_tag("a").slug == "b"


def test_two_are_never_merged_into_each_other(app, two):
    with pytest.raises((Stale, Refused)):
        meanwhile(app, merging(two[0], "a", "b"), merging(two[1], "b", "a"))
    assert {tag.slug for tag in all_tags()} == {"b", "c"}


def test_two_who_make_the_same_subject_make_one(app, two):
    def making(who):
        return lambda: actions.make_subject_logged(who, SubjectText({"en": "Village shops"}))

    with pytest.raises(Refused):
        meanwhile(app, making(two[0]), making(two[1]))
    assert len(all_tags()) == 4
