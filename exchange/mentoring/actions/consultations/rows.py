"""Rows to write on, reached through the actor only; strangers find nothing."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, record
from exchange.kernel.rulings import NotFound, Refused
from exchange.mentoring.events.consultations import ConsultationNews, ConsultationWaits
from exchange.mentoring.models import PrivateAnswer, PrivateConsultation, PrivatePublication
from exchange.mentoring.queries.consultations.facts import Around, around
from exchange.mentoring.queries.consultations.page import seen_around
from exchange.mentoring.queries.consultations.people import who_is_in
from exchange.mentoring.working_days import moments_of
from exchange.people.actor import Actor
from exchange.text.markdown import TooMuch, check, render

PATIENCE = 2  # working days until somebody is reminded that it has no mentor


def get_consultation(actor: Actor, consultation_id: int) -> tuple[PrivateConsultation, Around]:
    """It, locked, and the people around it; for whoever reads it or sees that it has a mentor."""
    row = lock_consultation(consultation_id)
    return row, seen_around(actor, consultation_id)


def get_own_answer(actor: Actor, consultation_id: int) -> tuple[PrivateAnswer, Around]:
    """The words of a mentor that may be published, for whose they are, whether they read the rest
    still or not; NotFound for everybody else. Its consultation is locked."""
    lock_consultation(consultation_id)
    answer = db.session.get(PrivateAnswer, (consultation_id, actor.id), populate_existing=True)
    found = around(consultation_id)
    if answer is None or found is None:
        raise NotFound
    return answer, found


def lock_consultation(consultation_id: int) -> PrivateConsultation:
    """One writer at a time; NotFound if it was deleted."""
    found = select(PrivateConsultation).where(PrivateConsultation.id == consultation_id)
    held = found.with_for_update(key_share=True).execution_options(populate_existing=True)
    row = db.session.scalar(held)
    if row is None:
        raise NotFound
    return row


def get_publication(consultation_id: int) -> PrivatePublication | None:
    """What of it may be published; under the lock of its consultation."""
    found = select(PrivatePublication).where(PrivatePublication.consultation_id == consultation_id)
    return db.session.scalar(found.execution_options(populate_existing=True))


def rendered(source: str) -> str:
    """The HTML of what is written in confidence; nobody is told that they are named in it."""
    try:
        check(source)
    except TooMuch as much:
        raise Refused("body", much.reason) from None
    return render(source)


def patience_ends(zone: str, country: str) -> datetime:
    """When somebody who asks now has waited for too long."""
    return moments_of(now(), zone, country, PATIENCE).due_at


def wait_anew(row: PrivateConsultation, why: str) -> None:
    """It has no mentor any more: those who see to that are told."""
    row.remind_at = patience_ends(row.zone, row.country)
    record(ConsultationWaits(row.id, f"{why} {in_milliseconds(now())}"))


def tell_others(actor: Actor, found: Around, what: str) -> None:
    """Those who are in it that there is something new."""
    tell(who_is_in(found) - {actor.id}, found.head.id, what)


def tell(people: Iterable[int], consultation_id: int, what: str) -> None:
    """These people, once; nobody if there are none."""
    told = sorted(set(people))
    if told:
        record(ConsultationNews(consultation_id, told, f"{what} {in_milliseconds(now())}"))
