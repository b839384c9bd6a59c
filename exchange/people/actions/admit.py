from exchange.kernel.db import record, transaction
from exchange.kernel.rulings import NotFound, require
from exchange.people.actions.rows import facts_of, get_account, let_in, note_change
from exchange.people.actor import Actor
from exchange.people.events import PersonAdmitted, PersonDisowned
from exchange.people.models import Account
from exchange.people.policy import may_admit, may_see_profile


def admit(actor: Actor, account_id: int) -> None:
    """Let somebody in who waits, as a member of the organisation that they named."""
    with transaction(actor) as actor:
        account = _waiting(actor, account_id)
        if account.admitted_at is not None:
            return
        let_in(account)
        note_change(account.id, actor.id, "admitted")
        record(PersonAdmitted(account.id, actor.id))


def disown(actor: Actor, account_id: int) -> None:
    """Say that somebody who waits is not of the organisation that they named: admins decide."""
    with transaction(actor) as actor:
        account = _waiting(actor, account_id)
        if account.organisation_id is None or account.admitted_at is not None:
            return
        note_change(account.id, actor.id, "disowned", organisation=account.organisation_id)
        account.organisation_id = None
        record(PersonDisowned(account.id, actor.id))


def _waiting(actor: Actor, account_id: int) -> Account:
    account = get_account(account_id)
    if not may_see_profile(actor, facts_of(account)):
        raise NotFound
    require(may_admit(actor, account.organisation_id))
    if account.confirmed_at is None or account.suspended_at is not None:
        raise NotFound
    return account
