"""Routes of private consultations."""

from exchange.mentoring.views.consultations import (  # noqa: F401  they add their routes
    arranging,
    asking,
    drafts,
    ending,
    publishing,
    reading,
)
