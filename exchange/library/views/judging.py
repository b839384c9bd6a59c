from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import now
from exchange.kernel.rulings import Stale, require
from exchange.kernel.submissions import once
from exchange.library import actions, policy, queries, vocabulary
from exchange.library.comparing import compare
from exchange.library.forms import LEAST_NOTE
from exchange.library.judging.forms import ReadingForm
from exchange.library.policy import Facts
from exchange.library.queries import ExperiencePage
from exchange.library.queries.translations import english_lags
from exchange.library.shown import words
from exchange.library.views.blueprint import (
    experience_address,
    languages_read,
    library,
    number_of,
    work_address,
)
from exchange.library.views.comparing import names
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
    """A reader reads a draft as everyone will, then asks for changes or accepts it."""
    actor, form = current_actor(), ReadingForm()
    page = queries.working_copy(actor, number_of(code))
    if request.method == "GET":
        return _show_first(actor, page, form)
    needs_marks = "publish" in request.form and _gives_marks(page.facts)
    if not (form.validate() & (not needs_marks or form.has_marks())):
        require(policy.may_decide(actor, page.facts))
        return _show(actor, page, form), 422
    try:
        address = once(str(actor.id), form.submission_id.data, lambda: _decide(actor, page, form))
    except Stale:
        return _show_meanwhile(actor, number_of(code), form), 409
    return redirect(address, 303)


def _show_first(actor: Actor, page: ExperiencePage, form: ReadingForm) -> str:
    require(policy.may_take(actor, page.facts))
    form.show(page.row.edit_version)
    return _show(actor, page, form)


def _gives_marks(facts: Facts) -> bool:
    """Of a full record the mentor gives them, of another one its only reader."""
    return facts.kind != "full" or facts.reading == "mentor"


def _show(actor: Actor, page: ExperiencePage, form: ReadingForm, **more: object) -> str:
    before = queries.text_last_read(page, actor.id)
    return render_template(
        "library/read.html",
        page=page,
        row=page.row,
        form=form,
        remarks=queries.comments_of(page),
        named=queries.related_named(page),
        changes=compare(before, page.shown, names()) if before else None,
        needs_english=page.needs_english(languages_read(actor)),
        english_lags=english_lags(page),
        now=now(),
        **_task(actor, page, form),
        **words(),
        **more,
    )


def _task(actor: Actor, page: ExperiencePage, form: ReadingForm) -> dict[str, object]:
    """What this reader may decide, and what with it."""
    holds = bool(policy.may_decide(actor, page.facts))
    return {
        "holds": holds,
        "asking": form if holds else None,
        "may_take": policy.may_take(actor, page.facts),
        "gives_marks": _gives_marks(page.facts),
        "is_last": page.facts.kind != "full" or len(page.missing) == 1,
        "least": LEAST_NOTE,
    }


def _show_meanwhile(actor: Actor, number: int, form: ReadingForm) -> str:
    """Another reader has it or has decided, or its text is another one: the note is kept."""
    page = queries.working_copy(actor, number)
    form.start_anew(page.row.edit_version)
    return _show(actor, page, form, meanwhile=True)


def _decide(actor: Actor, page: ExperiencePage, form: ReadingForm) -> str:
    return (_accept if "publish" in request.form else _ask_for_changes)(actor, page, form)


def _accept(actor: Actor, page: ExperiencePage, form: ReadingForm) -> str:
    marks = actions.Marks(**form.marks()) if _gives_marks(page.facts) else None
    signed = {"note": form.note.data, "lang": form.lang.data, "version": form.version.data}
    if actions.accept(actor, page.row.id, marks=marks, **signed):
        flash(_("It is published. Thank you for reading it."))
        return experience_address(page.row.number, page.row.title)
    flash(_("You have accepted it. It is published when the other reader has, too."))
    return f"/{current_code()}/experiences/to-read"


def _ask_for_changes(actor: Actor, page: ExperiencePage, form: ReadingForm) -> str:
    signed = {"note": form.note.data, "lang": form.lang.data, "version": form.version.data}
    actions.ask_for_changes(actor, page.row.id, remarks=form.remarks(), **signed)
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
