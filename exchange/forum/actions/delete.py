from exchange.forum.actions.accept import lose_acceptance
from exchange.forum.actions.rows import count_in_category, get_post_to_undo, settle
from exchange.forum.events import PostDeleted, PostRestored
from exchange.forum.policy import may_delete, may_restore
from exchange.forum.queries.duplicates import is_led_to
from exchange.kernel.clock import now
from exchange.kernel.db import record, transaction
from exchange.kernel.rulings import require
from exchange.people.actor import Actor


def delete_post(actor: Actor, post_id: int) -> None:
    """Take the own post back, from everyone; an opening post takes its thread along."""
    with transaction(actor) as actor:
        thread, post = get_post_to_undo(actor, post_id)
        if post.deleted_at is not None and post.author_id == actor.id:
            return
        require(may_delete(actor, thread, post, is_led_to=is_led_to(thread.id, post.parent_id)))
        post.deleted_at = now()
        accepted_at = lose_acceptance(thread, post)
        if post.parent_id is None:
            thread.deleted_at = post.deleted_at
            count_in_category(thread, -1)
        settle(thread)
        record(PostDeleted(thread.id, thread.category_id, post.id, actor.id, accepted_at))


def restore_post(actor: Actor, post_id: int) -> None:
    """Put the own post back where it stood; an acceptance that went with it is not given again."""
    with transaction(actor) as actor:
        thread, post = get_post_to_undo(actor, post_id)
        if post.deleted_at is None and post.author_id == actor.id:
            return
        require(may_restore(actor, thread, post, now()))
        post.deleted_at = None
        if post.parent_id is None:
            thread.deleted_at = None
            count_in_category(thread, 1)
        settle(thread)
        record(PostRestored(thread.id, thread.category_id, post.id, actor.id))
