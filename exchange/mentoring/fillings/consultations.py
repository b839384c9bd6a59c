"""The ways to what is asked in confidence."""

from collections.abc import Mapping, Sequence

from exchange.kernel.slots import fills
from exchange.mentoring.policy.consultations import may_ask
from exchange.people.actor import Actor
from exchange.text.wording import current_language


@fills("ask.rail", "mentoring/ask_in_confidence.html", remembered=True)
def way_to_confide(actor: Actor, places: Sequence[int]) -> Mapping[int, str]:
    """Beside the page on which one asks before everybody."""
    return dict.fromkeys(places, current_language().code) if may_ask(actor) else {}
