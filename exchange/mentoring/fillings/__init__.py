"""What mentoring puts on pages of others."""

from exchange.mentoring.fillings import hours

__all__ = ["hours"]
