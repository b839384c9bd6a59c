"""What a person can do instead, where a page of the library is closed to them for now."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from exchange.kernel.clock import now
from exchange.kernel.rulings import Ruling, require
from exchange.library import policy, translating, vocabulary
from exchange.library.queries import ExperiencePage
from exchange.people.actor import Actor


def not_open(actor: Actor, page: ExperiencePage) -> ResponseReturnValue | None:
    """Who has the text that the actor may not write in, and what to do about it; None if they may
    write."""
    ruling = policy.may_edit(actor, page.facts)
    if ruling:
        return None
    may_take_back = bool(policy.may_take_back(actor, page.facts))
    return _shown(page, ruling, is_held=True, may_take_back=may_take_back)


def not_translating(actor: Actor, page: ExperiencePage, into: str) -> ResponseReturnValue | None:
    """Where the actor says which languages they read; None if they may translate."""
    ruling = translating.may_translate(actor, page.facts, page.row.lang, into)
    if request.method != "GET":
        require(ruling)  # the page of a refusal shows what was typed
    if ruling:
        return None
    languages = (page.row.lang, into)
    lacks_language = not all(translating.knows(actor, one) for one in languages)
    return _shown(page, ruling, lacks_language=lacks_language)


def _shown(page: ExperiencePage, ruling: Ruling, **offered: bool) -> ResponseReturnValue:
    body = render_template(
        "library/closed.html",
        page=page,
        row=page.row,
        reason=ruling.reason,
        states=vocabulary.STATES,
        now=now(),
        offered=offered,
    )
    return body, 403
