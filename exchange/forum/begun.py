"""What features above know of texts that were begun in forms of their own, for the one page on
which whoever writes them finds all of theirs.

`@keeps_drafts` stands over a function that is given the reader, and gives what they have begun
there and could go on with now, the newest first: nothing of anybody else's, and nothing that they
would not come to any more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from exchange.people.actor import Actor
from exchange.text.wording import Lazy


@dataclass(frozen=True, slots=True)
class BegunElsewhere:
    """A text of the reader's that is kept by another feature, as a line of that page."""

    title: str
    source: str
    lang: str
    saved_at: datetime
    place: Lazy  # among what it will stand
    about: str | None  # the title of what it answers, which the reader may read; None: it begins
    about_lang: str | None
    path: str  # of the form where it is continued
    discard: str  # the path that lets it go; "from=drafts" is added

    kind = "elsewhere"

    @property
    def page(self) -> str:
        """It has none of its own: its form shows all of it."""
        return self.path


Keep = Callable[[Actor], Sequence[BegunElsewhere]]

_keepers: list[Keep] = []


def keeps_drafts(keep: Keep) -> Keep:
    """Register who keeps some."""
    _keepers.append(keep)
    return keep


def begun_elsewhere(actor: Actor) -> Sequence[BegunElsewhere]:
    """All that this person has begun in other features."""
    return [line for keep in _keepers for line in keep(actor)]
