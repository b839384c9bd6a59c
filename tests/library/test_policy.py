"""Who sees and does what, over every state, role and relation."""

from itertools import product

import pytest
from sqlalchemy import select

from exchange.kernel.db import db, transaction
from exchange.library import policy
from exchange.library.actions.rows import get_experience
from exchange.library.models import Experience, ExperienceAuthor
from exchange.library.policy import Facts
from exchange.library.vocabulary import STATES
from exchange.people.actor import GUEST, Actor
from exchange.people.queries import get_actor
from tests.factories import (
    LONG_AGO,
    a_draft,
    a_mentor,
    a_moderator,
    a_person,
    a_whole_content,
    an_admin,
    an_editor,
    an_organisation,
    saved,
)

ME = Actor(id=1, state="active")
MENTOR = Actor(id=2, state="active", roles=frozenset({"mentor"}))
EDITOR = Actor(id=3, state="active", edits=frozenset({7}))
MODERATOR = Actor(id=4, state="active", roles=frozenset({"moderator"}))
ADMIN = Actor(id=5, state="active", roles=frozenset({"admin"}))
MEMBER = Actor(id=6, state="active")
EVERYBODY = {
    "author": ME,
    "mentor": MENTOR,
    "editor": EDITOR,
    "moderator": MODERATOR,
    "admin": ADMIN,
    "member": MEMBER,
    "guest": GUEST,
}


def facts(state, **more):
    return Facts(state, lead_id=7, authors=frozenset({1}), credited=frozenset({1, 8}), **more)


def who(rule, state, **more):
    return {name for name, one in EVERYBODY.items() if rule(one, facts(state, **more))}


@pytest.mark.parametrize("state", STATES)
def test_what_is_public_is_seen_by_all_and_a_draft_by_its_authors(state):
    if state in ("published", "archived"):
        expected = set(EVERYBODY)
    elif state in ("submitted", "in_review", "changes_requested", "accepted"):
        expected = {"author", "mentor", "editor", "admin"}
    else:
        expected = {"author"}
    assert who(policy.may_view, state) == expected


def test_what_was_withdrawn_is_seen_by_those_who_answer_for_it():
    seen = who(policy.may_view, "withdrawn", was_published=True)
    assert seen == {"author", "editor", "moderator", "admin"}


def test_whose_words_are_used_sees_the_draft_but_does_not_change_it():
    other = Actor(id=8, state="active")
    assert policy.may_view(other, facts("draft"))
    assert not policy.may_edit(other, facts("draft"))


@pytest.mark.parametrize("state", STATES)
def test_authors_write_until_it_is_handed_in(state):
    expected = {"author"} if state in ("draft", "changes_requested") else set()
    assert who(policy.may_edit, state) == expected


@pytest.mark.parametrize("state", STATES)
def test_mentors_editors_and_admins_take_what_waits(state):
    waits = state in ("submitted", "in_review")
    assert who(policy.may_take, state) == ({"mentor", "editor", "admin"} if waits else set())


def test_nobody_reads_the_own_experience_not_even_as_mentor_or_admin():
    for role in ("mentor", "admin"):
        for mine in (1, 8):
            me = Actor(id=mine, state="active", roles=frozenset({role}))
            assert not policy.may_take(me, facts("submitted"))
            assert not policy.may_decide(me, facts("in_review", reader_id=mine))


def test_only_who_has_it_decides():
    assert who(policy.may_decide, "in_review", reader_id=2) == {"mentor"}
    assert who(policy.may_decide, "submitted", reader_id=2) == set()


def test_authors_editors_moderators_and_admins_withdraw():
    expected = {"author", "editor", "moderator", "admin"}
    assert who(policy.may_withdraw, "published") == expected
    assert who(policy.may_withdraw, "withdrawn") == set()


