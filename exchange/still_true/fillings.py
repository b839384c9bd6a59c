"""What pages of the library say about whether a record is still true."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.kernel.slots import fills
from exchange.library.queries import ExperienceLine, ExperiencePage
from exchange.people.actor import Actor
from exchange.still_true.policy import may_confirm
from exchange.still_true.queries import Standing, standing_of, unconfirmed_among
from exchange.web.addresses import current_code


class OnRecord(NamedTuple):
    """On the page of a record, in this language."""

    lang: str
    zone: str
    code: str
    standing: Standing
    may_confirm: bool


@fills("experience.top", "still_true/on_record.html", remembered=True)
def on_record(actor: Actor, pages: Sequence[ExperiencePage]) -> Mapping[int, OnRecord]:
    """Above the record: when it was confirmed last, or that nobody has answered."""
    found: dict[int, OnRecord] = {}
    for page in pages:
        known = standing_of(page.row.number) if page.row.state == "published" else None
        if known and (known.asked_at or known.confirmed_at):
            may = bool(may_confirm(actor, page.facts))
            found[page.row.id] = OnRecord(current_code(), actor.timezone, page.row.code, known, may)
    return found


@fills("experience.marks", "still_true/chip.html", remembered=True)
def in_list(_actor: Actor, rows: Sequence[ExperienceLine]) -> Mapping[int, str]:
    """A chip at each whose authors have not answered."""
    unconfirmed = unconfirmed_among(tuple(row.number for row in rows))
    return {row.id: current_code() for row in rows if row.number in unconfirmed}
