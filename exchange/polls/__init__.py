"""Polls: a question under a thread that people answer with one choice or several."""
