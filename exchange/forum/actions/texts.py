"""Markdown to HTML before the database is asked for its lock: rendering may take a while."""

from typing import NamedTuple

from exchange.forum.queries.mentions import Where, with_people_noted
from exchange.kernel.rulings import Refused
from exchange.text.markdown import TooMuch, check, render


class Text(NamedTuple):
    """A post's words, whoever they mention noted among them, and their HTML."""

    source: str
    html: str


def rendered(body: str, where: Where) -> Text:
    """The text of a post; Refused beside the field `body` if it holds too much of something.
    `where` says who may read it: nobody else is mentioned."""

    try:
        check(body)
        source = with_people_noted(body, where)
        if source != body:
            check(source)
        return Text(source, render(source))
    except TooMuch as much:
        raise Refused("body", much.reason) from None
