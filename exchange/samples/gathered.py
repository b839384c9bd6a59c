"""Sample collections, in the order that the file collections.toml gives."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from exchange.collections import actions
from exchange.collections.models import Collection
from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor
from exchange.samples.files import read


def load_collections(
    people: Mapping[str, Actor], numbers: Mapping[str, int], moment: datetime
) -> None:
    """For everybody, with a note on each record."""
    for given in read("collections")["collections"]:
        owner, at = people[given["by"]], moment - timedelta(days=given["days_ago"], hours=5)
        words = actions.Words(given["title"], given["description"], given["lang"], "public")
        with transaction(None):
            collection_id = actions.begin_collection(owner, words)
            for item in given["items"]:
                actions.add_to_collection(
                    owner, collection_id, numbers[item["key"]], note=item["note"]
                )
            row = db.session.get_one(Collection, collection_id)
            row.begun_at = row.edited_at = at
