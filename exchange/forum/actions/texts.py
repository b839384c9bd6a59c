"""Markdown to HTML before the database is asked for its lock: rendering may take a while."""

from exchange.kernel.rulings import Refused
from exchange.text.markdown import TooMuch, check, render


def rendered(body: str) -> str:
    """The HTML of a post; Refused beside the field `body` if it holds too much of something."""
    try:
        check(body)
        return render(body)
    except TooMuch as much:
        raise Refused("body", much.reason) from None
