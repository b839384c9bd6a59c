"""What is told of office hours: whether it still holds, in which words, and of whom."""

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, or_, select

from exchange.mentoring.models import OfficeSlot
from exchange.notifications.kinds import SENTENCES
from exchange.notifications.models import Notification
from exchange.people.models import Account
from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

MEETING = {"office_slot": "/office-hours"}  # where its pages stand
# By the kind, and by how the key of the event begins; anything else is said as its kind is.
_WORDS: dict[tuple[str, str], Lazy] = {
    ("hours_booked", "cancelled"): _l("Somebody cancelled office hours with you"),
    ("hours_booked", "tomorrow"): _l("You have office hours within a day"),
    ("hours_booked", "asked"): _l("Somebody asks whether a note of yours may become a thread"),
    ("hours_booked", "agreed"): _l("Both of you agree that a note becomes a thread"),
    ("hours_changed", "withdrawn"): _l("Office hours that you booked are withdrawn"),
    ("hours_changed", "tomorrow"): _l("You have office hours within a day"),
    ("hours_changed", "asked"): _l("Your mentor asks whether a note may become a thread"),
    ("hours_changed", "agreed"): _l("Both of you agree that a note becomes a thread"),
}


def meeting_words(kind: str, event_key: str) -> Lazy:
    """What has happened, in a sentence."""
    return _WORDS.get((kind, event_key.partition(" ")[0])) or SENTENCES[kind]


def hours_hold() -> ColumnElement[bool]:
    """Its mentor, and who has it booked; whoever has cancelled is told nothing more."""
    me = Notification.account_id
    key, stands = Notification.event_key, OfficeSlot.withdrawn_at.is_(None)
    booked = and_(OfficeSlot.member_id.is_not(None), stands)
    for_mentor = and_(
        Notification.kind == "hours_booked",
        OfficeSlot.mentor_id == me,
        or_(booked, key.like("cancelled %")),
    )
    for_member = and_(
        Notification.kind == "hours_changed",
        OfficeSlot.member_id == me,
        or_(stands, key.like("withdrawn %")),
    )
    its_slot = OfficeSlot.id == Notification.subject_id
    is_one = Notification.subject_kind == "office_slot"
    return and_(is_one, exists().where(its_slot, or_(for_mentor, for_member)))


def whom_they_meet() -> ScalarSelect[str]:
    """The other one of the two; nobody, where they have cancelled."""
    me = Notification.account_id
    other = case((OfficeSlot.mentor_id == me, OfficeSlot.member_id), else_=OfficeSlot.mentor_id)
    found = (
        select(Account.name)
        .join(OfficeSlot, Account.id == other)
        .where(OfficeSlot.id == Notification.subject_id)
        .where(Notification.subject_kind == "office_slot")
    )
    return found.correlate(Notification).scalar_subquery()
