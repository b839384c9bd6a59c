"""Who may see and do what in the forum. Pure: no queries, no request."""
# budget: the policy of a feature stands on one page

from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from exchange.forum.models import Category, Post, Thread
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l

SILENCE = timedelta(days=14)  # then a mentor may accept in the asker's place
MOST_TAGS = 5  # of one thread
UNDO = timedelta(minutes=10)  # for so long an author may put back what they deleted
_TAKEN_BACK = _l("Its author took this post back.")
_SHOW_FIRST = _l("This thread is hidden: show it again first.")
_HIDDEN = _l("A moderator has hidden this post.")


class PlaceFacts(Protocol):
    """Where a thread is."""

    @property
    def category_id(self) -> int: ...
    @property
    def in_room(self) -> bool: ...


class ThreadFacts(PlaceFacts, Protocol):
    """What the rules ask of a thread; its row and its page's head both know it."""

    @property
    def author_id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def last_post_at(self) -> datetime: ...
    @property
    def locked_at(self) -> datetime | None: ...
    @property
    def hidden_at(self) -> datetime | None: ...
    @property
    def deleted_at(self) -> datetime | None: ...


class PostFacts(Protocol):
    """What the rules ask of a post."""

    @property
    def author_id(self) -> int: ...
    @property
    def parent_id(self) -> int | None: ...
    @property
    def hidden_at(self) -> datetime | None: ...
    @property
    def deleted_at(self) -> datetime | None: ...


class QuestionFacts(ThreadFacts, Protocol):
    """What the rules of accepting ask of a thread, too."""

    @property
    def accepted_post_id(self) -> int | None: ...
    @property
    def accepted_by_id(self) -> int | None: ...


def may_enter(actor: Actor, category_id: int, is_room: bool) -> bool:
    """Who may see the threads of a category, and write there: everybody, or whom its room is for.
    The one question about rooms, wherever it is asked."""
    return not is_room or actor.is_moderator or category_id in actor.rooms


def entered_by(actor: Actor) -> ColumnElement[bool]:
    """`may_enter`, said in SQL of a thread's category; a property test holds them equal."""
    if actor.is_moderator:
        return true()
    return _open_or_among(Thread.in_room, Thread.category_id, actor)


def categories_entered_by(actor: Actor) -> ColumnElement[bool]:
    """The same, said of a category."""
    if actor.is_moderator:
        return true()
    return _open_or_among(Category.is_room, Category.id, actor)


def _open_or_among(
    is_room: InstrumentedAttribute[bool], place: InstrumentedAttribute[int], actor: Actor
) -> ColumnElement[bool]:
    is_open = is_room.is_(False)
    return or_(is_open, place.in_(sorted(actor.rooms))) if actor.rooms else is_open


def may_view(actor: Actor, thread: ThreadFacts) -> Ruling:
    if thread.deleted_at:
        return denied(_TAKEN_BACK)
    is_outside = not may_enter(actor, thread.category_id, thread.in_room)
    if is_outside or (thread.hidden_at and not may_moderate_in(actor, thread)):
        return denied(_l("This thread is hidden."))
    return ALLOWED


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """`may_view`, said in SQL; a property test holds them equal."""
    kept = Thread.deleted_at.is_(None)
    if actor.is_moderator:
        return kept
    shown: ColumnElement[bool] = Thread.hidden_at.is_(None)
    if actor.moderated_rooms:
        shown = or_(shown, Thread.category_id.in_(sorted(actor.moderated_rooms)))
    return and_(kept, shown, entered_by(actor))


def unseen_by(actor: Actor) -> ColumnElement[bool]:
    """What `visible_to` leaves out, in the words of the index of just those threads."""
    gone = Thread.deleted_at.is_not(None)
    if actor.is_moderator:
        return gone
    unseen = or_(Thread.hidden_at.is_not(None), gone, Thread.in_room.is_(True))
    return and_(unseen, not_(visible_to(actor))) if actor.rooms else unseen


def may_find(actor: Actor, thread: ThreadFacts) -> bool:
    """Whoever deleted a thread reaches it still, to undo that; nobody else does."""
    is_own = bool(thread.deleted_at) and thread.author_id == actor.id
    if not may_enter(actor, thread.category_id, thread.in_room):
        return False
    return is_own or bool(may_view(actor, thread))


def found_by(actor: Actor) -> ColumnElement[bool]:
    """`may_find`, said in SQL; a property test holds them equal."""
    is_own = and_(Thread.deleted_at.is_not(None), Thread.author_id == actor.id, entered_by(actor))
    return or_(is_own, visible_to(actor))


