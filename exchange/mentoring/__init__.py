"""Mentoring: the right person for a question, a promise with a clock, and what came of it."""
