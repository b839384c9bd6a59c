"""Pieces of pages, remembered by value: `{{ remember(post_card, post, here) }}`.

The key is the macro, the language and every value it is given, so there is nothing to invalidate:
another name, text or vote is another key. A macro sees its arguments only (it is imported without
context), so what it may show is what it was given.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from jinja2.runtime import Macro
from markupsafe import Markup

from exchange.kernel.shelf import Shelf
from exchange.text.wording import current_language
from exchange.web.footnotes import noting, owe

PIECES = 2_000  # a post or a row each, at most some 10 KB with its key
_ROW = re.compile(r'<li id="thread-([0-9]+)">')
LONG, OVERHEAD = 6_000_000, 500  # letters in each process


class _Call:
    """A macro with its arguments: equal when the values are, whichever object carries the macro."""

    __slots__ = ("_key", "macro", "values")

    def __init__(self, macro: Macro, lang: str, values: tuple[Any, ...]) -> None:
        self.macro, self.values = macro, values
        self._key = (macro.name, lang, values)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Call) and self._key == other._key


@lru_cache(maxsize=PIECES)
def _rendered(call: _Call) -> tuple[Markup, bool]:
    return noting(lambda: Markup(call.macro(*call.values)))  # noqa: S704  a macro's own output


_long: Shelf[_Call, tuple[Markup, bool]] = Shelf(LONG, lambda made: len(made[0]) + OVERHEAD)


def remember(macro: Macro, *values: Any) -> Markup:
    """What the macro makes of these values, made once per language."""
    return _owing(*_rendered(_Call(macro, current_language().code, values)))


def remember_long(macro: Macro, *values: Any) -> Markup:
    """The same for what is as long as a page: its room is counted in letters. A value that is kept
    while it is true (exchange.kernel.validity) is told from others by being the same object."""
    call = _Call(macro, current_language().code, values)
    made = _long.get(call)
    if made is None:
        made = noting(lambda: Markup(macro(*values)))  # noqa: S704  a macro's own output
        _long.put(call, made)
    return _owing(*made)


def marked(rows: Markup, macro: Macro, threads: Sequence[Any], lang: str) -> Markup:
    """Rows of threads that are the same for everyone, with what one reader has not read marked:
    at each of these threads stands what the macro makes of it."""
    if not threads:
        return rows
    marks = {str(thread.id): remember(macro, thread, lang) for thread in threads}

    def mark(row: re.Match[str]) -> str:
        piece = marks.get(row[1])
        return row[0] if piece is None else f'{row[0][:-1]} class="unread">{piece}'

    return Markup(_ROW.sub(mark, rows))  # noqa: S704  no word of a person has a quote mark left


def _owing(piece: Markup, names_kosovo: bool) -> Markup:
    if names_kosovo:
        owe()
    return piece
