from exchange.kernel.clock import now
from exchange.kernel.db import record, transaction
from exchange.kernel.rulings import require
from exchange.people.actions.rows import (
    end_sign_ins,
    facts_of,
    get_account,
    lock_admins,
    note_change,
)
from exchange.people.actor import Actor
from exchange.people.events import PersonSuspended, SuspensionEnded
from exchange.people.policy import may_suspend


def suspend(actor: Actor, account_id: int, reason: str) -> None:
    """Let a person read but not write; they sign in anew and are told the reason."""
    with transaction(actor) as actor:
        lock_admins()
        account = get_account(account_id)
        require(may_suspend(actor, facts_of(account)))
        if account.suspended_at is None:
            account.suspended_at, account.suspension_reason = now(), reason
            end_sign_ins(account.id)
            note_change(account.id, actor.id, "suspended", reason=reason)
            record(PersonSuspended(account.id, actor.id))


def end_suspension(actor: Actor, account_id: int) -> None:
    """Let a suspended person write again."""
    with transaction(actor) as actor:
        account = get_account(account_id)
        require(may_suspend(actor, facts_of(account)))
        if account.suspended_at is not None:
            account.suspended_at, account.suspension_reason = None, ""
            note_change(account.id, actor.id, "suspension ended")
            record(SuspensionEnded(account.id, actor.id))
