"""A mentorship is proposed, accepted by both sides, changed, and ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, Refused, Stale, require
from exchange.mentoring.actions.slots import is_kept_by
from exchange.mentoring.events.mentorships import MentorshipNews
from exchange.mentoring.models import Mentorship, MentorshipEvaluation
from exchange.mentoring.pairing import NOBODY_EDITS
from exchange.mentoring.policy.mentorships import (
    MentorshipFacts,
    has_accepted,
    may_accept,
    may_change,
    may_decline,
    may_end,
    may_propose,
    may_view,
)
from exchange.mentoring.queries.pair_choices import editors_of
from exchange.people.actor import Actor
from exchange.people.models import Account, Membership, Organisation
from exchange.people.queries import get_actor
from exchange.text.wording import lazy as _l

_CHOOSE = _l("Please choose one of the list.")


@dataclass(frozen=True, slots=True)
class Planned:
    """What a mentorship is for, and how long: aims are words and state."""

    why: str
    aims: Sequence[tuple[str, str]]
    lang: str
    starts_on: date
    ends_on: date


def propose_mentorship(actor: Actor, organisation_id: int, mentor_id: int, planned: Planned) -> int:
    """Whoever proposes it for their own side has accepted it; gives its id."""
    with transaction(actor) as actor:
        require(may_propose(actor, organisation_id))
        _refuse_who_cannot(organisation_id, mentor_id)
        row = Mentorship(
            organisation_id=organisation_id, mentor_id=mentor_id, proposed_by_id=actor.id
        )
        _take(row, planned)
        _accept(actor, row)
        db.session.add(row)
        db.session.flush()
        tell_people(actor, row, "proposed")
        return row.id


def _refuse_who_cannot(organisation_id: int, mentor_id: int) -> None:
    """Two who propose the same at once do so one after the other."""
    home = select(Organisation.id).where(Organisation.id == organisation_id)
    if db.session.scalar(home.with_for_update()) is None:
        raise Refused("organisation", _CHOOSE)
    if not editors_of(organisation_id):
        raise Refused("organisation", NOBODY_EDITS)
    mentor = db.session.get(Account, mentor_id)
    if mentor is None or not is_kept_by(mentor):
        raise Refused("mentor", _CHOOSE)
    both = Membership.account_id == mentor_id, Membership.organisation_id == organisation_id
    if db.session.scalar(select(Membership.id).where(*both)) is not None:
        raise Refused("mentor", _l("Nobody is a mentor of their own organisation."))
    same = Mentorship.organisation_id == organisation_id, Mentorship.mentor_id == mentor_id
    goes_on = select(Mentorship.id).where(*same, Mentorship.ended_at.is_(None))
    if db.session.scalar(goes_on) is not None:
        raise Refused("mentor", _l("These two have a mentorship already, or are asked for one."))


def _take(row: Mentorship, planned: Planned) -> None:
    if planned.ends_on != row.ends_on:
        row.reminded_at = None
    row.why, row.lang = planned.why, planned.lang
    row.aims = [list(aim) for aim in planned.aims]
    row.starts_on, row.ends_on = planned.starts_on, planned.ends_on


def _accept(actor: Actor, row: Mentorship) -> None:
    """For the side for which this person stands."""
    if actor.id == row.mentor_id:
        row.mentor_accepted_at = now()
    elif row.organisation_id in actor.edits:
        row.organisation_accepted_at, row.accepted_by_id = now(), actor.id


def get_mentorship(actor: Actor, mentorship_id: int) -> tuple[Mentorship, MentorshipFacts]:
    """It, locked, and what the rules ask of it; strangers find nothing."""
    found = select(Mentorship).where(Mentorship.id == mentorship_id).with_for_update()
    row = db.session.scalar(found)
    if row is None:
        raise NotFound
    said = select(MentorshipEvaluation.side).where(MentorshipEvaluation.mentorship_id == row.id)
    facts = MentorshipFacts(
        organisation_id=row.organisation_id,
        mentor_id=row.mentor_id,
        proposed_by_id=row.proposed_by_id,
        mentor_accepted=row.mentor_accepted_at is not None,
        organisation_accepted=row.organisation_accepted_at is not None,
        has_ended=row.ended_at is not None,
        was_declined=row.ending == "declined",
        is_kept=_is_kept(row.mentor_id),
        evaluated=frozenset(db.session.scalars(said)),
    )
    if not may_view(actor, facts):
        raise NotFound
    return row, facts


def _is_kept(mentor_id: int | None) -> bool:
    mentor = db.session.get(Account, mentor_id) if mentor_id is not None else None
    return mentor is not None and is_kept_by(mentor)


def tell_people(
    actor: Actor | None, row: Mentorship, what: str, also: Iterable[int | None] = ()
) -> None:
    """Both sides, but whoever did it."""
    people = {row.mentor_id, *editors_of(row.organisation_id), *also}
    told = [one for one in people if one is not None and (actor is None or one != actor.id)]
    if told:
        count = row.edit_version if what == "proposed" else in_milliseconds(now())
        record(MentorshipNews(row.id, sorted(told), what, count))


def tell_editor(account_id: int) -> None:
    """Of what waits for the answer of an organisation, whoever can give one now; once, however
    often their roles change, and not who heard when it was proposed."""
    with transaction(None):
        homes = get_actor(account_id).edits
        waits = Mentorship.organisation_accepted_at.is_(None) & Mentorship.ended_at.is_(None)
        found = select(Mentorship).where(Mentorship.organisation_id.in_(homes), waits)
        for row in db.session.scalars(found.order_by(Mentorship.id)):
            record(MentorshipNews(row.id, [account_id], "proposed", row.edit_version))


def accept_mentorship(actor: Actor, mentorship_id: int, *, version: int) -> None:
    """For one's own side: the aims as they were read. Once both have, it runs. The first of two
    who accept it at once changes nothing that the second has read."""
    with transaction(actor) as actor:
        row, facts = get_mentorship(actor, mentorship_id)
        if has_accepted(actor, facts) and not facts.has_ended:
            return  # twice is once
        require(may_accept(actor, facts))
        if row.edit_version != version:
            raise Stale
        _accept(actor, row)
        if row.mentor_accepted_at and row.organisation_accepted_at:
            row.edit_version = version + 1
            tell_people(actor, row, "accepted", [row.proposed_by_id])


def decline_mentorship(actor: Actor, mentorship_id: int, *, reason: str, lang: str) -> None:
    """It does not come about; also for whoever proposed it by mistake."""
    with transaction(actor) as actor:
        row, facts = get_mentorship(actor, mentorship_id)
        require(may_decline(actor, facts))
        _end(actor, row, "declined", reason, lang)
        tell_people(actor, row, "declined", [row.proposed_by_id])


def _end(actor: Actor, row: Mentorship, ending: str, reason: str, lang: str) -> None:
    row.ended_at, row.ending, row.ended_by_id = now(), ending, actor.id
    row.end_reason, row.end_lang = reason, lang
    row.edit_version += 1


def change_mentorship(actor: Actor, mentorship_id: int, *, version: int, planned: Planned) -> None:
    """Aims and days; the others are told. While it is only proposed they accept it anew."""
    with transaction(actor) as actor:
        row, facts = get_mentorship(actor, mentorship_id)
        require(may_change(actor, facts))
        if row.edit_version != version:
            raise Stale
        _take(row, planned)
        row.edit_version = version + 1
        if not facts.runs:
            row.mentor_accepted_at = row.organisation_accepted_at = row.accepted_by_id = None
            _accept(actor, row)
        tell_people(actor, row, "changed" if facts.runs else "proposed")


def end_mentorship(
    actor: Actor, mentorship_id: int, *, version: int, ending: str, reason: str, lang: str
) -> None:
    """Reached, or earlier than planned for a reason; both sides are asked how it was."""
    with transaction(actor) as actor:
        row, facts = get_mentorship(actor, mentorship_id)
        if row.edit_version != version:
            raise Stale
        require(may_end(actor, facts))
        if ending == "early" and not reason:
            raise Refused("reason", _l("Please say why it ends early."))
        _end(actor, row, ending, reason, lang)
        tell_people(actor, row, "ended")
