from exchange.kernel.db import transaction
from exchange.kernel.rulings import Stale
from exchange.moderation.actions.cases import get_case, settle
from exchange.people.actor import Actor


def decide_case(
    actor: Actor,
    case_id: int,
    *,
    version: int,
    post_version: int,
    outcome: str,
    rule: str,
    sentence: str,
    lang: str,
) -> None:
    """Hide the post or leave it; Stale if another moderator has decided since `version`, or the
    post is not the one that was read, `post_version`."""
    with transaction(actor) as actor:
        post, case = get_case(actor, case_id)
        if case.decided_at is not None or case.edit_version != version:
            raise Stale
        if post.edit_version != post_version:
            raise Stale
        case.rule, case.sentence, case.lang = rule, sentence, lang
        settle(actor, post, case, outcome)
