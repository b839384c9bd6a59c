"""The vocabulary as those have it before them who change it."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, func, select

from exchange.kernel.db import db
from exchange.kernel.rulings import NotFound
from exchange.tags.keeping import Words, key_of
from exchange.tags.models import Tag, TagSynonym

_NOW = select(Tag.id, func.coalesce(Tag.merged_into_id, Tag.id)).order_by(Tag.id)


def all_locked() -> dict[str, Tag]:
    """Every subject by its slug, merged ones too: whoever changes words waits for others who do."""
    db.session.execute(select(Tag.id).order_by(Tag.id).with_for_update(key_share=True)).all()
    fresh = select(Tag).execution_options(populate_existing=True)
    return {tag.slug: tag for tag in db.session.scalars(fresh)}


def locked(known: dict[str, Tag], slug: str) -> Tag:
    """One of them; NotFound where no subject has ever had this slug."""
    if slug not in known:
        raise NotFound
    return known[slug]


def words_of_others(known: dict[str, Tag], tag: Tag | None) -> dict[tuple[str, str], Tag]:
    """What each word means that is taken by another subject."""
    standing = {one.id: one for one in known.values() if one.merged_into_id is None and one != tag}
    taken = {
        key_of(lang, name): one for one in standing.values() for lang, name in one.names.items()
    }
    for word in db.session.scalars(select(TagSynonym)):
        if word.tag_id in standing:
            taken[word.lang, word.folded] = standing[word.tag_id]
    return taken


def add_synonyms(tag: Tag, words: Words) -> None:
    """Words that are free: no other subject has them."""
    db.session.add_all(
        TagSynonym(tag_id=tag.id, lang=lang, word=word, folded=folded)
        for (lang, folded), word in words.items()
    )


def ids_of(slugs: Iterable[str], *, themes_only: bool = False) -> Sequence[int]:
    """Of the subjects that these slugs mean now, each once. One that is just being merged is waited
    for: what is filed in the same moment is filed under the other."""
    found = _NOW.where(Tag.slug.in_(list(slugs)))
    return _held(found.where(Tag.is_theme.is_(True)) if themes_only else found)


def ids_by_slug(slugs: Iterable[str], *, themes_only: bool = False) -> Mapping[str, int]:
    """The same, each by the slug that was given: two may mean one subject by now."""
    found = _NOW.where(Tag.slug.in_(list(slugs)))
    ends = _ends(found.where(Tag.is_theme.is_(True)) if themes_only else found)
    named = select(Tag.id, Tag.slug).where(Tag.id.in_(ends))
    return {slug: ends[tag_id] for tag_id, slug in db.session.execute(named)}


def ids_now(ids: Select[int]) -> Sequence[int]:
    """The same by their ids, where what is filed under these is filed once more."""
    return _held(_NOW.where(Tag.id.in_(ids)))


def _held(found: Select[int, int]) -> Sequence[int]:
    return list(dict.fromkeys(_ends(found).values()))


def _ends(found: Select[int, int]) -> Mapping[int, int]:
    """Locked in order of their ids, and what they mean by then too: else that could be merged
    itself in the same moment, and what is filed would stay under it."""
    means = _locked_now(found)
    named = list(means)
    while missing := set(means.values()) - means.keys():
        means |= _locked_now(_NOW.where(Tag.id.in_(missing)))
    return {one: _end(one, means) for one in named}


def _locked_now(found: Select[int, int]) -> dict[int, int]:
    held = found.with_for_update(read=True, key_share=True)
    return {tag_id: now for tag_id, now in db.session.execute(held)}


def _end(tag_id: int, means: dict[int, int]) -> int:
    while means[tag_id] != tag_id:
        tag_id = means[tag_id]
    return tag_id
