"""Every query and action of moderation asks the policy itself, whoever its route lets in."""

import pytest

from exchange.forum import actions as forum
from exchange.forum.models import Post
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.moderation import actions, fillings, policy, queries
from exchange.people.actor import GUEST, Actor
from tests.factories import LONG_AGO, a_flag, a_moderator, a_person, a_reply, a_thread

DECISION = {"rule": "respect", "sentence": "No.", "lang": "en"}
STRANGERS = [lambda: GUEST, a_person, lambda: a_moderator(suspended_at=LONG_AGO)]


@pytest.fixture
def post(app):
    return a_reply(a_thread(), a_person("Author"))


@pytest.mark.parametrize("who", STRANGERS)
def test_only_moderators_are_shown_what_waits_and_what_was_done(post, who):
    case, stranger = a_flag(post), who()
    for ask in (queries.count_open_cases, queries.queue_page, queries.log_page):
        with pytest.raises(NotAllowed, match="Moderators do this"):
            ask(stranger)
    with pytest.raises(NotAllowed, match="Moderators do this"):
        queries.case_page(stranger, case)
    with pytest.raises(NotAllowed, match="Moderators do this"):
        queries.last_decision_about(stranger, post)
    with pytest.raises(NotAllowed, match="Moderators do this"):
        queries.thread_to_lock(stranger, a_thread().id)
    for ask in (queries.post_to_hide, queries.post_to_show):
        assert not ask(stranger, post).ruling


@pytest.mark.parametrize("who", STRANGERS)
def test_only_moderators_decide_hide_show_lock_and_unlock(post, who):
    case, stranger, locked = a_flag(post), who(), a_thread(locked=True)
    with pytest.raises(NotAllowed):
        actions.decide_case(stranger, case, version=1, post_version=1, outcome="hidden", **DECISION)
    with pytest.raises(NotAllowed):
        actions.hide_with_reason(stranger, post, post_version=1, **DECISION)
    with pytest.raises(NotAllowed):
        actions.lock_with_reason(stranger, a_thread().id, reason="No.", lang="en")
    with pytest.raises(NotAllowed):
        actions.unlock_with_reason(stranger, locked.id, reason="No.", lang="en")
    actions.hide_with_reason(a_moderator(), post, post_version=1, **DECISION)
    with pytest.raises(NotAllowed):
        actions.show_again(stranger, post, reason="No.", lang="en")


@pytest.mark.parametrize("who", STRANGERS)
def test_a_lock_that_would_change_nothing_is_refused_to_strangers_too(app, who):
    open_one, locked = a_thread(), a_thread(locked=True)
    with pytest.raises(NotAllowed):
        actions.lock_with_reason(who(), locked.id, reason="No.", lang="en")
    with pytest.raises(NotAllowed):
        actions.unlock_with_reason(who(), open_one.id, reason="No.", lang="en")


def test_nobody_decides_hides_or_shows_the_own(app):
    me = a_moderator()
    mine = a_reply(a_thread(), me)
    case = a_flag(mine)
    assert queries.count_open_cases(me) == 0
    assert queries.queue_page(me).cards == []
    with pytest.raises(NotFound):
        queries.case_page(me, case)
    with pytest.raises(NotFound):
        actions.decide_case(me, case, version=1, post_version=1, outcome="hidden", **DECISION)
    with pytest.raises(NotAllowed, match="own post"):
        actions.hide_with_reason(me, mine, post_version=1, **DECISION)
    actions.hide_with_reason(a_moderator(), mine, post_version=1, **DECISION)
    with pytest.raises(NotAllowed, match="own post"):
        actions.hide_with_reason(me, mine, post_version=1, **DECISION)
    with pytest.raises(NotAllowed, match="own post"):
        actions.show_again(me, mine, reason="Mine.", lang="en")
    assert not queries.post_to_show(me, mine).ruling
    assert not queries.decision_page(me, case).may_show


def test_a_hidden_post_is_neither_flagged_nor_shown_to_who_would(post):
    forum.hide_post(a_moderator(), post)
    for stranger in (a_person(), GUEST):
        for ask in (queries.post_to_flag, queries.post_to_hide, queries.post_to_show):
            with pytest.raises(NotFound):
                ask(stranger, post)
        with pytest.raises(NotFound):
            actions.flag_post(stranger, post, rule="respect", sentence="", lang="en")


def test_who_may_not_write_flags_nothing(post):
    suspended = a_person(suspended_at=LONG_AGO)
    assert not queries.post_to_flag(suspended, post).ruling
    with pytest.raises(NotAllowed, match="suspended"):
        actions.flag_post(suspended, post, rule="respect", sentence="", lang="en")


def test_a_decision_is_read_by_its_author_and_moderators_only(post):
    case = actions.hide_with_reason(a_moderator(), post, post_version=1, **DECISION)
    for stranger in (GUEST, a_person()):
        with pytest.raises(NotFound):
            queries.decision_page(stranger, case)


def test_under_a_post_that_its_author_took_back_stands_no_link(post):
    moderator = a_moderator()
    with transaction(None):
        row = db.session.get_one(Post, post)
    assert fillings.post_actions(moderator, [row])
    with transaction(None):
        row = db.session.get_one(Post, post)
        row.deleted_at = LONG_AGO
    assert fillings.post_actions(moderator, [row]) == {}


def test_a_rule_asks_the_rules_that_it_stands_on():
    class Facts:
        author_id, parent_id, hidden_at, deleted_at = 2, 7, None, None

    class Hidden(Facts):
        hidden_at = LONG_AGO

    for state in ("guest", "unconfirmed", "waiting", "suspended"):
        assert not policy.may_flag(Actor(id=1, state=state), Facts())
    member = Actor(id=1, state="active")
    me = Actor(id=2, state="active", roles=frozenset({"moderator"}))
    for actor in (member, me):
        assert not policy.may_judge(actor, 2)
        assert not policy.may_hide(actor, Facts())
        assert not policy.may_show(actor, Hidden())
    assert not policy.may_read_decision(member, 2)
