"""What people put into everybody's own menu."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.kernel.slots import fills
from exchange.people.actor import Actor
from exchange.people.policy import may_list_people, may_see_waiting
from exchange.text.wording import current_language


class MenuLines(NamedTuple):
    """Which lines stand there."""

    lang: str
    sees_waiting: bool
    lists_people: bool


@fills("menu", "people/menu.html", remembered=True)
def menu(actor: Actor, ids: Sequence[int]) -> Mapping[int, MenuLines]:
    """The ways to one's settings and, for some, to other people. Asks the database nothing."""
    if not actor.is_signed_in:
        return {}
    sees, lists = bool(may_see_waiting(actor)), bool(may_list_people(actor))
    return {actor.id: MenuLines(current_language().code, sees, lists)}
