"""Private consultations go on without anybody at the page."""

from datetime import timedelta

from exchange.forum.home_untold import tells_no_home
from exchange.kernel.clock import now
from exchange.kernel.outbox import inside
from exchange.kernel.sweeping import hourly
from exchange.mentoring.actions.consultations import (
    end_silent,
    forget_drafts_before,
    remind_of_waiting,
)
from exchange.mentoring.actions.following import mark_from_confidence
from exchange.mentoring.events.consultations import PublishedFromConfidence
from exchange.mentoring.models import PrivateConsultationTag
from exchange.mentoring.policy.questions import is_from_confidence
from exchange.tags.actions import refile
from exchange.tags.events import SubjectsMerged

DRAFTS_LIVE = timedelta(days=365)


@inside(SubjectsMerged)
def refile_consultations(happened: SubjectsMerged) -> None:
    """Under the subject that stays; ended ones too."""
    tags = PrivateConsultationTag
    refile(tags.consultation_id, tags.tag_id, happened.from_id, happened.into_id)


@inside(PublishedFromConfidence)
def mark_what_was_asked_in_confidence(happened: PublishedFromConfidence) -> None:
    """After its question has begun, with the answers that were published along."""
    mark_from_confidence(happened.thread_id)


tells_no_home(is_from_confidence)  # whoever published it may be at home elsewhere than who asked
hourly(remind_of_waiting)
hourly(end_silent)


@hourly
def forget_old_private_drafts() -> None:
    """A text to which nobody has come back for as long as one of the forum is kept."""
    forget_drafts_before(now() - DRAFTS_LIVE)
