from itertools import product

import pytest
from sqlalchemy import select

from exchange.forum.models import Post, Thread
from exchange.forum.policy import may_enter
from exchange.kernel.db import db
from exchange.moderation.models import _CODES
from exchange.moderation.policy import (
    judged_by,
    may_flag,
    may_judge,
    may_read_decision,
    may_read_queue,
)
from exchange.moderation.rules import BY_CODE, RULES
from exchange.people.actor import GUEST, Actor
from exchange.people.models import Membership
from exchange.people.queries import get_actor
from tests.factories import (
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    an_admin,
    an_organisation,
    saved,
)


def _someone(state="active", *roles):
    return Actor(id=7, state=state, roles=frozenset(roles))


def test_a_list_and_a_page_agree_about_who_judges_what(app):
    people = [a_moderator(), an_admin(), a_person()]
    posts = {a_reply(a_thread(who), who): who.id for who in people}
    for moderator in people[:2]:
        judged = judged_by(moderator, moderator.id)
        found = select(Post.id).join(Thread, Thread.id == Post.thread_id).where(judged)
        listed = db.session.scalars(found).all()
        allowed = [post for post, author in posts.items() if may_judge(moderator, author)]
        assert set(listed) & set(posts) == set(allowed)
        assert len(allowed) == 2


def test_a_list_and_a_page_agree_about_who_judges_what_in_which_room(app):
    ours, theirs = an_organisation(), an_organisation()
    places = [None, a_room(ours), a_room(theirs), a_room(ours, roles=["mentor"])]
    editor = a_person(organisation=ours, role="editor")
    both = a_person(organisation=ours, role="coordinator")
    saved(Membership(account_id=both.id, organisation_id=theirs.id, role="editor"))
    people = [editor, both, a_person(organisation=ours), a_moderator(), an_admin()]
    people = [get_actor(one.id) for one in people]
    inside = get_actor(a_moderator().id)
    threads = [a_thread(who, category=at) for at in places for who in (inside, people[3])]
    for category in places:
        threads.append(a_thread(inside, category=category))
        place = threads[-1]
        for who in people:
            if may_enter(who, place.category_id, place.in_room):
                a_reply(place, who)
    here = Thread.id == Post.thread_id
    rows = db.session.execute(select(Post.id, Post.author_id, Thread).join(Thread, here)).all()
    for who in people:
        found = select(Post.id).join(Thread, here).where(judged_by(who, who.id))
        listed = set(db.session.scalars(found)) if may_read_queue(who) else set()
        assert listed == {post for post, author, at in rows if may_judge(who, author, at)}
    assert not may_read_queue(people[2])


@pytest.mark.parametrize("state", ["guest", "unconfirmed", "waiting", "suspended", "active"])
@pytest.mark.parametrize("author", [7, 8])
def test_only_who_may_write_flags_what_another_wrote(state, author):
    post = Post(author_id=author, parent_id=1)
    assert bool(may_flag(_someone(state), post)) == (state == "active" and author != 7)


@pytest.mark.parametrize(
    ("role", "author"), list(product(["", "mentor", "moderator", "admin"], [7, 8]))
)
def test_moderators_and_admins_judge_what_another_wrote(role, author):
    assert bool(may_judge(_someone("active", role), author)) == (
        role in ("moderator", "admin") and author == 8
    )


def test_a_decision_is_for_its_author_and_for_moderators():
    assert may_read_decision(_someone("suspended"), 7)
    assert may_read_decision(_someone("active", "moderator"), 8)
    assert not may_read_decision(_someone(), 8)
    assert not may_read_decision(GUEST, 0)


def test_the_table_and_the_list_of_rules_hold_the_same():
    assert [f"'{rule.code}'" for rule in RULES] == _CODES.split(", ")
    assert len(BY_CODE) == len(RULES) == 6
