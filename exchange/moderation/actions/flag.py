from exchange.forum.actions.rows import get_post
from exchange.forum.policy import may_read_post
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction, upsert
from exchange.kernel.rulings import NotFound, require
from exchange.moderation.actions.cases import open_case_of
from exchange.moderation.models import Flag
from exchange.moderation.policy import may_flag
from exchange.people.actor import Actor


def flag_post(actor: Actor, post_id: int, *, rule: str, sentence: str, lang: str) -> None:
    """Tell the moderators that a post breaks a rule; once is as good as twice."""
    with transaction(actor) as actor:
        thread, post = get_post(actor, post_id)
        if not may_read_post(actor, post, thread):
            raise NotFound
        require(may_flag(actor, post))
        case = open_case_of(post)
        flag = upsert(Flag).values(
            case_id=case.id,
            by_id=actor.id,
            rule=rule,
            sentence=sentence,
            lang=lang,
            flagged_at=now(),
        )
        db.session.execute(flag.on_conflict_do_nothing(index_elements=["case_id", "by_id"]))
