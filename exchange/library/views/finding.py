from functools import cache

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.kernel.slots import slot
from exchange.library import policy, queries
from exchange.library.mapping import FRAMES
from exchange.library.narrowing import FACETS, Narrowed
from exchange.library.views.blueprint import languages_read, library
from exchange.library.views.choices import choice, choices, in_order, in_words, is_known
from exchange.library.words import MOST_CHARACTERS
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.tags.queries import slugs_now
from exchange.text.clean import Unfit, tidy_line
from exchange.text.countries import all_countries
from exchange.web.addresses import current_code
from exchange.web.guest_pages import kept_for_guests, not_kept

FILES = (("CSV", "/experiences.csv"), ("JSON", "/experiences.json"))
MOST_KEPT = 2  # choices of a guest's list that is kept: of more there are too many lists


@library.get("/experiences")
@open_to(Audience.EVERYONE)
@kept_for_guests("experiences", *Narrowed._fields)
def show_list() -> ResponseReturnValue:
    """Whoever has a problem finds who solved one like it, and leaves with that record."""
    narrowed, start = narrowing_asked_for(), start_asked_for()
    if asked_for() != (query := narrowed.query(**{"from": start})):
        return redirect(request.path + query, 301)
    if narrowed.q or start or len(narrowed.chosen()) > MOST_KEPT:
        not_kept()
    page = queries.experience_list(narrowed, start or None, current_code())
    return render_template(
        "library/list.html",
        page=page,
        files=[(name, path + narrowed.query()) for name, path in FILES],
        **_of_reader(current_actor(), page),
        **shown_of(narrowed),
    )


def _of_reader(actor: Actor, page: queries.ExperienceList) -> dict[str, object]:
    """What the list asks of whoever looks at it, and what others say of its rows."""
    marks = slot("experience.marks", actor, page.rows)
    return {
        "marks": tuple(marks[row.id] for row in page.rows),
        "in_rail": slot("library.rail", actor, (0,))[0],
        "may_draft": policy.may_draft(actor),
        "reads": languages_read(actor),
        "is_signed_in": actor.is_signed_in,
    }


@library.get("/experiences/map")
@open_to(Audience.EVERYONE)
@kept_for_guests("experiences", *Narrowed._fields)
def show_map() -> ResponseReturnValue:
    """Whoever thinks in places sees where something was done, near to them or like it."""
    narrowed = narrowing_asked_for().but(order="")
    if asked_for() != (query := narrowed.query()):
        return redirect(request.path + query, 301)
    if narrowed.q or len(narrowed.chosen()) > MOST_KEPT:
        not_kept()
    page = queries.map_page(narrowed)
    return render_template(
        "library/map.html",
        page=page,
        in_order=in_order,
        frames=FRAMES,
        **shown_of(narrowed),
    )


def shown_of(narrowed: Narrowed) -> dict[str, object]:
    """What a page says of its choices, and how it puts them into words."""
    return {
        "narrowed": narrowed,
        "base": request.path,
        "choice": choice,
        "choices": choices,
        "in_words": in_words,
    }


def asked_for() -> str:
    """The query of this address, as it was sent."""
    sent = request.query_string.decode("ascii", "replace")
    return f"?{sent}" if sent else ""


def narrowing_asked_for() -> Narrowed:
    """What we know of it; the rest is left out."""
    given = {name: request.args.get(name, "") for name in Narrowed._fields}
    if given["theme"] and given["theme"] not in queries.subjects_by_slug():
        given["theme"] = slugs_now([given["theme"]])[0]  # of the one that it was merged into
    known = {name: given[name] if _fits(name, given[name]) else "" for name in FACETS}
    return Narrowed(q=_words(given["q"]), **known).but(order=given["order"])


def _fits(facet: str, value: str) -> bool:
    if facet == "country":
        return value in _codes()
    return bool(value) and is_known(facet, value)


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code, _name in all_countries("en"))


def _words(typed: str) -> str:
    try:
        return tidy_line(typed)[:MOST_CHARACTERS].strip()
    except Unfit:
        return ""


def start_asked_for() -> str:
    """Where the page begins, if it is said as we say it."""
    start = request.args.get("from", "")
    figures = start.replace("-", "")
    return start if figures.isascii() and figures.isdecimal() else ""
