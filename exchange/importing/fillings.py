"""What importing puts on the pages of the library."""

from collections.abc import Mapping, Sequence

from exchange.importing.policy import may_import
from exchange.kernel.slots import fills
from exchange.people.actor import Actor
from exchange.web.addresses import current_code


@fills("experience.begin", "importing/begin.html", remembered=True)
def way_to_import(actor: Actor, places: Sequence[int]) -> Mapping[int, str]:
    """Where one begins a record: who has many in a table brings them in together."""
    return dict.fromkeys(places, current_code()) if may_import(actor) else {}
