"""Slots, the way down: a page names a place, and features above it fill the place.

`@fills("thread.rail", "library/thread_rail.html")` stands over a function that gets the actor and
the ids of everything on the page and answers once, with the data for each id it has something to
show for. Where a page has read more of its things than their ids, the place may give them instead,
and says so where it stands. The template sees `id`, `data` and `actor`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup

PIECES = 4_000  # about 1 KB each
Fill = Callable[[Any, Sequence[Any]], Mapping[int, Any]]


@dataclass(frozen=True, slots=True)
class Filling:
    """What one feature puts into a place."""

    fill: Fill
    template: str
    is_remembered: bool


fillings: dict[str, list[Filling]] = {}


def fills(place: str, template: str, *, remembered: bool = False) -> Callable[[Fill], Fill]:
    """`remembered`: the template shows its id and data and nothing else, the data say in which
    language, and equal data look the same: then each piece is made once, not for every reader."""

    def register(fill: Fill) -> Fill:
        fillings.setdefault(place, []).append(Filling(fill, template, remembered))
        return fill

    return register


class Slot:
    """A place on one page, filled: `slot[post.id]` is what to print there."""

    def __init__(self, pieces: Mapping[int, Markup]) -> None:
        self._pieces = pieces
        self._key = frozenset(pieces.items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Slot) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __getitem__(self, thing: int) -> Markup:
        return self._pieces.get(thing, Markup())


def slot(place: str, actor: Any, things: Sequence[Any]) -> Slot:
    """Ask every feature once what it has for these ids or things, and render it."""
    pieces: dict[int, Markup] = {}
    for filling in fillings.get(place, ()):
        for thing, data in filling.fill(actor, things).items():
            piece = _piece(filling, actor, thing, data)
            pieces[thing] = pieces.get(thing, Markup()) + piece
    return Slot(pieces)


def _piece(filling: Filling, actor: Any, thing: int, data: Any) -> Markup:
    if filling.is_remembered:
        return _remembered(filling.template, thing, data)
    context: dict[str, Any] = {}
    current_app.update_template_context(context)  # the page's language, as any template has it
    return _rendered(filling.template, context | {"id": thing, "data": data, "actor": actor})


@lru_cache(maxsize=PIECES)
def _remembered(template: str, thing: int, data: Any) -> Markup:
    return _rendered(template, {"id": thing, "data": data})


def _rendered(template: str, values: dict[str, Any]) -> Markup:
    made = current_app.jinja_env.get_template(template).render(values)
    return Markup(made)  # noqa: S704  a template's own output
