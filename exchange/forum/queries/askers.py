"""Where threads are asked from: what lists may be narrowed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import exists, select

from exchange.forum.models import Thread
from exchange.forum.policy import visible_to
from exchange.kernel.reading import Reading
from exchange.kernel.validity import kept
from exchange.people.actor import GUEST
from exchange.people.models import Organisation
from exchange.text.countries import country_name, sort_key


class Home(NamedTuple):
    """An organisation, and whether one of its people has begun a thread that everybody reads."""

    id: int
    code: str
    country: str
    name: str
    has_asked: bool


_HOMES = Reading(
    Home,
    select(
        Organisation.id,
        Organisation.code,
        Organisation.country,
        Organisation.name,
        exists()
        .where(Thread.organisation_id == Organisation.id, visible_to(GUEST))
        .label("has_asked"),
    ).order_by(Organisation.is_sample, Organisation.name),
)


@dataclass(frozen=True, slots=True, eq=False)
class Homes:
    """Every organisation, the real ones first."""

    rows: Sequence[Home]

    def find(self, code: str) -> Home | None:
        return next((home for home in self.rows if home.code == code), None)

    def countries(self, lang: str) -> Sequence[str]:
        """Their codes, in the order of the reader's alphabet."""
        codes = {home.country for home in self.rows}
        return sorted(codes, key=lambda code: sort_key(country_name(code, lang), lang))

    def offered(self, chosen: str) -> Sequence[Home]:
        """Those from which somebody has asked, and the one that is chosen already."""
        return [home for home in self.rows if home.has_asked or home.code == chosen]


@kept("front", beside="threads")  # which a list asks for next
def homes() -> Homes:
    """Public, so nobody's actor is asked."""
    return Homes(_HOMES.all())
