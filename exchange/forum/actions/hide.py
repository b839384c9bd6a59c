from collections.abc import Sequence

from sqlalchemy import select

from exchange.forum.actions.accept import lose_acceptance
from exchange.forum.actions.leading import hold_with_what_leads_to, let_go
from exchange.forum.actions.rows import count_in_category, get_post, settle
from exchange.forum.events import PostHidden
from exchange.forum.models import Post, Thread
from exchange.forum.policy import may_moderate_in
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import require
from exchange.people.actor import Actor


def hide_post(actor: Actor, post_id: int) -> Sequence[int]:
    """Leave a stump that only moderators see through; an opening post hides its thread. Gives the
    threads that were its duplicates and are open again."""
    with transaction(actor) as actor:
        hold_thread_of(post_id)
        thread, post = get_post(actor, post_id)
        require(may_moderate_in(actor, thread))
        if post.hidden_at is not None:
            return ()
        post.hidden_at = now()
        accepted_at = lose_acceptance(thread, post)
        if post.parent_id is None:
            thread.hidden_at = post.hidden_at
            count_in_category(thread, -1)
        _tell(actor, thread, post, accepted_at)
        return let_go(actor, thread) if post.parent_id is None else ()


def hold_thread_of(post_id: int) -> None:
    """Before a post is hidden that may open a thread to which others lead."""
    opens = select(Post.thread_id).where(Post.id == post_id, Post.parent_id.is_(None))
    if (thread_id := db.session.scalar(opens)) is not None:
        hold_with_what_leads_to(thread_id)


def show_post(actor: Actor, post_id: int) -> None:
    """Take a hiding back."""
    with transaction(actor) as actor:
        thread, post = get_post(actor, post_id)
        require(may_moderate_in(actor, thread))
        if post.hidden_at is None:
            return
        post.hidden_at = None
        if post.parent_id is None:
            thread.hidden_at = None
            count_in_category(thread, 1)
        _tell(actor, thread, post)


def _tell(actor: Actor, thread: Thread, post: Post, accepted_at: int = 0) -> None:
    settle(thread)
    is_hidden, where = post.hidden_at is not None, (thread.id, thread.category_id)
    record(PostHidden(*where, post.id, actor.id, is_hidden, accepted_at))
