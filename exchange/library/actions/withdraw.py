from exchange.kernel.clock import now
from exchange.kernel.db import record, transaction
from exchange.kernel.rulings import require
from exchange.library.actions.rows import get_experience, move
from exchange.library.events import ExperienceWithdrawn
from exchange.library.policy import may_withdraw
from exchange.people.actor import Actor


def withdraw(actor: Actor, experience_id: int, *, reason: str) -> None:
    """Take a version out of sight; its authors and those who answer for it still see why."""
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        require(may_withdraw(actor, facts))
        move(actor, experience, "withdrawn", reason)
        experience.withdrawn_at, experience.withdrawal_reason = now(), reason
        thread_id = experience.origin_thread_id
        record(ExperienceWithdrawn(experience.id, experience.number, thread_id, actor.id))
