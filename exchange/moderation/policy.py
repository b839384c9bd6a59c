"""Who may flag and who decides. Pure: no queries, no request."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, and_, true

from exchange.forum.models import Post, Thread
from exchange.forum.policy import (
    MOST_TAGS,
    PlaceFacts,
    PostFacts,
    may_moderate,
    may_moderate_in,
    may_place_in,
    may_write,
)
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.moderation.selecting import Deed
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


class SelectedFacts(PlaceFacts, PostFacts, Protocol):
    """A thread and the post that opens it."""

    @property
    def locked_at(self) -> datetime | None: ...
    @property
    def duplicate_of_id(self) -> int | None: ...
    @property
    def has_tag(self) -> bool: ...
    @property
    def tag_count(self) -> int: ...


def may_flag(actor: Actor, post: PostFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if post.author_id == actor.id:
        return denied(_l("Nobody flags the own post. You can change it instead."))
    if post.hidden_at or post.deleted_at:
        return denied(_l("This post cannot be read any more."))
    return ALLOWED


def may_judge(actor: Actor, author_id: int, thread: PlaceFacts | None = None) -> Ruling:
    """Whether the actor decides about what this person wrote: in this thread, or anywhere."""
    if not (ruling := may_moderate_in(actor, thread) if thread else may_moderate(actor)):
        return ruling
    if author_id == actor.id:
        return denied(_l("Nobody decides about the own post: another moderator does."))
    return ALLOWED


def judged_by(actor: Actor, me: ColumnElement[int] | int) -> ColumnElement[bool]:
    """`may_judge`, said in SQL of a post and its thread, for whoever moderates somewhere and has
    this id; a property test holds them equal."""
    return and_(logged_for(actor), Post.author_id != me)


def may_hide(actor: Actor, post: PostFacts, thread: PlaceFacts | None = None) -> Ruling:
    if not (ruling := may_judge(actor, post.author_id, thread)):
        return ruling
    if post.hidden_at:
        return denied(_l("This post is hidden already."))
    if post.deleted_at:
        return denied(_l("Its author took this post back."))
    return ALLOWED


def may_show(actor: Actor, post: PostFacts, thread: PlaceFacts | None = None) -> Ruling:
    if not (ruling := may_judge(actor, post.author_id, thread)):
        return ruling
    return ALLOWED if post.hidden_at else denied(_l("This post is not hidden."))


def may_do(actor: Actor, deed: Deed, one: SelectedFacts) -> Ruling:
    """Whether the actor may do to this thread, among several, what is to be done to all."""
    match deed.what:
        case "move":
            is_there = one.category_id == deed.to
            told = denied(_l("It stands there already."))
            return told if is_there else may_place_in(actor, deed.to)
        case "lock":
            return denied(_l("It is locked already.")) if one.locked_at else ALLOWED
        case "unlock" if one.duplicate_of_id:
            return denied(_l("This thread is closed as a duplicate: reopen it instead."))
        case "unlock":
            return ALLOWED if one.locked_at else denied(_l("It is not locked."))
        case "hide":
            return may_hide(actor, one, one)
        case "show":
            return may_show(actor, one, one)
        case _:
            return _may_file(deed, one)


def _may_file(deed: Deed, one: SelectedFacts) -> Ruling:
    """Add a subject, or take it away."""
    if deed.what == "untag":
        return ALLOWED if one.has_tag else denied(_l("It does not have this subject."))
    if one.has_tag:
        return denied(_l("It has this subject already."))
    is_full = one.tag_count >= MOST_TAGS
    return denied(_l("At most five subjects, please.")) if is_full else ALLOWED


def has_other_place(actor: Actor, category_id: int) -> bool:
    """Whether there is another category into which the actor may move what stands in this one; for
    moderators there nearly always is."""
    return actor.is_moderator or bool(actor.moderated_rooms - {category_id})


def may_read_decision(actor: Actor, author_id: int, thread: PlaceFacts | None = None) -> Ruling:
    """The person whom it is about, and those who moderate there."""
    if actor.is_signed_in and actor.id == author_id:
        return ALLOWED
    return may_moderate_in(actor, thread) if thread else may_moderate(actor)


def may_read_queue(actor: Actor) -> Ruling:
    """All that waits, or what waits in the rooms that the actor moderates."""
    return may_read_log(actor)


def may_read_log(actor: Actor) -> Ruling:
    """All of it, or what was done in the rooms that the actor moderates."""
    return ALLOWED if actor.moderated_rooms else may_moderate(actor)


def logged_for(actor: Actor) -> ColumnElement[bool]:
    """Said of the thread that something was done to."""
    if actor.is_moderator:
        return true()
    return and_(Thread.in_room.is_(True), Thread.category_id.in_(sorted(actor.moderated_rooms)))
