"""Mentorships follow who edits for an organisation; the worker looks each hour which end soon."""

from exchange.kernel.outbox import after
from exchange.kernel.sweeping import hourly
from exchange.mentoring.actions.mentorship_log import remind_of_ends
from exchange.mentoring.actions.mentorships import tell_only_editor
from exchange.people.events import RolesChanged, SuspensionEnded

hourly(remind_of_ends)


@after(RolesChanged)
def tell_new_editor(happened: RolesChanged) -> None:
    """Nobody else edits for an organisation that is asked whether it wants a mentorship."""
    tell_only_editor(happened.account_id)


@after(SuspensionEnded)
def tell_editor_who_is_back(happened: SuspensionEnded) -> None:
    """The same of whoever may write again."""
    tell_only_editor(happened.account_id)
