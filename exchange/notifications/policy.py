"""What may be shown and mailed to whom. Pure: no queries, no request."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_

from exchange.forum.models import Post
from exchange.forum.policy import readable_by, visible_to
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.notifications import (
    of_answers,
    of_confidence,
    of_experiences,
    of_questions,
    of_threads,
)
from exchange.notifications.kinds import KINDS
from exchange.notifications.meeting import hours_hold, mentorship_holds
from exchange.notifications.models import Notification
from exchange.notifications.of_clocks import is_due, is_owed
from exchange.people.actor import Actor
from exchange.people.policy import may_see_waiting, waiting_for
from exchange.text.languages import reads_alike
from exchange.text.wording import lazy as _l

OF_MENTORS = ("waiting_for_mentor", "question_handed", "question_ended", "hours_booked")


def may_be_mailed(actor: Actor) -> bool:
    """Nobody gets our mails at an address that may not be theirs, or while suspended."""
    return actor.state in ("waiting", "active")


def offered_kinds(actor: Actor) -> Sequence[str]:
    """The kinds that can concern this person."""
    is_reader = actor.is_mentor or actor.is_editor or actor.is_admin
    concerns = {
        **dict.fromkeys(OF_MENTORS, actor.is_mentor),
        "desk_news": actor.is_mentor or actor.is_mentoring_coordinator,
        "consultation_asked": actor.is_mentor or actor.is_mentoring_coordinator,
        "person_waits": bool(may_see_waiting(actor)),
        **dict.fromkeys(("draft_waits", "drafts_wait", "reading_due"), is_reader),
    }
    return [kind for kind in KINDS if concerns.get(kind, True)]


def reads(languages: Sequence[str], lang: str) -> bool:
    """Whether somebody who reads these languages reads that one."""
    return any(reads_alike(lang, one) for one in languages)


def may_see_deliveries(actor: Actor) -> Ruling:
    return ALLOWED if actor.is_admin else denied(_l("Admins do this."))


def still_holds_for(actor: Actor) -> ColumnElement[bool]:
    """Whether a notification is still true, and its subject to be seen by its receiver.

    A decision is told even if it hid the post, and a move even if it led where they may not read.
    Goes over `Notification` outer joined with the entry of the log, the post, the thread, the
    experience, its reuse and the person that it is about.
    """
    return or_(
        of_threads.is_moved_away(actor),
        of_questions.holds_wherever_it_is(),
        and_(Notification.kind == "decision", Post.id.is_not(None)),
        of_experiences.holds(actor),
        and_(Notification.kind == "person_waits", waiting_for(actor)),
        and_(Notification.kind == "desk_news", is_due(actor)),
        and_(Notification.kind == "mentor_invited", of_answers.is_invited()),
        and_(Notification.kind == "follow_ups_due", of_answers.is_asked(actor)),
        of_confidence.holds(actor),
        hours_hold(),
        mentorship_holds(actor),
        and_(readable_by(actor), visible_to(actor), _holds_in_what_they_read(actor)),
    )


def _holds_in_what_they_read(actor: Actor) -> ColumnElement[bool]:
    """Of a post and a thread that its receiver may read."""
    return or_(
        of_threads.holds(actor),
        of_questions.holds(actor),
        and_(Notification.kind == "more_asked", is_owed()),
        and_(Notification.kind == "outcome_told", of_answers.is_said_still()),
    )
