"""Which drafts wait for whom, said in SQL; `policy.may_take` says it of one, and a test holds both
equal. Whether the actor may write at all is asked there."""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, exists, false, literal, or_
from sqlalchemy.orm import aliased

from exchange.library.models import (
    Experience,
    ExperienceAuthor,
    ExperienceTag,
    ExperienceVerdict,
)
from exchange.library.policy import is_edited_by
from exchange.library.vocabulary import ACCEPTED
from exchange.people.actor import Actor
from exchange.people.models import Account, Expertise
from exchange.text.languages import HBS

IS_ACTIVE = (  # roles count for active people only, as in Actor
    Account.confirmed_at.is_not(None),
    Account.admitted_at.is_not(None),
    Account.suspended_at.is_(None),
)


def holds(verdict: type[ExperienceVerdict] = ExperienceVerdict) -> ColumnElement[bool]:
    """Whether an acceptance is of the text as it is now."""
    return and_(
        verdict.experience_id == Experience.id,
        verdict.verdict.in_(ACCEPTED),
        verdict.edit_version == Experience.edit_version,
    )


def is_credited(person: Any) -> ColumnElement[bool]:
    return exists().where(
        ExperienceAuthor.experience_id == Experience.id, ExperienceAuthor.account_id == person
    )


def knows(person: Any) -> ColumnElement[bool]:
    """One of its themes."""
    return exists().where(
        Expertise.account_id == person,
        Expertise.tag_id == ExperienceTag.tag_id,
        ExperienceTag.experience_id == Experience.id,
    )


def has_accepted(person: Any) -> ColumnElement[bool]:
    return exists().where(holds(), ExperienceVerdict.reader_id == person)


def is_accepted_as(reading: str) -> ColumnElement[bool]:
    return exists().where(holds(), ExperienceVerdict.reading == reading)


def is_waited_for(mentor: Any) -> ColumnElement[bool]:
    """Whether others leave it to them: nobody waits for an invented person with a real record."""
    return or_(mentor.is_sample.is_(False), Experience.is_sample.is_(True))


def reads_it(mentor: Any) -> ColumnElement[bool]:
    """Its language, or one that is read alike: by those of the profile, as whoever is told of it.
    Where nobody does, it waits for any mentor, as where nobody knows its themes."""
    said, alike = cast(mentor.reads, Text), sorted(HBS)
    return or_(
        said.contains(literal('"').concat(Experience.lang).concat('"')),
        and_(Experience.lang.in_(alike), or_(*(said.contains(f'"{code}"') for code in alike))),
    )


def is_known_to_one() -> ColumnElement[bool]:
    """Whether there is a mentor who knows one of its themes, reads its language and may yet read
    it."""
    mentor, given = aliased(Account), aliased(ExperienceVerdict)
    return exists().where(
        mentor.is_mentor.is_(True),
        mentor.confirmed_at.is_not(None),
        mentor.admitted_at.is_not(None),
        mentor.suspended_at.is_(None),
        is_waited_for(mentor),
        reads_it(mentor),
        Expertise.account_id == mentor.id,
        Expertise.tag_id == ExperienceTag.tag_id,
        ExperienceTag.experience_id == Experience.id,
        ~exists().where(
            ExperienceAuthor.experience_id == Experience.id,
            ExperienceAuthor.account_id == mentor.id,
        ),
        ~exists().where(holds(given), given.reader_id == mentor.id),
    )


def _is_asked(person: Any) -> ColumnElement[bool]:
    mentor = aliased(Account)
    return exists().where(mentor.id == person, is_waited_for(mentor), reads_it(mentor))


def is_for_mentor(person: Any) -> ColumnElement[bool]:
    theirs = or_(and_(knows(person), _is_asked(person)), ~is_known_to_one())
    return and_(~is_accepted_as("mentor"), theirs)


def is_for_editor(organisations: Any) -> ColumnElement[bool]:
    return and_(~is_accepted_as("editor"), is_edited_by(organisations))


def waits_for(actor: Actor, person: Any, organisations: Any) -> ColumnElement[bool]:
    """Whether its missing readings are theirs: `person` with the actor's roles, who edits for
    `organisations`."""
    theirs = [
        *([~and_(is_accepted_as("editor"), is_accepted_as("mentor"))] if actor.is_admin else []),
        *([is_for_mentor(person)] if actor.is_mentor else []),
        *([is_for_editor(organisations)] if actor.edits else []),
    ]
    return and_(or_(false(), *theirs), ~is_credited(person), ~has_accepted(person))
