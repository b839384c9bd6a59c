from exchange.forum.actions import hold_thread_of
from exchange.forum.actions.rows import get_post
from exchange.kernel.db import transaction
from exchange.kernel.rulings import Stale, require
from exchange.moderation.actions.cases import open_case_of, settle
from exchange.moderation.policy import may_hide, may_judge
from exchange.people.actor import Actor


def hide_with_reason(  # budget: the decision, and who is told of others of the same act
    actor: Actor,
    post_id: int,
    *,
    post_version: int,
    rule: str,
    sentence: str,
    lang: str,
    told: set[int] | None = None,
) -> int:
    """Hide a post without waiting for a flag; a case open on it is decided with this. Gives the
    case's id; Stale if another moderator was faster, or its author has changed the post that was
    read, `post_version`. Whoever is `told` of the same act already is told no more of it."""
    with transaction(actor) as actor:
        hold_thread_of(post_id)
        thread, post = get_post(actor, post_id)
        if post.hidden_at is not None and may_judge(actor, post.author_id, thread):
            raise Stale
        require(may_hide(actor, post, thread))
        if post.edit_version != post_version:
            raise Stale
        case = open_case_of(post)
        case.rule, case.sentence, case.lang = rule, sentence, lang
        settle(actor, post, case, "hidden", told)
        return case.id
