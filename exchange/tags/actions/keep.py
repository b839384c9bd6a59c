"""Making a subject and changing what one is called."""

from itertools import count

from sqlalchemy import delete

from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, Stale, require
from exchange.people.actor import Actor
from exchange.tags.actions.rows import add_synonyms, all_locked, locked, words_of_others
from exchange.tags.events import SubjectChanged
from exchange.tags.keeping import SubjectText, key_of
from exchange.tags.models import Tag, TagSynonym
from exchange.tags.policy import may_choose_themes, may_keep_subjects
from exchange.text.clean import slug
from exchange.text.wording import lazy as _l

SLUG_LENGTH = 40
RESERVED = "new"  # in addresses
OURS = 2  # the version of what people made: a release that brings the same slug leaves it alone


def make_subject(actor: Actor, told: SubjectText) -> Tag:
    """A new one; its address is made of its English name and stays, whatever it is called later."""
    with transaction(actor) as actor:
        require(may_keep_subjects(actor))
        known = all_locked()
        _require_free(known, None, told)
        tag = Tag(slug=_free_slug(known, told), names=told.all_names, edit_version=OURS)
        _set_theme(actor, tag, told)
        db.session.add(tag)
        db.session.flush()
        add_synonyms(tag, told.synonyms())
        record(SubjectChanged(tag.id, actor.id))
        return tag


def change_subject(actor: Actor, slug: str, told: SubjectText, *, version: int) -> Tag:
    """Other names and synonyms in place of those before. Stale where somebody was faster."""
    with transaction(actor) as actor:
        require(may_keep_subjects(actor))
        known = all_locked()
        tag = locked(known, slug)
        if tag.edit_version != version or tag.merged_into_id is not None:
            raise Stale
        _require_free(known, tag, told)
        tag.names, tag.edit_version = told.all_names, tag.edit_version + 1
        _set_theme(actor, tag, told)
        db.session.execute(delete(TagSynonym).where(TagSynonym.tag_id == tag.id))
        add_synonyms(tag, told.synonyms())
        record(SubjectChanged(tag.id, actor.id))
        return tag


def _set_theme(actor: Actor, tag: Tag, told: SubjectText) -> None:
    wanted = bool(tag.is_theme) if told.is_theme is None else told.is_theme
    if wanted != bool(tag.is_theme):
        require(may_choose_themes(actor))
    tag.is_theme = wanted


def _require_free(known: dict[str, Tag], tag: Tag | None, told: SubjectText) -> None:
    """No word means two subjects in one language: Refused at the field of its language."""
    taken = words_of_others(known, tag)
    for lang, word in (*told.names.items(), *told.words):
        key = key_of(lang, word)
        if word and not key[1]:
            raise Refused(lang, _l("A name needs letters or figures."))
        if word and key in taken:
            name = taken[key].names.get("en", taken[key].slug)
            raise Refused(
                lang,
                _l("“%(word)s” means another subject already: %(name)s.", word=word, name=name),
            )


def _free_slug(known: dict[str, Tag], told: SubjectText) -> str:
    made = slug(told.names["en"])[:SLUG_LENGTH].strip("-") or "subject"
    if made not in known and made != RESERVED:
        return made
    numbered = (f"{made[: SLUG_LENGTH - 5].strip('-')}-{n}" for n in count(2))
    return next(one for one in numbered if one not in known)
