from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def may_have_certificates(actor: Actor, account_id: int) -> Ruling:
    """The own ones; coordinators of mentoring, those of everybody."""
    if actor.is_signed_in and (actor.id == account_id or actor.is_mentoring_coordinator):
        return ALLOWED
    return denied(_l("A certificate is for its mentor and for coordinators of mentoring."))


def may_ask_for_certificate(actor: Actor, account_id: int) -> Ruling:
    if not actor.may_write:
        return denied(_l("Only active members do this."))
    return may_have_certificates(actor, account_id)


def may_let_verify(actor: Actor, account_id: int) -> Ruling:
    """What others are told of a person, the person decides alone."""
    if actor.may_write and actor.id == account_id:
        return ALLOWED
    return denied(_l("Only the mentor decides whether others may verify it."))
