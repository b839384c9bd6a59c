"""Routes of pages made of several features."""

from exchange.pages.views.about import show_project
from exchange.pages.views.blueprint import pages
from exchange.pages.views.front import front
from exchange.pages.views.mentors import show_mentors
from exchange.pages.views.subjects import show_subjects

__all__ = ["front", "pages", "show_mentors", "show_project", "show_subjects"]
