from sqlalchemy import select

from exchange.forum.actions import show_post
from exchange.forum.actions.rows import get_post
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import require
from exchange.moderation.actions.log import Why, log
from exchange.moderation.events import HidingTakenBack
from exchange.moderation.models import Case
from exchange.moderation.policy import may_judge
from exchange.people.actor import Actor


def show_again(actor: Actor, post_id: int, *, reason: str, lang: str) -> None:
    """Take a hiding back; a post that is shown already stays as it is."""
    with transaction(actor) as actor:
        thread, post = get_post(actor, post_id)
        require(may_judge(actor, post.author_id, thread))
        if post.hidden_at is None:
            return
        entry = log(actor, "shown", post, Why(reason, lang))
        show_post(actor, post.id)
        if case_id := _hidden_by(post.id):
            record(HidingTakenBack(case_id, entry.id, post.author_id))


def _hidden_by(post_id: int) -> int | None:
    """The case whose decision its author was told of; None for a post that samples hid."""
    decided = select(Case.id).where(Case.post_id == post_id, Case.outcome == "hidden")
    return db.session.scalar(decided.order_by(Case.decided_at.desc(), Case.id.desc()).limit(1))
