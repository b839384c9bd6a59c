"""Reuse of experiences: declared by an organisation, counted once an author confirms it."""
