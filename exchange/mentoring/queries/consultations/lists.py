"""The consultations of one reader; and those that admins see to, without reading them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, ScalarSelect, bindparam, func, select

from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound
from exchange.mentoring.models import PrivateConsultation
from exchange.mentoring.policy.consultations import arranged_by, has_mentor, read_by, waits_for
from exchange.mentoring.policy.who import is_coordinator_itself
from exchange.mentoring.queries.consultations.own_words import OwnWords, words_left_behind
from exchange.people.actor import Actor
from exchange.people.models import Account

PAGE_SIZE = 30
MOST_UNREAD = 100  # shown of those that wait for a mentor, the oldest first


class ConsultationRow(NamedTuple):
    """One line of the list."""

    id: int
    asker_id: int
    asker: str
    title: str
    lang: str
    is_sample: bool
    last_note_at: datetime
    ended_at: datetime | None
    has_mentor: bool
    waits: bool  # for the reader


class WaitingRow(NamedTuple):
    """One that waits for a mentor, as whoever does not read it sees it."""

    id: int
    lang: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class ConsultationList:
    """All that mentoring/consultations.html shows."""

    rows: Sequence[ConsultationRow]
    pages: Pages
    waiting: Sequence[WaitingRow]
    own_words: Sequence[OwnWords]


class _Count(NamedTuple):
    all: int


class _Readings(NamedTuple):
    """The statements for one set of roles; who asks is bound at each run."""

    page: Reading[ConsultationRow]
    total: Reading[_Count]
    waiting: Reading[WaitingRow]


@built_once
def _readings_for(nobody: Actor) -> _Readings:
    me: BindParameter[int] = bindparam("me")
    mine = read_by(nobody, me)
    rows = (
        select(
            PrivateConsultation.id,
            PrivateConsultation.asker_id,
            Account.name.label("asker"),
            PrivateConsultation.title,
            PrivateConsultation.lang,
            Account.is_sample,
            PrivateConsultation.last_note_at,
            PrivateConsultation.ended_at,
            has_mentor().label("has_mentor"),
            waits_for(nobody, me).label("waits"),
        )
        .join(Account, Account.id == PrivateConsultation.asker_id)
        .where(mine)
        .order_by(
            PrivateConsultation.ended_at.is_not(None),
            PrivateConsultation.last_note_at.desc(),
            PrivateConsultation.id.desc(),
        )
    )
    waiting = (
        select(PrivateConsultation.id, PrivateConsultation.lang, PrivateConsultation.asked_at)
        .where(arranged_by(nobody, me), ~mine, ~has_mentor())
        .where(PrivateConsultation.ended_at.is_(None))
        .order_by(PrivateConsultation.asked_at, PrivateConsultation.id)
        .limit(MOST_UNREAD)
    )
    return _Readings(
        page=Reading(ConsultationRow, rows.limit(PAGE_SIZE).offset(bindparam("skip"))),
        total=Reading(_Count, select(func.count().label("all")).where(mine)),
        waiting=Reading(WaitingRow, waiting),
    )


def consultation_list(actor: Actor, number: int) -> ConsultationList:
    """Open ones first, then by the newest note; NotFound past the last page."""
    readings = _readings_for(Actor(roles=actor.roles))
    counted = readings.total.first(me=actor.id)
    pages = Pages(number, PAGE_SIZE, counted.all if counted else 0)
    if number > pages.last:
        raise NotFound
    # whoever holds the role reads them all: only other admins see some that they do not read
    sees_more = actor.is_admin and not is_coordinator_itself(actor)
    return ConsultationList(
        rows=readings.page.all(me=actor.id, skip=pages.offset),
        pages=pages,
        waiting=readings.waiting.all(me=actor.id) if sees_more else (),
        own_words=words_left_behind(actor) if number == 1 else (),
    )


def how_many_wait(nobody: Actor) -> ScalarSelect[int]:
    """How many of them wait for `:me`, who has these roles; for statements of others."""
    which = waits_for(nobody, bindparam("me"))
    return select(func.count()).select_from(PrivateConsultation).where(which).scalar_subquery()
