"""The way to the desk, in the own menu."""

from collections.abc import Mapping, Sequence

from exchange.kernel.slots import fills
from exchange.people.actor import Actor
from exchange.text.wording import current_language


@fills("menu", "mentoring/menu.html", remembered=True)
def menu(actor: Actor, _ids: Sequence[int]) -> Mapping[int, str]:
    """For everybody: an asker too sees there who has their question. Asks the database nothing."""
    return {actor.id: current_language().code} if actor.is_signed_in else {}
