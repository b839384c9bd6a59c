"""What the clock says to whoever asks."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.forum.queries import CategoryRow, ThreadHead
from exchange.kernel.slots import fills
from exchange.mentoring.queries.desk_news import Owed, owed_in
from exchange.mentoring.queries.promises import promise_list, promises
from exchange.mentoring.queries.usual import usual_days
from exchange.people.actor import Actor
from exchange.text.languages import BY_CODE
from exchange.web.addresses import current_code


class ToSay(NamedTuple):
    """What is owed in one thread, on a page in this language."""

    lang: str
    html_lang: str
    opening_id: int
    owed: Owed


class Soon(NamedTuple):
    """One category: the promise there, else what is usual."""

    category: CategoryRow
    promised: int | None
    usual: int | None


@fills("thread.top", "mentoring/owed.html", remembered=True)
def what_is_owed(actor: Actor, threads: Sequence[ThreadHead]) -> Mapping[int, ToSay]:
    """Above the own question, while its mentor waits for more. Nobody else is asked for it."""
    found: dict[int, ToSay] = {}
    for thread in threads:
        is_own = actor.is_signed_in and thread.is_question and thread.author_id == actor.id
        if is_own and thread.opening_id and (owed := owed_in(thread.id)):
            said_in = BY_CODE[owed.lang].html
            found[thread.id] = ToSay(current_code(), said_in, thread.opening_id, owed)
    return found


class SoonThere(NamedTuple):
    """In one category, on a page in this language: the promise, else what is usual."""

    lang: str
    promised: int | None
    usual: int | None


@fills("category.top", "mentoring/soon_there.html", remembered=True)
def how_soon_there(actor: Actor, categories: Sequence[int]) -> Mapping[int, SoonThere]:
    """Above the threads of a category, for everybody who may enter it; kept with the list."""
    soon = {one: _soon_there(one) for one in categories}
    return {one: there for one, there in soon.items() if there.promised or there.usual}


def _soon_there(category_id: int) -> SoonThere:
    promised = promises().get(category_id)
    if promised:
        return SoonThere(current_code(), promised.days, None)
    return SoonThere(current_code(), None, usual_days(category_id))


@fills("ask.rail", "mentoring/soon.html")
def how_soon(actor: Actor, places: Sequence[int]) -> Mapping[int, Sequence[Soon]]:
    """Beside the form for a question."""
    soon = [
        Soon(row.category, row.days, row.figures.usual_days)
        for row in promise_list(actor)
        if row.days or row.figures.usual_days
    ]
    return dict.fromkeys(places, soon) if soon else {}
