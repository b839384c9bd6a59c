from collections.abc import Callable

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import now
from exchange.kernel.rulings import require
from exchange.kernel.submissions import once
from exchange.library import actions, policy, queries, vocabulary
from exchange.library.forms import LEAST_NOTE, VerdictForm
from exchange.library.queries import ExperiencePage
from exchange.library.shown import words
from exchange.library.views.blueprint import (
    experience_address,
    languages_read,
    library,
    number_of,
    work_address,
)
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.addresses import current_code


@library.get("/experiences/to-read")
@open_to(Audience.WRITERS)
def show_to_read() -> ResponseReturnValue:
    """A reader sees which drafts wait, the longest waiting first, and takes one."""
    actor = current_actor()
    return render_template(
        "library/to_read.html",
        rows=queries.waiting_for_readers(actor),
        states=vocabulary.STATES,
        me=actor.id,
        now=now(),
    )


@library.route("/experiences/<code>/read", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def read(code: str) -> ResponseReturnValue:
    """A reader reads a draft as everyone will, then asks for changes or publishes it."""
    actor, form = current_actor(), VerdictForm()
    page = queries.working_copy(actor, number_of(code))
    if request.method == "GET":
        require(policy.may_take(actor, page.facts))
        return _show(actor, page, form)
    publishes = "publish" in request.form
    if not (form.validate() & (not publishes or form.has_marks())):
        require(policy.may_decide(actor, page.facts))
        return _show(actor, page, form), 422
    decide = _publish if publishes else _ask_for_changes
    return _once(actor, form, lambda: decide(actor, page, form))


def _show(actor: Actor, page: ExperiencePage, form: VerdictForm) -> str:
    return render_template(
        "library/read.html",
        page=page,
        row=page.row,
        form=form,
        least=LEAST_NOTE,
        holds=bool(policy.may_decide(actor, page.facts)),
        needs_english=page.needs_english(languages_read(actor)),
        now=now(),
        **words(),
    )


def _once(actor: Actor, form: VerdictForm, act: Callable[[], str]) -> ResponseReturnValue:
    return redirect(once(str(actor.id), form.submission_id.data, act), 303)


def _publish(actor: Actor, page: ExperiencePage, form: VerdictForm) -> str:
    marks = actions.Marks(**form.marks())
    actions.publish(actor, page.row.id, note=form.note.data, lang=form.lang.data, marks=marks)
    flash(_("It is published. Thank you for reading it."))
    return experience_address(page.row.number, page.row.title)


def _ask_for_changes(actor: Actor, page: ExperiencePage, form: VerdictForm) -> str:
    actions.ask_for_changes(actor, page.row.id, note=form.note.data, lang=form.lang.data)
    flash(_("Its authors have your note now."))
    return f"/{current_code()}/experiences/to-read"


@library.post("/experiences/<code>/take")
@open_to(Audience.WRITERS)
def take(code: str) -> ResponseReturnValue:
    actor, number = current_actor(), number_of(code)
    actions.take(actor, queries.working_copy(actor, number).row.id)
    return redirect(work_address(number, "read"), 303)


@library.post("/experiences/<code>/hand-back")
@open_to(Audience.WRITERS)
def hand_back(code: str) -> ResponseReturnValue:
    actor = current_actor()
    actions.hand_back(actor, queries.working_copy(actor, number_of(code)).row.id)
    flash(_("Another reader can take it now."))
    return redirect(f"/{current_code()}/experiences/to-read", 303)
