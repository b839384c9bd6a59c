"""Who keeps the vocabulary. Pure: no queries, no request."""

from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.people.actor import Actor
from exchange.people.policy import ADMINS_DO
from exchange.text.wording import lazy as _l


def may_keep_subjects(actor: Actor) -> Ruling:
    """Make, change and merge them."""
    return ALLOWED if actor.is_moderator else denied(_l("Moderators do this."))


def may_choose_themes(actor: Actor) -> Ruling:
    """Say which subjects are themes: experiences and mentors are filed under these."""
    return ALLOWED if actor.is_admin else denied(ADMINS_DO)
