"""Routes of the library."""

from exchange.library.views.blueprint import library
from exchange.library.views.drafting import edit, from_post, new
from exchange.library.views.judging import read, show_to_read
from exchange.library.views.papers import show_paper, show_papers
from exchange.library.views.reading import show_experience, show_list
from exchange.library.views.translating import (
    review_translation,
    show_translations,
    translate,
)
from exchange.library.views.verbs import put_back, submit, withdraw

__all__ = [
    "edit",
    "from_post",
    "library",
    "new",
    "put_back",
    "read",
    "review_translation",
    "show_experience",
    "show_list",
    "show_paper",
    "show_papers",
    "show_to_read",
    "show_translations",
    "submit",
    "translate",
    "withdraw",
]
