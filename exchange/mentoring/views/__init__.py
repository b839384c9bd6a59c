"""Routes of mentoring."""

from exchange.mentoring.views import booking, hour_notes, offering, office_hours  # noqa: F401
from exchange.mentoring.views.blueprint import mentoring, mentoring_files

__all__ = ["mentoring", "mentoring_files"]
