"""Tables of mentoring."""

from exchange.mentoring.models.certificates import Certificate
from exchange.mentoring.models.consultations import (
    PrivateAnswer,
    PrivateConsultation,
    PrivateConsultationMentor,
    PrivateConsultationTag,
    PrivateDraft,
    PrivateDraftFile,
    PrivateExclusion,
    PrivateNote,
    PrivateNoteFile,
    PrivatePublication,
)
from exchange.mentoring.models.following import FollowUp
from exchange.mentoring.models.hours import OfficeNote, OfficeSlot
from exchange.mentoring.models.mentorships import (
    Mentorship,
    MentorshipEvaluation,
    MentorshipMeeting,
    MentorshipNote,
)
from exchange.mentoring.models.promises import CategoryPromise
from exchange.mentoring.models.questions import Proposal, Question, QuestionStep
from exchange.mentoring.models.who import DaysAway, MentorInvitation, MentorProfile

__all__ = [
    "CategoryPromise",
    "Certificate",
    "DaysAway",
    "FollowUp",
    "MentorInvitation",
    "MentorProfile",
    "Mentorship",
    "MentorshipEvaluation",
    "MentorshipMeeting",
    "MentorshipNote",
    "OfficeNote",
    "OfficeSlot",
    "PrivateAnswer",
    "PrivateConsultation",
    "PrivateConsultationMentor",
    "PrivateConsultationTag",
    "PrivateDraft",
    "PrivateDraftFile",
    "PrivateExclusion",
    "PrivateNote",
    "PrivateNoteFile",
    "PrivatePublication",
    "Proposal",
    "Question",
    "QuestionStep",
]
