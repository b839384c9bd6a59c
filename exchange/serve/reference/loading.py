"""Brings the files of this folder into the database."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import select

from exchange.forum.actions import follow_countries
from exchange.forum.models import Category
from exchange.kernel.db import Event, Model, db, record, transaction
from exchange.library.actions.anew import show_organisation_anew, show_subject_anew
from exchange.people.models import Organisation
from exchange.tags.keeping import key_of
from exchange.tags.models import Tag, TagSynonym
from exchange.text.cyrillic import to_latin

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ReferenceChanged(Event):
    """A release brought another directory, category or subject: all pages may show it."""

    stored_as: ClassVar[str] = "serve.reference_changed.1"

    def changes(self) -> set[str]:
        return {"site", "tags"}


def load() -> None:
    """Bring the reference data of this release into the database; what is there is updated."""
    with transaction(None):
        called = _called()
        changes = [
            *_changes(Organisation, "code", map(_organisation, _entries("organisations"))),
            *_changes(Category, "position", map(_category, _entries("categories"))),
            *_changes(Tag, "slug", _free_subjects()),
        ]
        if _give_words_to_names():
            changes.append("synonyms")
        if _release_synonyms():
            changes.append("synonyms")
        if "country" in changes:
            follow_countries()
        if changes:
            _show_anew(called)
            record(ReferenceChanged())


Called = Mapping[Callable[[int], None], Mapping[int, object]]


def _called() -> Called:
    """What organisations and subjects are called, by what is done where they no longer are."""
    organisations = db.session.execute(
        select(Organisation.id, Organisation.name).order_by(Organisation.id)
    )
    subjects = db.session.execute(select(Tag.id, Tag.names).order_by(Tag.id))
    return {
        show_organisation_anew: {row.id: row.name for row in organisations},
        show_subject_anew: {row.id: row.names for row in subjects},
    }


def _show_anew(before: Called) -> None:
    """Records and their papers bear those names."""
    db.session.flush()
    for show, names in _called().items():
        for one, name in names.items():
            if before[show].get(one, name) != name:
                show(one)


def _changes(model: type[Model], key: str, wanted: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Make the rows as wanted; the columns that were not so."""
    known = {getattr(row, key): row for row in db.session.scalars(select(model))}
    for columns in wanted:
        row = known.get(columns[key])
        if isinstance(row, Category | Tag) and row.edit_version > 1:
            continue  # somebody here has given it other names, or merged it: that stands
        if row is None:
            row = model(**{key: columns[key]})
            db.session.add(row)
        for column, value in columns.items():
            if getattr(row, column) != value:
                setattr(row, column, value)
                yield column


def _entries(name: str) -> Iterator[dict[str, Any]]:
    """The tables of a file, whatever they are called in it."""
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        for tables in tomllib.load(file).values():
            yield from tables


def _organisation(entry: dict[str, Any]) -> dict[str, Any]:
    return {"task": ""} | entry


def _category(entry: dict[str, Any]) -> dict[str, Any]:
    names, descriptions = map(_in_both_scripts, (entry["names"], entry["descriptions"]))
    return {"position": entry["position"], "names": names, "descriptions": descriptions}


def _tag(entry: dict[str, Any]) -> dict[str, Any]:
    columns = {name: value for name, value in entry.items() if name != "synonyms"}
    return columns | {"names": _in_both_scripts(entry["names"])}


def _free_subjects() -> Iterator[dict[str, Any]]:
    """Those of this release, without names that are another subject's here: that is called as it
    was before, and is not made where its English name is taken."""
    wanted = {one["slug"]: one for one in map(_tag, _entries("tags"))}
    here = {tag.slug: tag for tag in db.session.scalars(select(Tag))}
    others = [tag for tag in here.values() if tag.slug not in wanted or tag.edit_version > 1]
    taken = {key_of(lang, name) for tag in others for lang, name in _names(tag)}
    for slug, columns in wanted.items():
        before = here[slug].names if slug in here else {}
        free = {k: name for k, name in columns["names"].items() if key_of(k, name) not in taken}
        kept = {k: before[k] for k in columns["names"] if k not in free and k in before}
        if "en" in free | kept:
            yield columns | {"names": kept | free}


def _give_words_to_names() -> bool:
    """Where a subject of this release is called by a synonym of another, that has it no more."""
    tags = db.session.scalars(select(Tag)).all()
    owner = {key_of(lang, name): tag.id for tag in tags for lang, name in _names(tag)}
    words = db.session.scalars(select(TagSynonym)).all()
    lost = [one for one in words if owner.get((one.lang, one.folded), one.tag_id) != one.tag_id]
    for one in lost:
        db.session.delete(one)
    db.session.flush()
    return bool(lost)


def _release_synonyms() -> bool:
    """Add the words of this release to subjects that nobody here has changed; whether any is new.
    A word that means something here already, as a name or a synonym, goes on meaning that."""
    tags = {tag.slug: tag for tag in db.session.scalars(select(Tag))}
    known = {key_of(lang, name) for tag in tags.values() for lang, name in _names(tag)}
    known |= {(one.lang, one.folded) for one in db.session.scalars(select(TagSynonym))}
    new = []
    for tag, lang, word in _wanted_synonyms(tags):
        key = key_of(lang, word)
        if key not in known:
            known.add(key)
            new.append(TagSynonym(tag_id=tag.id, lang=lang, word=word, folded=key[1]))
    db.session.add_all(new)
    return bool(new)


def _names(tag: Tag) -> Iterable[tuple[str, str]]:
    return tag.names.items() if tag.merged_into_id is None else ()


def _wanted_synonyms(tags: Mapping[str, Tag]) -> Iterator[tuple[Tag, str, str]]:
    for entry in _entries("tags"):
        tag = tags.get(entry["slug"])
        if tag is not None and tag.edit_version == 1:
            for lang, words in entry.get("synonyms", {}).items():
                # In a form the first word of a language is the name in it.
                yield from ((tag, lang, word) for word in words if lang in tag.names)


def _in_both_scripts(texts: Mapping[str, str]) -> dict[str, str]:
    """The same texts with Serbian in Latin letters too."""
    return {**texts, "sr-latn": to_latin(texts["sr"])}
