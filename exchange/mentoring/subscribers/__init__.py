"""What mentoring does when something happens elsewhere, and what the worker does for it."""

from exchange.mentoring.subscribers import clock, questions

__all__ = ["clock", "questions"]
