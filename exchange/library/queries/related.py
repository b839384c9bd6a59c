"""Records that somebody who reads one may want to read next."""

from collections.abc import Sequence

from exchange.kernel.validity import kept
from exchange.library.queries.catalogue import catalogue
from exchange.library.queries.lines import ExperienceLine, lines_of

MOST = 4


@kept("experiences")
def related(experience_id: int) -> Sequence[ExperienceLine]:
    """The newest that share a theme and a country/territory with this one; none beside what is
    not published itself. Public."""
    known = catalogue()
    if (place := known.places.get(experience_id)) is None:
        return ()
    same_place = same_theme = 0
    for country in known.values_of("country", place):
        same_place |= known.bits["country"][country]
    for theme in known.values_of("theme", place):
        same_theme |= known.bits["theme"][theme]
    return tuple(lines_of(known.newest(same_place & same_theme & ~(1 << place), 0, MOST)))
