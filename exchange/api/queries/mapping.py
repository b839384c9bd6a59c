"""What search engines are led to: all that is public and that pages let them keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from exchange.forum import queries as forum
from exchange.forum.queries import CategoryRow
from exchange.kernel.rulings import NotFound
from exchange.library import queries as library
from exchange.people.actor import GUEST
from exchange.people.queries import organisation_list
from exchange.tags.queries import all_tags
from exchange.text.languages import BY_CODE, DEFAULT
from exchange.web.addresses import numbered

ALWAYS = (
    *("/", "/threads", "/experiences", "/tags", "/organisations"),
    *(
        f"/about/{page}"
        for page in (
            *("project", "partners", "meetings", "rules"),
            *("privacy", "accessibility", "disclaimer"),
        )
    ),
)


@dataclass(frozen=True, slots=True)
class Mapped:
    """An address below the language, and when what stands there changed, if that is known."""

    path: str
    changed_at: datetime | None = None
    by_language: Mapping[str, str] = field(default_factory=dict)  # where it differs

    def path_in(self, lang: str) -> str:
        return self.by_language.get(lang, self.path)


@dataclass(frozen=True, slots=True)
class Parts:
    """The numbers of the parts of the map, from 1."""

    threads: Sequence[int]
    experiences: Sequence[int]


def parts_of_map() -> Parts:
    threads = [block + 1 for block in forum.blocks_of_threads()]
    return Parts(threads, [block + 1 for block in library.blocks_of_experiences()])


def mapped_places() -> Sequence[Mapped]:
    """The front page, lists, and what has a list of its own."""
    used = forum.threads_by_tag(GUEST)
    return [
        *map(Mapped, ALWAYS),
        *map(_category, forum.category_list(GUEST)),
        *(Mapped(f"/tags/{tag.slug}") for tag in all_tags() if tag.id in used),
        *(Mapped(f"/organisations/{one.code}") for one in organisation_list()),
    ]


def _category(row: CategoryRow) -> Mapped:
    paths = {code: f"/categories/{numbered(row.id, row.name(code))}" for code in BY_CODE}
    return Mapped(paths[DEFAULT], by_language=paths)


def mapped_threads(part: int) -> Sequence[Mapped]:
    """NotFound where there are none."""
    rows = forum.mapped_threads(part - 1)
    return _some(
        [Mapped(f"/threads/{numbered(row.id, row.title)}", row.last_post_at) for row in rows]
    )


def mapped_experiences(part: int) -> Sequence[Mapped]:
    """NotFound where there are none."""
    return _some([Mapped(row.path, row.moved_at) for row in library.mapped_experiences(part - 1)])


def _some(found: Sequence[Mapped]) -> Sequence[Mapped]:
    if not found:
        raise NotFound
    return found
