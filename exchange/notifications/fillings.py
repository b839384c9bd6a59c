"""What notifications put on the pages of others: the front page, the settings, the own menu."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.kernel.slots import fills
from exchange.notifications.forms import MailForm
from exchange.notifications.policy import may_see_deliveries, offered_kinds
from exchange.notifications.queries import NotificationRow, kinds_switched_off, unread_list
from exchange.people.actor import Actor
from exchange.text.wording import current_language


class ForYou(NamedTuple):
    """What the front page shows first to a person."""

    notifications: Sequence[NotificationRow]
    zone: str
    lang: str


class Switches(NamedTuple):
    """The form of the settings page, and the language it is in."""

    form: MailForm
    lang: str


class MenuLines(NamedTuple):
    """What stands in the own menu."""

    lang: str
    sees_deliveries: bool


@fills("front.for_you", "notifications/for_you.html")
def for_you(actor: Actor, ids: Sequence[int]) -> Mapping[int, ForYou]:
    """What waits, newest first; nothing for guests and for those who have seen it all."""
    if not actor.is_signed_in or actor.id not in ids:
        return {}
    unread = unread_list(actor)
    return {actor.id: ForYou(unread, actor.timezone, current_language().code)} if unread else {}


@fills("settings.more", "notifications/switches.html")
def switches(actor: Actor, ids: Sequence[int]) -> Mapping[int, Switches]:
    """A switch for each kind of mail."""
    if not actor.is_signed_in or actor.id not in ids:
        return {}
    off = kinds_switched_off(actor.id)
    form = MailForm(offered_kinds(actor), off, formdata=None)
    return {actor.id: Switches(form, current_language().code)}


@fills("menu", "notifications/menu.html", remembered=True)
def menu(actor: Actor, ids: Sequence[int]) -> Mapping[int, MenuLines]:
    """The way to the list, and for admins to what was lost. Asks the database nothing."""
    if not actor.is_signed_in:
        return {}
    return {actor.id: MenuLines(current_language().code, bool(may_see_deliveries(actor)))}
