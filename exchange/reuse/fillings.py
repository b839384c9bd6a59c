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


class Beside(NamedTuple):
    """What stands beside a record for one reader, on a page in this language; equal for many."""

    lang: str
    code: str
    open: tuple[tuple[int, str, bool], ...]  # id, organisation, and whether it waits
    may_declare: bool


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


@fills("experience.rail", "reuse/rail.html", remembered=True)
def in_rail(actor: Actor, pages: Sequence[ExperiencePage]) -> Mapping[int, Beside]:
    """Beside it: the way to declare, what waits for whoever looks, the way to all reuse."""
    return {
        one: Beside(
            lang=of.lang,
            code=of.code,
            open=tuple((use.id, use.organisation, use.waits) for use in of.shown.open),
            may_declare=of.may_declare,
        )
        for one, of in _of(actor, pages).items()
        if of.may_declare or of.shown.open or of.shown.stories
    }


@fills("library.rail", "reuse/library_rail.html", remembered=True)
def way_to_reuse(_actor: Actor, places: Sequence[int]) -> Mapping[int, str]:
    """Beside the list of experiences."""
    return dict.fromkeys(places, current_code())