def stands() -> ColumnElement[bool]:
    """Threads that are neither hidden nor taken back, whoever may enter their category."""
    return and_(Thread.deleted_at.is_(None), Thread.hidden_at.is_(None))


def may_read_post(actor: Actor, post: PostFacts, thread: PlaceFacts | None = None) -> Ruling:
    """Those who moderate in the thread of a hidden post read it; without it, moderators do."""
    if post.deleted_at:
        return denied(_TAKEN_BACK)
    if post.hidden_at and not (may_moderate_in(actor, thread) if thread else actor.is_moderator):
        return denied(_HIDDEN)
    return ALLOWED


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """`may_read_post`, said in SQL; a property test holds them equal."""
    if actor.is_moderator:
        return Post.deleted_at.is_(None)
    shown: ColumnElement[bool] = Post.hidden_at.is_(None)
    if actor.moderated_rooms:
        shown = or_(shown, Post.thread_id.in_(_threads_moderated_by(actor)))
    return and_(Post.deleted_at.is_(None), shown)


def unreadable_by(actor: Actor) -> ColumnElement[bool]:
    """What `readable_by` leaves out, in the words of the index of just those posts."""
    gone = Post.deleted_at.is_not(None)
    if actor.is_moderator:
        return gone
    unreadable = or_(Post.hidden_at.is_not(None), gone)
    return and_(unreadable, not_(readable_by(actor))) if actor.moderated_rooms else unreadable


def _threads_moderated_by(actor: Actor) -> Select[int]:
    return select(Thread.id).where(Thread.category_id.in_(sorted(actor.moderated_rooms)))


def may_write(actor: Actor) -> Ruling:
    match actor.state:
        case "active":
            return ALLOWED
        case "guest":
            return denied(_l("Sign in to write here."))
        case "unconfirmed":
            return denied(_l("Confirm your address first: open the link in our mail to you."))
        case "waiting":
            return denied(
                _l("You have yet to be let in. Until then you can read, and draft experiences.")
            )
        case _:
            return denied(_l("Your account is suspended: you can read, but not write."))


def may_reply(actor: Actor, thread: ThreadFacts) -> Ruling:
    if thread.locked_at and not may_moderate_in(actor, thread):
        return denied(_l("This thread is locked: it takes no more replies."))
    return may_write(actor) and may_view(actor, thread)


