"""What is told of office hours and mentorships: whether it holds, in which words, and of whom."""

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, or_, select

from exchange.mentoring.models import Mentorship, OfficeSlot
from exchange.mentoring.policy.hours import is_near
from exchange.mentoring.policy.mentorships import seen_by, waits_for
from exchange.notifications.kinds import SENTENCES
from exchange.notifications.models import Notification
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation
from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

MEETING = ("office_slot", "mentorship")  # the kinds of subjects
# By the kind, and by how the key of the event begins; anything else is said as its kind is.
_WORDS: dict[tuple[str, str], Lazy] = {
    ("hours_booked", "cancelled"): _l("Somebody cancelled office hours with you"),
    ("hours_booked", "tomorrow"): _l("You have office hours within a day"),
    ("hours_booked", "asked"): _l("Somebody asks whether a note may become a thread"),
    ("hours_booked", "agreed"): _l("Both of you agree that a note becomes a thread"),
    ("hours_changed", "withdrawn"): _l("Office hours that you booked are withdrawn"),
    ("hours_changed", "tomorrow"): _l("You have office hours within a day"),
    ("hours_changed", "asked"): _l("Your mentor asks whether a note may become a thread"),
    ("hours_changed", "agreed"): _l("Both of you agree that a note becomes a thread"),
    ("mentorship_news", "proposed"): _l("A mentorship waits for your answer"),
    ("mentorship_news", "accepted"): _l("A mentorship begins: both sides have accepted it"),
    ("mentorship_news", "declined"): _l("A mentorship does not come about"),
    ("mentorship_news", "met"): _l("A meeting of a mentorship is written down"),
    ("mentorship_news", "noted"): _l("New note in a mentorship"),
    ("mentorship_news", "soon"): _l("A mentorship is planned to end within two weeks"),
    ("mentorship_news", "ended"): _l("A mentorship has ended: please say how it was"),
}


def meeting_words(kind: str, event_key: str) -> Lazy:
    """What has happened, in a sentence."""
    return _WORDS.get((kind, event_key.partition(" ")[0])) or SENTENCES[kind]


def hours_hold() -> ColumnElement[bool]:
    """Its mentor, and who has it booked; whoever has cancelled is told nothing more. That it is
    within a day, only while it is."""
    me = Notification.account_id
    key = Notification.event_key
    stands = and_(OfficeSlot.withdrawn_at.is_(None), or_(~key.like("tomorrow %"), is_near()))
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


def mentorship_holds(actor: Actor) -> ColumnElement[bool]:
    """Its mentor, who edits for its organisation by now, and coordinators; what waits for an
    answer only until their side has given it, and what ends soon only until it has ended."""
    me, key = Notification.account_id, Notification.event_key
    open_yet = and_(
        or_(~key.like("proposed %"), waits_for(actor, me)),
        or_(~key.like("soon %"), Mentorship.ended_at.is_(None)),
    )
    its_own = Mentorship.id == Notification.subject_id
    return and_(
        Notification.kind == "mentorship_news",
        exists().where(its_own, seen_by(actor, me), open_yet),
    )


def whom_they_meet() -> ScalarSelect[str]:
    """The other one of the two; nobody, where they have cancelled: somebody else may have booked
    it since."""
    me = Notification.account_id
    other = case((OfficeSlot.mentor_id == me, OfficeSlot.member_id), else_=OfficeSlot.mentor_id)
    found = (
        select(Account.name)
        .join(OfficeSlot, Account.id == other)
        .where(OfficeSlot.id == Notification.subject_id)
        .where(Notification.subject_kind == "office_slot")
        .where(~Notification.event_key.like("cancelled %"))
    )
    return found.correlate(Notification).scalar_subquery()


def whose_mentorship() -> ScalarSelect[str]:
    """The organisation's name."""
    found = (
        select(Organisation.name)
        .join(Mentorship, Mentorship.organisation_id == Organisation.id)
        .where(Mentorship.id == Notification.subject_id)
        .where(Notification.subject_kind == "mentorship")
    )
    return found.correlate(Notification).scalar_subquery()
