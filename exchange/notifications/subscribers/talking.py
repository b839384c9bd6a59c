"""Office hours, mentorships and private consultations, told to those who are in them."""

from collections.abc import Iterable

from exchange.mentoring.events.consultations import (
    ConsultationAssigned,
    ConsultationNews,
    ConsultationWaits,
)
from exchange.mentoring.events.hours import HoursNews
from exchange.mentoring.events.mentorships import MentorshipNews
from exchange.mentoring.queries.consultations.people import who_arranges
from exchange.notifications import actions
from exchange.notifications.subscribers.named import after


@after(HoursNews)
def tell_of_hours(happened: HoursNews) -> None:
    """One of the two of a talk, each time that something happens to it."""
    kind = "hours_booked" if happened.is_to_mentor else "hours_changed"
    subject, key = ("office_slot", happened.slot_id), f"{happened.what} {happened.count}"
    actions.notify([happened.to_id], kind, subject, key)


@after(MentorshipNews)
def tell_of_mentorship(happened: MentorshipNews) -> None:
    """Both sides, each time; not whoever did it."""
    subject, key = ("mentorship", happened.mentorship_id), f"{happened.what} {happened.count}"
    actions.notify(happened.people, "mentorship_news", subject, key)


@after(ConsultationWaits)
def tell_who_assigns(happened: ConsultationWaits) -> None:
    """Those who see that it has a mentor."""
    told = who_arranges(happened.consultation_id)
    _tell_in_confidence("consultation_asked", told, happened.consultation_id, happened.key)


@after(ConsultationAssigned)
def tell_assigned_mentors(happened: ConsultationAssigned) -> None:
    """Each time that they are assigned."""
    key = f"assigned {happened.at}"
    told, subject = happened.mentors, happened.consultation_id
    _tell_in_confidence("consultation_asked", told, subject, key)


@after(ConsultationNews)
def tell_of_news_in_confidence(happened: ConsultationNews) -> None:
    """Those for whom it is news; not what it is."""
    told, subject = happened.people, happened.consultation_id
    _tell_in_confidence("consultation_reply", told, subject, happened.key)


def _tell_in_confidence(kind: str, people: Iterable[int], subject: int, key: str) -> None:
    actions.notify(people, kind, ("private_consultation", subject), key)
