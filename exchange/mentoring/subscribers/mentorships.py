"""Mentorships follow who edits for an organisation; the worker looks each hour which end soon."""

from exchange.kernel.outbox import after
from exchange.kernel.sweeping import hourly
from exchange.mentoring.actions.mentorship_log import remind_of_ends
from exchange.mentoring.actions.mentorships import tell_editor
from exchange.people.events import (
    AddressConfirmed,
    PersonAdmitted,
    RolesChanged,
    SuspensionEnded,
)

hourly(remind_of_ends)


# Whose organisation may be asked whether it wants a mentorship, while nobody could answer:


@after(RolesChanged)
def tell_new_editor(happened: RolesChanged) -> None:
    tell_editor(happened.account_id)


@after(SuspensionEnded)
def tell_editor_who_is_back(happened: SuspensionEnded) -> None:
    tell_editor(happened.account_id)


@after(PersonAdmitted)
def tell_editor_who_is_let_in(happened: PersonAdmitted) -> None:
    tell_editor(happened.account_id)


@after(AddressConfirmed)
def tell_editor_who_is_confirmed(happened: AddressConfirmed) -> None:
    tell_editor(happened.account_id)
