"""What mentoring puts on pages of others."""

from exchange.mentoring.fillings import clock, questions

__all__ = ["clock", "questions"]
