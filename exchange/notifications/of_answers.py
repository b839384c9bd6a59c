"""Whether what is told of answers, and of invitations to give them, still holds, in SQL. Pure."""

from sqlalchemy import ColumnElement, String, and_, cast, exists, literal, select
from sqlalchemy.orm import aliased

from exchange.forum.models import Post, Thread
from exchange.mentoring.models import FollowUp, MentorInvitation
from exchange.mentoring.policy.following import is_open_to
from exchange.mentoring.policy.who import waits_for_answer
from exchange.notifications.models import Notification
from exchange.people.actor import Actor


def is_asked(actor: Actor) -> ColumnElement[bool]:
    """Still: something of what they were asked waits for their word."""
    mine = select(FollowUp.id).join(Thread, Thread.id == FollowUp.thread_id)
    waits = mine.where(Thread.author_id == Notification.account_id, is_open_to(actor))
    return waits.correlate(Notification).exists()


def is_said_still() -> ColumnElement[bool]:
    """The answer is the accepted one, and its asker has said nothing else since."""
    row = aliased(FollowUp)
    key = literal("outcome ") + cast(row.id, String) + literal(" ") + row.outcome
    said = exists().where(row.post_id == Post.id, Notification.event_key == key)
    return and_(Thread.accepted_post_id == Post.id, said.correlate(Notification, Post))


def is_invited() -> ColumnElement[bool]:
    """Still: that invitation waits for their answer."""
    named = literal("invitation ") + cast(MentorInvitation.id, String)
    theirs = MentorInvitation.account_id == Notification.account_id
    waits = exists().where(theirs, Notification.event_key == named, waits_for_answer())
    return waits.correlate(Notification)
