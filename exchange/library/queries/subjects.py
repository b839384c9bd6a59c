"""How many experiences are filed under each theme."""

from typing import NamedTuple

from sqlalchemy import func, select

from exchange.kernel.reading import Reading
from exchange.library.models import Experience, ExperienceTag


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


def experiences_by_tag() -> dict[int, int]:
    """By the theme's id: what everyone may read of it; themes without any are left out."""
    return {row.tag_id: row.experiences for row in _BY_TAG.all()}
