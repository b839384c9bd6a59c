"""Mails about a person's own account; they have no switch, for nobody can do without them."""

from collections.abc import Callable

from exchange.kernel.clock import now
from exchange.kernel.rulings import NotFound
from exchange.notifications.letters import Letter, mail_of, settings
from exchange.notifications.mail import Mail
from exchange.notifications.queries import Recipient, get_recipient
from exchange.people.queries import get_actor
from exchange.people.tokens import get_token, link_for
from exchange.text.wording import current_language, use_language
from exchange.text.wording import gettext as _

Addressed = tuple[Mail, Recipient]


def link_mail(token_id: int) -> Addressed | None:
    """Confirm an address, or set a new password; None if the link was used meanwhile."""
    try:
        token = get_token(token_id)
        recipient = get_recipient(token.account_id)
    except NotFound:
        return None
    if not token.is_open:
        return None
    write = {"confirm": _confirm, "password": _new_password}[token.purpose]
    with use_language(recipient.language):
        return mail_of(write(token_id), recipient, to=token.email), recipient


def _confirm(token_id: int) -> Letter:
    return Letter(
        key=f"confirm-{token_id}",
        subject=_("Confirm your address"),
        opening=[_("Somebody signed up at ALTER Exchange with this address. If it was you:")],
        link=link_for(token_id, current_language().code),
        link_words=_("Confirm your address"),
        after=[_good_for(), _("If it was not you, you need not do anything.")],
    )


def _new_password(token_id: int) -> Letter:
    return Letter(
        key=f"password-{token_id}",
        subject=_("Set a new password"),
        opening=[_("Somebody asked for a new password for your account. If it was you:")],
        link=link_for(token_id, current_language().code),
        link_words=_("Set a new password"),
        after=[_good_for(), _("If it was not you, your password stays as it is.")],
    )


def _good_for() -> str:
    return _("The link works once, and for one hour.")


def about_account(account_id: int, write: Callable[[Recipient], Letter | None]) -> Addressed | None:
    """None if the account is gone, or what was to be told holds no more."""
    try:
        recipient = get_recipient(account_id)
    except NotFound:
        return None
    with use_language(recipient.language):
        letter = write(recipient)
        return (mail_of(letter, recipient), recipient) if letter else None


def address_taken(recipient: Recipient) -> Letter:
    return Letter(
        key=_key("address-taken", recipient),
        subject=_("You already have an account"),
        opening=[
            _("Somebody tried to sign up with this address, but it already has an account."),
            _("If it was you, sign in. If you do not know your password, set a new one there."),
        ],
        link=_page("/sign-in"),
        link_words=_("Sign in"),
        after=[_("If it was not you, you need not do anything.")],
    )


def password_changed(recipient: Recipient) -> Letter:
    return Letter(
        key=_key("password-changed", recipient),
        subject=_("Your password was changed"),
        opening=[
            _("You have a new password, and all other browsers are signed out."),
            _("If it was not you, set a new password at once:"),
        ],
        link=_page("/sign-in"),
        link_words=_("Sign in"),
    )


def admitted(recipient: Recipient) -> Letter | None:
    if not get_actor(recipient.id).may_write:
        return None
    return Letter(
        key=_key("admitted", recipient),
        subject=_("You were let in"),
        opening=[_("From now on you can write: ask, reply, and tell what worked in your village.")],
        link=_page("/"),
        link_words=_("Go to ALTER Exchange"),
    )


def suspended(recipient: Recipient) -> Letter | None:
    if not get_actor(recipient.id).is_suspended:
        return None
    said = [_("You can still sign in and read, but not write.")]
    if recipient.suspension_reason:
        said.append(_("The reason: %(reason)s", reason=recipient.suspension_reason))
    return Letter(
        key=_key("suspended", recipient),
        subject=_("Your account is suspended"),
        opening=said,
        link=_page("/about/rules"),
        link_words=_("Read the rules"),
    )


def suspension_ended(recipient: Recipient) -> Letter | None:
    if not get_actor(recipient.id).may_write:
        return None
    return Letter(
        key=_key("suspension-ended", recipient),
        subject=_("Your account is open again"),
        opening=[_("From now on you can write again.")],
        link=_page("/"),
        link_words=_("Go to ALTER Exchange"),
    )


def _page(path: str) -> str:
    return f"{settings().base_url}/{current_language().code}{path}"


def _key(what: str, recipient: Recipient) -> str:
    """The same within the hour, so that what a crash sends again is recognised."""
    return f"{what}-{recipient.id}-{now():%Y%m%d%H}"
