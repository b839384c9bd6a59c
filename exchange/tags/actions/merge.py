"""Bringing two subjects together."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import InstrumentedAttribute

from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, Stale, require
from exchange.people.actor import Actor
from exchange.people.models import LEVELS, Expertise
from exchange.tags.actions.rows import add_synonyms, all_locked, locked
from exchange.tags.events import SubjectsMerged
from exchange.tags.keeping import key_of
from exchange.tags.models import Tag, TagSynonym
from exchange.tags.policy import may_keep_subjects
from exchange.text.wording import lazy as _l

_IN_BULK = {"synchronize_session": False}


def merge_subjects(actor: Actor, slug: str, into: str, *, version: int) -> Tag:
    """What is filed under the one is filed under the other, and the old words still find it; gives
    the one that is left out of the vocabulary from now on."""
    with transaction(actor) as actor:
        require(may_keep_subjects(actor))
        known = all_locked()
        left, kept = locked(known, slug), locked(known, into)
        if left.merged_into_id is not None or left.edit_version != version:
            raise Stale
        _require_apart(left, kept)
        # Whoever files something under it in this moment waits, and files it under the other.
        db.session.execute(select(Tag.id).where(Tag.id == left.id).with_for_update())
        _hand_over_words(left, kept)
        left.merged_into_id, left.edit_version = kept.id, left.edit_version + 1
        kept.edit_version += 1
        for one in known.values():
            if one.merged_into_id == left.id:
                one.merged_into_id = kept.id
        _keep_higher_levels(left.id, kept.id)
        refile(Expertise.account_id, Expertise.tag_id, left.id, kept.id)
        record(SubjectsMerged(left.id, kept.id, actor.id))
        return left


def _keep_higher_levels(from_id: int, into_id: int) -> None:
    """Of who knows both, before one of the rows goes."""
    for n, level in enumerate(LEVELS[1:], start=1):
        know = select(Expertise.account_id).where(
            Expertise.tag_id == from_id, Expertise.level == level
        )
        lower = update(Expertise).where(
            Expertise.tag_id == into_id,
            Expertise.level.in_(LEVELS[:n]),
            Expertise.account_id.in_(know),
        )
        db.session.execute(lower.values(level=level), execution_options=_IN_BULK)


def refile(
    thing: InstrumentedAttribute[int], tag: InstrumentedAttribute[int], from_id: int, into_id: int
) -> None:
    """Of a table that files things under subjects, the rows of one become rows of the other, each
    thing once."""
    there = select(thing).where(tag == into_id).scalar_subquery()
    twice = delete(tag.class_).where(tag == from_id, thing.in_(there))
    db.session.execute(twice, execution_options=_IN_BULK)
    others = update(tag.class_).where(tag == from_id).values({tag: into_id})
    db.session.execute(others, execution_options=_IN_BULK)


def _require_apart(left: Tag, kept: Tag) -> None:
    if left.id == kept.id:
        raise Refused("into", _l("Please choose another subject than this one."))
    if kept.merged_into_id is not None:
        raise Refused("into", _l("This one was merged into another subject itself."))
    if left.is_theme and not kept.is_theme:
        raise Refused("into", _l("A theme can only be merged into another theme."))


def _hand_over_words(left: Tag, kept: Tag) -> None:
    """A name where the other has none in its language becomes its name, else another word."""
    kept.names = left.names | kept.names
    own = {key_of(lang, name) for lang, name in kept.names.items()}
    known = set(own)
    both = select(TagSynonym).where(TagSynonym.tag_id.in_([left.id, kept.id]))
    for word in db.session.scalars(both):
        known.add((word.lang, word.folded))
        if (word.lang, word.folded) in own:
            db.session.delete(word)
        else:
            word.tag_id = kept.id
    names = {key_of(lang, name): name for lang, name in left.names.items() if lang != "sr-latn"}
    add_synonyms(kept, {key: name for key, name in names.items() if key not in known and key[1]})
