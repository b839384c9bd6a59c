"""What people do in the library: one verb or two that undo each other a file."""

from exchange.library.actions.draft import Origin, create_draft, save_draft
from exchange.library.actions.from_post import draft_from_post
from exchange.library.actions.paper import (
    ask_for_paper,
    clear_papers,
    keep_paper,
    note_failure,
)
from exchange.library.actions.read import Marks, ask_for_changes, hand_back, publish, take
from exchange.library.actions.renew import begin_new_version
from exchange.library.actions.submit import submit, take_back
from exchange.library.actions.texts import render_ahead
from exchange.library.actions.translate import (
    Note,
    give_translation_back,
    review_translation,
    save_translation,
    stamp_of,
)
from exchange.library.actions.withdraw import put_back, withdraw

__all__ = [
    "Marks",
    "Note",
    "Origin",
    "ask_for_changes",
    "ask_for_paper",
    "begin_new_version",
    "clear_papers",
    "create_draft",
    "draft_from_post",
    "give_translation_back",
    "hand_back",
    "keep_paper",
    "note_failure",
    "publish",
    "put_back",
    "render_ahead",
    "review_translation",
    "save_draft",
    "save_translation",
    "stamp_of",
    "submit",
    "take",
    "take_back",
    "withdraw",
]
