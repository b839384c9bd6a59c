"""What is done to several threads: to each as if it were done alone, in its own transaction."""

from collections.abc import Sequence

from exchange.forum.actions.grafts import get_seen
from exchange.forum.moving import Seen
from exchange.kernel.db import transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale, require
from exchange.kernel.submissions import once
from exchange.moderation.actions.hide import hide_with_reason
from exchange.moderation.actions.lock import lock_with_reason, unlock_with_reason
from exchange.moderation.actions.log import Why
from exchange.moderation.actions.moving import move_thread_with_reason
from exchange.moderation.actions.show import show_again
from exchange.moderation.actions.subjects import (
    add_subject_with_reason,
    take_subject_away_with_reason,
)
from exchange.moderation.policy import may_do, may_read_log
from exchange.moderation.queries import selection
from exchange.moderation.selecting import Chosen, Deed
from exchange.people.actor import Actor


def change_threads(
    actor: Actor, submission_id: str, deed: Deed, chosen: Sequence[Chosen], why: Why
) -> Sequence[int]:
    """The ids of those to which it was done, now or when the same form was sent before. The others
    stay as they are: somebody changed them meanwhile, or the rules say no."""
    require(may_read_log(actor))  # somewhere; each thread is asked for itself
    told: set[int] = set()  # one mail for each person, however many of theirs are changed

    def is_done(one: Chosen) -> bool:
        try:
            key = f"{actor.id}:{one.thread_id}"
            once(key, submission_id, lambda: change_thread(actor, deed, one, why, told))
        except (NotAllowed, NotFound, Refused, Stale):
            return False
        return True

    return [one.thread_id for one in chosen if is_done(one)]


def change_thread(
    actor: Actor, deed: Deed, chosen: Chosen, why: Why, told: set[int] | None = None
) -> str:
    """Do it to one, unless it is not as it was seen. Who is `told` of others of the same act hears
    of it once."""
    with transaction(actor) as actor:
        seen = Seen(chosen.thread_id, chosen.version)
        get_seen(actor, seen, with_what_leads_there=True)
        [one] = selection(actor, [chosen.thread_id], deed.tag)
        require(may_do(actor, deed, one))
        if deed.what == "move":
            move_thread_with_reason(actor, deed.to, seen, why, told)
        elif deed.what == "tag":
            add_subject_with_reason(actor, seen, deed.tag, why)
        elif deed.what == "untag":
            take_subject_away_with_reason(actor, seen, deed.tag, why)
        elif deed.what == "lock":
            lock_with_reason(actor, one.id, reason=why.reason, lang=why.lang)
        elif deed.what == "unlock":
            unlock_with_reason(actor, one.id, reason=why.reason, lang=why.lang)
        elif deed.what == "show":
            show_again(actor, one.post_id, reason=why.reason, lang=why.lang)
        else:
            hide_with_reason(
                actor,
                one.post_id,
                post_version=chosen.post_version,
                rule=deed.rule,
                sentence=why.reason,
                lang=why.lang,
                told=told,
            )
        return "done"
