"""The vocabulary as it is offered and shown; it is small and public."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import JSON, bindparam, cast, false, func, literal, null, select, union_all
from sqlalchemy.orm import aliased

from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.kernel.validity import kept
from exchange.tags.models import Tag, TagSynonym
from exchange.text.countries import sort_key
from exchange.text.cyrillic import to_latin


class TagRow(NamedTuple):
    """A subject with its names in all languages."""

    id: int
    slug: str
    names: dict[str, str]
    is_theme: bool

    def name(self, lang: str) -> str:
        return self.names.get(lang) or self.names.get("en") or self.slug

    def option(self, lang: str) -> tuple[str, str, str]:
        """To choose from a list: slug, name, and "en" where the name is in English instead."""
        return self.slug, self.name(lang), "" if self.names.get(lang) else "en"


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject with the other words for it: language and word."""

    tag: TagRow
    synonyms: tuple[tuple[str, str], ...] = ()
    version: int = field(default=0, compare=False)  # of these words, where one is read alone

    @property
    def words(self) -> tuple[str, ...]:
        """All that it is called, in any language, each once."""
        return tuple(sorted({*self.tag.names.values(), *(word for _, word in self.synonyms)}))

    def synonyms_in(self, lang: str) -> Sequence[str]:
        """In the order of the reader's alphabet; Serbian in either script."""
        found = [word for code, word in self.synonyms if code == lang.removesuffix("-latn")]
        found = [to_latin(word) for word in found] if lang == "sr-latn" else found
        return sorted(found, key=lambda word: sort_key(word, lang))


class _Piece(NamedTuple):
    """A subject, or one synonym of one."""

    id: int
    slug: str
    names: dict[str, str] | None
    is_theme: bool
    lang: str
    word: str


class _Spelt(NamedTuple):
    """One of them, and which version of its words this is."""

    id: int
    slug: str
    names: dict[str, str]
    is_theme: bool
    edit_version: int
    lang: str
    word: str


_SLUG = re.compile(r"[a-z0-9-]{1,40}")  # PostgreSQL fails at a NUL: it is asked about these only
_COLUMNS = select(Tag.id, Tag.slug, Tag.names, Tag.is_theme)
_STANDS = Tag.merged_into_id.is_(None)
_ALL = Reading(TagRow, _COLUMNS.where(_STANDS))
_into = aliased(Tag)
_BY_SLUG = Reading(  # a row for each synonym, or one
    _Spelt,
    select(
        _into.id,
        _into.slug,
        _into.names,
        _into.is_theme,
        _into.edit_version,
        func.coalesce(TagSynonym.lang, "").label("lang"),
        func.coalesce(TagSynonym.word, "").label("word"),
    )
    .join(Tag, _into.id == func.coalesce(Tag.merged_into_id, Tag.id))
    .outerjoin(TagSynonym, TagSynonym.tag_id == _into.id)
    .where(Tag.slug == bindparam("slug")),
)
_WITH_SYNONYMS = Reading(  # in one statement; names are read once for each subject
    _Piece,
    union_all(
        select(
            Tag.id,
            Tag.slug,
            Tag.names,
            Tag.is_theme,
            literal("").label("lang"),
            literal("").label("word"),
        ).where(_STANDS),
        select(
            TagSynonym.tag_id,
            literal(""),
            cast(null(), JSON),
            false(),
            TagSynonym.lang,
            TagSynonym.word,
        ),
    ),
)


class _Renamed(NamedTuple):
    slug: str
    now: str


_RENAMED = Reading(
    _Renamed,
    select(Tag.slug, _into.slug.label("now"))
    .join(_into, _into.id == Tag.merged_into_id)
    .where(Tag.slug.in_(bindparam("slugs", expanding=True))),
)


def tag_list(lang: str, *, themes_only: bool = False) -> Sequence[TagRow]:
    """In the reader's language and in its alphabet's order."""
    return in_order((tag for tag in all_tags() if tag.is_theme or not themes_only), lang)


def langs_of(tags: Iterable[TagRow], lang: str) -> dict[str, str]:
    """Of those that are offered, by slug, "en" where the name is in English instead."""
    return {tag.slug: other for tag in tags if (other := tag.option(lang)[2])}


def in_order(tags: Iterable[TagRow], lang: str) -> Sequence[TagRow]:
    return sorted(tags, key=lambda tag: sort_key(tag.name(lang), lang))


def all_tags() -> Sequence[TagRow]:
    """In no order, without those that were merged into others."""
    return _ALL.all()


def vocabulary() -> Sequence[Subject]:
    """All subjects with their synonyms, in no order, in one statement."""
    pieces, synonyms = _WITH_SYNONYMS.all(), defaultdict(list)
    for one in pieces:
        if one.names is None:
            synonyms[one.id].append((one.lang, one.word))
    return [
        Subject(TagRow(one.id, one.slug, one.names, one.is_theme), tuple(sorted(synonyms[one.id])))
        for one in pieces
        if one.names is not None
    ]


@kept("tags", beside="front")
def kept_vocabulary() -> Sequence[Subject]:
    """The same, for a page that goes by "front" too and asks for this first: one statement brings
    the versions of both."""
    return vocabulary()


def tags_by_id(ids: Iterable[int]) -> dict[int, TagRow]:
    wanted = set(ids)
    return {tag.id: tag for tag in all_tags() if tag.id in wanted} if wanted else {}


def get_tag(slug: str) -> TagRow:
    """The subject of this slug, or the one that it was merged into: that has another slug."""
    return get_subject(slug).tag


def get_subject(slug: str) -> Subject:
    """The same with its synonyms."""
    rows = _BY_SLUG.all(slug=slug) if _SLUG.fullmatch(slug) else ()
    if not rows:
        raise NotFound
    first = rows[0]
    synonyms = sorted((row.lang, row.word) for row in rows if row.word)
    tag = TagRow(first.id, first.slug, first.names, first.is_theme)
    return Subject(tag, tuple(synonyms), first.edit_version)


def slugs_now(slugs: Iterable[str] | None) -> list[str]:
    """The same subjects, by the slugs of those that some were merged into; each once. What can be
    no slug stays as it is given."""
    given = list(slugs or ())
    asked = [slug for slug in given if _SLUG.fullmatch(slug)]
    renamed = {row.slug: row.now for row in _RENAMED.all(slugs=asked)} if asked else {}
    return list(dict.fromkeys(renamed.get(slug, slug) for slug in given))
