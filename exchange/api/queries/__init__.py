"""What feeds say: one query a feed, all of it."""

from exchange.api.queries.entries import Entry
from exchange.api.queries.feeds import (
    Feed,
    category_feed,
    experience_feed,
    site_feed,
    tag_feed,
    thread_feed,
    thread_merged_from,
    threads_feed,
)
from exchange.api.queries.places import Place, place_in

__all__ = [
    "Entry",
    "Feed",
    "Place",
    "category_feed",
    "experience_feed",
    "place_in",
    "site_feed",
    "tag_feed",
    "thread_feed",
    "thread_merged_from",
    "threads_feed",
]