def may_edit(actor: Actor, thread: ThreadFacts, post: PostFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if post.author_id != actor.id and not may_moderate_in(actor, thread):
        return denied(_l("Only its author can change this post."))
    if thread.locked_at and not may_moderate_in(actor, thread):
        return denied(_l("This thread is locked: its posts stay as they are."))
    return may_read_post(actor, post, thread) and may_view(actor, thread)


def may_delete(
    actor: Actor, thread: ThreadFacts, post: PostFacts, *, is_led_to: bool = False
) -> Ruling:
    """Not what duplicates lead to, `is_led_to`: they would be closed and lead nowhere."""
    if not (ruling := _may_change_own(actor, thread, post)):
        return ruling
    if post.deleted_at:
        return denied(_TAKEN_BACK)
    if post.parent_id is None and thread.state != "waiting":
        return denied(_l("Somebody else has replied, or an answer is accepted: this thread stays."))
    if is_led_to:
        return denied(_l("Other questions lead here: ask a moderator."))
    return may_view(actor, thread)


def may_restore(actor: Actor, thread: ThreadFacts, post: PostFacts, now: datetime) -> Ruling:
    if not (ruling := _may_change_own(actor, thread, post)):
        return ruling
    if post.deleted_at is None or now - post.deleted_at >= UNDO:
        return denied(_l("Ten minutes have passed: this post stays deleted."))
    return ALLOWED if post.parent_id is None else may_view(actor, thread)


def _may_change_own(actor: Actor, thread: ThreadFacts, post: PostFacts) -> Ruling:
    """What holds for deleting and for undoing it."""
    if not (ruling := may_write(actor)):
        return ruling
    if post.author_id != actor.id:
        return denied(_l("Only its author can delete this post."))
    if thread.locked_at and not may_moderate_in(actor, thread):
        return denied(_l("This thread is locked: its posts stay as they are."))
    # Moderators too: what another has decided about their post stays where it can be seen.
    return denied(_HIDDEN) if post.hidden_at else ALLOWED


def may_watch(actor: Actor) -> Ruling:
    """As for writing: no mails to an address that may not be theirs."""
    return may_write(actor)


def may_find_helpful(actor: Actor, post: PostFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if post.author_id == actor.id:
        return denied(_l("Nobody marks the own post as helpful."))
    return may_read_post(actor, post)


def may_accept_in(actor: Actor, thread: QuestionFacts, now: datetime) -> Ruling:
    """Whether the actor may choose the answer of this thread at all, and take a choice back. In a
    silent asker's place a mentor chooses where nobody has; what others chose stays."""
    if thread.kind != "question":
        return denied(_l("Only a question has an accepted answer."))
    if not (ruling := may_write(actor)):
        return ruling
    if not (ruling := may_view(actor, thread)):
        return ruling
    if actor.id == thread.author_id or actor.is_moderator:
        return ALLOWED
    if actor.is_mentor and now - thread.last_post_at >= SILENCE:
        if thread.accepted_post_id is None or thread.accepted_by_id == actor.id:
            return ALLOWED
        return denied(_l("An answer is accepted already. The asker can change that."))
    return denied(_l("The asker accepts an answer; a mentor may after 14 silent days."))


def may_accept(actor: Actor, thread: QuestionFacts, post: PostFacts, now: datetime) -> Ruling:
    if not (ruling := may_accept_in(actor, thread, now)):
        return ruling
    if post.parent_id is None:
        return denied(_l("The question cannot be its own answer."))
    if post.hidden_at or post.deleted_at:
        return denied(_l("This post cannot be read any more."))
    return ALLOWED


def may_moderate(actor: Actor) -> Ruling:
    """Everywhere; whether here, `may_moderate_in` says."""
    return ALLOWED if actor.is_moderator else denied(_l("Moderators do this."))


def may_moderate_thread(actor: Actor, thread: ThreadFacts) -> Ruling:
    """Whether the actor is a moderator of this thread: all that they do to it asks this."""
    return may_moderate_in(actor, thread) and may_view(actor, thread)


def may_place_in(actor: Actor, category_id: int) -> Ruling:
    """Whether the actor may put threads of others into this category: those that they moderate."""
    return ALLOWED if category_id in actor.moderated_rooms else may_moderate(actor)


def may_change_kind(actor: Actor, thread: ThreadFacts) -> Ruling:
    """Whether the actor may make a question a discussion and the other way round."""
    if not (ruling := may_moderate_thread(actor, thread)):
        return ruling
    if thread.kind == "announcement":
        return denied(_l("An announcement stays what it is."))
    return ALLOWED


def may_move(actor: Actor, thread: ThreadFacts) -> Ruling:
    """Whether the actor may move a thread, or posts out of it."""
    return may_moderate_thread(actor, thread)


def may_move_into(actor: Actor, thread: ThreadFacts) -> Ruling:
    """Whether the actor may move posts into a thread: nobody hides them by that."""
    if not (ruling := may_moderate_thread(actor, thread)):
        return ruling
    return denied(_SHOW_FIRST) if thread.hidden_at else ALLOWED


def may_merge(actor: Actor, thread: ThreadFacts) -> Ruling:
    """Whether the actor may merge a thread into another: nobody shows hidden posts by that."""
    return may_move_into(actor, thread)


def is_read_wherever(original: PlaceFacts, thread: PlaceFacts) -> bool:
    """Whether all who may enter where a thread is may enter where its original is: else a link from
    one to the other would tell of what is not for them."""
    return not original.in_room or original.category_id == thread.category_id


def may_split(actor: Actor, thread: ThreadFacts, post: PostFacts) -> Ruling:
    """Whether a post may open a thread of its own."""
    if not (ruling := may_move(actor, thread)):
        return ruling
    if post.parent_id is None:
        return denied(_l("This post opens its thread already."))
    if post.hidden_at or post.deleted_at:
        return denied(_l("This post cannot be read any more."))
    return ALLOWED


def may_moderate_in(actor: Actor, thread: PlaceFacts) -> Ruling:
    """An editor moderates the rooms of the own organisation, as moderators do everywhere."""
    if thread.in_room and thread.category_id in actor.moderated_rooms:
        return ALLOWED
    return may_moderate(actor)


def is_waiting() -> ColumnElement[bool]:
    """Questions that a mentor should look at: nobody else, or no mentor, has replied."""
    return or_(Thread.state == "waiting", Thread.state == "replied")
