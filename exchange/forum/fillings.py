"""What the forum puts into everybody's own menu."""

from collections.abc import Mapping, Sequence

from exchange.kernel.slots import fills
from exchange.people.actor import Actor
from exchange.text.wording import current_language


@fills("menu", "forum/menu.html", remembered=True)
def menu(actor: Actor, _ids: Sequence[int]) -> Mapping[int, str]:
    """The way to one's own lists and drafts, in this language. Asks the database nothing."""
    return {actor.id: current_language().code} if actor.is_signed_in else {}
