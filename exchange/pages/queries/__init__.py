"""What pages of several features show."""

from exchange.pages.queries.front import FrontPage, front_page
from exchange.pages.queries.mentors import (
    MentorPage,
    Wanted,
    mentor_page,
)
from exchange.pages.queries.subjects import SubjectPage, subject_page

__all__ = [
    "FrontPage",
    "MentorPage",
    "SubjectPage",
    "Wanted",
    "front_page",
    "mentor_page",
    "subject_page",
]
