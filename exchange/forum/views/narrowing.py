"""What an address asks of a list of threads."""

from collections.abc import Sequence

from flask import request

from exchange.forum import queries
from exchange.forum.narrowing import Narrowing
from exchange.kernel.access import SignInNeeded
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.languages import BY_CODE


def narrowing_asked_for(*, is_about: bool) -> Narrowing:
    """What we know of it; the rest is harmless. A list about a subject has its one order: the
    threads of a tag are found by it and sorted, however many they are."""
    given = {name: request.args.get(name, "") for name in Narrowing._fields}
    if given["state"] in queries.OWN and not current_actor().is_signed_in:
        raise SignInNeeded
    homes = queries.homes().rows
    known = {
        "state": queries.STATES,
        "lang": BY_CODE,
        "country": {home.country for home in homes},
        "organisation": {home.code for home in homes},
    }
    asked = {name: given[name] if given[name] in known[name] else "" for name in known}
    narrowing = Narrowing(**asked, order=given["order"]).but()
    return narrowing.but(order="") if is_about and not narrowing.state else narrowing


def is_written_as(asked: Narrowing) -> bool:
    """Whether the address says this and no more, in our way."""
    return request.query_string.decode() == asked.query().removeprefix("?")


def ways_out(
    actor: Actor, asked: Narrowing, *, category: int | None, tag: int | None
) -> Sequence[str]:
    """The filters of a list without threads without which it would show some."""
    return [
        name
        for name in asked.filters
        if queries.thread_list(actor, asked.but(**{name: ""}), category=category, tag=tag).threads
    ]
