"""Routes of mentoring."""

from exchange.mentoring.views import (  # noqa: F401  they add their routes
    asked_figures,
    away,
    booking,
    certificates,
    consultations,
    desk,
    figure_tables,
    figures,
    following,
    hour_notes,
    inviting,
    mentorship_log,
    mentorships,
    needing_more,
    offering,
    office_hours,
    profile,
    promises,
    questions,
)
from exchange.mentoring.views.blueprint import mentoring, mentoring_files

__all__ = ["mentoring", "mentoring_files"]
