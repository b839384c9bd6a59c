"""Experiences that come in from a table: first looked through, then made into drafts, or undone."""
