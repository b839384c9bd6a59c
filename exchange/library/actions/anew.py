"""What public records show beside their own words is called otherwise by now. Called inside the
transaction that changed it."""

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, or_, select, union, update

from exchange.kernel.clock import now
from exchange.kernel.db import db
from exchange.library.models import (
    Experience,
    ExperienceAuthor,
    ExperiencePaper,
    ExperienceTag,
    ExperienceTranslation,
    ExperienceVerdict,
)
from exchange.library.policy import PUBLIC
from exchange.people.models import Account

_IN_BULK = {"synchronize_session": False}


def show_subject_anew(tag_id: int) -> None:
    """What is filed under it."""
    under = select(ExperienceTag.experience_id).where(ExperienceTag.tag_id == tag_id)
    _show_anew(Experience.id.in_(under))


def show_person_anew(account_id: int) -> None:
    """What they are credited in, have read for publication or have translated."""
    _show_anew(Experience.id.in_(_naming([account_id])))


def show_organisation_anew(organisation_id: int) -> None:
    """What it led, and what names somebody of it."""
    its = select(Account.id).where(Account.organisation_id == organisation_id)
    led = Experience.lead_id == organisation_id
    _show_anew(or_(led, Experience.id.in_(_naming(its))))


def _naming(people: Any) -> CompoundSelect[int]:
    """The versions that bear the name of one of these people."""
    credited = select(ExperienceAuthor.experience_id).where(ExperienceAuthor.account_id.in_(people))
    verdict, translation = ExperienceVerdict, ExperienceTranslation
    read = select(verdict.experience_id).where(verdict.reader_id.in_(people))
    translated = select(translation.experience_id).where(translation.translator_id.in_(people))
    reviewed = select(translation.experience_id).where(translation.reviewer_id.in_(people))
    return union(credited, read, translated, reviewed)


def _show_anew(which: ColumnElement[bool]) -> None:
    """Other libraries collect them again, and their papers are made anew when somebody asks."""
    public = select(Experience.id).where(which, Experience.state.in_(sorted(PUBLIC)))
    # In one order, so that two such changes at once do not wait for each other.
    locked = public.order_by(Experience.id).with_for_update(key_share=True)
    if not (ids := db.session.scalars(locked).all()):
        return
    valid = update(Experience).where(Experience.id.in_(ids), Experience.state == "published")
    db.session.execute(valid.values(moved_at=now()), execution_options=_IN_BULK)
    papers = update(ExperiencePaper).where(ExperiencePaper.experience_id.in_(ids))
    db.session.execute(papers.values(look=0), execution_options=_IN_BULK)
