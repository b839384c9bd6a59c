"""How far a reuse has come: codes as they are kept, words as they are shown."""

from collections.abc import Mapping

from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

STATES: Mapping[str, Lazy] = {
    "planned": _l("Planned"),
    "trying": _l("Being tried"),
    "done": _l("Done"),
    "gave_up": _l("Given up"),
}
IN_FIGURES = ("done", "trying", "planned", "gave_up")  # the same, what weighs most first
CHAINED = ("adapts", "builds_on")  # the relations between records that make a chain
