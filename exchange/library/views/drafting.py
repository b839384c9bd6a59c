from collections.abc import Callable

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import now
from exchange.kernel.rulings import Refused, Stale, require
from exchange.kernel.submissions import once
from exchange.library import actions, policy, queries, vocabulary
from exchange.library.content import NEEDED, TEXTS, Content
from exchange.library.forms import DraftForm, PlainForm
from exchange.library.queries import ExperiencePage
from exchange.library.views.blueprint import experience_address, library, number_of, work_address
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.tags.queries import tag_list
from exchange.web.addresses import current_code


@library.get("/experiences/mine")
@open_to(Audience.SIGNED_IN)
def show_mine() -> ResponseReturnValue:
    """Who writes sees where each text is, who has it and for how long."""
    actor = current_actor()
    return render_template(
        "library/mine.html",
        rows=queries.drafts_of(actor),
        states=vocabulary.STATES,
        may_draft=policy.may_draft(actor),
        now=now(),
    )


@library.route("/experiences/new", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def new() -> ResponseReturnValue:
    """Who solved something begins to write it down, and may stop at any point."""
    actor, empty = current_actor(), Content(lang=current_code())
    require(policy.may_draft(actor))
    form = _form(empty)
    if request.method == "GET":
        form.show(empty)
        return _show_form(form)
    return _keep(form, None, lambda: actions.create_draft(actor, form.content(empty)))


@library.route("/experiences/<code>/edit", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def edit(code: str) -> ResponseReturnValue:
    """Who began goes on, and sees what is still missing; nobody's later text is lost by it."""
    actor, number = current_actor(), number_of(code)
    page = queries.working_copy(actor, number)
    form = _form(page.content)
    if request.method == "GET":
        require(policy.may_edit(actor, page.facts))
        return _show_kept(form, page)
    try:
        return _keep(form, page, lambda: _save(actor, page, form))
    except Stale:
        return _show_both(form, queries.working_copy(actor, number))


def _form(kept: Content) -> DraftForm:
    form = DraftForm()
    here = current_code()
    form.offer(tag_list(here, themes_only=True), queries.lead_choices(here), kept)
    return form


def _show_form(
    form: DraftForm, page: ExperiencePage | None = None, status: int = 200, **more: object
) -> ResponseReturnValue:
    body = render_template(
        "library/form.html",
        form=form,
        page=page,
        row=page.row if page else None,
        handing_in=policy.may_hand_in(current_actor()),
        **more,
    )
    return body, status


def _show_kept(form: DraftForm, page: ExperiencePage) -> ResponseReturnValue:
    """The draft as it is; after a try to submit it, with what it lacks."""
    form.show(page.content, page.row.edit_version)
    checked = "check" in request.args
    if checked:
        form.tell(page.progress.faults)
    return _show_form(form, page, other_language=form.other_language() if checked else None)


def _keep(
    form: DraftForm, page: ExperiencePage | None, act: Callable[[], int]
) -> ResponseReturnValue:
    """Save first, whatever else was wanted: what was typed is kept in any case."""
    actor, submits = current_actor(), "submit" in request.form
    if not form.validate():
        require(policy.may_edit(actor, page.facts) if page else policy.may_draft(actor))
        return _show_form(form, page, 422)
    try:
        address = once(str(actor.id), form.submission_id.data, lambda: _led_to(act(), submits))
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return _show_form(form, page, 422)
    return redirect(address, 303)


def _led_to(experience_id: int, submits: bool) -> str:
    """Where a saved draft leads: on with writing, or to what its reader will see."""
    actor = current_actor()
    page = queries.working_copy_of(actor, experience_id)
    number = page.row.number
    if not (submits and policy.may_submit(actor, page.facts)):
        flash(_("The draft is saved."))
        return work_address(number, "edit")
    if not page.progress.is_complete:
        return work_address(number, "edit?check=1")
    actions.submit(actor, experience_id)
    flash(_("It is handed in. Another person reads it now; here you see who has it."))
    return experience_address(number, page.row.title, page.row.version)


def _save(actor: Actor, page: ExperiencePage, form: DraftForm) -> int:
    actions.save_draft(
        actor, page.row.id, version=form.version.data, content=form.content(page.content)
    )
    return page.row.id


def _show_both(form: DraftForm, newest: ExperiencePage) -> ResponseReturnValue:
    """Somebody saved meanwhile: the form keeps what was typed, and theirs stands beside it."""
    typed, theirs = form.content(newest.content), newest.content
    other = [name for name in TEXTS if getattr(typed, name) != getattr(theirs, name)]
    differing = [(NEEDED[name], getattr(theirs, name)) for name in other]
    form.start_anew(newest.row.edit_version)
    return _show_form(form, newest, 409, differing=differing)


@library.route("/experiences/from-post/<int:post_id>", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def from_post(post_id: int) -> ResponseReturnValue:
    """Who sees a good answer makes a draft of it, and sees before whose words it takes over."""
    actor, form = current_actor(), PlainForm()
    answer = queries.answer_to_turn(actor, post_id)
    require(answer.ruling)
    if request.method == "GET" or not form.validate():
        return render_template("library/from_post.html", answer=answer, post=answer.post, form=form)
    actions.render_ahead(answer.content())
    address = once(str(actor.id), form.submission_id.data, lambda: _begin(actor, post_id))
    return redirect(address, 303)


def _begin(actor: Actor, post_id: int) -> str:
    experience_id = actions.draft_from_post(actor, post_id)
    flash(_("The draft is begun. Everyone whose words it uses is credited."))
    return work_address(queries.working_copy_of(actor, experience_id).row.number, "edit")
