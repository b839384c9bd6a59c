"""What is shown of collections."""

from exchange.collections.queries.booklets import (
    BookletRow,
    booklet_to_make,
    booklets_of,
    stamp_of,
)
from exchange.collections.queries.lists import (
    CollectionLine,
    CollectionList,
    collections_of,
    own_collections,
    public_collections,
)
from exchange.collections.queries.page import (
    CollectionPage,
    CollectionRow,
    ItemRow,
    collection_page,
    get_collection,
    page_for_paper,
    shared_collection,
)

__all__ = [
    "BookletRow",
    "CollectionLine",
    "CollectionList",
    "CollectionPage",
    "CollectionRow",
    "ItemRow",
    "booklet_to_make",
    "booklets_of",
    "collection_page",
    "collections_of",
    "get_collection",
    "own_collections",
    "page_for_paper",
    "public_collections",
    "shared_collection",
    "stamp_of",
]
