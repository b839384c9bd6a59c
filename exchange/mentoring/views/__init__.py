"""Routes of mentoring."""

from exchange.mentoring.views.blueprint import mentoring

__all__ = ["mentoring"]
