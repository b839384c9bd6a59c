"""Every action asks the policy itself, and every rule asks the rules that it stands on."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from exchange.forum import actions, policy, queries
from exchange.kernel.clock import now
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.people.actor import GUEST, Actor
from tests.factories import (
    LONG_AGO,
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    opening_of,
)

ASKER, OTHER = Actor(id=1, state="active"), Actor(id=2, state="active")
MENTOR = Actor(id=3, state="active", roles=frozenset({"mentor"}))
MODERATOR = Actor(id=4, state="active", roles=frozenset({"moderator"}))
KEPT_OUT = ("guest", "unconfirmed", "waiting", "suspended")


def thread(**facts):
    given = {"author_id": 1, "kind": "question", "last_post_at": now(), "locked_at": None}
    given |= {"state": "waiting", "hidden_at": None, "deleted_at": None}
    given |= {"category_id": 1, "in_room": False, "accepted_post_id": None, "accepted_by_id": None}
    return SimpleNamespace(**(given | facts))


def post(**facts):
    given = {"author_id": 1, "parent_id": 7, "hidden_at": None, "deleted_at": None}
    return SimpleNamespace(**(given | facts))


def deleted(one):
    """The same post, taken back a moment ago."""
    return SimpleNamespace(**(vars(one) | {"deleted_at": now()}))


RULES = {
    "reply": lambda actor, t, p: policy.may_reply(actor, t),
    "edit": policy.may_edit,
    "delete": policy.may_delete,
    "restore": lambda actor, t, p: policy.may_restore(actor, t, deleted(p), now()),
    "find helpful": lambda actor, t, p: policy.may_find_helpful(actor, p),
    "accept in": lambda actor, t, p: policy.may_accept_in(actor, t, now()),
    "accept": lambda actor, t, p: policy.may_accept(actor, t, p, now()),
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("state", KEPT_OUT)
def test_who_may_not_write_changes_nothing(rule, state):
    whose = 2 if rule == "find helpful" else 1
    me = Actor(id=1, state=state)
    assert not RULES[rule](me, thread(), post(author_id=whose))
    assert RULES[rule](ASKER, thread(), post(author_id=whose))


@pytest.mark.parametrize("rule", ["reply", "edit", "delete", "accept in", "accept"])
@pytest.mark.parametrize("whose", [1, 4])
def test_in_a_deleted_thread_nobody_does_anything(rule, whose):
    gone = thread(deleted_at=LONG_AGO, author_id=whose)
    for who in (ASKER, MODERATOR):
        assert not RULES[rule](who, gone, post(author_id=who.id))


def test_a_reply_is_put_back_only_where_its_thread_stands():
    assert RULES["restore"](ASKER, thread(), post())
    assert not RULES["restore"](ASKER, thread(deleted_at=LONG_AGO), post())
    assert RULES["restore"](ASKER, thread(deleted_at=LONG_AGO), post(parent_id=None))
    assert not RULES["restore"](ASKER, thread(hidden_at=LONG_AGO), post())


def test_an_opening_post_is_deleted_only_while_nothing_hangs_on_it():
    opening = post(parent_id=None)
    assert policy.may_delete(ASKER, thread(), opening)
    for state in ("replied", "answered", "accepted"):
        assert not policy.may_delete(ASKER, thread(state=state), opening)
        assert policy.may_delete(ASKER, thread(state=state), post())


@pytest.mark.parametrize("rule", ["reply", "edit", "accept in", "accept"])
def test_in_a_hidden_thread_only_moderators_do_anything(rule):
    hidden = thread(hidden_at=LONG_AGO)
    assert not RULES[rule](ASKER, hidden, post())
    assert RULES[rule](MODERATOR, hidden, post())


@pytest.mark.parametrize("rule", ["edit", "delete", "find helpful", "accept"])
@pytest.mark.parametrize("gone", ["hidden_at", "deleted_at"])
def test_a_post_that_cannot_be_read_is_left_alone(rule, gone):
    whose = 2 if rule == "find helpful" else 1
    assert not RULES[rule](ASKER, thread(), post(author_id=whose, **{gone: LONG_AGO}))


def test_a_stranger_accepts_no_answer_and_a_mentor_after_a_silence():
    assert not policy.may_accept(OTHER, thread(), post(), now())
    assert not policy.may_accept(MENTOR, thread(), post(), now())
    assert policy.may_accept(MENTOR, thread(last_post_at=now() - timedelta(days=15)), post(), now())


def kept_out():
    return a_person(suspended_at=LONG_AGO)


def test_who_is_suspended_starts_nothing(app):
    category = a_category()
    with pytest.raises(NotAllowed, match="suspended"):
        actions.start_thread(
            kept_out(), category_id=category.id, kind="question", title="x", body="x", lang="en"
        )


def test_a_stranger_takes_no_acceptance_back(app):
    asker = a_person()
    question = a_thread(asker)
    answer = a_reply(question)
    actions.accept_answer(asker, answer)
    with pytest.raises(NotAllowed, match="asker accepts"):
        actions.withdraw_acceptance(a_person(), question.id)
    with pytest.raises(NotAllowed, match="asker accepts"):
        actions.accept_answer(a_person(), answer)


@pytest.mark.parametrize("act", [actions.find_helpful, actions.take_back_helpful])
def test_who_is_suspended_finds_nothing_helpful_and_takes_nothing_back(app, act):
    with pytest.raises(NotAllowed, match="suspended"):
        act(kept_out(), opening_of(a_thread()))


def test_a_hidden_post_is_not_replied_to(app):
    hidden = a_reply(a_thread())
    actions.hide_post(a_moderator(), hidden)
    with pytest.raises(NotAllowed, match="hidden this post"):
        a_reply(hidden, a_person())
    with pytest.raises(NotFound):
        queries.post_to_reply_to(a_person(), hidden)
    assert a_reply(hidden, a_moderator())


def test_an_author_does_not_edit_what_a_moderator_has_hidden(app):
    author = a_person()
    hidden = a_reply(a_thread(), author)
    actions.hide_post(a_moderator(), hidden)
    with pytest.raises(NotAllowed, match="hidden this post"):
        actions.edit_post(author, hidden, version=1, body="x", lang="en")
    with pytest.raises(NotFound):
        queries.post_to_edit(author, hidden)


def test_in_a_hidden_thread_strangers_find_nothing_to_act_on(app):
    hidden = a_thread(hidden=True)
    for act in (actions.lock_thread, actions.withdraw_acceptance):
        with pytest.raises(NotFound):
            act(a_mentor(), hidden.id)
    for query in (queries.post_to_reply_to, queries.post_to_edit, queries.post_place):
        with pytest.raises(NotFound):
            query(GUEST, opening_of(hidden))
    with pytest.raises(NotFound):
        queries.thread_page(a_mentor(), hidden.id)


def test_the_page_of_a_thread_and_of_a_post_say_what_may_be_done(app):
    asker, stranger = a_person(), a_person()
    locked = a_thread(asker, locked=True)
    assert not queries.thread_page(stranger, locked.id).may_reply
    assert not queries.post_to_reply_to(stranger, opening_of(locked)).ruling
    assert not queries.post_to_edit(stranger, opening_of(a_thread(asker))).ruling
    open_one = a_thread(asker)
    a_reply(open_one)
    assert queries.thread_page(asker, open_one.id).reader.may_accept
    assert not queries.thread_page(stranger, open_one.id).reader.may_accept


def test_the_pages_where_one_writes_turn_away_whoever_may_not(client, sign_in):
    question = a_thread(locked=True)
    opening = opening_of(question)
    sign_in(client, a_person())
    for address in (f"/en/posts/{opening}/reply", f"/en/posts/{opening}/edit"):
        assert client.get(address).status == 403
    sign_in(client, kept_out())
    assert client.get("/en/ask").status == 403
