"""What moderators do to the vocabulary, each with an entry in the log."""

from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.forum.models import Thread
from exchange.forum.moving import Seen
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import Refused
from exchange.library.models import ExperienceTag
from exchange.moderation.actions.log import Why, log
from exchange.people.actor import Actor
from exchange.people.models import Expertise
from exchange.tags import actions as tags
from exchange.tags.keeping import SubjectText
from exchange.tags.models import Tag
from exchange.text.wording import lazy as _l

_NO_REASON = Why("", "")


def make_subject_logged(actor: Actor, told: SubjectText) -> str:
    """Gives its slug."""
    with transaction(actor) as actor:
        made = tags.make_subject(actor, told)
        log(actor, "tag_made", made, _NO_REASON)
        return made.slug


def change_subject_logged(actor: Actor, slug: str, told: SubjectText, *, version: int) -> None:
    """One that things are filed under as a theme stays a theme."""
    with transaction(actor) as actor:
        was_theme = db.session.scalar(select(Tag.is_theme).where(Tag.slug == slug))
        changed = tags.change_subject(actor, slug, told, version=version)
        if was_theme and not changed.is_theme and _is_used_as_theme(changed):
            raise Refused(
                "is_theme",
                _l("Experiences or mentors are filed under it: it stays a theme."),
            )
        log(actor, "tag_edited", changed, _NO_REASON)


def merge_subjects_with_reason(
    actor: Actor, slug: str, into: str, why: Why, *, version: int
) -> None:
    """Put all that is filed under one subject under another. This cannot be undone."""
    with transaction(actor) as actor:
        left = tags.merge_subjects(actor, slug, into, version=version)
        log(actor, "tag_merged", left, why)


def add_subject_with_reason(actor: Actor, seen: Seen, slug: str, why: Why) -> None:
    """To one thread. Taking it away undoes it."""
    with transaction(actor) as actor:
        _note(actor, "tagged", seen, forum.add_subject(actor, seen, slug), why)


def take_subject_away_with_reason(actor: Actor, seen: Seen, slug: str, why: Why) -> None:
    """From one thread. Adding it undoes it."""
    with transaction(actor) as actor:
        _note(actor, "untagged", seen, forum.take_subject_away(actor, seen, slug), why)


def _note(actor: Actor, what: str, seen: Seen, tag_id: int, why: Why) -> None:
    thread = db.session.get_one(Thread, seen.thread_id)
    log(actor, what, thread, why, tag_id=tag_id)


def _is_used_as_theme(tag: Tag) -> bool:
    used = (select(one).where(one == tag.id) for one in (ExperienceTag.tag_id, Expertise.tag_id))
    return any(db.session.execute(one.limit(1)).first() for one in used)
