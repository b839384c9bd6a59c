"""What people do in private consultations."""

from exchange.mentoring.actions.consultations.arrange import (
    assign_mentors,
    decline_consultation,
    take_mentor_off,
)
from exchange.mentoring.actions.consultations.ask import (
    add_note,
    ask_in_confidence,
    refuse_what_is_not_offered,
)
from exchange.mentoring.actions.consultations.drafts import (
    discard_draft,
    forget_draft_of,
    forget_drafts_before,
    keep_draft,
)
from exchange.mentoring.actions.consultations.due import end_silent, remind_of_waiting
from exchange.mentoring.actions.consultations.end import (
    delete_consultation,
    end_consultation,
    reopen_consultation,
)
from exchange.mentoring.actions.consultations.publish import publish, render_before
from exchange.mentoring.actions.consultations.words import (
    keep_private,
    keep_words,
    propose_publication,
    rule_on_words,
    take_back_words,
)

__all__ = [
    "add_note",
    "ask_in_confidence",
    "assign_mentors",
    "decline_consultation",
    "delete_consultation",
    "discard_draft",
    "end_consultation",
    "end_silent",
    "forget_draft_of",
    "forget_drafts_before",
    "keep_draft",
    "keep_private",
    "keep_words",
    "propose_publication",
    "publish",
    "refuse_what_is_not_offered",
    "remind_of_waiting",
    "render_before",
    "reopen_consultation",
    "rule_on_words",
    "take_back_words",
    "take_mentor_off",
]
