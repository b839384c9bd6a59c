"""Who may propose, see, change and end a mentorship. Pure: no queries, no request."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_, true

from exchange.forum.policy import may_write
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.mentoring.models import Mentorship
from exchange.mentoring.policy.who import is_coordinator_itself
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l

_NOT_YET = _l("Both sides have to accept it first.")
_OVER = _l("This mentorship has ended.")


@dataclass(frozen=True, slots=True)
class MentorshipFacts:
    """What the rules ask of a mentorship."""

    organisation_id: int
    mentor_id: int | None
    proposed_by_id: int | None
    mentor_accepted: bool
    organisation_accepted: bool
    has_ended: bool
    was_declined: bool
    is_kept: bool  # its mentor is still one, and active
    evaluated: frozenset[str] = frozenset()  # by which sides

    @property
    def runs(self) -> bool:
        return self.mentor_accepted and self.organisation_accepted and not self.has_ended


def side_of(actor: Actor, facts: MentorshipFacts) -> str:
    """For which side this person stands; "" for none."""
    if not actor.is_signed_in:
        return ""
    if actor.id == facts.mentor_id:
        return "mentor"
    return "organisation" if facts.organisation_id in actor.edits else ""


def may_view(actor: Actor, facts: MentorshipFacts) -> bool:
    """Its mentor, who edits for the organisation, and who coordinates mentoring: its pages name
    these to those who write there, and no admin."""
    return bool(side_of(actor, facts)) or is_coordinator_itself(actor)


def seen_by(actor: Actor, me: Any) -> ColumnElement[bool]:
    """The same, said in SQL; `me` is the actor's id, or where it stands."""
    if is_coordinator_itself(actor):
        return true()
    edited = Mentorship.organisation_id.in_(sorted(actor.edits))
    return or_(Mentorship.mentor_id == me, edited)


def sees_who_is_missing(actor: Actor, facts: MentorshipFacts) -> bool:
    """That a side has nobody: who can see to it, and the mentor, where that is not themselves."""
    is_waiting = facts.is_kept and side_of(actor, facts) == "mentor"
    return is_waiting or is_coordinator_itself(actor)


def may_propose(actor: Actor, organisation_id: int | None = None) -> Ruling:
    """For any organisation, or for the own one; without an id: for some."""
    if not (ruling := may_write(actor)):
        return ruling
    own = organisation_id in actor.edits if organisation_id else actor.is_editor
    if own or is_coordinator_itself(actor):
        return ALLOWED
    return denied(
        _l("Coordinators of mentoring, and who edits for an organisation, propose mentorships.")
    )


def has_accepted(actor: Actor, facts: MentorshipFacts) -> bool:
    """The side for which this person stands."""
    done = {"mentor": facts.mentor_accepted, "organisation": facts.organisation_accepted}
    return done.get(side_of(actor, facts), False)


def waits_for(actor: Actor, me: Any) -> ColumnElement[bool]:
    """The opposite, said in SQL, of what nobody has ended; for whoever stands for no side, always.
    `me` as in `seen_by`."""
    edited = Mentorship.organisation_id.in_(sorted(actor.edits))
    accepted_at = case(
        (Mentorship.mentor_id == me, Mentorship.mentor_accepted_at),
        (edited, Mentorship.organisation_accepted_at),
    )
    return and_(Mentorship.ended_at.is_(None), accepted_at.is_(None))


def may_accept(actor: Actor, facts: MentorshipFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if facts.has_ended:
        return denied(_OVER)
    if not side_of(actor, facts):
        return denied(_l("Its mentor and who edits for the organisation accept it."))
    if not facts.is_kept:
        return denied(_l("This person is no mentor at present."))
    done = has_accepted(actor, facts)
    return denied(_l("Your side has accepted it already.")) if done else ALLOWED


def may_decline(actor: Actor, facts: MentorshipFacts) -> Ruling:
    """Either side, and whoever may propose: while it has not begun."""
    if not (ruling := may_write(actor)):
        return ruling
    if facts.has_ended or facts.runs:
        return denied(_l("It has begun: end it instead.") if facts.runs else _OVER)
    return ALLOWED


def may_change(actor: Actor, facts: MentorshipFacts) -> Ruling:
    """Aims and days."""
    if not (ruling := may_write(actor)):
        return ruling
    return denied(_OVER) if facts.has_ended else ALLOWED


def may_end(actor: Actor, facts: MentorshipFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if facts.has_ended:
        return denied(_OVER)
    return ALLOWED if facts.runs else denied(_NOT_YET)


def may_log(actor: Actor, facts: MentorshipFacts) -> Ruling:
    """Write down a meeting, or a note: either side, once it has begun; afterwards too, for what is
    written down late."""
    if not (ruling := may_write(actor)):
        return ruling
    if not side_of(actor, facts):
        return denied(_l("Its mentor and who edits for the organisation write here."))
    both = facts.mentor_accepted and facts.organisation_accepted
    return ALLOWED if both and not facts.was_declined else denied(_NOT_YET)


def may_change_note(actor: Actor, facts: MentorshipFacts, by_id: int | None) -> Ruling:
    """Nobody changes what another person wrote."""
    if actor.id != by_id:
        return denied(_l("Whoever wrote it changes it."))
    return may_log(actor, facts)


def may_evaluate(actor: Actor, facts: MentorshipFacts) -> Ruling:
    """Each side once, when it has ended."""
    if not (ruling := may_write(actor)):
        return ruling
    side = side_of(actor, facts)
    if not side:
        return denied(_l("The two sides say how it was."))
    if not facts.has_ended or facts.was_declined:
        return denied(_l("How it was can be said once it has ended."))
    return denied(_l("Your side has said how it was.")) if side in facts.evaluated else ALLOWED


def may_read_evaluation(actor: Actor, facts: MentorshipFacts, side: str) -> bool:
    """A side its own; the other's only when both have said theirs, whatever else its people are.
    Coordinators of mentoring who stand for no side read both."""
    mine = side_of(actor, facts)
    if not mine:
        return is_coordinator_itself(actor)
    return side == mine or len(facts.evaluated) > 1
