"""Markdown to HTML before the database is asked for its lock: rendering may take a while."""

from collections.abc import Collection
from typing import NamedTuple

from exchange.forum.queries.mentions import Where, people_meant
from exchange.kernel.rulings import Refused
from exchange.text.markdown import TooMuch, check, render
from exchange.text.mentions import People, with_ids


class Text(NamedTuple):
    """A post's words, whoever they mention noted among them, and their HTML."""

    source: str
    html: str


def rendered(body: str, where: Where) -> Text:
    """The text of a post; Refused beside the field `body` if it holds too much of something.
    `where` says who may read it: nobody else is mentioned."""

    def look_up(names: Collection[str], ids: Collection[int]) -> People:
        return people_meant(names, ids, where)

    try:
        check(body)
        source = with_ids(body, look_up)
        if source != body:
            check(source)
        return Text(source, render(source))
    except TooMuch as much:
        raise Refused("body", much.reason) from None
