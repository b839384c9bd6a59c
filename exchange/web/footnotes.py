"""What a page owes its reader because of a name that it prints."""

from collections.abc import Callable

from flask import g
from markupsafe import Markup

from exchange.text import countries
from exchange.text.wording import current_language


def country(code: str) -> str:
    """A country's or territory's name; notes that the page owes its reader Kosovo's footnote."""
    if code == "XK":
        g.kosovo_footnote = True
    return countries.country_name(code, current_language().code)


def kosovo_footnote() -> object:
    """The footnote, once, if this page names Kosovo*; else nothing."""
    return countries.KOSOVO_FOOTNOTE if g.get("kosovo_footnote") else ""


def noting(make: Callable[[], Markup]) -> tuple[Markup, bool]:
    """A piece of a page, and whether it names Kosovo*: whoever keeps the piece keeps that too."""
    before = g.pop("kosovo_footnote", False)
    piece = make()
    owes = bool(g.pop("kosovo_footnote", False))
    g.kosovo_footnote = before
    return piece, owes


def owe() -> None:
    g.kosovo_footnote = True
