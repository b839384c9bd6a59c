"""Routes of mentoring."""

import exchange.mentoring.views.needing_more
import exchange.mentoring.views.promises
from exchange.mentoring.views.blueprint import mentoring

__all__ = ["mentoring"]
