"""Who reads a private consultation, and who does what in it.

Read by the asker, the mentors who are assigned and whoever holds the role of coordinator of
mentoring itself: moderators and admins do not read. Where nobody holds that role, admins assign
mentors without reading. Whom the asker excludes does neither.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, true
from sqlalchemy.orm import aliased

from exchange.forum.policy import may_write
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.mentoring.models import (
    PrivateAnswer,
    PrivateConsultation,
    PrivateConsultationMentor,
    PrivateExclusion,
    PrivateNote,
)
from exchange.mentoring.policy.who import is_coordinator_itself
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text.wording import lazy as _l

MOST_TAGS = 5
MOST_MENTORS = 5  # of one, at once
MOST_NOTES = 300  # of one

_coordinator, _theirs = aliased(Account), aliased(PrivateExclusion)
_row, _mentor = aliased(PrivateConsultationMentor), aliased(Account)
_mine, _last, _later = (
    aliased(PrivateConsultationMentor),
    aliased(PrivateNote),
    aliased(PrivateNote),
)


@dataclass(frozen=True, slots=True)
class ConsultationFacts:
    """What the rules ask of a private consultation."""

    asker_id: int
    mentors: frozenset[int]  # assigned and not gone; whether they are mentors still, the actor says
    excluded: frozenset[int]
    has_coordinator: bool  # one who may read it
    is_ended: bool
    is_published: bool


def reads_as(actor: Actor, facts: ConsultationFacts) -> str:
    """As what: "asker", "mentor", "coordinator"; "" for everybody else."""
    if not actor.is_signed_in:
        return ""
    if actor.id == facts.asker_id:
        return "asker"
    if actor.id in facts.excluded:
        return ""
    if actor.is_mentor and actor.id in facts.mentors:
        return "mentor"
    return "coordinator" if is_coordinator_itself(actor) else ""


def read_by(actor: Actor, reader: Any) -> ColumnElement[bool]:
    """`reads_as`, said in SQL of a consultation and of a `reader` who has the actor's roles; a
    test holds them equal."""
    as_mentor = _is_assigned(reader) if actor.is_mentor else false()
    others = true() if is_coordinator_itself(actor) else as_mentor
    return or_(PrivateConsultation.asker_id == reader, and_(others, ~_is_excluded(reader)))


# The reader may stand two statements further out: each says what it looks at by itself.


def _is_assigned(reader: Any) -> ColumnElement[bool]:
    its = exists().where(
        PrivateConsultationMentor.consultation_id == PrivateConsultation.id,
        PrivateConsultationMentor.account_id == reader,
        PrivateConsultationMentor.left_as == "",
    )
    return its.correlate_except(PrivateConsultationMentor)


def _is_excluded(reader: Any) -> ColumnElement[bool]:
    its = exists().where(
        PrivateExclusion.consultation_id == PrivateConsultation.id,
        PrivateExclusion.account_id == reader,
    )
    return its.correlate_except(PrivateExclusion)


def has_coordinator() -> ColumnElement[bool]:
    """Somebody who holds the role may read it and is not its asker; said of a consultation."""
    excluded = exists().where(
        _theirs.consultation_id == PrivateConsultation.id, _theirs.account_id == _coordinator.id
    )
    its = exists().where(
        _coordinator.is_mentoring_coordinator.is_(True),
        *_is_active(_coordinator),
        _coordinator.id != PrivateConsultation.asker_id,
        ~excluded.correlate_except(_theirs),
    )
    return its.correlate_except(_coordinator)


def has_mentor() -> ColumnElement[bool]:
    """One is assigned who is a mentor still; said of a consultation."""
    return _is_of_mentor(_row.account_id)


def _is_of_mentor(account_id: Any) -> ColumnElement[bool]:
    """Said of some account: it is one of those mentors."""
    its = exists().where(
        _row.consultation_id == PrivateConsultation.id,
        _row.left_as == "",
        _row.account_id == account_id,
        _mentor.id == _row.account_id,
        _mentor.is_mentor.is_(True),
        *_is_active(_mentor),
    )
    return its.correlate_except(_row, _mentor)


def _is_active(who: Any) -> tuple[ColumnElement[bool], ...]:
    """Roles count for active people only; said of some account of a statement."""
    return who.confirmed_at.is_not(None), who.admitted_at.is_not(None), who.suspended_at.is_(None)


def arranges(actor: Actor, facts: ConsultationFacts) -> bool:
    """Whether it is this person's task to see that it has a mentor."""
    if not actor.is_signed_in or actor.id == facts.asker_id or actor.id in facts.excluded:
        return False
    return is_coordinator_itself(actor) or (actor.is_admin and not facts.has_coordinator)


def arranged_by(actor: Actor, reader: Any) -> ColumnElement[bool]:
    """The same in SQL."""
    if is_coordinator_itself(actor):
        task: ColumnElement[bool] = true()
    elif actor.is_admin:
        task = ~has_coordinator()
    else:
        return false()
    return and_(PrivateConsultation.asker_id != reader, ~_is_excluded(reader), task)


