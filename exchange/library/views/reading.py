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
from exchange.library.told_record import Asked, record_told_to
from exchange.library.views.blueprint import experience_address, languages_read, library
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
        record = record_told_to(actor, _asked(actor, number, version))
    except NotFound:
        return _gone(number, version)
    row = record.source.row
    if name != name_of(number, row.title):
        return redirect(experience_address(number, row.title, version), 301)
    if row.origin_thread_id is not None:
        not_kept()  # it shows the title of a thread, which changes without telling the library
    own = {"record": record, "address": _canonical(record.source), "here": request.path}
    return render_template("library/experience.html", **own, **_beside(actor, record.source))


def _asked(actor: Actor, number: int, version: int | None) -> Asked:
    """In the language that its reader asks for, or else is served best by."""
    asked = request.args.get("in")
    if asked is not None and asked not in BY_CODE:
        not_kept()  # anybody can invent such addresses
    return Asked(
        number=number,
        version=version,
        reads=tuple(dict.fromkeys(languages_read(actor))),
        lang=asked if asked in BY_CODE else None,
        base_url=current_app.extensions["settings"].base_url,
    )


def _beside(actor: Actor, page: ExperiencePage) -> dict[str, object]:
    """What others say of it to this reader, and what its reader may do."""
    row = page.row
    return {
        "may": _rulings(actor, page),
        "may_translate": actor.may_write and row.state != "withdrawn",
        "renewing": PlainForm(formdata=None) if policy.may_renew(actor, page.facts) else None,
        "now": end_of_today(),
        "on_top": slot("experience.top", actor, [page])[row.id],
        "more": slot("experience.more", actor, [page])[row.id],
        "in_rail": slot("experience.rail", actor, [page])[row.id],
        "remarks": queries.comments_of(page),
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
