from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, require
from exchange.mentoring.events.who import InvitationSettled, MentorInvited
from exchange.mentoring.models import MentorInvitation
from exchange.mentoring.policy.who import InvitationFacts, may_answer, may_invite, may_take_back
from exchange.people.actions.roles import give_role
from exchange.people.actions.rows import facts_of, get_account, lock_admins
from exchange.people.actor import Actor
from exchange.people.models import Account


def invite_mentor(actor: Actor, account_id: int, note: str = "", lang: str = "") -> int:
    """Ask a person whether they want to be a mentor; gives the invitation's id. One that lapsed
    with the role of whoever sent it is replaced."""
    with transaction(actor) as actor:
        admins = lock_admins()
        account = get_account(account_id)
        waiting = _unanswered(account_id)
        stands = waiting is not None and waiting.by_id in admins
        require(may_invite(actor, facts_of(account), is_invited=stands))
        if waiting is not None:
            _settle(waiting, "taken_back")
        made = MentorInvitation(
            account_id=account_id, by_id=actor.id, note=note, lang=lang if note else ""
        )
        db.session.add(made)
        db.session.flush()
        record(MentorInvited(made.id, account_id, actor.id))
        return made.id


def accept_invitation(actor: Actor, invitation_id: int) -> None:
    """Be a mentor from now on, in the name of the admin who invited; said twice it is done once."""
    with transaction(actor) as actor:
        row, facts, account = _own(actor, invitation_id)
        if row.answer == "accepted":
            return
        require(may_answer(actor, facts))
        _settle(row, "accepted")
        give_role(account, "mentor", row.by_id or 0)


def decline_invitation(actor: Actor, invitation_id: int) -> None:
    """Stay what one is; said twice it is done once."""
    with transaction(actor) as actor:
        row, facts, _account = _own(actor, invitation_id)
        if row.answer == "declined":
            return
        require(may_answer(actor, facts))
        _settle(row, "declined")


def take_invitation_back(actor: Actor, invitation_id: int) -> int:
    """An admin, while nobody has answered it; gives the person's id."""
    with transaction(actor) as actor:
        if not actor.is_admin:
            raise NotFound
        row, facts, account = _locked(invitation_id)
        if row.answer != "taken_back":
            require(may_take_back(actor, facts))
            _settle(row, "taken_back")
        return account.id


def _own(actor: Actor, invitation_id: int) -> tuple[MentorInvitation, InvitationFacts, Account]:
    """NotFound for what was sent to others."""
    its = db.session.get(MentorInvitation, invitation_id)
    if its is None or its.account_id != actor.id:
        raise NotFound
    return _locked(invitation_id)


def _locked(invitation_id: int) -> tuple[MentorInvitation, InvitationFacts, Account]:
    """With the admins, so that none loses the role meanwhile, and the person whom it asks."""
    its = db.session.get(MentorInvitation, invitation_id)
    if its is None:
        raise NotFound
    admins, account = lock_admins(), get_account(its.account_id)
    row = db.session.get_one(
        MentorInvitation, invitation_id, with_for_update=True, populate_existing=True
    )
    return row, InvitationFacts(row.account_id, row.answer, row.by_id in admins), account


def _unanswered(account_id: int) -> MentorInvitation | None:
    theirs = (MentorInvitation.account_id == account_id) & (MentorInvitation.answer == "")
    return db.session.scalar(select(MentorInvitation).where(theirs))


def _settle(row: MentorInvitation, answer: str) -> None:
    row.answer, row.answered_at = answer, now()
    record(InvitationSettled(row.id, row.account_id, answer))
