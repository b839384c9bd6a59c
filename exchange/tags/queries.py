"""The vocabulary as it is offered and shown; it is small and public."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.tags.models import Tag
from exchange.text.countries import sort_key


class TagRow(NamedTuple):
    """A subject with its names in all languages."""

    id: int
    slug: str
    names: dict[str, str]
    is_theme: bool

    def name(self, lang: str) -> str:
        return self.names.get(lang) or self.names.get("en") or self.slug


_COLUMNS = select(Tag.id, Tag.slug, Tag.names, Tag.is_theme)
_ALL = Reading(TagRow, _COLUMNS)
_BY_SLUG = Reading(TagRow, _COLUMNS.where(Tag.slug == bindparam("slug")))


def tag_list(lang: str, *, themes_only: bool = False) -> Sequence[TagRow]:
    """In the reader's language and in its alphabet's order."""
    tags = [tag for tag in all_tags() if tag.is_theme or not themes_only]
    return sorted(tags, key=lambda tag: sort_key(tag.name(lang), lang))


def all_tags() -> Sequence[TagRow]:
    """In no order."""
    return _ALL.all()


def tags_by_id(ids: Iterable[int]) -> dict[int, TagRow]:
    wanted = set(ids)
    return {tag.id: tag for tag in all_tags() if tag.id in wanted} if wanted else {}


def get_tag(slug: str) -> TagRow:
    found = _BY_SLUG.first(slug=slug)
    if found is None:
        raise NotFound
    return found
