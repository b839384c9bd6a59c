"""Which experiences are filed under which themes, and how many under each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from exchange.kernel.reading import Reading
from exchange.library.models import Experience, ExperienceTag
from exchange.tags.models import Tag
from exchange.tags.queries import TagRow


class _Count(NamedTuple):
    tag_id: int
    experiences: int


_BY_TAG = Reading(
    _Count,
    select(ExperienceTag.tag_id, func.count().label("experiences"))
    .join(Experience, Experience.id == ExperienceTag.experience_id)
    .where(Experience.state == "published")
    .group_by(ExperienceTag.tag_id),
)


class _Theme(NamedTuple):
    experience_id: int
    id: int
    slug: str
    names: dict[str, str]
    is_theme: bool


_THEMES = Reading(
    _Theme,
    select(ExperienceTag.experience_id, Tag.id, Tag.slug, Tag.names, Tag.is_theme)
    .join(Tag, Tag.id == ExperienceTag.tag_id)
    .where(ExperienceTag.experience_id.in_(bindparam("ids", expanding=True)))
    .order_by(Tag.slug),
)


def themes_of(ids: Sequence[int]) -> Mapping[int, Sequence[TagRow]]:
    """Of versions in any state."""
    found: dict[int, list[TagRow]] = defaultdict(list)
    for row in _THEMES.all(ids=list(ids)) if ids else ():
        found[row.experience_id].append(TagRow(row.id, row.slug, row.names, row.is_theme))
    return found


def experiences_by_tag() -> dict[int, int]:
    """By the theme's id: what everyone may read of it; themes without any are left out."""
    return {row.tag_id: row.experiences for row in _BY_TAG.all()}
