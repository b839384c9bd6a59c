"""What people do with collections."""

from exchange.collections.actions.booklet import (
    ask_for_booklet,
    clear_booklets,
    keep_booklet,
    note_failed_booklet,
)
from exchange.collections.actions.hide import hide_collection, show_collection
from exchange.collections.actions.items import add_to_collection, move_to, take_out
from exchange.collections.actions.keep import (
    Words,
    begin_collection,
    change_collection,
    remove_collection,
)

__all__ = [
    "Words",
    "add_to_collection",
    "ask_for_booklet",
    "begin_collection",
    "change_collection",
    "clear_booklets",
    "hide_collection",
    "keep_booklet",
    "move_to",
    "note_failed_booklet",
    "remove_collection",
    "show_collection",
    "take_out",
]
