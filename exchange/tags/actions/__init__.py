"""What is done to the vocabulary; a moderator does it with an entry in their log."""

from exchange.tags.actions.expertise import set_expertise
from exchange.tags.actions.keep import change_subject, make_subject
from exchange.tags.actions.merge import merge_subjects, refile
from exchange.tags.actions.rows import ids_now, ids_of

__all__ = [
    "change_subject",
    "ids_now",
    "ids_of",
    "make_subject",
    "merge_subjects",
    "refile",
    "set_expertise",
]
