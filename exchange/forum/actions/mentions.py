"""Whom a post mentions: found before it is rendered, kept beside it."""

from sqlalchemy import select

from exchange.forum.models import Mention, Post
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text.limits import MOST_MENTIONS
from exchange.text.mentions import mentioned_in

MOST_TOLD = 10  # of one post, however often it is edited


def keep_mentions(actor: Actor, post: Post) -> None:
    """The post mentions these from here on, and no others; in the transaction that writes it."""
    if "/people/" not in post.html and post.edited_at is None:
        return  # as almost always: a reply costs no statement for it
    with transaction(actor):
        before = {
            row.account_id: row
            for row in db.session.scalars(select(Mention).where(Mention.post_id == post.id))
        }
        named = mentioned_in(post.html)[:MOST_MENTIONS]
        new = [one for one in named if one not in before]
        there = set(db.session.scalars(select(Account.id).where(Account.id.in_(new))))
        room = MOST_TOLD - sum(row.is_told for row in before.values())
        for account_id, row in before.items():
            row.taken_away_at = None if account_id in named else row.taken_away_at or now()
        for account_id in (one for one in new if one in there):
            db.session.add(Mention(post_id=post.id, account_id=account_id, is_told=room > 0))
            room -= 1
        db.session.flush()
