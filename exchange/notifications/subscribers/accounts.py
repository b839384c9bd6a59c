"""Who waits to be let in, told to those who let in; and the mails about accounts."""

from exchange.notifications import account_mails, actions, receivers
from exchange.notifications.account_mails import about_account, link_mail
from exchange.notifications.subscribers.mails import send_to
from exchange.notifications.subscribers.named import after
from exchange.people.events import (
    AddressConfirmed,
    AddressTaken,
    AddressToConfirm,
    PasswordChanged,
    PasswordForgotten,
    PersonAdmitted,
    PersonDisowned,
    PersonSuspended,
    SuspensionEnded,
)


@after(AddressConfirmed)
def tell_who_lets_in(happened: AddressConfirmed) -> None:
    """Those who let this person in, if it still waits."""
    subject = ("account", happened.account_id)
    actions.notify(receivers.of_newcomer(happened), "person_waits", subject, "confirmed")


@after(PersonDisowned)
def tell_admins_of_disowned(happened: PersonDisowned) -> None:
    """The admins, for the person names no organisation any more."""
    subject = ("account", happened.account_id)
    actions.notify(receivers.of_newcomer(happened), "person_waits", subject, "disowned")


@after(AddressToConfirm, talks=True)
def mail_confirmation(happened: AddressToConfirm) -> None:
    send_to(link_mail(happened.token_id))


@after(PasswordForgotten, talks=True)
def mail_new_password(happened: PasswordForgotten) -> None:
    send_to(link_mail(happened.token_id))


@after(AddressTaken, talks=True)
def mail_address_taken(happened: AddressTaken) -> None:
    send_to(about_account(happened.account_id, account_mails.address_taken))


@after(PasswordChanged, talks=True)
def mail_password_changed(happened: PasswordChanged) -> None:
    send_to(about_account(happened.account_id, account_mails.password_changed))


@after(PersonAdmitted, talks=True)
def mail_admitted(happened: PersonAdmitted) -> None:
    send_to(about_account(happened.account_id, account_mails.admitted))


@after(PersonSuspended, talks=True)
def mail_suspended(happened: PersonSuspended) -> None:
    send_to(about_account(happened.account_id, account_mails.suspended))


@after(SuspensionEnded, talks=True)
def mail_suspension_ended(happened: SuspensionEnded) -> None:
    send_to(about_account(happened.account_id, account_mails.suspension_ended))
