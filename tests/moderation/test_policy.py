from itertools import product

import pytest
from sqlalchemy import select

from exchange.forum.models import Post
from exchange.kernel.db import db
from exchange.moderation.models import _CODES
from exchange.moderation.policy import judged_by, may_flag, may_judge, may_read_decision
from exchange.moderation.rules import BY_CODE, RULES
from exchange.people.actor import GUEST, Actor
from tests.factories import a_moderator, a_person, a_reply, a_thread, an_admin


def _someone(state="active", *roles):
    return Actor(id=7, state=state, roles=frozenset(roles))


def test_a_list_and_a_page_agree_about_who_judges_what(app):
    people = [a_moderator(), an_admin(), a_person()]
    posts = {a_reply(a_thread(who), who): who.id for who in people}
    for moderator in people[:2]:
        listed = db.session.scalars(select(Post.id).where(judged_by(moderator.id))).all()
        allowed = [post for post, author in posts.items() if may_judge(moderator, author)]
        assert set(listed) & set(posts) == set(allowed)
        assert len(allowed) == 2


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
