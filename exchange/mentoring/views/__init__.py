"""Routes of mentoring."""

import exchange.mentoring.views.certificates
import exchange.mentoring.views.figures  # noqa: F401  they add their routes
from exchange.mentoring.views.blueprint import mentoring

__all__ = ["mentoring"]
