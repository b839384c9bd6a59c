"""Where a subject or a person is called otherwise, other libraries collect the records again."""

from datetime import timedelta

import pytest

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.library import actions
from exchange.library.actions.anew import show_organisation_anew
from exchange.library.models import Experience, ExperiencePaper
from exchange.people.actions import Described, Place, change_profile, change_roles
from exchange.people.actor import GUEST
from exchange.people.models import Account, Membership
from exchange.people.queries import get_actor
from exchange.tags.actions import change_subject, merge_subjects
from exchange.tags.keeping import SubjectText
from tests.factories import (
    a_draft,
    a_mentor,
    a_moderator,
    a_person,
    a_published,
    a_tag,
    an_admin,
    an_organisation,
    the_experience,
)
from tests.library.translations import translated

AT_FIRST = now() - timedelta(days=9)


@pytest.fixture
def told(app):
    """A published record with a paper, another one, a draft, their subject and their author."""
    tag, other = a_tag("youth", is_theme=True), a_tag("buses", is_theme=True)
    author = a_person("Ilze Author")
    mine = a_published(author, themes=(tag.slug,))
    others = a_published(a_person(), themes=(other.slug,))
    a_draft(author)
    for row in (mine, others):
        actions.ask_for_paper(GUEST, row.id, lang="en", form="full")
    with transaction(None):
        db.session.query(Experience).update({"moved_at": AT_FIRST})
    return mine, others, author


def is_told_anew(row):
    """Both the stamp and the paper, or neither."""
    with transaction(None):
        look = db.session.query(ExperiencePaper.look).filter_by(experience_id=row.id).scalar()
    stamps = the_experience(row.id).moved_at > AT_FIRST
    assert stamps == (look == 0)
    return stamps


def renamed(author, name="Ilze Other", about="", home=None):
    with transaction(None):
        row = db.session.get_one(Account, author.id)
        version, language, zone = row.edit_version, row.language, row.timezone
    described = Described(name, about, home, ("en",), language, zone)
    change_profile(author, described, version=version)


def test_a_subject_that_is_called_otherwise(told):
    mine, others, _ = told
    text = SubjectText({"en": "Young people"})
    change_subject(a_moderator(), "youth", text, version=1)
    assert is_told_anew(mine)
    assert not is_told_anew(others)


def test_a_subject_that_is_merged_into_another(told):
    mine, _, _ = told
    a_tag("young", is_theme=True)
    merge_subjects(a_moderator(), "youth", "young", version=1)
    assert is_told_anew(mine)


def test_an_author_who_is_called_otherwise(told):
    mine, others, author = told
    renamed(author)
    assert is_told_anew(mine)
    assert not is_told_anew(others)


@pytest.mark.parametrize("part", ["reader", "translator"])
def test_whoever_read_or_translated_it_and_is_called_otherwise(told, part):
    _, others, _ = told
    reader = a_mentor("Ana Reader")
    row = a_published(reader=reader)
    if part == "translator":
        translated(translator := a_person(reads=["en", "mk"]), row, {"title": "Пет седишта"})
    actions.ask_for_paper(GUEST, row.id, lang="en", form="full")
    with transaction(None):
        db.session.query(Experience).update({"moved_at": AT_FIRST})
    renamed(reader if part == "reader" else translator)
    assert is_told_anew(row)
    assert not is_told_anew(others)


def test_an_author_who_is_of_another_organisation(told):
    mine, others, author = told
    place = Place(an_organisation().id, "member")
    change_roles(an_admin(), author.id, None, place, version=0)
    assert is_told_anew(mine)
    assert not is_told_anew(others)


def test_an_author_who_stands_under_another_of_their_organisations(told):
    mine, _, author = told
    home = an_organisation()
    with transaction(None):
        db.session.add(Membership(account_id=author.id, organisation_id=home.id, role="member"))
    renamed(get_actor(author.id), name="Ilze Author", home=home.id)
    assert is_told_anew(mine)


def test_an_organisation_that_is_called_otherwise(told):
    mine, _, _ = told
    with transaction(None):
        led = db.session.get_one(Experience, mine.id).lead_id
        show_organisation_anew(led)
    assert is_told_anew(mine)


def test_what_is_said_of_a_person_besides_changes_no_record(told):
    mine, _, author = told
    renamed(author, name="Ilze Author", about="Likes buses.")
    assert not is_told_anew(mine)


def test_drafts_keep_the_day_since_when_they_wait(told):
    _, _, author = told
    renamed(author)
    with transaction(None):
        draft = db.session.query(Experience).filter_by(state="draft").one()
        assert draft.moved_at == AT_FIRST
