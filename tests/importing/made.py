"""Imports in every state."""

from collections.abc import Sequence

from exchange.importing import actions, refusals
from exchange.importing.problems import Problem
from exchange.library.content import Content
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l

FAULTS = (
    Problem(3, "level", "planet", _l("Please choose one of the list.")),
    Problem(7, "start", "2017-13", refusals.MONTH),
    Problem(7, "women", "550", _l("Between 0 and %(most)s, please.", most="100")),
)
WARNINGS = (
    Problem(0, "", "", refusals.assumed("Windows-1250"), is_warning=True),
    Problem(2, "title", "Five seats, one bus", refusals.SAME_THERE, is_warning=True),
    Problem(4, "latitude", "24.11, 56.95", refusals.FAR_OFF, is_warning=True),
)


def an_import(
    who: Actor,
    *contents: Content,
    name: str = "villages.csv",
    problems: Sequence[Problem] = (),
) -> int:
    """A table that was looked through; with faults among its problems it may not go in."""
    faulty = len({one.row for one in problems if not one.is_warning})
    given = contents or (Content(title="Five seats, one bus"), Content(title="A common purse"))
    rows = [] if faulty else list(enumerate(given, 2))
    counts = (len(given) + faulty, faulty, 1)
    return actions.keep_import(who, name, rows, problems, counts)


def a_used_import(who: Actor, *contents: Content) -> int:
    import_id = an_import(who, *contents)
    actions.use_import(who, import_id, actions.made_ready(who, import_id))
    return import_id
