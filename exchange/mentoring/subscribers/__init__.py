"""What mentoring does when something happens elsewhere, and what the worker does for it."""

from exchange.mentoring.subscribers import (  # noqa: F401  they hear by being imported
    certificates,
    clock,
    consultations,
    following,
    hours,
    mentorships,
    questions,
)
