from exchange.forum.actions import edit_post
from exchange.forum.actions.rows import get_post
from exchange.forum.actions.texts import rendered
from exchange.forum.policy import may_moderate_in
from exchange.forum.queries import past_text
from exchange.forum.queries.mentions import Where
from exchange.kernel.db import transaction
from exchange.kernel.rulings import require
from exchange.moderation.actions.log import Why, log
from exchange.people.actor import Actor


def revert_post(
    actor: Actor, post_id: int, *, to: int, version: int, reason: str, lang: str
) -> None:
    """Have a post say again what version `to` of it said, by one more edit that all can see; Stale
    if somebody has saved another text than `version` since."""
    found = past_text(actor, post_id, to)
    require(may_moderate_in(actor, found.thread))
    past = found.past
    rendered(
        past.source, Where(edited=post_id)
    )  # before the database is locked; the edit then finds it made
    with transaction(actor) as actor:
        thread, post = get_post(actor, post_id)
        require(may_moderate_in(actor, thread))
        title = past.title if post.parent_id is None else None
        edit_post(actor, post_id, version=version, body=past.source, lang=past.lang, title=title)
        log(actor, "reverted", post, Why(reason, lang))
