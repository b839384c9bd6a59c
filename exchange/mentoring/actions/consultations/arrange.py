from collections.abc import Collection

from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, Refused, require
from exchange.mentoring.actions.consultations.rows import get_consultation, tell, wait_anew
from exchange.mentoring.events.consultations import ConsultationAssigned
from exchange.mentoring.models import PrivateConsultation, PrivateConsultationMentor
from exchange.mentoring.policy.consultations import (
    MOST_MENTORS,
    may_arrange,
    may_decline,
    reads_as,
)
from exchange.mentoring.queries.consultations.facts import Around
from exchange.mentoring.queries.consultations.people import candidates
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def assign_mentors(actor: Actor, consultation_id: int, mentors: Collection[int]) -> None:
    """Ask these mentors to answer it; from now on they read it."""
    with transaction(actor) as actor:
        row, found = get_consultation(actor, consultation_id)
        require(may_arrange(actor, found.facts))
        wanted = set(mentors) - {one.id for one in found.assigned}
        _refuse_some(actor, found, wanted)
        for one in sorted(wanted):
            _assign(actor, consultation_id, one)
        if wanted:
            row.remind_at = None
            at = in_milliseconds(now())
            record(ConsultationAssigned(row.id, sorted(wanted), at))
            tell([found.head.asker_id], row.id, "assigned")


def _refuse_some(actor: Actor, found: Around, wanted: Collection[int]) -> None:
    """Whoever does not fit, and whoever would only let themselves in."""
    if not {one.id for one in candidates(actor, found)}.issuperset(wanted):
        raise Refused("mentors", _l("Please choose from the list only."))
    if actor.id in wanted and not reads_as(actor, found.facts):
        raise Refused("mentors", _l("You do not read it, so you cannot assign yourself."))
    if len(found.assigned) + len(wanted) > MOST_MENTORS:
        raise Refused("mentors", _l("At most five mentors, please."))


def _assign(actor: Actor, consultation_id: int, mentor_id: int) -> None:
    row = db.session.get(PrivateConsultationMentor, (consultation_id, mentor_id))
    if row is None:
        row = PrivateConsultationMentor(consultation_id=consultation_id, account_id=mentor_id)
        db.session.add(row)
    row.by_id, row.assigned_at, row.left_as = actor.id, now(), ""


def take_mentor_off(actor: Actor, consultation_id: int, mentor_id: int) -> None:
    """From now on this mentor does not read it any more; twice is once."""
    with transaction(actor) as actor:
        row, found = get_consultation(actor, consultation_id)
        require(may_arrange(actor, found.facts))
        if mentor_id not in {one.id for one in found.mentors}:
            raise NotFound
        if mentor_id in found.facts.mentors:
            _leave(row, found, mentor_id, "taken_off")


def decline_consultation(actor: Actor, consultation_id: int) -> bool:
    """A mentor who was assigned cannot help, or would rather not; they do not read it any
    more. Gives whether another is looked for."""
    with transaction(actor) as actor:
        row, found = get_consultation(actor, consultation_id)
        require(may_decline(actor, found.facts))
        return _leave(row, found, actor.id, "declined")


def _leave(row: PrivateConsultation, found: Around, mentor_id: int, how: str) -> bool:
    """Gives whether it waits for a mentor from now on."""
    its = db.session.get_one(PrivateConsultationMentor, (row.id, mentor_id))
    its.left_as = how
    others = [one for one in found.assigned if one.id != mentor_id]
    is_left_alone = not others and row.ended_at is None
    if is_left_alone:
        wait_anew(row, "left")
    tell([found.head.asker_id], row.id, "left")
    return is_left_alone
