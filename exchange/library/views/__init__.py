"""Routes of the library."""

from exchange.library.views.blueprint import library
from exchange.library.views.drafting import edit, from_post, new
from exchange.library.views.finding import show_list, show_map
from exchange.library.views.judging import read, show_to_read
from exchange.library.views.reading import show_experience
from exchange.library.views.saved import forget, save, show_saved
from exchange.library.views.verbs import put_back, submit, withdraw

__all__ = [
    "edit",
    "forget",
    "from_post",
    "library",
    "new",
    "put_back",
    "read",
    "save",
    "show_experience",
    "show_list",
    "show_map",
    "show_saved",
    "show_to_read",
    "submit",
    "withdraw",
]
