"""What is shown of collections."""

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
    shared_collection,
)

__all__ = [
    "CollectionLine",
    "CollectionList",
    "CollectionPage",
    "CollectionRow",
    "ItemRow",
    "collection_page",
    "collections_of",
    "get_collection",
    "own_collections",
    "public_collections",
    "shared_collection",
]
