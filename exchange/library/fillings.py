"""What the library puts on the pages below it: links both ways between threads and experiences."""

from collections.abc import Mapping, Sequence

from exchange.kernel.slots import fills
from exchange.library import queries
from exchange.library.codes import path_of
from exchange.library.queries.origin import answers_to_turn
from exchange.people.actor import Actor
from exchange.web.addresses import current_code

Links = Sequence[tuple[str, str, str, bool]]  # address, title, language, whether it is a sample


@fills("thread.accepted", "library/thread_accepted.html", remembered=True)
def turn_into_experience(actor: Actor, post_ids: Sequence[int]) -> Mapping[int, str]:
    """Under an accepted answer: the address where it becomes a draft."""
    return {
        post_id: f"/{current_code()}/experiences/from-post/{post_id}"
        for post_id in answers_to_turn(actor, post_ids)
    }


@fills("thread.rail", "library/thread_rail.html")
def grown_out_of_thread(_actor: Actor, thread_ids: Sequence[int]) -> Mapping[int, Links]:
    """Beside a thread: the experiences that grew out of it."""
    return {
        thread_id: [
            (
                f"/{current_code()}{path_of(row.number, row.title)}",
                row.title,
                row.lang,
                row.is_sample,
            )
            for row in rows
        ]
        for thread_id, rows in queries.grown_out_of(thread_ids).items()
    }


@fills("front.columns", "library/front_column.html")
def newest(actor: Actor, places: Sequence[int]) -> Mapping[int, Mapping[str, object]]:
    """On the front page: the newest experiences, and the way to all of them."""
    shown = {
        "rows": queries.newest_experiences(),
        "lang": current_code(),
        "reads": (current_code(), *actor.reads),
    }
    return {one: shown for one in places}


@fills("menu", "library/menu.html")
def own_menu(actor: Actor, ids: Sequence[int]) -> Mapping[int, Mapping[str, object]]:
    """In the own menu: what one writes, and for readers what waits. Asks no query."""
    is_reader = actor.is_mentor or actor.is_editor or actor.is_admin
    return {one: {"lang": current_code(), "is_reader": is_reader} for one in ids}
