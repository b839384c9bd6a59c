"""What mentoring puts on pages of others."""

from exchange.mentoring.fillings import questions

__all__ = ["questions"]
