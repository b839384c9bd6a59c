"""Pages of what came of a record elsewhere, and whether it is still true."""

from exchange.library.codes import code_of
from exchange.people.queries import get_actor
from tests.factories import (
    a_confirmed_reuse,
    a_reuse,
    newest_step_of,
    the_experience,
)
from tests.journeys.world import DIFFICULT, LONG_WORD, Pages, World


def of_reuse(world: World) -> Pages:
    """Of a record by the member: one waits, others are confirmed."""
    record = the_experience(world.published(world.submitted(countries=("XK", "LV"))))
    told = {"changed": DIFFICULT, "result": LONG_WORD}
    used = [
        a_confirmed_reuse(world.people.member, record, country=country, **told)
        for country in ("LV", "XK", "AL", "ME", "HR", "TR")
    ]
    waiting = a_reuse(None, record, **told)
    page = f"/reuse/{waiting}"
    mine = f"/reuse/{a_reuse(get_actor(world.people.mentor.id), record, **told)}"
    work = f"/experiences/{code_of(record.number)}"
    yield "reuse.show_reuse", [page, mine, f"/reuse/{used[0]}", f"{work}"]
    yield "reuse.show_matrix", ["/experiences/reuse"]
    yield "reuse.declare", [f"{work}/reuse"]
    yield "reuse.change", [f"{mine}/edit"]
    yield "reuse.take_back", [f"{mine}/take-back"]
    yield "reuse.decline", [f"{page}/steps/{newest_step_of(waiting)}/decline"]
    yield "still_true.answer", [f"{work}/still-true"]
