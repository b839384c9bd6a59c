"""What time does to drafts that lie somewhere: looked after by the hour, by the index of states.
Whoever is to be told is noted with the draft, so that a second look tells nobody again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_, select

from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, record, transaction
from exchange.library.actions.read import put_with_those_who_wait
from exchange.library.events import ChangesDue, DraftStillWaits, ReadingDue, ReadingEnded
from exchange.library.models import (
    Experience,
    ExperienceAuthor,
    ExperienceRemark,
    ExperienceVerdict,
)

WEEK = timedelta(days=7)  # held or waited for so long: somebody is reminded, and each week again
LONGEST_READING = timedelta(days=21)  # then another reader may have it
QUIET = timedelta(days=30)  # so long may authors do nothing about what was asked for
AT_ONCE = 100


def look_after_drafts() -> None:
    """Those that have been in one state for too long; a second look finds nothing to do."""
    for look in (_end_readings, _remind_readers, _remind_of_waiting, _remind_authors):
        while look(now()) == AT_ONCE:
            pass


def _end_readings(moment: datetime) -> int:
    with transaction(None):
        late = _late("in_review", moment - LONGEST_READING)
        for experience in late:
            reader = {experience.reader_id} if experience.reader_id else set()
            people = tuple(sorted(reader | set(_authors_of(experience))))
            put_with_those_who_wait(None, experience)
            record(ReadingEnded(experience.id, experience.number, people, in_milliseconds(moment)))
        return len(late)


def _remind_readers(moment: datetime) -> int:
    with transaction(None):
        late = _late("in_review", moment - WEEK, _not_since(moment - WEEK))
        for experience in late:
            experience.reminded_at = moment
            if experience.reader_id:
                told = (experience.reader_id,)
                record(ReadingDue(experience.id, experience.number, told, in_milliseconds(moment)))
        return len(late)


def _remind_of_waiting(moment: datetime) -> int:
    with transaction(None):
        late = _late("submitted", moment - WEEK, _not_since(moment - WEEK))
        for experience in late:
            experience.reminded_at = moment
            record(DraftStillWaits(experience.id, experience.number, (), in_milliseconds(moment)))
        return len(late)


def _remind_authors(moment: datetime) -> int:
    """Once: whoever does not want to go on need not hear of it each month."""
    has_answered = exists().where(
        ExperienceVerdict.experience_id == Experience.id,
        ExperienceRemark.verdict_id == ExperienceVerdict.id,
        ExperienceRemark.done_at > moment - QUIET,
    )
    with transaction(None):
        late = _late(
            "changes_requested",
            moment - QUIET,
            Experience.reminded_at.is_(None),
            Experience.edited_at < moment - QUIET,
            ~has_answered,
        )
        for experience in late:
            experience.reminded_at = moment
            people = tuple(_authors_of(experience))
            record(ChangesDue(experience.id, experience.number, people, in_milliseconds(moment)))
        return len(late)


def _not_since(moment: datetime) -> ColumnElement[bool]:
    return or_(Experience.reminded_at.is_(None), Experience.reminded_at < moment)


def _late(state: str, since: datetime, *more: ColumnElement[bool]) -> Sequence[Experience]:
    """Those in this state since before that moment, the longest first; another worker's are not."""
    found = (
        select(Experience)
        .where(Experience.state == state, Experience.moved_at < since, *more)
        .order_by(Experience.moved_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return db.session.scalars(found).all()


def _authors_of(experience: Experience) -> Sequence[int]:
    authors = select(ExperienceAuthor.account_id).where(
        ExperienceAuthor.experience_id == experience.id, ExperienceAuthor.role == "author"
    )
    return db.session.scalars(authors.order_by(ExperienceAuthor.account_id)).all()
