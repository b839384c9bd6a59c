"""What reuse puts on the page of a record."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.kernel.slots import fills
from exchange.library.queries import ExperiencePage
from exchange.people.actor import Actor
from exchange.reuse.policy import may_declare
from exchange.reuse.queries import OnRecord, shown_on_record
from exchange.reuse.vocabulary import STATES
from exchange.web.addresses import current_code


class Shown(NamedTuple):
    """The reuse of a record, for a page in this language."""

    lang: str
    code: str
    states: Mapping[str, object]
    may_declare: bool
    shown: OnRecord


def _of(actor: Actor, pages: Sequence[ExperiencePage]) -> Mapping[int, Shown]:
    public = [page for page in pages if page.row.state == "published"]
    return {
        page.row.id: Shown(
            lang=current_code(),
            code=page.row.code,
            states=STATES,
            may_declare=bool(may_declare(actor)),
            shown=shown_on_record(actor, page.row.number, page.facts.authors),
        )
        for page in public
    }


@fills("experience.more", "reuse/on_record.html")
def stories(actor: Actor, pages: Sequence[ExperiencePage]) -> Mapping[int, Shown]:
    """Under the record: where it is used, what came of it, what it grew out of."""
    return {one: of for one, of in _of(actor, pages).items() if of.shown.stories or of.shown.chain}


@fills("experience.rail", "reuse/rail.html")
def in_rail(actor: Actor, pages: Sequence[ExperiencePage]) -> Mapping[int, Shown]:
    """Beside it: the way to declare, what waits for whoever looks, the way to all reuse."""
    return _of(actor, pages)


@fills("library.rail", "reuse/library_rail.html", remembered=True)
def way_to_reuse(_actor: Actor, places: Sequence[int]) -> Mapping[int, str]:
    """Beside the list of experiences."""
    return dict.fromkeys(places, current_code())
