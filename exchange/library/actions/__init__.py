"""What people do in the library: one verb or two that undo each other a file."""

from exchange.library.actions.asking import answer_for_words, leave_words_out
from exchange.library.actions.blocks import (
    add_block,
    move_block,
    new_block_key,
    remove_block,
    save_block,
)
from exchange.library.actions.days import look_after_drafts
from exchange.library.actions.draft import Origin, create_draft, save_draft
from exchange.library.actions.from_post import draft_from_post
from exchange.library.actions.paper import (
    ask_for_paper,
    clear_papers,
    keep_paper,
    note_failure,
)
from exchange.library.actions.read import Marks, accept, ask_for_changes, hand_back, take
from exchange.library.actions.remarks import reopen_remark, settle_remark
from exchange.library.actions.renew import begin_new_version
from exchange.library.actions.saved import (
    forget_search,
    note_fitting,
    save_search,
    tell_of_fitting,
)
from exchange.library.actions.sections import save_section
from exchange.library.actions.submit import submit, take_back
from exchange.library.actions.texts import render_ahead
from exchange.library.actions.translate import (
    Note,
    give_translation_back,
    review_translation,
    save_translation,
    stamp_of,
    take_translations_out,
)
from exchange.library.actions.withdraw import put_back, withdraw

__all__ = [
    "Marks",
    "Note",
    "Origin",
    "accept",
    "add_block",
    "answer_for_words",
    "ask_for_changes",
    "ask_for_paper",
    "begin_new_version",
    "clear_papers",
    "create_draft",
    "draft_from_post",
    "forget_search",
    "give_translation_back",
    "hand_back",
    "keep_paper",
    "leave_words_out",
    "look_after_drafts",
    "move_block",
    "new_block_key",
    "note_failure",
    "note_fitting",
    "put_back",
    "remove_block",
    "render_ahead",
    "reopen_remark",
    "review_translation",
    "save_block",
    "save_draft",
    "save_search",
    "save_section",
    "save_translation",
    "settle_remark",
    "stamp_of",
    "submit",
    "take",
    "take_back",
    "take_translations_out",
    "tell_of_fitting",
    "withdraw",
]
