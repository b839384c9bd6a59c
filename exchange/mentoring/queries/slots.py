"""A time to talk, with the names that go with it."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from exchange.kernel.clock import now
from exchange.mentoring.models import OfficeSlot
from exchange.mentoring.policy.hours import SlotFacts
from exchange.people.models import Account, Organisation
from exchange.text.dates import clock

MOST = 300  # times of one list
its_mentor, _member = aliased(Account), aliased(Account)
IS_KEPT = and_(
    its_mentor.is_mentor.is_(True),
    its_mentor.confirmed_at.is_not(None),
    its_mentor.admitted_at.is_not(None),
    its_mentor.suspended_at.is_(None),
)


class SlotRow(NamedTuple):
    """A time to talk, with the names that go with it."""

    id: int
    mentor_id: int
    mentor: str
    mentor_is_sample: bool
    organisation: str | None
    starts_at: datetime
    minutes: int
    place: str
    purpose: str
    lang: str
    languages: list[str]
    member_id: int | None
    member: str | None
    about: str
    about_lang: str
    withdrawn_at: datetime | None
    why: str
    reason: str
    reason_lang: str
    edit_version: int
    is_kept: bool

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    def hours_in(self, zone: str) -> str:
        """From when to when, by the clock where its reader is: "10:00–10:20"."""
        return f"{clock(self.starts_at, zone)}–{clock(self.ends_at, zone)}"

    def day_in(self, zone: str) -> date:
        """On which it stands where its reader is."""
        return self.starts_at.astimezone(ZoneInfo(zone)).date()


def slot_rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            OfficeSlot.id,
            OfficeSlot.mentor_id,
            its_mentor.name.label("mentor"),
            its_mentor.is_sample.label("mentor_is_sample"),
            Organisation.name.label("organisation"),
            OfficeSlot.starts_at,
            OfficeSlot.minutes,
            OfficeSlot.place,
            OfficeSlot.purpose,
            OfficeSlot.lang,
            OfficeSlot.languages,
            OfficeSlot.member_id,
            _member.name.label("member"),
            OfficeSlot.about,
            OfficeSlot.about_lang,
            OfficeSlot.withdrawn_at,
            OfficeSlot.why,
            OfficeSlot.reason,
            OfficeSlot.reason_lang,
            OfficeSlot.edit_version,
            IS_KEPT.label("is_kept"),
        )
        .join(its_mentor, its_mentor.id == OfficeSlot.mentor_id)
        .outerjoin(Organisation, Organisation.id == its_mentor.organisation_id)
        .outerjoin(_member, _member.id == OfficeSlot.member_id)
        .order_by(OfficeSlot.starts_at, OfficeSlot.id)
    )


def facts_of(row: SlotRow) -> SlotFacts:
    """What the rules ask of it."""
    return SlotFacts(
        mentor_id=row.mentor_id,
        member_id=row.member_id,
        is_withdrawn=row.withdrawn_at is not None,
        has_begun=row.starts_at <= now(),
        is_kept=row.is_kept,
    )
