"""What mentoring does when something happens elsewhere, and what the worker does for it."""

from exchange.mentoring.subscribers import hours, mentorships

__all__ = ["hours", "mentorships"]