def is_to_be_told(actor: Actor, reader: Any) -> ColumnElement[bool]:
    """Whether it waits for them: assigned to them, or to be assigned by them."""
    theirs = and_(_is_assigned(reader), ~_is_excluded(reader)) if actor.is_mentor else false()
    to_assign = and_(arranged_by(actor, reader), ~has_mentor())
    return and_(PrivateConsultation.ended_at.is_(None), or_(theirs, to_assign))


def waits_for(actor: Actor, reader: Any) -> ColumnElement[bool]:
    """Whether something is to be done about it by them now: of what `is_to_be_told`, not what a
    mentor has answered."""
    answers = and_(_owes_answer(reader), ~_is_excluded(reader)) if actor.is_mentor else false()
    to_assign = and_(arranged_by(actor, reader), ~has_mentor())
    return and_(PrivateConsultation.ended_at.is_(None), or_(answers, to_assign))


def _owes_answer(reader: Any) -> ColumnElement[bool]:
    """They are assigned, and the last words are neither their own, nor those of another of its
    mentors to what had been asked when they were assigned."""
    later = exists().where(_later.consultation_id == PrivateConsultation.id, _later.id > _last.id)
    answered = exists().where(
        _last.consultation_id == PrivateConsultation.id,
        ~later.correlate_except(_later),
        or_(
            _last.author_id == reader,
            and_(_is_of_mentor(_last.author_id), _last.written_at >= _mine.assigned_at),
        ),
    )
    its = exists().where(
        _mine.consultation_id == PrivateConsultation.id,
        _mine.account_id == reader,
        _mine.left_as == "",
        ~answered.correlate_except(_last),
    )
    return its.correlate_except(_mine)


def may_ask(actor: Actor) -> Ruling:
    return may_write(actor)


def may_add_note(actor: Actor, facts: ConsultationFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if not reads_as(actor, facts):
        return denied(_l("Only those who read it write in it."))
    if facts.is_ended:
        return denied(_l("It has ended. Whoever asked can open it again."))
    return ALLOWED


def written_in_by(actor: Actor, reader: Any) -> ColumnElement[bool]:
    """The same in SQL, of a consultation and of whoever may write at all."""
    return and_(PrivateConsultation.ended_at.is_(None), read_by(actor, reader))


def may_arrange(actor: Actor, facts: ConsultationFacts) -> Ruling:
    """Assign mentors, and take them off."""
    if not (ruling := may_write(actor)):
        return ruling
    if not arranges(actor, facts):
        return denied(_l("Coordinators of mentoring do this."))
    if facts.is_ended:
        return denied(_l("It has ended. Whoever asked can open it again."))
    return ALLOWED


def may_decline(actor: Actor, facts: ConsultationFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if reads_as(actor, facts) != "mentor":
        return denied(_l("Only a mentor who is assigned can leave it."))
    return ALLOWED


def may_end(actor: Actor, facts: ConsultationFacts) -> Ruling:
    """And open it again."""
    if not (ruling := may_write(actor)):
        return ruling
    if reads_as(actor, facts) != "asker":
        return denied(_l("Only whoever asked does this."))
    return ALLOWED


def may_delete(actor: Actor, facts: ConsultationFacts) -> Ruling:
    """At any time, as the asker was told beforehand: also while suspended."""
    is_asker = reads_as(actor, facts) == "asker"
    return ALLOWED if is_asker else denied(_l("Only whoever asked does this."))


def may_propose(actor: Actor, facts: ConsultationFacts) -> Ruling:
    """That others should be able to read it too, without names."""
    if not (ruling := may_write(actor)):
        return ruling
    if reads_as(actor, facts) not in ("mentor", "coordinator"):
        return denied(_l("Only its mentors and the coordinators of mentoring do this."))
    return _not_published(facts)


def may_prepare(actor: Actor, facts: ConsultationFacts) -> Ruling:
    """Say in which words everybody may read it, and that nobody may."""
    if not (ruling := may_end(actor, facts)):
        return ruling
    return _not_published(facts)


def may_publish(
    actor: Actor,
    facts: ConsultationFacts,
    consented: bool,
) -> Ruling:
    if not (ruling := may_propose(actor, facts)):
        return ruling
    if not consented:
        return denied(_l("Whoever asked has not agreed to it."))
    return ALLOWED


def may_take_back(facts: ConsultationFacts) -> Ruling:
    """A mentor their consent to their words: also while suspended, and whoever reads it no more."""
    return _not_published(facts)


def is_left_by(reader: Any, *, is_mentor: bool) -> ColumnElement[bool]:
    """Said of an answer: its mentor does not read the consultation as such any more, so they do not
    meet their words there."""
    stays = exists().where(
        _row.consultation_id == PrivateAnswer.consultation_id,
        _row.account_id == reader,
        _row.left_as == "",
    )
    return ~stays.correlate(PrivateAnswer) if is_mentor else true()


def _not_published(facts: ConsultationFacts) -> Ruling:
    return denied(_l("It is published already.")) if facts.is_published else ALLOWED
