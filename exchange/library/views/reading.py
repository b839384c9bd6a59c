from flask import current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import end_of_today
from exchange.kernel.rulings import NotFound
from exchange.kernel.slots import slot
from exchange.library import policy, queries
from exchange.library.codes import name_of, number_in
from exchange.library.forms import PlainForm
from exchange.library.queries import ExperiencePage
from exchange.library.queries.given import Given, given_to
from exchange.library.shown import words
from exchange.library.telling import told
from exchange.library.views.blueprint import experience_address, languages_read, library
from exchange.library.views.citing import citation_in_page, json_ld
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.languages import BY_CODE
from exchange.web.guest_pages import kept_for_guests, not_kept


@library.get("/experiences/<name>")
@open_to(Audience.EVERYONE)
@kept_for_guests("experiences", "in")
def show_experience(name: str) -> ResponseReturnValue:
    """Whoever could use it learns what was done, where and by whom, and what to expect."""
    return _show(name, None)


@library.get("/experiences/<name>/v<int:version>")
@open_to(Audience.EVERYONE)
def show_version(name: str, version: int) -> ResponseReturnValue:
    """Whoever cited a version finds it as it was."""
    return _show(name, version)


def _show(name: str, version: int | None) -> ResponseReturnValue:
    actor = current_actor()
    if (number := number_in(name)) is None:
        raise NotFound
    try:
        page = queries.experience_page(actor, number, version)
    except NotFound:
        return _gone(number, version)
    if name != name_of(number, page.row.title):
        return redirect(experience_address(number, page.row.title, version), 301)
    if page.row.origin_thread_id is not None:
        not_kept()  # it shows the title of a thread, which changes without telling the library
    parts = _told(actor, page) | _beside(actor, page) | words()
    return render_template("library/experience.html", may=_rulings(actor, page), **parts)


def _told(actor: Actor, page: ExperiencePage) -> dict[str, object]:
    """What the record says, in the language of its reader, and how it is cited."""
    shown, given = _told_to(actor, page)
    cited, reads = citation_in_page(page), languages_read(actor)
    return {
        "page": shown,
        "row": shown.row,
        "given": given,
        "reads": reads,
        "needs_english": given.is_original and page.needs_english(reads),
        "cited": cited,
        "described": json_ld(cited) if cited else "",
        "address": _canonical(page),
        "here": request.path,
    }


def _beside(actor: Actor, page: ExperiencePage) -> dict[str, object]:
    """What stands around it, of the library and of others, and what its reader may do."""
    row = page.row
    return {
        "related": queries.related(row.id),
        "spot": queries.spot_of(row.id),
        "may_translate": actor.may_write and row.state != "withdrawn",
        "renewing": PlainForm(formdata=None) if policy.may_renew(actor, page.facts) else None,
        "now": end_of_today(),
        "on_top": slot("experience.top", actor, [page])[row.id],
        "more": slot("experience.more", actor, [page])[row.id],
        "in_rail": slot("experience.rail", actor, [page])[row.id],
        "remarks": queries.comments_of(page),
        "named": queries.related_named(page),
        "answer_days": _answer_days(),
    }


def _canonical(page: ExperiencePage) -> str:
    """The one address under which this is found: that of the record, for the valid version."""
    row = page.row
    version = None if row.state == "published" else row.version
    return experience_address(row.number, row.title, version)


def _gone(number: int, version: int | None) -> ResponseReturnValue:
    """Whoever cited what was withdrawn learns that it was, and when; nothing of what it said."""
    row = queries.withdrawn_version(number, version)
    return render_template("library/gone.html", row=row), 410


def _answer_days() -> int | None:
    """Within how many days readers answer, where the operator has promised it."""
    operator = current_app.extensions["settings"].operator
    return operator.answer_days if operator else None


def _told_to(actor: Actor, page: ExperiencePage) -> tuple[ExperiencePage, Given]:
    """The record in the language that its reader asks for, or else is served best by."""
    asked = request.args.get("in")
    if asked is not None and asked not in BY_CODE:
        not_kept()  # anybody can invent such addresses
    given = given_to(page, languages_read(actor), asked if asked in BY_CODE else None)
    return told(page, given), given


def _rulings(actor: Actor, page: ExperiencePage) -> dict[str, bool]:
    """The verbs that the page offers."""
    rules = {
        "edit": policy.may_edit,
        "submit": policy.may_submit,
        "take_back": policy.may_take_back,
        "read": policy.may_take,
        "renew": policy.may_renew,
        "withdraw": policy.may_withdraw,
        "put_back": policy.may_put_back,
        "answer_for_words": policy.may_answer_for_words,
    }
    return {verb: bool(rule(actor, page.facts)) for verb, rule in rules.items()}
