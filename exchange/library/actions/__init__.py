"""What people do in the library: one verb or two that undo each other a file."""

from exchange.library.actions.draft import Origin, create_draft, save_draft
from exchange.library.actions.from_post import draft_from_post
from exchange.library.actions.read import Marks, ask_for_changes, hand_back, publish, take
from exchange.library.actions.renew import begin_new_version
from exchange.library.actions.saved import (
    forget_search,
    note_fitting,
    save_search,
    tell_of_fitting,
)
from exchange.library.actions.submit import submit, take_back
from exchange.library.actions.texts import render_ahead
from exchange.library.actions.withdraw import put_back, withdraw

__all__ = [
    "Marks",
    "Origin",
    "ask_for_changes",
    "begin_new_version",
    "create_draft",
    "draft_from_post",
    "forget_search",
    "hand_back",
    "note_fitting",
    "publish",
    "put_back",
    "render_ahead",
    "save_draft",
    "save_search",
    "submit",
    "take",
    "take_back",
    "tell_of_fitting",
    "withdraw",
]
