"""What people do with collections."""

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
    "begin_collection",
    "change_collection",
    "hide_collection",
    "move_to",
    "remove_collection",
    "show_collection",
    "take_out",
]
