"""What programs are told: one query a feed or an answer, all of it."""

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
from exchange.api.queries.harvesting import (
    Harvested,
    Sets,
    all_sets,
    earliest,
    get_record,
    list_records,
)
from exchange.api.queries.mapping import (
    Mapped,
    mapped_experiences,
    mapped_places,
    mapped_threads,
    parts_of_map,
)
from exchange.api.queries.places import Place, place_in

__all__ = [
    "Entry",
    "Feed",
    "Harvested",
    "Mapped",
    "Place",
    "Sets",
    "all_sets",
    "category_feed",
    "earliest",
    "experience_feed",
    "get_record",
    "list_records",
    "mapped_experiences",
    "mapped_places",
    "mapped_threads",
    "parts_of_map",
    "place_in",
    "site_feed",
    "tag_feed",
    "thread_feed",
    "thread_merged_from",
    "threads_feed",
]