def test_authors_put_back_what_they_withdrew_and_others_what_anybody_did():
    for by in (1, 3, None):
        expected = {"editor", "moderator", "admin"} | ({"author"} if by == 1 else set())
        found = who(policy.may_put_back, "withdrawn", was_published=True, withdrawn_by_id=by)
        assert found == expected
    assert who(policy.may_put_back, "withdrawn", withdrawn_by_id=1) == set()
    assert who(policy.may_put_back, "published", was_published=True) == set()


def test_a_moderator_does_not_put_back_the_own_that_another_withdrew():
    me = Actor(id=1, state="active", roles=frozenset({"moderator"}), edits=frozenset({7}))
    assert not policy.may_put_back(me, facts("withdrawn", was_published=True, withdrawn_by_id=4))


def test_only_authors_begin_a_new_version_and_of_a_published_one():
    assert who(policy.may_renew, "published") == {"author"}
    assert who(policy.may_renew, "draft") == set()


def test_who_waits_to_be_let_in_drafts_and_hands_nothing_in():
    me, other = Actor(id=1, state="waiting"), Actor(id=9, state="waiting")
    assert policy.may_draft(me)
    assert policy.may_edit(me, facts("draft"))
    assert not policy.may_edit(other, facts("draft"))
    assert not policy.may_edit(me, facts("published"))
    assert not policy.may_hand_in(me)
    assert not policy.may_submit(me, facts("draft"))


@pytest.mark.parametrize("state", STATES)
def test_authors_hand_in_what_they_may_write_in(state):
    assert who(policy.may_submit, state) == who(policy.may_edit, state)


@pytest.mark.parametrize("state", ["guest", "unconfirmed", "waiting", "suspended"])
@pytest.mark.parametrize("mine", [True, False])
def test_who_may_not_write_does_nothing(state, mine):
    roles = frozenset({"mentor", "moderator", "admin"})
    me = Actor(id=1 if mine else 9, state=state, roles=roles, edits=frozenset({7}))
    verbs = (
        policy.may_submit,
        policy.may_withdraw,
        policy.may_put_back,
        policy.may_take_back,
        policy.may_take,
        policy.may_renew,
    )
    known = {"was_published": True, "withdrawn_by_id": 1}
    assert not any(verb(me, facts(s, **known)) for verb, s in product(verbs, STATES))
    assert not policy.may_decide(me, facts("in_review", reader_id=me.id))
    assert state == "waiting" or not policy.may_draft(me)
    assert state == "waiting" or not any(policy.may_edit(me, facts(s)) for s in STATES)
    assert not policy.may_turn_into_experience(me, frozenset({1}))


def test_who_asked_or_answered_and_mentors_editors_moderators_turn_answers():
    may = {n for n, a in EVERYBODY.items() if policy.may_turn_into_experience(a, frozenset({1}))}
    assert may == {"author", "mentor", "editor", "moderator", "admin"}


def test_the_rule_of_the_page_and_of_the_database_are_the_same(app):
    organisation = an_organisation()
    author, words = a_person(), a_person()
    draft = a_draft(author, a_whole_content(lead=organisation.code))
    saved(ExperienceAuthor(experience_id=draft.id, account_id=words.id, role="words"))
    everybody = [
        GUEST,
        author,
        words,
        a_person(),
        a_mentor(),
        a_moderator(),
        an_admin(),
        an_editor(organisation),
        an_editor(an_organisation(country="LV")),
        an_editor(),
        a_mentor(suspended_at=LONG_AGO),
    ]
    for state, published_at in product(STATES, (None, LONG_AGO)):
        with transaction(None):
            row = db.session.get_one(Experience, draft.id)
            row.state, row.published_at = state, published_at
        given = _facts(author, draft.id)
        for actor in everybody:
            found = select(Experience.id).where(policy.visible_to(actor))
            with transaction(None):
                seen = db.session.scalar(found) is not None
            assert seen == bool(policy.may_view(actor, given)), (state, actor)


def _facts(author, experience_id):
    with transaction(get_actor(author.id)) as actor:
        return get_experience(actor, experience_id)[1]
