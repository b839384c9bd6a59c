"""Rows to write on, reached through the actor only; strangers find nothing."""

from sqlalchemy import func, select, update

from exchange.kernel.db import db
from exchange.kernel.rulings import NotFound
from exchange.library.models import Experience, ExperienceNumber
from exchange.people.actor import Actor
from exchange.reuse.models import Reuse, ReuseStep
from exchange.reuse.policy import ReuseFacts, may_view
from exchange.reuse.queries.records import Record, get_record


def lock_record(number: int) -> Record:
    """A published record; whoever writes about its reuse does so one after the other."""
    found = select(ExperienceNumber.id).where(ExperienceNumber.id == number)
    db.session.execute(found.with_for_update(key_share=True))
    return get_record(number)


def get_reuse(actor: Actor, reuse_id: int) -> tuple[Reuse, Record, ReuseFacts]:
    """It, its record, which is locked, and what the rules ask."""
    number = db.session.scalar(select(Reuse.number).where(Reuse.id == reuse_id))
    if number is None:
        raise NotFound
    record = lock_record(number)
    reuse = db.session.scalar(select(Reuse).where(Reuse.id == reuse_id))
    if reuse is None:  # taken back meanwhile
        raise NotFound
    facts = ReuseFacts(
        organisation_id=reuse.organisation_id,
        by_id=reuse.by_id,
        waits=reuse.waits,
        is_confirmed=bool(reuse.confirmed_state),
        authors=record.authors,
    )
    if not may_view(actor, facts):
        raise NotFound
    return reuse, record, facts


def newest_step(reuse_id: int) -> ReuseStep:
    """What was declared last."""
    found = select(ReuseStep).where(ReuseStep.reuse_id == reuse_id)
    return db.session.scalars(found.order_by(ReuseStep.id.desc()).limit(1)).one()


def count_again(number: int) -> None:
    """The one place that writes how often a record is used: declared and confirmed."""
    held = select(ExperienceNumber.id).where(ExperienceNumber.id == number)
    db.session.scalar(held.with_for_update())  # before its versions, as who publishes one does
    confirmed = select(func.count()).where(Reuse.number == number, Reuse.confirmed_state != "")
    counted = update(Experience).where(Experience.number == number)
    db.session.execute(
        counted.values(reuse_count=confirmed.scalar_subquery()),
        execution_options={"synchronize_session": False},
    )
