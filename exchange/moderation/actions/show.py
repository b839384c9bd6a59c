from exchange.forum.actions import show_post
from exchange.forum.actions.rows import get_post
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import require
from exchange.moderation.models import LogEntry
from exchange.moderation.policy import may_judge
from exchange.people.actor import Actor


def show_again(actor: Actor, post_id: int, *, reason: str, lang: str) -> None:
    """Take a hiding back; a post that is shown already stays as it is."""
    with transaction(actor) as actor:
        _thread, post = get_post(actor, post_id)
        require(may_judge(actor, post.author_id))
        if post.hidden_at is None:
            return
        db.session.add(
            LogEntry(
                by_id=actor.id,
                what="shown",
                thread_id=post.thread_id,
                post_id=post.id,
                person_id=post.author_id,
                reason=reason,
                lang=lang,
            )
        )
        db.session.flush()
        show_post(actor, post.id)
