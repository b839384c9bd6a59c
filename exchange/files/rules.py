"""What features above say of the files that they use; asked anew at each fetch and each sweep.

`@who_may_read("post")` stands over a function that says of one file whether this actor may read it
there: None where it stands nowhere of that kind. `uses_files` takes a condition that is true of
the files that something of the feature holds. What is held `in_confidence` is kept in no browser,
and cannot be held by anything else at once: any one rule that says yes opens a file.
"""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import ColumnElement

from exchange.people.actor import Actor

Rule = Callable[[Actor, int], bool | None]
R = TypeVar("R", bound=Rule)

readers: dict[str, Rule] = {}
users: dict[str, Callable[[], ColumnElement[bool]]] = {}
confided: set[str] = set()  # kinds


def who_may_read(kind: str, *, often: bool = False) -> Callable[[R], R]:
    """Register who may read a file that stands under a thing of this kind. Where files stand
    `often` is asked first, whatever was imported before."""

    def register(rule: R) -> R:
        others = {name: one for name, one in readers.items() if name != kind}
        readers.clear()
        readers.update({kind: rule, **others} if often else {**others, kind: rule})
        return rule

    return register


def uses_files(
    kind: str, *, in_confidence: bool = False
) -> Callable[[Callable[[], ColumnElement[bool]]], Callable[[], ColumnElement[bool]]]:
    """Register the condition by which a file is held: it stands in a select of File."""

    def register(condition: Callable[[], ColumnElement[bool]]) -> Callable[[], ColumnElement[bool]]:
        users[kind] = condition
        if in_confidence:
            confided.add(kind)
        return condition

    return register
