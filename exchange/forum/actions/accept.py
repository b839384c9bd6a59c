from exchange.forum.actions.rows import get_post, get_thread, settle
from exchange.forum.events import AcceptanceWithdrawn, AnswerAccepted
from exchange.forum.models import Post, Thread
from exchange.forum.policy import may_accept, may_accept_in
from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import also_changes, record, transaction
from exchange.kernel.rulings import require
from exchange.people.actor import Actor


def accept_answer(actor: Actor, post_id: int) -> None:
    """Choose a reply as the answer to its question, in place of any other."""
    with transaction(actor) as actor:
        thread, post = get_post(actor, post_id)
        moment = now()
        require(may_accept(actor, thread, post, moment))
        if thread.accepted_post_id == post.id:
            _take_over(thread, actor)
            return
        thread.accepted_post_id = post.id
        thread.accepted_at, thread.accepted_by_id = moment, actor.id
        settle(thread)
        record(AnswerAccepted(thread.id, thread.category_id, post.id, actor.id))


def _take_over(thread: Thread, actor: Actor) -> None:
    """The asker accepts what a mentor chose a moment ago: from now on it is their own choice."""
    if actor.id == thread.author_id != thread.accepted_by_id:
        thread.accepted_by_id = actor.id
        also_changes([f"thread {thread.id}"])


def lose_acceptance(thread: Thread, post: Post) -> int:
    """With the post that was accepted, if it is this one; since when it was, in milliseconds."""
    if thread.accepted_post_id != post.id:
        return 0
    accepted_at = thread.accepted_at
    thread.accepted_post_id = thread.accepted_at = thread.accepted_by_id = None
    return in_milliseconds(accepted_at) if accepted_at is not None else 0


def withdraw_acceptance(actor: Actor, thread_id: int) -> None:
    """The question is open again."""
    with transaction(actor) as actor:
        thread = get_thread(actor, thread_id)
        require(may_accept_in(actor, thread, now()))
        if (post_id := thread.accepted_post_id) is None:
            return
        thread.accepted_post_id = thread.accepted_at = thread.accepted_by_id = None
        settle(thread)
        record(AcceptanceWithdrawn(thread.id, thread.category_id, post_id, actor.id))
