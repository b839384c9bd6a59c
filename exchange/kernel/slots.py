"""Slots, the way down: a page names a place, and features above it fill the place.

`@fills("post.actions", "moderation/post_actions.html")` stands over a function that gets the actor
and the ids of everything on the page and answers once, with the data for each id it has something
to show for. The template sees `id`, `data` and `actor`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from markupsafe import Markup

Fill = Callable[[Any, Sequence[int]], Mapping[int, Any]]


@dataclass(frozen=True, slots=True)
class Filling:
    """What one feature puts into a place."""

    fill: Fill
    template: str


fillings: dict[str, list[Filling]] = {}


def fills(place: str, template: str) -> Callable[[Fill], Fill]:
    def register(fill: Fill) -> Fill:
        fillings.setdefault(place, []).append(Filling(fill, template))
        return fill

    return register


class Slot:
    """A place on one page, filled: `slot[post.id]` is what to print there."""

    def __init__(self, pieces: Mapping[int, Markup]) -> None:
        self._pieces = pieces

    def __getitem__(self, thing: int) -> Markup:
        return self._pieces.get(thing, Markup())


def slot(place: str, actor: Any, ids: Sequence[int]) -> Slot:
    """Ask every feature once what it has for these ids, and render it."""
    pieces: dict[int, Markup] = {}
    context: dict[str, Any] = {}
    current_app.update_template_context(context)  # the page's language, as any template has it
    for filling in fillings.get(place, ()):
        template = current_app.jinja_env.get_template(filling.template)
        for thing, data in filling.fill(actor, ids).items():
            html = Markup(template.render(context | {"id": thing, "data": data, "actor": actor}))  # noqa: S704  ours
            pieces[thing] = pieces.get(thing, Markup()) + html
    return Slot(pieces)
