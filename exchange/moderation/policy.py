"""Who may flag and who decides. Pure: no queries, no request."""

from sqlalchemy import ColumnElement

from exchange.forum.models import Post
from exchange.forum.policy import PostFacts, may_moderate, may_write
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def may_flag(actor: Actor, post: PostFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if post.author_id == actor.id:
        return denied(_l("Nobody flags the own post. You can change it instead."))
    if post.hidden_at or post.deleted_at:
        return denied(_l("This post cannot be read any more."))
    return ALLOWED


def may_judge(actor: Actor, author_id: int) -> Ruling:
    """Whether the actor decides about what this person wrote."""
    if not (ruling := may_moderate(actor)):
        return ruling
    if author_id == actor.id:
        return denied(_l("Nobody decides about the own post: another moderator does."))
    return ALLOWED


def judged_by(moderator: ColumnElement[int] | int) -> ColumnElement[bool]:
    """`may_judge`, said in SQL for a moderator of this id; a property test holds them equal."""
    return Post.author_id != moderator


def may_hide(actor: Actor, post: PostFacts) -> Ruling:
    if not (ruling := may_judge(actor, post.author_id)):
        return ruling
    if post.hidden_at:
        return denied(_l("This post is hidden already."))
    if post.deleted_at:
        return denied(_l("Its author took this post back."))
    return ALLOWED


def may_show(actor: Actor, post: PostFacts) -> Ruling:
    if not (ruling := may_judge(actor, post.author_id)):
        return ruling
    return ALLOWED if post.hidden_at else denied(_l("This post is not hidden."))


def may_read_decision(actor: Actor, author_id: int) -> Ruling:
    """The person whom it is about, and those who decide."""
    if actor.is_signed_in and actor.id == author_id:
        return ALLOWED
    return may_moderate(actor)
