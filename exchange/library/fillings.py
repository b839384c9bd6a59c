"""What the library puts on the pages below it: links both ways between threads and experiences."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.kernel.slots import fills
from exchange.library import queries
from exchange.library.queries.cards import ExperienceCard, cards_of
from exchange.library.queries.origin import answers_to_turn
from exchange.people.actor import Actor
from exchange.text.cards import Target
from exchange.web.addresses import current_code


class Grown(NamedTuple):
    """What grew out of a thread, for a page in this language."""

    lang: str
    rows: tuple[queries.GrownRow, ...]


class Newest(NamedTuple):
    """The newest experiences, for a page in this language and a reader of these."""

    lang: str
    rows: tuple[queries.ExperienceLine, ...]
    reads: tuple[str, ...]


class MenuLines(NamedTuple):
    """What stands in the own menu."""

    lang: str
    is_reader: bool


@fills("thread.accepted", "library/thread_accepted.html", remembered=True)
def turn_into_experience(actor: Actor, post_ids: Sequence[int]) -> Mapping[int, str]:
    """Under an accepted answer: the address where it becomes a draft."""
    return {
        post_id: f"/{current_code()}/experiences/from-post/{post_id}"
        for post_id in answers_to_turn(actor, post_ids)
    }


@fills("thread.rail", "library/thread_rail.html", remembered=True)
def grown_out_of_thread(_actor: Actor, thread_ids: Sequence[int]) -> Mapping[int, Grown]:
    """Beside a thread: the experiences that grew out of it."""
    lang = current_code()
    return {
        thread_id: Grown(lang, tuple(rows))
        for thread_id, rows in queries.grown_out_of(thread_ids).items()
    }


@fills("front.columns", "library/front_column.html", remembered=True)
def newest(actor: Actor, places: Sequence[int]) -> Mapping[int, Newest]:
    """On the front page: the newest experiences, and the way to all of them."""
    lang = current_code()
    shown = Newest(lang, tuple(queries.newest_experiences(lang)), (lang, *actor.reads))
    return dict.fromkeys(places, shown)


@fills("menu", "library/menu.html", remembered=True)
def own_menu(actor: Actor, ids: Sequence[int]) -> Mapping[int, MenuLines]:
    """In the own menu: what one writes, and for readers what waits. Asks no query."""
    is_reader = actor.is_mentor or actor.is_editor or actor.is_admin
    return dict.fromkeys(ids, MenuLines(current_code(), is_reader))


class Card(NamedTuple):
    """What a link leads to, for a page in this language."""

    lang: str
    zone: str
    card: ExperienceCard


@fills("post.cards", "library/card.html", remembered=True)
def cards(actor: Actor, targets: Sequence[Target]) -> Mapping[int, Card]:
    """Published experiences, by the place of their link on the page."""
    numbers = {n: target.number for n, target in enumerate(targets) if target.kind == "experience"}
    lang = current_code()
    found = cards_of(list(numbers.values()), lang)
    return {
        n: Card(lang, actor.timezone, found[number])
        for n, number in numbers.items()
        if number in found
    }
