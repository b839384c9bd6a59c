"""Routes of mentoring."""

from exchange.mentoring.views import (  # noqa: F401  they add their routes
    booking,
    hour_notes,
    mentorship_log,
    mentorships,
    offering,
    office_hours,
)
from exchange.mentoring.views.blueprint import mentoring, mentoring_files

__all__ = ["mentoring", "mentoring_files"]
